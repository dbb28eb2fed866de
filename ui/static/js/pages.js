// 设置, 帮助 and the other pages: loaded when they are first shown, and again when something was changed elsewhere.
import { send, unanswered } from "./bridge.js";
import { ask } from "./layer.js";

let shown = "";
let late = false; // an edit was still on its way when the page was drawn
const onItsWay = () => unanswered().some(({ name }) => name === "z_edit");
function load() {
  const [tab, rest] = location.hash.slice(1).split("/");
  if (tab === "help") send("z_help", { code: rest || "" });
  else if (["settings", "review", "batch", "evals"].includes(tab)) send("z_page", { page: tab });
  shown = location.hash;
  late = onItsWay();
}
window.addEventListener("ziping:answered", () => { if (late && !onItsWay()) load(); });
window.addEventListener("hashchange", () => { if (location.hash !== shown) load(); });
window.addEventListener("ziping:bridge", load);
if (window.zipingTrigger) load();

document.addEventListener("change", (event) => {
  const field = event.target.closest?.("[data-set]");
  if (field) send("z_set", { name: field.dataset.set, value: field.value });
});
document.addEventListener("click", (event) => {
  const act = event.target.closest?.("[data-act]");
  if (!act) return;
  if (act.dataset.act === "rule-on") send("z_set", { name: "rule_on", value: act.dataset.code });
  if (act.dataset.act === "rule-off") ask(act, `为什么停用 ${act.dataset.code}？`, (reason) => send("z_set", { name: "rule_off", value: act.dataset.code, reason }));
  if (act.dataset.act === "model-test") send("z_test");
  if (act.dataset.act === "tour") { location.hash = "#fill"; send("z_sample", { number: 1 }); }
});
document.addEventListener("input", (event) => {
  const seek = event.target.closest?.("[data-rule-seek]");
  if (!seek) return;
  const word = seek.value.trim().toLowerCase();
  document.querySelectorAll("#help nav a:not(.tourlink)").forEach((a) => { a.hidden = Boolean(word) && !a.textContent.toLowerCase().includes(word); });
  document.querySelectorAll("#help nav h2").forEach((h) => {
    let next = h.nextElementSibling;
    let any = false;
    while (next && next.tagName === "A") { any ||= !next.hidden; next = next.nextElementSibling; }
    h.hidden = !any;
  });
});
