// 停止. A step that was on its way may come in after the stop was answered; the page must end up as it was before.
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
const goesOn = () => stopped && document.querySelector(`#side ${STOP}`);
window.addEventListener("ziping:shown", () => { if (goesOn()) setTimeout(() => goesOn() && stop(), AGAIN); });
