// The form's cells: selection by mouse and keyboard, the ruler that lights up, cells that a claim or finding cites.
export const form = () => document.querySelector("#form .zf");
const cells = () => [...(form()?.querySelectorAll("td.cell") || [])];
let selected = "";
let cited = [];

export function cellAt(place) {
  if (!place) return null;
  const exact = form()?.querySelector(`td[data-place="${CSS.escape(place)}"]`);
  return exact || [...(form()?.querySelectorAll("td[data-place]") || [])].find((td) => td.dataset.place.split("+").includes(place)) || null;
}
export const cellOf = (fact) => form()?.querySelector(`td[data-fact="${CSS.escape(fact)}"]`) || null;
export const selectedCell = () => (selected ? cellAt(selected) : null);

function paint() {
  const table = form();
  if (!table) return;
  table.querySelectorAll("td.selected").forEach((td) => td.classList.remove("selected"));
  table.querySelectorAll("td.cited").forEach((td) => td.classList.remove("cited"));
  table.querySelectorAll(".lit").forEach((th) => th.classList.remove("lit"));
  for (const place of cited) cellAt(place)?.classList.add("cited");
  const td = selectedCell();
  table.querySelectorAll("td[tabindex]").forEach((cell) => (cell.tabIndex = -1));
  const entry = td || cells()[0];
  if (entry) entry.tabIndex = 0;
  if (!td) return;
  td.classList.add("selected");
  td.parentElement.querySelector(".rn")?.classList.add("lit");
  const letter = td.dataset.place.replace(/\d.*$/, "");
  table.querySelector(`.ruler th[data-column="${CSS.escape(letter)}"]`)?.classList.add("lit");
}

export function select(td, { focus = true, scroll = true } = {}) {
  selected = td?.dataset.place || "";
  paint();
  if (td && focus) td.focus({ preventScroll: true });
  if (td && scroll) reveal(td);
}
// A table was opened: the keyboard is in its first cell, unless it is wanted elsewhere. False: it is not drawn yet.
export function enter(desk) {
  if (form()?.dataset.desk !== desk) return false;
  const at = document.activeElement;
  const free = (at === document.body || !at.checkVisibility() || at.closest("#first")) && document.documentElement.dataset.tab === "fill";
  if (free) select(cells()[0], { scroll: false });
  return true;
}
export function cite(places) {
  cited = places.filter(Boolean);
  paint();
}
export function reveal(td) {
  const pane = document.getElementById("form");
  const box = td.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  if (box.top < view.top + 60) pane.scrollBy({ top: box.top - view.top - 90 });
  else if (box.bottom > view.bottom - 20) pane.scrollBy({ top: box.bottom - view.bottom + 60 });
}
export function goTo(place) {
  const td = cellAt(place);
  if (!td) return false;
  if (location.hash && !location.hash.startsWith("#fill")) location.hash = "#fill";
  select(td);
  return true;
}

// Arrow keys move to the nearest cell in that direction, so that merged cells need no rule of their own.
function neighbour(td, key) {
  const from = td.getBoundingClientRect();
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null;
  let least = Infinity;
  for (const other of cells()) {
    if (other === td) continue;
    const to = other.getBoundingClientRect();
    const along = dx ? dx * (dx > 0 ? to.left - from.right : to.right - from.left) : dy * (dy > 0 ? to.top - from.bottom : to.bottom - from.top);
    if (along < -1) continue;
    const gap = dx ? Math.max(0, to.top - from.top - 1, from.top - to.bottom + 1) : Math.max(0, to.left - from.left - 1, from.left - to.right + 1);
    const cost = along + gap * 4;
    if (cost < least) { least = cost; best = other; }
  }
  return best;
}

document.addEventListener("keydown", (event) => {
  const td = event.target.closest?.("#form td.cell");
  if (!td || event.isComposing || event.keyCode === 229) return;
  if (event.key.startsWith("Arrow") && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const next = neighbour(td, event.key);
    if (next) { event.preventDefault(); select(next); }
  }
});
document.addEventListener("mousedown", (event) => {
  const td = event.target.closest?.("#form td.cell");
  if (td && !event.target.closest(".lane")) select(td, { scroll: false });
});
document.addEventListener("focusin", (event) => {
  const td = event.target.closest?.("#form td.cell");
  if (td && td.dataset.place !== selected) select(td, { focus: false, scroll: false });
});
window.addEventListener("ziping:shown", paint);
