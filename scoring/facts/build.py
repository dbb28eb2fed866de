"""One way to make a derived fact: its prose from its family, its places from the cells that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from forms.table import SelfEvaluationTable
from scoring.facts.model import Fact, FactKind
from scoring.facts.render import say_money, say_number, say_percent

UNITS = {"money": "元", "rate": "%", "points": "分", "percentage point": "个百分点", "multiple": "倍"}


def derived(
    table: SelfEvaluationTable,
    fact_id: str,
    label: str,
    value: Decimal,
    family: str,
    of: Iterable[str],
    formula: str = "",
    *,
    unit: str = "",
    row: int | None = None,
    field: str = "",
    kind: FactKind = "derived",
) -> Fact:
    """A fact computed from the cells `of`; `field` is the last part of the id unless given."""
    parts = tuple(dict.fromkeys(of))
    unit = unit or UNITS.get(family, "")
    return Fact(
        id=fact_id, label=label, text=said(value, family, unit), value=value, unit=unit, family=family,
        formula=formula, cells=places(table, parts), of=parts, row=row, field=field or fact_id.rpartition(".")[2],
        kind=kind, table=1,
    )  # fmt: skip


def places(table: SelfEvaluationTable, fact_ids: Iterable[str]) -> tuple[str, ...]:
    """The places of some cells, in order, without repeats or gaps."""
    return table.places(fact_ids)


def said(value: Decimal, family: str, unit: str) -> str:
    """How prose gives a value of that family, without its sign: the words around it tell the direction."""
    size = abs(value)
    if family == "money":
        return say_money(size)
    if family == "rate":
        return say_percent(size)
    if family == "percentage point":
        return f"{say_number(size * 100)}{unit}"
    return f"{say_number(size)}{unit}"
