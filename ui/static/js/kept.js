// What is being typed is kept by the server, too, so that it outlives the browser: a moment after each change, and at
// once when the page goes away. What was left half written is offered when its table is opened again.
import { deskId } from "./bridge.js";

const WAIT = 600; // ms after the last key
const later = new Map(); // "desk fact" -> {timer, desk, fact, text}
const there = new Set(); // what the server may still have
const nameOf = (desk, fact) => `${desk} ${fact}`;

function post({ desk, fact, text }) {
  if (text) there.add(nameOf(desk, fact)); else there.delete(nameOf(desk, fact));
  const body = JSON.stringify({ fact, text });
  const keepalive = body.length < 20000; // browsers allow no more than 64 KB
  fetch(`typing/${desk}`, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive }).catch(() => {});
}
export function keepTyping(fact, text, desk = deskId()) {
  if (!desk || !fact) return;
  const name = nameOf(desk, fact);
  clearTimeout(later.get(name)?.timer);
  const one = { desk, fact, text };
  one.timer = setTimeout(() => { later.delete(name); post(one); }, WAIT);
  later.set(name, one);
}
export function dropTyping(fact, desk = deskId()) {
  const name = nameOf(desk, fact);
  clearTimeout(later.get(name)?.timer);
  later.delete(name);
  if (there.has(name)) post({ desk, fact, text: "" });
}
export async function halfWritten(desk) {
  try {
    const answer = await fetch(`typing/${desk}`, { cache: "no-store" });
    const found = answer.ok ? await answer.json() : {};
    Object.keys(found).forEach((fact) => there.add(nameOf(desk, fact)));
    return found;
  } catch {
    return {};
  }
}
function flush() {
  for (const [name, one] of later) { clearTimeout(one.timer); later.delete(name); post(one); }
}
window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
