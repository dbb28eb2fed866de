// The line to write in: Enter sends, Shift+Enter breaks the line, an open composition keeps Enter for itself. What is
// typed stays in the browser until it was sent.
import { send } from "./bridge.js";
import { composing } from "./editor.js";
import { dropTyping, keepTyping } from "./kept.js";

const KEY = "ziping.typed";
const box = () => document.getElementById("say");

export function fill(text, { focus = true } = {}) {
  const area = box();
  if (!area) return;
  area.value = text;
  grow(area);
  remember();
  if (focus) {
    area.focus();
    const gap = text.indexOf("___");
    if (gap >= 0) area.setSelectionRange(gap, gap + text.slice(gap).match(/^_+/)[0].length);
  }
}
function remember() {
  const text = box()?.value || "";
  if (text) keepTyping("say", text); else dropTyping("say");
  try { localStorage.setItem(KEY, text); } catch { /* private mode */ }
}
function grow(area) { area.style.height = "0"; area.style.height = `${Math.min(area.scrollHeight, 110)}px`; }

export function say(text) {
  const said = (text ?? box()?.value ?? "").trim();
  if (!said) return;
  if (text === undefined) fill("", { focus: true });
  send("z_ask", { text: said });
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "say" || event.key !== "Enter" || event.shiftKey || composing(event)) return;
  event.preventDefault();
  say();
});
document.addEventListener("input", (event) => { if (event.target.id === "say") { grow(event.target); remember(); } });
document.addEventListener("click", (event) => {
  const hint = event.target.closest?.("[data-hint]");
  if (hint) { if (hint.dataset.hint === "核对一段文字") fill("核对：___"); else say(hint.dataset.hint); return; }
  const pattern = event.target.closest?.("[data-pattern]");
  if (pattern) fill(pattern.dataset.pattern);
});
window.addEventListener("ziping:unsaid", (event) => { if (!box()?.value) fill(event.detail, { focus: false }); });
let restored = false;
window.addEventListener("ziping:shown", () => {
  if (restored || !box()) return;
  restored = true;
  try { const typed = localStorage.getItem(KEY); if (typed && !box().value) fill(typed, { focus: false }); } catch { /* private mode */ }
});
