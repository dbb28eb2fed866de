// A table is opened: what was being typed on it and never saved is offered again.
import { deskId } from "./bridge.js";
import { fill } from "./composer.js";
import { edit } from "./editor.js";
import { cellOf, select } from "./form.js";
import { dropTyping, halfWritten } from "./kept.js";
import { note } from "./notice.js";
import { typeAgain } from "./typed.js";

const asked = new Set();
const reviewed = () => document.querySelector("#review [data-reviewing]")?.dataset.reviewing || "";

function offer(fact, text) {
  const td = cellOf(fact);
  if (!td) return;
  if (text === td.dataset.raw) { dropTyping(fact); return; }
  const short = text.length > 40 ? `${text.slice(0, 40)}……` : text;
  const desk = deskId();
  const line = note(`上次 ${td.dataset.place.split("+")[0]} 写到一半，没有保存：“${short}”`, "note", [
    ["接着写", () => { line.remove(); if (deskId() === desk) { select(cellOf(fact)); edit(cellOf(fact), text); } }],
    ["不要了", () => { line.remove(); dropTyping(fact, desk); }],
  ]);
}
async function look(desk, cells) {
  if (!desk || asked.has(desk + cells)) return;
  asked.add(desk + cells);
  const found = await halfWritten(desk);
  for (const [fact, text] of Object.entries(found)) {
    if (fact.startsWith("keep:")) typeAgain(fact.slice(5), text);
    else if (!cells || desk !== deskId()) continue;
    else if (fact === "say") { if (!document.getElementById("say")?.value) fill(text, { focus: false }); }
    else offer(fact, text);
  }
}
window.addEventListener("ziping:shown", () => {
  const form = document.querySelector("#form .zf");
  if (form && form.dataset.desk === deskId()) look(deskId(), true);
  look(reviewed(), false);
});
