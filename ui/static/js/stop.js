// 停止. The page changes while something is being written: the button may be replaced between press and release, and a
// step that was on its way may come in after the stop was answered. Both must end in a page that is as it was before.
import { send } from "./bridge.js";

const AGAIN = 400; // ms between two attempts
const STOP = '[data-act="stop"]';
const STARTS = new Set(["z_draft", "z_ask", "z_open", "z_test"]);
let stopped = false;
let last = 0;

export function stop() {
  if (Date.now() - last < AGAIN) return;
  last = Date.now();
  stopped = true;
  send("z_stop");
}
window.addEventListener("ziping:sent", (event) => { if (STARTS.has(event.detail)) stopped = false; });
window.addEventListener("ziping:shown", () => {
  if (stopped && document.querySelector(`#side ${STOP}`)) setTimeout(() => { if (stopped && document.querySelector(`#side ${STOP}`)) stop(); }, AGAIN);
});

let pressed = false;
document.addEventListener("pointerdown", (event) => { pressed = Boolean(event.target.closest?.(STOP)); });
document.addEventListener("pointerup", (event) => {
  if (!pressed) return;
  pressed = false;
  if (document.elementFromPoint(event.clientX, event.clientY)?.closest(STOP)) stop();
});
