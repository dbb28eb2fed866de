// Gradio answers through one stream per page, which its server closes when nothing is waiting. An event whose answer is
// asked for in that moment is never heard: its client takes the closing stream for an open one. The answer waits on the
// server until the next event opens a stream, so when a stream ends and something is unanswered, a word without meaning
// is said. (gradio 6.31, client `open_stream`: `close_stream` comes in after `/queue/join` was answered.)
import { unanswered } from "./bridge.js";

const STREAM = "/queue/data";
const SETTLED = 120; // ms: an event sent while the stream was closing has been answered, or opened one of its own
const MOST = 5; // nudges for one event: what the server cannot keep stays unanswered for as long as it cannot
const nudged = new Map(); // key of the event -> how often
let upload = ""; // key of the upload that is on its way: "" or its time

function nudge() {
  const keys = [...unanswered().map(({ message }) => message.key), upload].filter(Boolean);
  const open = keys.filter((key) => (nudged.get(key) || 0) < MOST);
  for (const key of nudged.keys()) if (!keys.includes(key)) nudged.delete(key);
  for (const key of open) nudged.set(key, (nudged.get(key) || 0) + 1);
  if (!open.length) return;
  window.zipingTrigger?.("z_nudge", {});
  setTimeout(nudge, SETTLED * 2 ** Math.max(...open.map((key) => nudged.get(key)))); // it may have come too early
}
new PerformanceObserver((list) => {
  if (list.getEntries().some(({ name }) => name.includes(STREAM))) setTimeout(nudge, SETTLED);
}).observe({ type: "resource" });

document.addEventListener("change", (event) => { if (event.target.closest?.("#files")) upload = `upload ${Date.now()}`; }, true);
window.addEventListener("ziping:pane", (event) => {
  const mark = event.detail.element.querySelector("[data-at]");
  if (mark && mark.dataset.nav === "") upload = ""; // the answer to what the scripts did not send
});
