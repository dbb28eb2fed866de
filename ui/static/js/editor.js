// Editing a cell in place: a field over the cell. Enter saves, Esc cancels, Tab takes the offered value. While a
// composition (pinyin) is open, Enter belongs to the input method.
import { deskId, send, unanswered } from "./bridge.js";
import { cellOf, form, select, cellAt } from "./form.js";
import { dropTyping, keepTyping } from "./kept.js";

let open = null; // {box, area, fact, place, right, limit}
const sent = new Map(); // key of an edit on its way -> {fact, desk}

export const composing = (event) => event.isComposing || event.keyCode === 229;

export function edit(td, text) {
  close();
  if (!td) return;
  const { fact, place, raw = "", right = "", how = "", limit = "" } = td.dataset;
  const box = document.createElement("div");
  box.className = `z editor ${td.classList.contains("number") ? "number" : ""}`;
  const area = document.createElement("textarea");
  area.value = text ?? raw;
  area.setAttribute("aria-label", `编辑 ${place}`);
  area.spellcheck = false;
  const keys = document.createElement("div");
  keys.className = "keys";
  box.append(area, keys);
  document.body.append(box);
  open = { box, area, keys, fact, place, raw, right, how, limit };
  hint();
  fit();
  area.focus();
  if (text === undefined) area.select();
  area.addEventListener("input", () => { hint(); fit(); keepTyping(fact, area.value); });
  area.addEventListener("keydown", onKey);
  area.addEventListener("blur", () => setTimeout(() => { if (open?.area === area) commit(); }, 0));
}

function hint() {
  const { keys, area, right, how, limit } = open;
  keys.replaceChildren();
  const most = parseFloat(limit);
  if (limit && parseFloat(area.value) > most) {
    const bad = document.createElement("span");
    bad.className = "bad";
    bad.textContent = `◆ 得分不能超过分值 ${limit}`;
    keys.append(bad);
  } else if (right && area.value.trim() !== right) {
    const offer = document.createElement("span");
    offer.textContent = how.includes("=") || how.includes("＝") ? how : `${how} ${right}`;
    keys.append(offer, key("Tab", "填入"));
  }
  keys.append(key("Enter", "保存"), key("Esc", "取消"));
}
function key(name, does) {
  const span = document.createElement("span");
  const k = document.createElement("kbd");
  k.textContent = name;
  span.append(k, ` ${does}`);
  return span;
}

function fit() {
  const td = cellOf(open.fact);
  if (!td) return close();
  const at = td.getBoundingClientRect();
  const width = Math.max(at.width + 2, 64);
  Object.assign(open.box.style, { left: `${Math.min(at.left - 1, innerWidth - width - 8)}px`, top: `${at.top - 1}px`, width: `${width}px` });
  open.area.style.height = "0";
  open.area.style.height = `${Math.min(Math.max(open.area.scrollHeight, at.height), innerHeight * 0.4)}px`;
  open.box.classList.toggle("over", open.box.getBoundingClientRect().bottom + open.keys.offsetHeight > innerHeight - 4);
}

function onKey(event) {
  if (composing(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); commit(true); }
  else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); dropTyping(open.fact); close(true); }
  else if (event.key === "Tab" && open.right && open.area.value.trim() !== open.right) {
    event.preventDefault();
    open.area.value = open.right;
    hint();
  } else if (event.key === "Tab") { event.preventDefault(); commit(true); }
}

export function commit(refocus) {
  if (!open) return;
  const { fact, area, raw, place, limit } = open;
  const text = area.value;
  if (limit && parseFloat(text) > parseFloat(limit)) { area.focus(); return; }
  close(refocus);
  if (text === raw) { dropTyping(fact); return; }
  write(fact, text);
  const saved = document.querySelector("#bar .saved");
  if (saved) { saved.textContent = "正在保存……"; saved.classList.remove("late"); }
  sent.set(send("z_edit", { fact, text, before: raw }), { fact, desk: deskId() });
  if (refocus && cellAt(place)) select(cellAt(place));
}
function write(fact, text) {
  const td = cellOf(fact);
  if (!td) return;
  td.querySelector(".t").textContent = text;
  td.classList.add("changed");
  td.dataset.raw = text;
}
window.addEventListener("ziping:answered", (event) => {
  const one = sent.get(event.detail);
  if (one && one.desk === deskId()) asDrawn(one.fact);
  if (one && open?.fact !== one.fact) dropTyping(one.fact, one.desk);
  sent.delete(event.detail);
});
// The server answered: what it drew counts, also where it did not take the edit.
function asDrawn(fact) {
  const td = cellOf(fact);
  if (td?.dataset.drawn === undefined) return;
  [td.dataset.raw, td.querySelector(".t").textContent] = [td.dataset.drawn, td.dataset.drawnText];
  delete td.dataset.drawn;
}
// A form that was drawn before an edit was kept does not take the edit back.
window.addEventListener("ziping:shown", () => {
  for (const { name, message } of unanswered()) {
    if (name !== "z_edit" || message.desk !== deskId()) continue;
    const td = cellOf(message.fact);
    if (td && td.dataset.drawn === undefined) Object.assign(td.dataset, { drawn: td.dataset.raw, drawnText: td.querySelector(".t").textContent });
    write(message.fact, message.text);
  }
});
export function close(refocus) {
  if (!open) return;
  const { box, place } = open;
  open = null;
  box.remove();
  if (refocus) select(cellAt(place), { scroll: false });
}

document.addEventListener("mouseup", (event) => { // not dblclick: the form may be drawn anew between the two clicks
  if (event.detail !== 2 || event.button !== 0) return;
  const td = event.target.closest?.("#form td.cell");
  if (td && !event.target.closest(".lane")) edit(td);
});
document.addEventListener("keydown", (event) => {
  const td = event.target.closest?.("#form td.cell");
  if (!td || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(td); }
  else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); edit(td, ""); }
  else if (event.key.length === 1 && event.key !== " " && !composing(event)) { event.preventDefault(); edit(td, event.key); }
  else if (event.keyCode === 229) edit(td, ""); // an input method starts: the field must have the focus before it composes
});
document.addEventListener("scroll", () => open && fit(), true);
window.addEventListener("resize", () => open && fit());
window.addEventListener("ziping:shown", () => open && (form() ? fit() : close()));
