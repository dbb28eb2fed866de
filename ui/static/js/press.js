// The page changes while it is used: a button may be drawn anew between press and release, and then gets no click. When
// the same button stands under the pointer at the release, it was pressed.
const PRESSED = "[data-act], [data-hint], [data-pattern], [data-go], [data-goto], [data-review], [data-group], [data-sample], [data-open]";
const same = (a, b) => a.cloneNode(false).outerHTML === b.cloneNode(false).outerHTML;
let down = null;

document.addEventListener("pointerdown", (event) => { down = event.button === 0 ? event.target.closest?.(PRESSED) : null; }, true);
document.addEventListener("pointerup", (event) => {
  const before = down;
  down = null;
  if (!before || before.isConnected) return;
  const now = document.elementFromPoint(event.clientX, event.clientY)?.closest(PRESSED);
  if (now && same(before, now)) now.click();
}, true);
