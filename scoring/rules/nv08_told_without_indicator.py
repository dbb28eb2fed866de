"""NV08 完成情况写了目标和指标里没有的事。

检查什么  实际完成情况里的具体活动（培训、党性教育、慰问等），预期目标和各项指标里有没有。
为什么    不在目标里的事不是本项目的绩效，可能是别的项目的。
反例      目标和指标都没有提到，完成情况写“开展党性教育”。
正例      目标有“党性教育2次”，完成情况写“开展党性教育2次”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.activities import missing_from
from scoring.context import Context
from scoring.rule import Hit, Skip, rule


@rule("NV08")
def told_without_indicator(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    held = f"{ctx.goal} {ctx.table.project_name or ''} {ctx.rows_say}"
    for word in dict.fromkeys(missing_from(ctx.narrative, held)):
        yield Hit(("narrative",), values={"task": word})
