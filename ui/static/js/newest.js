// Answers may overtake each other: a step of a draft comes in after the edit that was made meanwhile, a table after the
// next one was opened. Each pane says what it is a state of; an older state never takes the place of a newer one.
import { moved } from "./bridge.js";

const kept = new Map(); // pane -> {nav, of, rev, at, value}

function stampOf(element) {
  const mark = element.querySelector("[data-at]");
  if (!mark) return null;
  const { nav, of, rev, at } = mark.dataset;
  return { nav: nav === "" ? null : Number(nav), of, rev: Number(rev), at: Number(at) };
}
function older(one, other) {
  if (one.nav !== other.nav) return one.nav < other.nav;
  if (one.of === other.of && one.rev !== other.rev) return one.rev < other.rev;
  return one.at < other.at;
}
// A pane that no event of ours asked for (page load, upload) is of now: it moves when it shows another table.
function placed(stamp) {
  if (stamp.nav !== null) return stamp;
  const all = [...kept.values()].filter((other) => other.of === stamp.of);
  return { ...stamp, nav: all.length ? Math.max(...all.map((other) => other.nav)) : moved() };
}

export function keepNewest({ element, props }) {
  const id = element.closest("[id]").id;
  const read = stampOf(element);
  if (!read) return true;
  const stamp = placed(read);
  const before = kept.get(id);
  if (before && older(stamp, before)) { props.value = before.value; return false; }
  kept.set(id, { ...stamp, value: props.value });
  return true;
}
// The server was away: its clock may be another one.
window.addEventListener("ziping:back", () => kept.clear());
