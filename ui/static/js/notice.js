// A line on top of the page from the browser's own side (a refusal of a download, a broken connection).
const KINDS = { error: "error", note: "info", done: "ok", offline: "warning" };

export function note(text, kind = "note", actions = []) {
  const line = document.createElement("div");
  line.className = `z notice ${kind}`;
  line.setAttribute("role", kind === "error" ? "alert" : "status");
  const mark = document.createElement("i");
  mark.className = `m ${KINDS[kind]}`;
  const say = document.createElement("span");
  say.className = "say";
  say.textContent = text;
  const close = document.createElement("button");
  close.className = "icon";
  close.textContent = "×";
  close.setAttribute("aria-label", "关闭");
  close.onclick = () => line.remove();
  const buttons = actions.map(([label, act]) => {
    const button = document.createElement("button");
    button.className = "btn small";
    button.textContent = label;
    button.onclick = act;
    return button;
  });
  line.append(mark, say, ...buttons, close);
  document.getElementById("notice")?.prepend(line);
  return line;
}
// What went well leaves by itself; what needs doing stays.
window.addEventListener("ziping:shown", () => {
  document.querySelectorAll("#notice .notice.done:not([data-leaving])").forEach((line) => {
    line.dataset.leaving = "";
    setTimeout(() => line.isConnected && line.remove(), 8000);
  });
});
