"""IN22 指标太少。

检查什么  填写的指标是否少于评分口径的最低项数（一般为 3 项），是否既没有数量指标又没有质量指标。
为什么    指标太少，看不出钱做成了什么。
反例      全表只有“经费支出”和“满意度”两项。
正例      数量、质量、时效、成本、效益、满意度各有指标。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, Skip, rule


@rule("IN22")
def too_few_indicators(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.table.indicators and not ctx.table.empty_classes:
        yield Skip("没有读到指标")
        return
    facts = tuple(fact for row in ctx.filled for fact in row.at("level3")) or ("class1",)
    least = ctx.profile.least_rows
    if len(ctx.filled) < least:
        yield Hit(facts, values={"count": len(ctx.filled), "least": least})
    elif not any(row.kind in {"数量", "质量"} for row in ctx.filled) and any(row.kind for row in ctx.filled):
        yield Hit(facts, variant="output")
