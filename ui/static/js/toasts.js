// What Gradio itself would pop up (in English): hidden by the style sheet, said here in our own words and place.
import { note } from "./notice.js";

const WORDS = [
  [/connection|reconnect|network|fetch/i, null], // connection.js has a banner for it
  [/queue.*full|too many/i, "现在用的人多，请稍等几秒再试。"],
  [/size|too large|exceed|413/i, "文件太大，最大 50 MB。请把表格单独存成一个文件再打开。"],
  [/type|format|extension/i, "这种文件打不开。请用 xlsx、xls、ods、docx、html、csv、pdf 或 txt。"],
];
const seen = new WeakSet();

function look(node) {
  const toasts = node.matches?.("[class*='toast-body']") ? [node] : node.querySelectorAll?.("[class*='toast-body']") || [];
  for (const toast of toasts) {
    if (seen.has(toast)) continue;
    seen.add(toast);
    const text = toast.textContent || "";
    const word = WORDS.find(([pattern]) => pattern.test(text));
    if (word && word[1] === null) window.dispatchEvent(new CustomEvent("ziping:broken"));
    else note(word ? word[1] : "没有做成，您的内容没有丢。请再试一次。", "error");
  }
}
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => node.nodeType === 1 && look(node))))
  .observe(document.body, { childList: true, subtree: true });
