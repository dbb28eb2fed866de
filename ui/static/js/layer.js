// What floats over the page: hover cards of cells and claims, picker, menus, small questions. One layer on the body, so
// that no pane clips it; a card never covers the cells it cites nor the words it is about.
import { cite, cellAt, goTo } from "./form.js";

const layer = document.createElement("div");
layer.id = "layer";
layer.className = "z";
document.body.append(layer);
let hover = null; // {card, box, anchor, pinned}
let timer = 0;

export function closeHover() {
  clearTimeout(timer);
  hover?.box.remove();
  document.querySelectorAll(".claim.lit, .line.lit, .tag.lit").forEach((el) => el.classList.remove("lit"));
  if (hover) cite([]);
  hover = null;
}

export function showCard(id, anchor, pinned = false) {
  const source = document.getElementById(id);
  if (!source) return false;
  if (hover?.card === id && hover.anchor === anchor) { hover.pinned ||= pinned; return true; }
  closeHover();
  const box = document.createElement("div");
  box.className = "z hover";
  box.setAttribute("role", "dialog");
  const content = source.cloneNode(true);
  content.removeAttribute("id");
  content.querySelectorAll("[id]").forEach((el) => el.removeAttribute("id"));
  box.append(content);
  layer.append(box);
  hover = { card: id, box, anchor, pinned };
  const places = (source.dataset.cells || "").split(" ").filter(Boolean);
  cite(places);
  anchor.classList.add("lit");
  document.querySelectorAll(`[data-card="${CSS.escape(id)}"]`).forEach((el) => el.classList.add("lit"));
  const said = anchor.closest(".say, .body")?.getBoundingClientRect();
  place(box, anchor.getBoundingClientRect(), [...places.map((p) => cellAt(p)?.getBoundingClientRect()), said].filter(Boolean));
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", () => later());
  return true;
}

const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

// The spot around the anchor that covers the least of what it cites.
function place(box, at, keep) {
  const w = box.offsetWidth;
  const h = box.offsetHeight;
  const edge = 8;
  const left = Math.min(Math.max(edge, at.left), innerWidth - w - edge);
  const right = Math.min(Math.max(edge, at.right - w), innerWidth - w - edge);
  const level = Math.min(Math.max(edge, at.top - 20), innerHeight - h - edge);
  const spots = [
    [left, at.bottom + 6], [right, at.bottom + 6], [left, at.top - h - 6], [right, at.top - h - 6],
    [at.left - w - 8, level], [at.right + 8, level],
    ...keep.flatMap((k) => [[left, k.bottom + 6], [left, k.top - h - 6], [k.left - w - 8, level], [k.right + 8, level]]),
  ];
  let best = null;
  let least = Infinity;
  for (const [x, y] of spots) {
    const spot = { left: x, top: y, right: x + w, bottom: y + h };
    const out = Math.max(0, -x) + Math.max(0, -y + 2) + Math.max(0, spot.right - innerWidth) + Math.max(0, spot.bottom - innerHeight);
    const away = Math.abs(x + w / 2 - (at.left + at.right) / 2) + Math.abs(y + h / 2 - (at.top + at.bottom) / 2);
    const cost = out * 1e5 + overlap(spot, at) * 50 + keep.reduce((sum, k) => sum + overlap(spot, k), 0) * 10 + away;
    if (cost < least) { least = cost; best = spot; }
  }
  box.style.left = `${Math.min(Math.max(4, best.left), innerWidth - w - 4)}px`;
  box.style.top = `${Math.min(Math.max(4, best.top), Math.max(4, innerHeight - h - 4))}px`;
}

function later() {
  clearTimeout(timer);
  if (hover && !hover.pinned) timer = setTimeout(closeHover, 260);
}

document.addEventListener("mouseover", (event) => {
  const target = event.target.closest?.("[data-card]");
  if (!target || layer.contains(target)) return;
  clearTimeout(timer);
  if (hover?.pinned) return;
  timer = setTimeout(() => showCard(target.dataset.card, target), 140);
});
document.addEventListener("mouseout", (event) => {
  if (event.target.closest?.("[data-card]") && !event.relatedTarget?.closest?.(".hover")) later();
});
document.addEventListener("focusin", (event) => {
  const target = event.target.closest?.(".claim[data-card]");
  if (target) showCard(target.dataset.card, target);
});
document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-card]");
  if (target && !layer.contains(target)) {
    if (target.matches(".line") || target.closest(".line")) goTo((target.closest(".line") || target).dataset.goto);
    event.preventDefault();
    closeHover();
    showCard(target.dataset.card, target, true);
    return;
  }
  if (hover && !hover.box.contains(event.target)) closeHover();
});

// -- menus and the picker: shown under their button, closed by Esc or a click elsewhere
let menu = null;
export function closeMenu() {
  menu?.box.remove();
  menu?.button?.setAttribute("aria-expanded", "false");
  menu?.button?.focus({ preventScroll: true });
  menu = null;
}
export function openMenu(name, button) {
  const same = menu?.name === name;
  closeMenu();
  closeHover();
  if (same) return;
  const source = document.querySelector(`#sources [data-float="${name}"]`);
  if (!source) return;
  openBox(source.cloneNode(true), button, name);
}
// Any box as a float under `button`.
export function openBox(box, button, name) {
  closeMenu();
  closeHover();
  layer.append(box);
  const at = button.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${Math.max(4, Math.min(at.bottom + 4, innerHeight - box.offsetHeight - 8))}px`;
  button.setAttribute("aria-expanded", "true");
  menu = { name, box, button };
  (box.querySelector("[data-seek]") || box.querySelector("a, button"))?.focus({ preventScroll: true });
}
export function ask(anchor, title, done) {
  closeMenu();
  const at = (hover?.box || anchor).getBoundingClientRect();
  closeHover();
  const box = document.createElement("div");
  box.className = "z float ask";
  const label = document.createElement("label");
  label.textContent = title;
  const area = document.createElement("textarea");
  area.className = "field";
  area.setAttribute("aria-label", title);
  const row = document.createElement("div");
  row.className = "row";
  const ok = document.createElement("button");
  ok.className = "btn small solid";
  ok.textContent = "确定";
  const no = document.createElement("button");
  no.className = "btn small";
  no.textContent = "取消";
  row.append(ok, no);
  box.append(label, area, row);
  layer.append(box);
  box.style.left = `${Math.max(4, Math.min(at.left, innerWidth - 330))}px`;
  box.style.top = `${Math.max(4, Math.min(at.top, innerHeight - 160))}px`;
  menu = { name: "ask", box, button: null };
  area.focus();
  ok.onclick = () => { const text = area.value; closeMenu(); done(text); };
  no.onclick = closeMenu;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-open]");
  if (button && button.tagName === "BUTTON") { openMenu(button.dataset.open, button); return; }
  if (menu && (!menu.box.contains(event.target) || event.target.closest("[data-go], a.item, [data-act]"))) {
    const was = menu;
    setTimeout(() => menu === was && closeMenu(), 0); // not the one that the click opened
  }
});
document.addEventListener("keydown", (event) => {
  const td = event.target.closest?.("#form td.cell");
  const lane = event.key === " " && td?.querySelector(".lane[data-card]");
  if (lane) { // the card of a cell by keyboard: its first button has the focus, Esc goes back to the cell
    event.preventDefault();
    if (showCard(lane.dataset.card, lane, true)) hover.box.querySelector("button, a")?.focus();
  }
  if (event.key === "Escape" && (menu || hover)) {
    event.preventDefault();
    const back = !menu && hover.box.contains(document.activeElement) ? hover.anchor.closest("td.cell, .claim") : null;
    if (menu) closeMenu(); else closeHover();
    back?.focus({ preventScroll: true });
  }
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const items = [...menu.box.querySelectorAll("tr[data-go]:not([hidden]), .item:not(.off)")];
  const at = items.indexOf(document.activeElement);
  const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  if (next) { event.preventDefault(); next.focus(); }
});
document.addEventListener("input", (event) => {
  const seek = event.target.closest?.("[data-seek]");
  if (!seek) return;
  const word = seek.value.trim();
  const box = seek.closest(".float");
  let left = 0;
  box.querySelectorAll("tr[data-go]").forEach((row) => { row.hidden = word && !row.dataset.name.includes(word); left += row.hidden ? 0 : 1; });
  box.querySelectorAll("table").forEach((table) => {
    const none = ![...table.querySelectorAll("tr[data-go]")].some((row) => !row.hidden);
    table.hidden = none;
    if (table.previousElementSibling?.matches(".file")) table.previousElementSibling.hidden = none;
  });
  box.querySelector("[data-none]").hidden = left > 0;
});
window.addEventListener("ziping:shown", () => { if (hover && !document.getElementById(hover.card)) closeHover(); });
