"""XT02 同一项目报了两次。

检查什么  同一年度里项目名称相同的表，或名称相近且预算数、执行数都相同的表。
为什么    重复报送会重复计算资金和绩效。
反例      两张表都是“物业费”，预算都是 374500 元。
正例      “物业费（2021年度）”与“物业费（2022年度）”。
来源      填报常识（防止重报）
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from scoring.across import Batch
from scoring.context import said
from scoring.rule import Hit, across
from scoring.words import common_length, squeezed

_ALIKE, _SHORTEST = 0.8, 4


@across("XT02")
def same_project_twice(batch: Batch) -> Iterator[Hit]:
    for first, second in sorted(_perhaps(batch)):
        why = _why(batch, first, second)
        if why:
            values = {"tables": batch.names((first, second)), "why": why}
            yield Hit(("project_name",), None, values, tables=(first, second))


def _perhaps(batch: Batch) -> set[tuple[int, int]]:
    """The pairs that may be one project: those alike in name or in money. Thousands of tables have few of them."""
    alike: dict[object, list[int]] = {}
    for number, _ in batch:
        for key in (batch.projects[number - 1], _money(batch, number)):
            if key:
                alike.setdefault(key, []).append(number)
    return {pair for numbers in alike.values() for pair in combinations(numbers, 2)}


def _why(batch: Batch, first: int, second: int) -> str:
    if batch.year(first) != batch.year(second):
        return ""
    one, other = batch.tables[first - 1], batch.tables[second - 1]
    if batch.same_project(first, second):
        units = {squeezed(said(table.implementing_unit)) for table in (one, other)} - {""}
        return "" if len(units) == 2 else "项目名称相同"
    names = batch.projects[first - 1], batch.projects[second - 1]
    longest = max(map(len, names))
    money = _money(batch, first)
    if min(map(len, names)) < _SHORTEST or money is None or money != _money(batch, second):
        return ""
    return "名称相近，预算数和执行数相同" if common_length(*names) >= _ALIKE * longest else ""


def _money(batch: Batch, number: int) -> tuple[Decimal, Decimal] | None:
    total = batch.contexts[number - 1].total
    if total is None or not total.annual_budget or total.executed is None:
        return None
    return total.annual_budget, total.executed
