// 复核: filters and sorting stay in the browser; scores, opinions and decisions go to Python.
import { send } from "./bridge.js";
import { composing } from "./editor.js";
import { ask, openBox } from "./layer.js";
import { forgetTyped, sentWith } from "./typed.js";

const NONE = { name: "", state: "", rule: "", errors: false, warnings: false, differs: false };
const filter = { ...NONE };
let drawn = {}; // how the sample was drawn, so that it stays when something else is done
let sort = { key: "", down: true };
let all = false;
let since = false; // what was changed after a return is unfolded
let follow = false; // in one column, what was picked is brought into view
let asked = ""; // key of the question on its way

const act = (id, more) => send("z_review", { id, ...drawn, ...more });
const mode = () => document.querySelector("#review .review")?.dataset.mode || "";
const current = () => document.querySelector("#review [data-reviewing]")?.dataset.reviewing || "";
const value = (row, key) => {
  const head = [...document.querySelectorAll("#review [data-sort]")].findIndex((th) => th.dataset.sort === key);
  const text = row.cells[head]?.textContent.trim() || "";
  const number = parseFloat(text.replace(/[,%]/g, ""));
  return Number.isNaN(number) ? text : number;
};

function paint() {
  const body = document.querySelector("#review .sort tbody");
  if (!body) return;
  let left = 0;
  for (const row of body.rows) {
    const d = row.dataset;
    row.hidden = Boolean((filter.name && !d.name.includes(filter.name)) || (filter.state && d.state !== filter.state)
      || (filter.rule && !d.rules.split(" ").includes(filter.rule)) || (filter.errors && d.errors === "0")
      || (filter.warnings && d.warnings === "0") || (filter.differs && d.differs === "0"));
    left += row.hidden ? 0 : 1;
  }
  document.querySelector("#review [data-none]").hidden = left > 0;
  document.querySelectorAll("#review button[data-filter]").forEach((b) => b.setAttribute("aria-pressed", String(filter[b.dataset.filter])));
  document.querySelectorAll("#review [data-filter]").forEach((f) => { if (f.tagName !== "BUTTON" && document.activeElement !== f) f.value = filter[f.dataset.filter]; });
  document.querySelectorAll("#review [data-sort]").forEach((th) => {
    if (th.dataset.sort === sort.key) th.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    else th.removeAttribute("aria-sort");
  });
  if (sort.key) {
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a, sort.key), value(b, sort.key)];
      const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh-CN");
      return sort.down ? -order : order;
    });
    rows.forEach((row) => body.append(row));
  }
  document.querySelector("#review .right")?.classList.toggle("all", all);
  document.querySelector('#review [data-act="rows-all"]')?.setAttribute("aria-pressed", String(all));
  document.querySelector('#review [data-act="rows-wanted"]')?.setAttribute("aria-pressed", String(!all));
}

document.addEventListener("click", (event) => {
  const root = event.target.closest?.("#review");
  if (!root) return;
  const on = event.target.closest("button[data-filter]");
  if (on) { filter[on.dataset.filter] = !filter[on.dataset.filter]; paint(); return; }
  const head = event.target.closest("[data-sort]");
  if (head) { sort = { key: head.dataset.sort, down: sort.key === head.dataset.sort ? !sort.down : true }; paint(); return; }
  const button = event.target.closest("[data-act]");
  if (button) {
    const { act: what } = button.dataset;
    if (what === "clear-filter") { Object.assign(filter, NONE); paint(); }
    if (what === "filter-rule") { filter.rule = filter.rule === button.dataset.rule ? "" : button.dataset.rule; paint(); }
    if (what === "rows-all" || what === "rows-wanted") { all = what === "rows-all"; paint(); }
    if (what === "sample") { drawn = { how: button.dataset.how, count: document.getElementById("sample-count").value }; act(current(), { do: "sample" }); }
    if (what === "review-do") act(current(), { do: button.dataset.do, mode: mode() });
    if (what === "review-mode") act(current(), { do: "pick", mode: mode() === button.dataset.mode ? "" : button.dataset.mode });
    if (what === "opinion-edit" && !event.target.closest(".claim, .tag")) edit(root);
    if (what === "ask-all") askAll();
    if (what === "aside") openBox(root.querySelector("[data-aside]").content.firstElementChild.cloneNode(true), button, "aside");
    return;
  }
  const line = event.target.closest("[data-review]");
  if (line?.dataset.review) { follow = innerWidth < 1060 && !line.closest(".right"); act(line.dataset.review, { do: "pick" }); }
});
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("#review [data-review], #review [data-sort]");
  if (row && event.key === "Enter" && event.target === row) row.click();
});
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("#review [data-filter]");
  if (field) { filter[field.dataset.filter] = field.value.trim(); paint(); }
});
// The opinion is shown checked; it becomes a field to write in when it is clicked, and is checked again when it is left.
function edit(root) {
  root.querySelector(".opinion").classList.add("editing");
  root.querySelector("[data-opinion]").focus();
}
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("#review [data-opinion]") && event.target.value) event.target.closest(".opinion").classList.remove("editing");
});
function askAll() {
  const box = document.getElementById("ask-all");
  if (!box?.value.trim()) return;
  asked = send("z_query", { id: current(), ...drawn, text: box.value });
}
window.addEventListener("ziping:answered", (event) => {
  const box = document.getElementById("ask-all");
  if (event.detail !== asked || !box) return;
  forgetTyped("ask-all");
  box.value = "";
});
document.addEventListener("toggle", (event) => { if (event.target.matches?.("#review .since")) since = event.target.open; }, true);
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "ask-all" || event.key !== "Enter" || event.shiftKey || composing(event)) return;
  event.preventDefault();
  askAll();
});
document.addEventListener("click", (event) => {
  const one = event.target.closest?.('[data-act="aside-one"]');
  if (one) ask(one, "为什么忽略这一条？理由会记下来。", (reason) => act(current(), { do: "aside", rule: one.dataset.rule, row: one.dataset.row, reason }));
});
window.addEventListener("ziping:shown", () => {
  const talk = document.querySelector("#review .asked");
  if (talk) talk.scrollTop = talk.scrollHeight;
  const changes = document.querySelector("#review .since");
  if (changes && since) changes.open = true;
  if (follow) { follow = false; document.querySelector("#review .right")?.scrollIntoView({ block: "start" }); }
});
document.addEventListener("change", (event) => {
  const beside = event.target.closest?.("[data-beside]");
  if (beside?.value) act(current(), { do: "pick", mode: "years", other: beside.value });
  const cell = event.target.closest?.("[data-review-row]");
  if (cell) sentWith(cell, act(current(), { do: cell.dataset.do, row: cell.dataset.reviewRow, value: cell.value }));
  const opinion = event.target.closest?.("#review [data-opinion]");
  if (opinion) sentWith(opinion, act(current(), { do: "opinion", value: opinion.value }));
});
window.addEventListener("ziping:shown", paint);
