// The conversation follows what is new: the last thing the user said goes to the top when the answer is long, else the
// end of the answer is brought into view. Nobody who reads further up is pulled away by a redraw.
let turns = -1;

window.addEventListener("ziping:shown", () => {
  const pane = document.getElementById("side");
  const talk = pane?.querySelector(".talk");
  if (!talk) { turns = -1; return; }
  const now = talk.childElementCount;
  if (turns >= 0 && now > turns) {
    const mine = [...talk.querySelectorAll(".mine")].pop();
    const top = mine ? mine.offsetTop - 44 : 0;
    pane.scrollTo({ top: Math.min(top, pane.scrollHeight - pane.clientHeight), behavior: turns ? "smooth" : "auto" });
  } else if (turns < 0) {
    pane.scrollTop = pane.scrollHeight;
  }
  turns = now;
});
