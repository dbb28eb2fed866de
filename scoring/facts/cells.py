"""The cells of a form as facts: what stands in it, verbatim, with the numbers that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from forms.numbers import is_blank, money, number, points
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.facts.model import Fact
from scoring.facts.render import say_money, say_number
from scoring.quantity import Quantity, in_unit_of, quantities
from scoring.units import unit_of

TABLE_TEXTS = {
    "project_name": "项目名称",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "conclusion": "自评结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "funds_note": "资金说明",
    "stated_grade": "自评等级",
}
ROW_TEXTS = {
    "level3": "指标名称",
    "initial_target": "年初指标值",
    "target": "年度指标值",
    "actual": "实际完成值",
    "deviation_note": "偏差原因分析及改进措施",
    "scoring_method": "评分方法",
    "review_opinion": "审核意见",
}
ROW_SCORES = {"points": "分值", "score": "得分", "review_score": "复核得分"}
FUNDS_MONEY = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
FUNDS_SCORES = {"points": "分值", "score": "得分"}
MEASURED = ("initial_target", "target", "actual")


def table_cells(table: SelfEvaluationTable) -> Iterator[Fact]:
    """Header, funds, goal and narrative, totals and the form's other labelled texts."""
    for name, label in TABLE_TEXTS.items():
        shown = getattr(table, name)
        if shown is not None:
            yield _text(name, label, shown, _places(table, name))
    yield from _header_numbers(table)
    for index, row in enumerate(table.funds, 1):
        yield from _funds_cells(table, row, "funds" if index == 1 else f"funds{index}")
    for count, entry in enumerate(table.other, 1):
        yield _text(f"other{count}", entry.label, entry.text, (entry.place,) if entry.place else ())


def row_cells(table: SelfEvaluationTable, row: Indicator) -> Iterator[Fact]:
    """The cells of one indicator row; a measured cell without a unit takes that of its target, or of its actual."""
    name = row.level3 or f"第{row.row}行"
    read = _with_shared_unit({f: quantities(getattr(row, f) or "") for f in MEASURED}, row)
    for field, label in ROW_TEXTS.items():
        shown = getattr(row, field)
        if shown is None:
            continue
        fact_id = f"R{row.row}.{field}"
        found = read[field] if field in read else () if is_blank(shown) else quantities(shown)
        value, unit, family, said = _single(found, shown)
        yield Fact(
            id=fact_id, label=f"{name}的{label}", text=said, shown=shown, value=value, quantities=found, unit=unit,
            family=family, cells=_places(table, fact_id), row=row.row, field=field,
        )  # fmt: skip
    for field, label in ROW_SCORES.items():
        value = points(getattr(row, field))
        if value is not None:
            yield _score(table, f"R{row.row}.{field}", f"{name}的{label}", getattr(row, field), value, row.row, field)


def _text(fact_id: str, label: str, shown: str, cells: tuple[str, ...]) -> Fact:
    found = () if is_blank(shown) else quantities(shown)
    return Fact(id=fact_id, label=label, text=shown.strip(), shown=shown, quantities=found, cells=cells, field=fact_id)


def _places(table: SelfEvaluationTable, fact_id: str) -> tuple[str, ...]:
    place = table.place(fact_id)
    return (place,) if place else ()


def _single(found: tuple[Quantity, ...], shown: str) -> tuple[Decimal | None, str, str, str]:
    """Value, unit, family and prose of a cell that is one plain number ("25" beside "20次" is said as 25次)."""
    if len(found) != 1:
        return None, "", "", shown.strip()
    only = found[0]
    plain = only.low is not None and only.low == only.high
    bare = shown.strip() == only.text.strip() and only.unit and only.unit not in shown
    size = "万" if bare and "万" not in only.text and only.scale == unit_of(only.unit).scale * 10_000 else ""
    said = f"{shown.strip()}{size}{only.unit}" if bare else shown.strip()
    return only.value if plain else None, only.unit, only.family, said


def _with_shared_unit(read: dict[str, tuple[Quantity, ...]], row: Indicator) -> dict[str, tuple[Quantity, ...]]:
    donor = next((q for f in ("target", "initial_target", "actual") for q in read[f] if q.unit), None)
    if donor is None:
        rate_name = (row.level3 or "").rstrip("）)】 ").endswith(("率", "度"))
        return {f: tuple(_as_percent(q) if rate_name else q for q in found) for f, found in read.items()}
    return {f: tuple(_given(q, donor) for q in found) for f, found in read.items()}


def _given(q: Quantity, donor: Quantity) -> Quantity:
    """A bare number with the unit of its row's other cell: 90 beside 95% is 90%, 0 beside 95% is 0%."""
    if q.unit:
        return q
    if donor.family == "rate" and q.value <= 1 and q.digits:
        return replace(q, unit="%", family="rate")
    return _scaled(q, donor.unit, donor.family, donor.scale) if donor.family == "rate" else in_unit_of(q, donor)


def _as_percent(q: Quantity) -> Quantity:
    """A bare number of a row named …率 or …度: 0.9 and 1 are fractions, 90 is 90 %."""
    if q.unit or q.value < 0 or q.value > 100:
        return q
    scale = Decimal(1) if 0 < q.value <= 1 else Decimal("0.01")
    return _scaled(q, "%", "rate", scale)


def _scaled(q: Quantity, unit: str, family: str, factor: Decimal) -> Quantity:
    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(
        q, value=q.value * factor, low=times(q.low), high=times(q.high), step=q.step * factor,
        unit=unit, family=family, scale=q.scale * factor,
    )  # fmt: skip


def _header_numbers(table: SelfEvaluationTable) -> Iterator[Fact]:
    amount = money(table.project_amount, table.project_unit)
    if table.project_amount is not None:
        yield _money(table, "project_amount", "项目金额", table.project_amount, amount)
    for field, label in (("total_points", "总分分值"), ("total_score", "自评总分"), ("total_review_score", "复核总分")):
        value = points(getattr(table, field))
        if value is not None:
            yield _score(table, field, label, getattr(table, field), value, None, field)


def _funds_cells(table: SelfEvaluationTable, row: FundsRow, prefix: str) -> Iterator[Fact]:
    name = row.name.removeprefix("其中：").removeprefix("其中:") or "年度资金总额"
    for field, label in FUNDS_MONEY.items():
        shown = getattr(row, field)
        if shown is not None:
            fact = _money(table, f"{prefix}.{field}", f"{name}的{label}", shown, money(shown, table.unit))
            yield fact._replace(field=field)
    for field, label in FUNDS_SCORES.items():
        value = points(getattr(row, field))
        if value is not None:
            yield _score(table, f"{prefix}.{field}", f"{name}的{label}", getattr(row, field), value, None, field)
    rate = number(row.execution_rate)
    if rate is not None and row.execution_rate is not None:
        value = rate / 100 if rate > 2 and "%" not in row.execution_rate else rate
        yield Fact(
            id=f"{prefix}.execution_rate", label=f"{name}的执行率", text=row.execution_rate.strip(),
            shown=row.execution_rate, value=value, unit="%", family="rate",
            cells=_places(table, f"{prefix}.execution_rate"), field="execution_rate",
        )  # fmt: skip


def _money(table: SelfEvaluationTable, fact_id: str, label: str, shown: str, value: Decimal | None) -> Fact:
    said = shown.strip() if value is None else say_money(value)
    return Fact(
        id=fact_id, label=label, text=said, shown=shown, value=value, unit="元", family="money",
        cells=_places(table, fact_id), field=fact_id,
    )  # fmt: skip


def _score(
    table: SelfEvaluationTable, fact_id: str, label: str, shown: str, value: Decimal, row: int | None, field: str
) -> Fact:
    return Fact(
        id=fact_id, label=label, text=f"{say_number(value)}分", shown=shown, value=value, unit="分", family="points",
        cells=_places(table, fact_id), row=row, field=field,
    )  # fmt: skip
