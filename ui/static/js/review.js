// 复核: filters and sorting stay in the browser; scores, opinions and decisions go to Python.
import { send } from "./bridge.js";
import { sentWith } from "./typed.js";

const filter = { name: "", state: "", rule: "", errors: false, differs: false };
let sort = { key: "", down: true };
let all = false;

const act = (id, more) => send("z_review", { id, ...more });
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
      || (filter.rule && !d.rules.split(" ").includes(filter.rule)) || (filter.errors && d.errors === "0") || (filter.differs && d.differs === "0"));
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
    if (what === "clear-filter") { Object.assign(filter, { name: "", state: "", rule: "", errors: false, differs: false }); paint(); }
    if (what === "filter-rule") { filter.rule = filter.rule === button.dataset.rule ? "" : button.dataset.rule; paint(); }
    if (what === "rows-all" || what === "rows-wanted") { all = what === "rows-all"; paint(); }
    if (what === "sample") act(current(), { do: "sample", how: button.dataset.how, count: document.getElementById("sample-count").value });
    if (what === "review-do") act(current(), { do: button.dataset.do });
    return;
  }
  const line = event.target.closest("[data-review]");
  if (line?.dataset.review) act(line.dataset.review, { do: "pick" });
});
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("#review [data-review], #review [data-sort]");
  if (row && event.key === "Enter" && event.target === row) row.click();
});
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("#review [data-filter]");
  if (field) { filter[field.dataset.filter] = field.value.trim(); paint(); }
});
document.addEventListener("change", (event) => {
  const cell = event.target.closest?.("[data-review-row]");
  if (cell) sentWith(cell, act(current(), { do: cell.dataset.do, row: cell.dataset.reviewRow, value: cell.value }));
  const opinion = event.target.closest?.("#review [data-opinion]");
  if (opinion) sentWith(opinion, act(current(), { do: "opinion", value: opinion.value }));
});
window.addEventListener("ziping:shown", paint);
