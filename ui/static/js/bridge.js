// The one channel to Python: send(event, data). Every event names the desk it is about and gets a key; what is not
// acknowledged stays in the outbox (kept in the browser), and connection.js sends it again after a break.
const OUTBOX = "ziping.outbox";
const waiting = [];
let outbox = read();

function read() {
  try { return JSON.parse(sessionStorage.getItem(OUTBOX) || "[]"); } catch { return []; }
}
function keep() {
  try { sessionStorage.setItem(OUTBOX, JSON.stringify(outbox)); } catch { /* private mode: memory only */ }
}

export function deskId() {
  return document.querySelector("#bar [data-desk]")?.dataset.desk || "";
}

export function send(name, data = {}) {
  const key = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  const message = { desk: deskId(), ...data, key };
  outbox.push({ name, message, at: Date.now() });
  keep();
  deliver(name, message);
  return key;
}

function deliver(name, message) {
  if (window.zipingTrigger) window.zipingTrigger(name, message);
  else waiting.push([name, message]);
}

window.addEventListener("ziping:bridge", () => {
  waiting.splice(0).forEach(([name, message]) => window.zipingTrigger(name, message));
});
window.addEventListener("ziping:ack", (event) => {
  const key = event.detail.querySelector("[data-ack]")?.dataset.ack;
  if (!key) return;
  outbox = outbox.filter((item) => item.message.key !== key);
  keep();
  window.dispatchEvent(new CustomEvent("ziping:answered", { detail: key }));
});

export const unanswered = () => outbox;
export function forget(test) { outbox = outbox.filter((item) => !test(item)); keep(); }
export function resend() {
  for (const item of outbox) { item.at = Date.now(); deliver(item.name, item.message); }
}
