"""IN19 一项指标有几个要衡量的内容，没有逐一回答。

检查什么  名称或指标值里有几个要衡量的内容（次数、个数、人数、率）或几个数，完成值的数比它少。
为什么    少答一个，就有一个不知道是否完成；一项指标只应衡量一件事。
反例      “评估次数、评估个数”，完成值“60个”；指标值“5期、200人”，完成值“5期”。
正例      指标值“5期、200人”，完成值“5期、212人”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.rule import Hit, rule
from scoring.wording import clip
from scoring.words import MEASURED


@rule("IN19")
def measures_not_all_answered(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        asked = _asked(row)
        if len(asked) > 1 and 0 < len(row.done) < len(asked):
            values = {
                "name": clip(row.name),
                "actual": clip(row.actual),
                "measures": "、".join(clip(a, 12) for a in asked),
            }
            yield Hit(row.at("actual", "level3", "target"), row.row, values)


@once
def _asked(row: Row) -> list[str]:
    """What is to be measured: the numbers of the target, else the measures that name or target list."""
    numbers = row.aim.quantities
    if len(numbers) > 1:
        ends = {q.comparison for q in numbers}
        one_interval = bool(ends & {"≥", ">"}) and bool(ends & {"≤", "<"}) and len({q.family for q in numbers}) == 1
        return [] if one_interval else [q.text for q in numbers]
    for text in (row.name, row.target):
        found = [part for part in _parts(text) if MEASURED.search(part)]
        if len(found) > 1:
            return found
    return []


def _parts(text: str) -> list[str]:
    """The members of a list in a cell."""
    for mark in "，和及与；;,/":
        text = text.replace(mark, "、")
    return [part.strip().removesuffix("等") for part in text.split("、") if part.strip()]
