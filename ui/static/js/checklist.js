// The checklist: groups as tabs, 清单 opens all of them; what is open stays open when the pane is drawn anew.
let shown = ""; // "", "*", or the name of a group
const more = new Set();

function paint() {
  const check = document.querySelector("#check .check");
  if (!check) return;
  check.classList.toggle("open", Boolean(shown));
  check.querySelectorAll(".groups button").forEach((button) => {
    const on = button.dataset.group === shown;
    button.setAttribute("aria-selected", String(on));
    if (button.dataset.group === "*") button.setAttribute("aria-expanded", String(Boolean(shown)));
  });
  check.querySelectorAll(".line").forEach((line) => {
    const other = shown !== "*" && line.dataset.group !== shown;
    const folded = "more" in line.dataset && !more.has(line.dataset.group);
    const opener = line.matches(".more") && more.has(line.dataset.group);
    line.classList.toggle("off", other || folded || opener);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#check .groups button");
  if (button) { shown = shown === button.dataset.group ? "" : button.dataset.group; paint(); return; }
  const opener = event.target.closest?.("[data-expand]");
  if (opener) { more.add(opener.dataset.expand); paint(); }
});
window.addEventListener("ziping:shown", paint);
window.addEventListener("ziping:list", () => { shown = "*"; paint(); });
