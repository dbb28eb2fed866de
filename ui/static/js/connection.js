// When the server cannot be reached: say so, keep what was typed, try again, send what is waiting.
import { forget, offerAgain, resend, unanswered } from "./bridge.js";
import { note } from "./notice.js";

const PATIENCE = 6000; // an event without an answer for this long makes us ask whether the server is there
const LOST = (n) => `连不上服务器，正在重连（第 ${n} 次）。您写的内容已留在浏览器里。`;
const OVER = "登录已过期。您写的内容还在这一页上；请在新窗口里重新登录，回来后自动保存。";
let tries = 0;
let asking = false;
let banner = null;

function tell(text, label, act) {
  if (!banner?.isConnected) {
    banner = note("", "offline");
    banner.setAttribute("role", "alert");
    banner.querySelector("button").className = "btn small";
  }
  const again = banner.querySelector("button");
  again.textContent = label;
  again.onclick = act;
  const saved = document.querySelector("#bar .saved");
  if (saved && unanswered().some((item) => item.name === "z_edit")) { saved.textContent = "未保存，重连后自动保存"; saved.classList.add("late"); }
  banner.querySelector(".say").textContent = text;
}
async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("healthz", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status >= 500) throw new Error(String(answer.status));
    const inside = await fetch("gradio_api/app_id", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (inside.status === 401) { tell(OVER, "重新登录", () => window.open("login", "_blank", "noopener")); return; }
    if (banner) { banner.remove(); banner = null; window.dispatchEvent(new CustomEvent("ziping:back")); resend(); } else offerAgain(PATIENCE);
    tries = 0;
  } catch {
    tries += 1;
    tell(LOST(tries), "立即重连", ask);
  } finally {
    asking = false;
  }
}
setInterval(() => {
  const late = unanswered().some((item) => Date.now() - item.at > PATIENCE);
  if (banner || late || !navigator.onLine) ask();
}, 2000);
setInterval(ask, 20000); // also when nobody is typing
window.addEventListener("offline", ask);
window.addEventListener("online", ask);
window.addEventListener("ziping:broken", ask);
window.addEventListener("focus", () => banner && ask()); // back from logging in
document.addEventListener("click", (event) => event.target.closest?.("[data-logout]") && forget());
