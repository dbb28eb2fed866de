"""IN06 一项指标分值过大。

检查什么  一项指标的分值是否超过评分口径的提示线（一般为 30 分）。
为什么    分值过于集中，一项好坏就决定整个评分。
反例      只设一项满意度，占 40 分。
正例      满意度两项，各 10 分。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip, show


@rule("IN06")
def too_heavy(ctx: Context) -> Iterator[Hit]:
    most = ctx.profile.heavy_points
    for row in ctx.filled:
        if row.points is not None and row.points > most:
            values = {"name": clip(row.name), "points": show(row.points), "most": show(most)}
            yield Hit(row.at("points"), row.row, values)
