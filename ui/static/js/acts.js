// Buttons that name what they do in data-act, wherever they stand: cards, notices, menus, the bar.
import { deskId, send } from "./bridge.js";
import { goTo } from "./form.js";
import { ask, closeHover, closeMenu } from "./layer.js";
import { choose } from "./open.js";
import { say, fill } from "./composer.js";
import { stop } from "./stop.js";
import { forgetTyped, sentWith } from "./typed.js";

const ACTS = {
  undo: () => send("z_undo"),
  redo: () => send("z_redo"),
  choose: () => { closeMenu(); choose(); },
  blank: () => { closeMenu(); send("z_blank"); },
  home: () => { closeMenu(); send("z_home"); },
  restore: () => send("z_restore"),
  send: () => say(),
  print: () => { closeMenu(); printed(); },
  gate: () => window.dispatchEvent(new CustomEvent("ziping:list")),
  row: (b) => send("z_row", { row: b.dataset.row }),
  remove: (b) => { closeMenu(); send("z_remove", { id: b.dataset.id }); },
  edit: (b) => {
    closeHover();
    send("z_edit", { fact: b.dataset.fact, text: b.dataset.text, before: b.dataset.before });
    b.closest(".notice")?.remove();
  },
  ignore: (b) => ask(b, "为什么忽略这一条？理由会写进复核清单。", (reason) => send("z_ignore", { rule: b.dataset.rule, row: b.dataset.row, reason })),
  draft: (b) => { closeHover(); send("z_draft", { kind: b.dataset.kind, row: b.dataset.row || "" }); },
  card: (b) => {
    if (b.closest(".hover")) closeHover();
    const draft = b.closest("[data-draft]");
    if (b.dataset.do === "rewrite") { send("z_draft", { kind: draft.dataset.kind, row: draft.dataset.row }); return; }
    const field = draft?.querySelector("[data-draft-text]");
    const n = b.dataset.do === "save" ? field?.dataset.n : b.dataset.n; // how many versions there were when it was begun
    const key = send("z_card", { card: b.dataset.cardId, do: b.dataset.do, mode: b.dataset.mode || "", n: n || "", text: field?.value ?? "" });
    if (b.dataset.do === "save") sentWith(field, key); // a refusal leaves it
    else if (b.dataset.do === "mode" || b.dataset.do === "drop") forgetTyped(b.dataset.cardId);
  },
  dock: () => {
    const open = document.documentElement.toggleAttribute("data-dock");
    document.querySelector("#side .dock")?.setAttribute("aria-expanded", String(open));
  },
  stop,
  copy: (b) => navigator.clipboard?.writeText(b.closest(".answer").querySelector(".say").innerText),
  "close-notice": (b) => b.closest(".notice").remove(),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-act]");
  if (button && !button.disabled && ACTS[button.dataset.act]) { event.preventDefault(); ACTS[button.dataset.act](button); return; }
  const go = event.target.closest?.("[data-goto]");
  if (go && go.dataset.goto && !event.target.closest("[data-card]:not(.line)")) {
    if (!event.target.closest(".hover")) closeHover();
    goTo(go.dataset.goto);
    if (go.dataset.do === "去写" && go.dataset.fact) writeFor(go.dataset.fact);
  }
});
function writeFor(fact) {
  if (fact === "narrative" || fact === "goal") send("z_draft", { kind: fact, row: "" });
  else if (/^R\d+\.deviation_note$/.test(fact)) send("z_draft", { kind: "deviation", row: fact.match(/\d+/)[0] });
  else fill("", { focus: true });
}
const printed = () => window.open(`print/${deskId()}`, "_blank", "noopener");
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p" && deskId()) { event.preventDefault(); printed(); return; }
  if (!(event.ctrlKey || event.metaKey) || event.target.closest?.("textarea, input")) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) { event.preventDefault(); send("z_undo"); }
  else if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); send("z_redo"); }
});
