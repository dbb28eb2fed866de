"""IN01 数量指标没有数字。

检查什么  数量指标的年度指标值里有没有数字。填比率的另见 IN11。
为什么    数量指标应当能计数，没有数字就无法按比例计分。
反例      采购数量，指标值“按采购计划进行”。
正例      采购数量，指标值“≥20台”。
来源      财预〔2020〕10号；财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("IN01")
def quantity_without_number(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if row.kind == "数量" and not row.aim.none and not row.aim.quantities:
            yield Hit(row.at("target"), row.row, {"name": clip(row.name), "target": clip(row.target)})
