// Which page is shown: #fill, #review … in the address, so that back and reload work.
const root = document.documentElement;

function show() {
  const tab = location.hash.slice(1).split("/")[0] || "fill";
  const known = document.querySelector(`.top [data-tab="${CSS.escape(tab)}"]`);
  root.dataset.tab = known || !document.querySelector(".top") ? tab : "fill";
  document.querySelectorAll(".top [data-tab]").forEach((link) => {
    if (link.dataset.tab === root.dataset.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  window.dispatchEvent(new CustomEvent("ziping:tab", { detail: root.dataset.tab }));
}
window.addEventListener("hashchange", show);
window.addEventListener("ziping:bridge", show);
show();
