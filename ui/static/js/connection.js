// When the server cannot be reached: say so, keep what was typed, try again, send what is waiting.
import { resend, unanswered } from "./bridge.js";
import { note } from "./notice.js";

const PATIENCE = 6000; // an event without an answer for this long makes us ask whether the server is there
let tries = 0;
let asking = false;
let banner = null;

function tell() {
  if (!banner?.isConnected) {
    banner = note("", "offline");
    banner.setAttribute("role", "alert");
    const again = banner.querySelector("button");
    again.className = "btn small";
    again.textContent = "立即重连";
    again.onclick = () => ask();
  }
  const saved = document.querySelector("#bar .saved");
  if (saved && unanswered().some((item) => item.name === "z_edit")) saved.textContent = "未保存，重连后自动保存";
  banner.querySelector(".say").textContent = `连不上服务器，正在重连（第 ${tries} 次）。您写的内容已留在浏览器里。`;
}
async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("healthz", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (banner) { banner.remove(); banner = null; resend(); }
    tries = 0;
  } catch {
    tries += 1;
    tell();
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
