"""Proposals for classes that are empty and for targets that measure nothing: marked for decision, never facts."""

from __future__ import annotations

from assistant.draft.task import Proposal
from assistant.draft.view import TableView
from scoring.kinds import Kind, kind_name, kind_of

_FOR_CLASS: dict[Kind, tuple[str, str]] = {
    "数量": ("写明做几次、做几个、服务多少人的指标", "数量指标要有数字和单位，如“≥〔待定〕次”"),
    "质量": ("合格率、达标率一类的指标", "如“≥〔待定〕%”，并说明怎样检验"),
    "时效": ("主要工作的完成时间", "如“〔待定〕月底前完成”，不写“及时”"),
    "成本": ("单位成本或总成本的上限", "如“≤〔待定〕万元”"),
    "满意": ("服务对象满意度", "如“≥〔待定〕%”，并说明调查方式和样本数"),
    "社会": ("受益人数、办结率、投诉下降率一类的指标", "如“≥〔待定〕%”"),
}  # fmt: skip
_WANTED: tuple[Kind, ...] = ("数量", "质量", "时效", "成本", "满意")


def proposals(view: TableView) -> tuple[Proposal, ...]:
    """One proposal for each class without an indicator, and one for each target that cannot be measured."""
    found = [p for kind in _wanted(view) if not view.of_kinds(kind) and (p := _for_class(kind)) is not None]
    for row in view.rows:
        fact = row.facts.get("target")
        vague = not row.target or (fact is not None and not fact.quantities)
        if vague and row.kind in {"数量", "满意", "时效", "成本"}:
            how = _FOR_CLASS[row.kind][1]
            shown = f"现为“{row.target}”，" if row.target else ""
            found.append(Proposal(row.row, row.kind, f"“{row.name or '该指标'}”的指标值{shown}无法衡量", how))
    return tuple(found)


def _wanted(view: TableView) -> tuple[Kind, ...]:
    has_effect = any(row.kind in {"经济", "社会", "生态", "可持续"} for row in view.rows)
    named = {kind_of(c.level1, c.level2) for c in (*view.table.classes, *view.table.empty_classes)}
    wanted: list[Kind] = [kind for kind in _WANTED if kind in {"数量", "质量"} or kind in named or not named]
    return tuple(wanted) if has_effect else (*wanted, "社会")


def _for_class(kind: Kind) -> Proposal | None:
    name, how = _FOR_CLASS[kind]
    return Proposal(None, kind, f"{kind_name(kind)}没有内容", f"可增加{name}；{how}")
