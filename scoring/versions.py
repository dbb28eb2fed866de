"""Two states of one table beside each other: before and after a return, or last year and this one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from forms.table import Indicator, SelfEvaluationTable
from scoring.findings import CheckResult, Finding

NAMES_ALIKE = 80  # of 100: below it two rows are two indicators
HEADER = {
    "project_name": "项目名称",
    "project_amount": "项目金额",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "conclusion": "评价结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "funds_note": "资金说明",
    "total_points": "总分（分值）",
    "total_score": "总分（得分）",
    "stated_grade": "等级",
}
FUNDS = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "execution_rate": "执行率",
    "score": "得分",
}
ROW = {
    "level3": "三级指标",
    "initial_target": "年初指标值",
    "target": "指标值",
    "actual": "完成值",
    "points": "分值",
    "score": "得分",
    "deviation_note": "偏差原因分析及改进措施",
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs. `before` or `after` is None when the other state does not have the cell."""

    fact: str  # id in the later state, or in the earlier one for a cell that is gone
    label: str
    before: str | None
    after: str | None
    place: str
    kind: Literal["changed", "added", "removed"] = "changed"


def changes(before: SelfEvaluationTable, after: SelfEvaluationTable) -> tuple[CellChange, ...]:
    """The cells that differ, in the order of the later form; rows are matched by name, then by place in the form."""
    found = [*_plain(before, after), *_funds(before, after)]
    pairs, gone = _paired(before.indicators, after.indicators)
    for old, new in pairs:
        found += _row(after, old, new)
    found += [_whole(row, "removed", before) for row in gone]
    return tuple(found)


def score_change(before: CheckResult, after: CheckResult) -> tuple[Decimal | None, Decimal | None]:
    """(change of the stated total, change of the recomputed one); None where one of the two is unknown."""
    old, new = before.scores, after.scores
    return _minus(new.stated_total, old.stated_total), _minus(new.recomputed_total, old.recomputed_total)


def mended(before: CheckResult, after: CheckResult) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """(mended, still there, new) findings: the same rule about the same row is the same finding."""
    old = {(f.rule, f.row): f for f in before.findings}
    new = {(f.rule, f.row): f for f in after.findings}
    return (
        [f for key, f in old.items() if key not in new],
        [f for key, f in new.items() if key in old],
        [f for key, f in new.items() if key not in old],
    )


def _plain(before: SelfEvaluationTable, after: SelfEvaluationTable) -> list[CellChange]:
    return [
        CellChange(name, label, before.text(name), after.text(name), after.place(name) or before.place(name))
        for name, label in HEADER.items()
        if _differ(before.text(name), after.text(name))
    ]


def _funds(before: SelfEvaluationTable, after: SelfEvaluationTable) -> list[CellChange]:
    old = {row.name.strip(): row for row in before.funds}
    found: list[CellChange] = []
    for number, row in enumerate(after.funds, start=1):
        fact = "funds" if number == 1 else f"funds{number}"
        kept = old.get(row.name.strip())
        for name, label in FUNDS.items():
            was, now = getattr(kept, name, None), getattr(row, name)
            if _differ(was, now):
                found.append(
                    CellChange(f"{fact}.{name}", f"{row.name} {label}", was, now, after.place(f"{fact}.{name}"))
                )
    return found


def _row(after: SelfEvaluationTable, old: Indicator | None, new: Indicator) -> list[CellChange]:
    if old is None:
        return [_whole(new, "added", after)]
    name = new.level3 or old.level3 or f"第{new.row}行"
    return [
        CellChange(
            f"R{new.row}.{field}", f"{name} {label}", getattr(old, field), getattr(new, field), new.cells.get(field, "")
        )
        for field, label in ROW.items()
        if _differ(getattr(old, field), getattr(new, field))
    ]


def _whole(row: Indicator, kind: Literal["added", "removed"], table: SelfEvaluationTable) -> CellChange:
    told = "，".join(text for text in (row.target, row.actual) if text) or "（空）"
    was, now = (told, None) if kind == "removed" else (None, told)
    place = table.place(f"R{row.row}.level3")
    return CellChange(f"R{row.row}.level3", f"指标“{row.level3 or f'第{row.row}行'}”", was, now, place, kind)


def _paired(
    old: tuple[Indicator, ...], new: tuple[Indicator, ...]
) -> tuple[list[tuple[Indicator | None, Indicator]], list[Indicator]]:
    """Later rows, each with the earlier row that it goes on from, and the earlier rows that nothing goes on from."""
    free = dict(enumerate(old))
    pairs: list[tuple[Indicator | None, Indicator]] = []
    for row in new:
        best = max(free, key=lambda at: _likeness(free[at], row), default=None)
        if best is None or _likeness(free[best], row) < NAMES_ALIKE:
            pairs.append((None, row))
        else:
            pairs.append((free.pop(best), row))
    return pairs, list(free.values())


def _likeness(old: Indicator, new: Indicator) -> float:
    """Of 100: names above all; a row in the same class at the same number breaks ties (and pairs rows of 无)."""
    names = fuzz.ratio((old.level3 or "").strip(), (new.level3 or "").strip())
    return names - (0 if (old.level1, old.level2) == (new.level1, new.level2) else 8) - (0 if old.row == new.row else 1)


def _differ(was: str | None, now: str | None) -> bool:
    return (was or "").strip() != (now or "").strip()


def _minus(new: Decimal | None, old: Decimal | None) -> Decimal | None:
    return None if new is None or old is None else new - old
