// Ways to bring a table in: paste anywhere on the first page, choose files, drop files anywhere, samples, a blank form.
import { send } from "./bridge.js";
import { goTo } from "./form.js";

export function choose() { document.querySelector("#files input[type=file]")?.click(); }

function give(files) {
  const input = document.querySelector("#files input[type=file]");
  if (!input || !files.length) return;
  const all = new DataTransfer();
  [...files].forEach((file) => all.items.add(file));
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
export function paste(text) {
  if (text.trim()) send("z_paste", { text });
}

document.addEventListener("paste", (event) => {
  const first = document.documentElement.dataset.open !== "yes";
  const typing = event.target.closest?.("textarea, input");
  if (event.clipboardData?.files?.length && (!typing || typing.id === "paste")) { event.preventDefault(); give(event.clipboardData.files); return; }
  const text = event.clipboardData?.getData("text/plain") || "";
  if ((typing && typing.id === "paste") || (!typing && first)) { event.preventDefault(); paste(text); }
});
// Typed or dropped text in the field (no paste event): read it once there is more than one line.
document.addEventListener("change", (event) => {
  if (event.target.id === "paste" && event.target.value.includes("\t")) { paste(event.target.value); event.target.value = ""; }
});
let depth = 0;
const mark = (on) => document.querySelector("[data-drop]")?.classList.toggle("over", on);
document.addEventListener("dragenter", (event) => { if (event.dataTransfer?.types.includes("Files")) { depth += 1; mark(true); } });
document.addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); if (!depth) mark(false); });
document.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  depth = 0;
  mark(false);
  if (event.dataTransfer?.files?.length) { event.preventDefault(); event.stopPropagation(); give(event.dataTransfer.files); }
}, true);
document.addEventListener("click", (event) => {
  const sample = event.target.closest?.("[data-sample]");
  if (sample) { event.preventDefault(); send("z_sample", { number: Number(sample.dataset.sample) }); return; }
  const go = event.target.closest?.("[data-go]");
  if (go?.dataset.go && !event.target.closest("[data-act]")) {
    event.preventDefault();
    if (location.hash && !location.hash.startsWith("#fill")) location.hash = "#fill";
    afterwards = go.dataset.gotoAfter || "";
    send("z_open", { id: go.dataset.go });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const row = event.target.closest?.("tr[data-sample], tr[data-go]");
  if (row) row.click();
});
// A link to a cell of another table: go there once that table is shown.
let afterwards = "";
window.addEventListener("ziping:shown", () => {
  if (afterwards && goTo(afterwards)) afterwards = "";
});
