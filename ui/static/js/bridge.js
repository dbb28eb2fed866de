// The one channel to Python: send(event, data). Every event names the desk it is about and gets a key; what is not
// acknowledged stays in the outbox (kept in the browser), and connection.js sends it again after a break.
const OUTBOX = "ziping.outbox";
const waiting = [];
const MOVES = new Set(["z_open", "z_sample", "z_paste", "z_blank", "z_home", "z_remove"]); // to another table
let nav = 0;
export const moved = () => (nav += 1); // an upload moves, too, and is not sent from here
let connected = false;
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
  if (MOVES.has(name)) nav += 1;
  const message = { desk: deskId(), ...data, key, nav };
  outbox.push({ name, message, at: Date.now() });
  keep();
  window.dispatchEvent(new CustomEvent("ziping:sent", { detail: name }));
  deliver(name, message);
  return key;
}

function deliver(name, message) {
  if (window.zipingTrigger) window.zipingTrigger(name, message);
  else waiting.push([name, message]);
}

function connect() {
  waiting.splice(0).forEach(([name, message]) => window.zipingTrigger(name, message));
  if (!connected) { connected = true; resend(); }
}
window.addEventListener("ziping:bridge", connect);
if (window.zipingTrigger) setTimeout(connect, 0);
window.addEventListener("ziping:ack", (event) => {
  const key = event.detail.querySelector("[data-ack]")?.dataset.ack;
  if (!key) return;
  outbox = outbox.filter((item) => item.message.key !== key);
  keep();
  window.dispatchEvent(new CustomEvent("ziping:answered", { detail: key }));
});

export const unanswered = () => outbox;

// An edit that the server could not keep (disk full, database read-only) is offered again until it can.
export function offerAgain(after) {
  for (const item of outbox) {
    if (item.name !== "z_edit" || Date.now() - item.at < after) continue;
    item.at = Date.now();
    deliver(item.name, item.message);
  }
}
export function forget() {
  outbox = [];
  keep();
}

// After a break, or a reload in the middle of one: an edit is sent again (it says what the cell shall be, so twice is
// once); what was being said goes back into the field it was typed in; anything else the user sees and can repeat.
export function resend() {
  const left = outbox;
  outbox = [];
  for (const { name, message } of left) {
    if (name === "z_edit") send(name, message);
    else if (name === "z_ask") window.dispatchEvent(new CustomEvent("ziping:unsaid", { detail: message.text }));
  }
  keep();
}
