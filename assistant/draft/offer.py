"""What a model may refer to: slots with their meaning and never their value, and names of which it may write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.draft.gaps import gap_of
from assistant.draft.phrases import tell
from assistant.draft.view import RowView, TableView
from assistant.render import Gap, Part, Parts, Slot

_STATES = {"missed": "（未达到指标值）", "met": "（达到指标值）", "exceeded": "（超过指标值）", "unknown": ""}
MOST = 90  # slots of one prompt


@dataclass(frozen=True)
class Offer:
    """The slots by the name a model uses for them, each with its meaning."""

    slots: dict[str, Slot]
    meanings: dict[str, str]
    names: tuple[str, ...] = field(default=())

    def listed(self) -> list[tuple[str, str]]:
        return [(name, self.meanings[name]) for name in self.slots]


def offer(view: TableView, template: Parts) -> Offer:
    """The slots for the task of a view, those of the template's draft among them.

    Quotes of notes and statements are slots of their own (R1.cause, said.1).
    """
    found: dict[str, tuple[Slot, str]] = {}
    told = {slot.id.partition(".")[0] for slot in template if isinstance(slot, Slot)}
    for name, slot, meaning in _all(view):  # what the template does not tell would only lead astray
        if len(found) < MOST and slot.id.partition(".")[0] in {*told, "funds"}:
            found.setdefault(name, (slot, meaning))
    for slot in (part for part in template if isinstance(part, Slot)):
        if all(slot != known and (slot.id != known.id or slot.form == "part") for known, _ in found.values()):
            fact = view.fact(slot.id)
            name = slot.id if slot.id not in found else f"{slot.id}.quote"
            meaning = fact.label if fact else "表内文字"
            if slot.id == "goal" and slot.form == "part":
                name, meaning = "basis.document", "依据的文件名"
            found.setdefault(name, (slot, f"{meaning}，照引" if slot.form == "part" else meaning))
    names = tuple(dict.fromkeys([view.name, *(row.name for row in view.rows if f"R{row.row}" in told)]))
    slots = {name: slot for name, (slot, _) in found.items()}
    return Offer(slots, {name: meaning for name, (_, meaning) in found.items()}, tuple(n for n in names if n))


def _all(view: TableView) -> Iterator[tuple[str, Slot, str]]:
    kind = view.task.kind
    if kind == "deviation" and view.task.row is not None:
        row = view.row(view.task.row)
        if row is not None:
            yield from _row(row, targets=True)
            yield from _scores(view, row)
        return
    yield from _money(view, goal=kind == "goal")
    if kind != "deviation":
        for row in view.rows:
            yield from _goal_row(row) if kind == "goal" else _row(row, targets=row.state == "missed")


def _goal_row(row: RowView) -> Iterator[tuple[str, Slot, str]]:
    if row.target:
        yield row.target_slot.id, row.target_slot, f"{row.name or row.kind}的指标值"


def _row(row: RowView, *, targets: bool) -> Iterator[tuple[str, Slot, str]]:
    name = row.name or f"{row.kind}指标"
    told = tell(row)
    if row.actual and (told is not None or row.state != "unknown"):
        yield (
            row.id("actual"),
            told.value if told else row.slot("actual"),
            f"{name}的实际完成值{_STATES.get(row.state, '')}",
        )
    if targets and row.target:
        yield row.target_slot.id, row.target_slot, f"{name}的年度指标值（已带“不少于”等比较词）"
    if row.adjusted:
        yield row.changed_slot.id, row.changed_slot, f"{name}年度内调整后的指标值"
    gap = gap_of(row)
    if gap and row.state in {"missed", "exceeded"}:
        word, slot = gap[0], gap[1]
        if isinstance(slot, Slot):
            yield slot.id, slot, f"{name}与指标值相差的数量，写成“比年度指标值{word}[…]”"
    if row.state == "missed" and row.has("completion"):
        yield row.id("completion"), row.slot("completion"), f"{name}的完成率"
    if row.cause:
        yield row.id("cause"), row.cause.slot, f"{name}的原因，{row.cause.source}，照引"
    if row.measure:
        yield row.id("measure"), row.measure.slot, f"{name}的措施，{row.measure.source}，照引"


def _scores(view: TableView, row: RowView) -> Iterator[tuple[str, Slot, str]]:
    for field_name, meaning in (("points", "分值"), ("score", "自评得分"), ("recomputed", "按完成比例计算的得分")):
        if view.fact(row.id(field_name)):
            yield row.id(field_name), row.slot(field_name), f"{row.name}的{meaning}"


def _money(view: TableView, *, goal: bool) -> Iterator[tuple[str, Slot, str]]:
    if goal:
        if view.fact("funds.initial_budget"):
            yield "funds.initial_budget", Slot("funds.initial_budget", "wan"), "年初预算数（金额，带单位）"
        return
    for name, meaning in (("annual_budget", "全年预算数"), ("executed", "全年执行数"), ("balance", "结余")):
        if view.fact(f"funds.{name}"):
            yield f"funds.{name}", Slot(f"funds.{name}", "wan"), f"{meaning}（金额，带单位）"
    if view.fact("funds.rate"):
        yield "funds.rate", Slot("funds.rate"), "全年预算执行率"
    said = view.money_cause
    for count, slot in enumerate((said.slot, *said.more) if said else (), 1):
        yield f"said.{count}", slot, "资金结余的原因，填报人说明，照引"


def skeleton(parts: Parts, offered: Offer) -> str:
    """A template's draft with the model's names for its slots, as an example."""
    by_slot = {slot: name for name, slot in offered.slots.items()}
    by_id = {slot.id: name for name, slot in offered.slots.items()}
    return "".join(_shown(part, by_slot, by_id) for part in parts)


def _shown(part: Part, by_slot: dict[Slot, str], by_id: dict[str, str]) -> str:
    if isinstance(part, Gap):
        return f"〔待补充：{part.what}〕"
    if isinstance(part, Slot):
        return f"[[{by_slot.get(part) or by_id[part.id]}]]"
    return part
