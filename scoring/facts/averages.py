"""Averages by the form's own counts, and price × count: the money of the form spread over what it bought.

月均 over twelve months; 次均, 人均, 每家 … over each row's actual count in that unit. Amounts are exact, in 元.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import money
from forms.table import SelfEvaluationTable
from scoring.facts.build import derived
from scoring.facts.model import Fact
from scoring.quantity import Quantity

MONTHS = Decimal(12)
NOT_COUNTED = {"rate", "money", "percentage point", "points", "year", "date", "month", "multiple", "ratio"}


def average_facts(table: SelfEvaluationTable, cells: dict[str, Fact]) -> Iterator[Fact]:
    """`cells` are the table's cell facts by plain id."""
    executed = money(table.funds[0].executed, table.unit) if table.funds else None
    counted = [(fact, q) for fact in cells.values() if fact.field == "actual" and (q := _count(fact)) is not None]
    if executed:
        month = executed / MONTHS
        yield derived(table, "average.month", "月均支出", month, "money", ("funds.executed",), "全年执行数 ÷ 12")
        for fact, q in counted:
            each, of = executed / q.value, ("funds.executed", fact.id)
            how = f"全年执行数 ÷ {q.text}"
            yield derived(table, f"average.R{fact.row}", f"平均每{q.unit}支出", each, "money", of, how, row=fact.row)
    yield from _monthly(table, counted)
    yield from _products(table, cells, counted)


def _count(fact: Fact) -> Quantity | None:
    """The one exact count of a cell; none for rates, amounts and hedged numbers."""
    if len(fact.quantities) != 1:
        return None
    q = fact.quantities[0]
    plain = q.low is not None and q.low == q.high and q.value > 0
    return q if plain and q.family not in NOT_COUNTED else None


def _monthly(table: SelfEvaluationTable, counted: list[tuple[Fact, Quantity]]) -> Iterator[Fact]:
    """How often a month: 120次 a year is 10 a month."""
    for fact, q in counted:
        if q.family == "count" and q.value >= MONTHS:
            name = f"R{fact.row}.monthly"
            each = q.value / MONTHS
            yield derived(table, name, "月均", each, "count", (fact.id,), f"{q.text} ÷ 12", unit=q.unit, row=fact.row)


def _products(
    table: SelfEvaluationTable, cells: dict[str, Fact], counted: list[tuple[Fact, Quantity]]
) -> Iterator[Fact]:
    """Unit price (a row in 元/台, or named 单价, 每…成本) × count of another row."""
    for price in cells.values():
        if price.field not in {"actual", "target"} or len(price.quantities) != 1:
            continue
        q, name = price.quantities[0], cells.get(f"R{price.row}.level3")
        each = q.family.startswith("money/") or (q.family == "money" and name is not None and _is_price(name.text))
        for fact, count in counted if each else ():
            value, how = q.value * count.value, f"{q.text} × {count.text}"
            fact_id = f"R{price.row}.{price.field}_times_R{fact.row}"
            yield derived(table, fact_id, "单价 × 数量", value, "money", (price.id, fact.id), how, row=fact.row)


def _is_price(name: str) -> bool:
    return any(word in name for word in ("单价", "每", "人均", "次均", "均价", "标准"))
