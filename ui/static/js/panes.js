// After Python changed a pane: is a desk open, what is the page called, which helper words go above the composer.
import { enter } from "./form.js";
import { keepNewest } from "./newest.js";

const root = document.documentElement;
const HINTS = ["起草实际完成情况", "起草预期目标", "写偏差说明", "为什么扣分", "核对一段文字", "该退回吗"];
const SHORT = { 核对一段文字: "核对文字" };

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
      button.textContent = SHORT[word] || word;
      button.dataset.hint = word;
      hints.append(button);
    }
  }
}
// The field for files is Gradio's, hidden and only used by our own buttons: no stop of the keyboard, no English name.
function speak() {
  document.querySelectorAll("#files button, #files input").forEach((one) => {
    one.tabIndex = -1;
    one.setAttribute("aria-label", "选择文件");
  });
}
let before = "";
let entering = false; // a table was opened, and its form is not drawn yet
window.addEventListener("ziping:pane", (event) => {
  if (!keepNewest(event.detail)) return;
  sync();
  speak();
  const now = document.querySelector("#bar [data-desk]")?.dataset.desk || "";
  if (now !== before) {
    before = now;
    document.getElementById("form")?.scrollTo(0, 0);
    entering = Boolean(now);
  }
  if (entering && enter(now)) entering = false;
  window.dispatchEvent(new CustomEvent("ziping:shown"));
});
window.addEventListener("ziping:bridge", sync);
if (window.zipingTrigger) setTimeout(sync, 0);
