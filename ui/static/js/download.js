// Exports: fetched, so that a refusal is a line on the page and never a page of its own.
import { note } from "./notice.js";

export async function download(link) {
  try {
    const answer = await fetch(link.href, { cache: "no-store" });
    if (!answer.ok) { note((await answer.json().catch(() => ({}))).detail || "没有导出成。请再试一次。", "error"); return; }
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") || "");
    const a = document.createElement("a");
    a.href = URL.createObjectURL(await answer.blob());
    a.download = named ? decodeURIComponent(named[1]) : "自评表";
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  } catch {
    window.dispatchEvent(new CustomEvent("ziping:broken"));
  }
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="export/"]');
  if (link) { event.preventDefault(); download(link); }
});
