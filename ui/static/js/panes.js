// After Python changed a pane: is a desk open, what is the page called, which helper words go above the composer.
import { keepNewest } from "./newest.js";

const root = document.documentElement;
const HINTS = ["起草实际完成情况", "起草预期目标", "写偏差说明", "为什么扣分", "核对一段文字", "该退回吗"];

function sync() {
  const bar = document.querySelector("#bar [data-desk]");
  if (!bar) return;
  const open = Boolean(bar.dataset.desk);
  root.dataset.open = open ? "yes" : "no";
  document.title = open ? `${bar.dataset.name} — 绩效自评助手` : "绩效自评助手";
  const profile = document.querySelector("[data-profile-shown]");
  if (profile) profile.textContent = bar.dataset.profile ? `口径 ${bar.dataset.profile}` : "";
  const user = document.querySelector("[data-user-shown]");
  if (user) user.textContent = bar.dataset.user || "";
  const leave = document.querySelector("[data-logout]");
  if (leave) leave.hidden = !bar.dataset.user;
  if (!open) document.getElementById("paste")?.focus({ preventScroll: true });
  const hints = document.querySelector("[data-hints]");
  if (hints && !hints.childElementCount) {
    for (const word of HINTS) {
      const button = document.createElement("button");
      button.textContent = word;
      button.dataset.hint = word;
      hints.append(button);
    }
  }
}
let before = "";
window.addEventListener("ziping:pane", (event) => {
  if (!keepNewest(event.detail)) return;
  sync();
  const now = document.querySelector("#bar [data-desk]")?.dataset.desk || "";
  if (now !== before) {
    before = now;
    document.getElementById("form")?.scrollTo(0, 0);
  }
  window.dispatchEvent(new CustomEvent("ziping:shown"));
});
window.addEventListener("ziping:bridge", sync);
if (window.zipingTrigger) setTimeout(sync, 0);
