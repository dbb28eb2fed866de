"""NV09 预期目标里的任务没有交代。

检查什么  预期目标里的具体活动和写了数量的任务，实际完成情况有没有提到。
为什么    目标定了的事，完成没有都应当交代。
反例      目标有“开展行业调研”，完成情况没有提到调研。
正例      目标有“开展行业调研”，完成情况写“完成行业调研报告4份”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.activities import missing_from
from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.tasks import untold
from scoring.wording import clip


@rule("NV09")
def task_not_told(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative or not ctx.goal:
        yield Skip("没有填写预期目标或实际完成情况")
        return
    named = missing_from(ctx.goal, ctx.narrative)
    for task in dict.fromkeys((*named, *(clause for clause in untold(ctx.goal, ctx.narrative)))):
        yield Hit(("narrative", "goal"), values={"task": clip(task, 24)})
