"""PT04 没有指标却有分值，或有指标却没有分值。

检查什么  填“无”或空白的行是否有分值；填了指标的行分值是否为 0。
为什么    分值应给实际设置的指标，否则这部分得分没有依据。
反例      社会效益指标“无”，分值 10，得分 10。
正例      社会效益指标“无”，分值 0，得分 0。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip, show


@rule("PT04")
def points_without_indicator(ctx: Context) -> Iterator[Hit]:
    for row in ctx.rows:
        if row.shifted or row.sub:
            continue
        if row.cells.is_none and row.points:
            name = row.cells.level2 or row.cells.level1 or f"第{row.row}行"
            yield Hit(
                row.at("points", "level3"), row.row, {"name": clip(name), "points": show(row.points)}, expected="0"
            )
        elif row.filled and row.points == 0:
            yield Hit(row.at("points", "level3"), row.row, {"name": clip(row.name)}, "zero")
