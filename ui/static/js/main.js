// Puts the small scripts together. Each has one subject; none keeps state that the server needs.
import "./tabs.js";
import "./panes.js";
import "./form.js";
import "./editor.js";
import "./layer.js";
import "./checklist.js";
import "./composer.js";
import "./open.js";
import "./acts.js";
import "./download.js";
import "./notice.js";
import "./toasts.js";
import "./pages.js";
import "./talk.js";
import "./review.js";
import "./connection.js";
