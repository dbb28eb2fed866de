// 修改记录 and 移去的表: fetched when they are asked for, shown as a float. Two texts for one cell: put together by hand.
import { deskId, send } from "./bridge.js";
import { closeMenu, openBox } from "./layer.js";
import { note } from "./notice.js";

async function fetched(path, options) {
  try {
    const answer = await fetch(path, { cache: "no-store", ...options });
    if (answer.ok) return answer;
    note((await answer.json().catch(() => ({}))).detail || "没有做成。请再试一次。", "error");
  } catch {
    window.dispatchEvent(new CustomEvent("ziping:broken"));
  }
  return null;
}
async function show(path, name, button) {
  const answer = await fetched(path);
  if (!answer) return;
  const box = document.createElement("template");
  box.innerHTML = await answer.text(); // our own template, escaped by the server
  openBox(box.content.firstElementChild, button, name);
}
async function bringBack(id) {
  closeMenu();
  if (await fetched(`removed/${encodeURIComponent(id)}`, { method: "POST" })) {
    if (location.hash && !location.hash.startsWith("#fill")) location.hash = "#fill";
    send("z_open", { id });
  }
}
// The text that somebody else saved, one's own, and a field to put both together in.
function merge(button) {
  const source = button.closest(".notice").querySelector("[data-merge]");
  const box = source.content.firstElementChild.cloneNode(true);
  const field = box.querySelector("textarea");
  const { fact, before, cardId, n } = button.dataset;
  box.querySelectorAll("[data-use]").forEach((one) => { one.onclick = () => { field.value = one.dataset.use; field.focus(); }; });
  box.querySelector("[data-save]").onclick = () => {
    const text = field.value;
    closeMenu();
    button.closest(".notice")?.remove();
    if (cardId) send("z_card", { card: cardId, do: "save", text, n });
    else send("z_edit", { fact, text, before });
  };
  openBox(box, button, "merge");
  field.focus();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-act]");
  if (!button) return;
  if (button.dataset.act === "past") show(`past/${deskId()}`, "past", button);
  else if (button.dataset.act === "removed") { const at = document.querySelector("[data-open=pick]"); show("removed", "removed", at?.offsetParent ? at : button); }
  else if (button.dataset.act === "bring-back") bringBack(button.dataset.id);
  else if (button.dataset.act === "merge") merge(button);
});
