"""XT04 照搬上一年度。

检查什么  同一项目两个年度的表，完成情况、指标值和完成值是否完全相同；后一年的文字里是否还写着前一年的年份。
为什么    两年做的事不会一模一样。
反例      2021、2022 两个年度的实际完成情况一字不差。
正例      按本年度的数据重新填写。
来源      填报常识（防止套用）
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.across import Batch
from scoring.context import said
from scoring.quantity import quantities
from scoring.rule import Hit, across
from scoring.wording import clip
from scoring.words import squeezed

_SHORTEST = 12


@across("XT04")
def copied_from_last_year(batch: Batch) -> Iterator[Hit]:
    for first, _ in batch:
        for second in range(first + 1, len(batch.tables) + 1):
            years = batch.year(first), batch.year(second)
            if batch.same_project(first, second) and None not in years and years[0] != years[1]:
                yield from _judge(batch, first, second)


def _judge(batch: Batch, first: int, second: int) -> Iterator[Hit]:
    one, other = batch.tables[first - 1], batch.tables[second - 1]
    same: list[str] = []
    told = squeezed(said(one.narrative))
    if len(told) >= _SHORTEST and told == squeezed(said(other.narrative)):
        same.append("实际完成情况")
    rows = [[(row.name, row.target, row.actual) for row in rows] for rows in batch.rows]
    if rows[first - 1] and rows[first - 1] == rows[second - 1]:
        same.append("各项指标值和完成值")
    tables = batch.names((first, second))
    if same:
        facts = ("narrative",) if same[0] == "实际完成情况" else ("R1.actual",)
        yield Hit(facts, None, {"tables": tables, "what": "、".join(same)}, tables=(first, second))
    older, newer = sorted((first, second), key=lambda number: batch.year(number) or 0)
    year, text = batch.year(older), said(batch.tables[newer - 1].narrative)
    stale = next((q for q in quantities(text) if q.family == "year" and q.value == year), None)
    if stale and stale.start < 8:  # 2021年，… at the head of a text about 2022
        values = {"tables": tables, "year": year, "text": clip(text, 20)}
        yield Hit(("narrative",), None, values, "stale", tables=(newer, older))
