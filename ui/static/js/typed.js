// What is being typed into a field of a pane stays when the pane is drawn anew under it: text, place of the cursor, focus.
// A field names itself in data-keep; what was sent is kept until it was answered.
import { deskId } from "./bridge.js";
import { dropTyping, keepTyping } from "./kept.js";

const typed = new Map(); // name -> {value, key}: key of the event that carried it
let at = null; // {name, start, end} of the field that has the focus

const nameOf = (field) => field?.dataset?.keep || "";
export function sentWith(field, key) {
  const name = nameOf(field);
  if (typed.has(name)) typed.get(name).key = key;
}
export function forgetTyped(name) {
  if (typed.has(name)) dropTyping(`keep:${name}`, typed.get(name).desk);
  typed.delete(name);
}
// What was typed before the page was closed.
export function typeAgain(name, value) {
  if (typed.has(name)) return;
  typed.set(name, { value, key: "", desk: deskId() });
  restore();
}

document.addEventListener("input", (event) => {
  const name = nameOf(event.target);
  if (!name) return;
  const desk = event.target.closest("[data-reviewing]")?.dataset.reviewing || deskId();
  typed.set(name, { value: event.target.value, key: "", desk });
  keepTyping(`keep:${name}`, event.target.value, desk);
});
function remember() {
  const field = document.activeElement;
  const name = nameOf(field);
  if (name) at = { name, start: field.selectionStart, end: field.selectionEnd };
}
for (const kind of ["focusin", "keyup", "pointerup", "input"]) document.addEventListener(kind, remember);
document.addEventListener("focusout", (event) => {
  if (event.target.isConnected) at = null; // left by the user; a field that was taken away gets its focus back
});
window.addEventListener("ziping:answered", (event) => {
  for (const [name, { key }] of typed) if (key === event.detail) forgetTyped(name);
});
function restore() {
  for (const [name, { value }] of typed) {
    for (const field of document.querySelectorAll(`[data-keep="${CSS.escape(name)}"]`)) if (field.value !== value) field.value = value;
  }
  if (!at || document.activeElement !== document.body) return;
  const field = [...document.querySelectorAll(`[data-keep="${CSS.escape(at.name)}"]`)].find((one) => one.offsetParent);
  if (!field) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(at.start, at.end);
}
window.addEventListener("ziping:shown", restore);
