"""GL02 预期目标与指标对不上。

检查什么  预期目标里的任务有没有指标反映；指标所说的事在目标、完成情况和其他指标里有没有出现；指标是否只说经费。
          按具体的活动（培训、采访、评选、改造等）和目标里写了数量的任务判断，泛泛的话不算。
为什么    每项指标应当能从目标推出来，每项任务应当有指标衡量。
反例      目标有“保密培训”，指标只有“培训次数”；“云采访”项目设“参训人员满意度”。
正例      目标“开展保密培训2次”，指标“保密培训次数 ≥2次”。
来源      财预〔2021〕101号；财预〔2015〕88号
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scoring.activities import Activity, missing_from, named_in
from scoring.context import Context, Row
from scoring.rule import Hit, Skip, rule
from scoring.tasks import untold
from scoring.wording import clip

_MONEY = re.compile("经费|资金|费用|成本|预算|支出")


@rule("GL02")
def goal_and_indicators_apart(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.goal or not ctx.filled:
        yield Skip("没有预期目标或指标，无法对照")
        return
    rows_say = ctx.rows_say
    tasks = missing_from(ctx.goal, rows_say) or untold(ctx.goal, rows_say)
    for task in dict.fromkeys(tasks):
        yield Hit(("goal",), values={"task": clip(task, 24)})
    yield from _strange_rows(ctx)
    output = [row for row in ctx.filled if not row.satisfaction]
    if output and all(_MONEY.search(row.name) for row in output) and not _MONEY.search(ctx.goal):
        facts = tuple(fact for row in output for fact in row.at("level3"))
        yield Hit(("goal", *facts), values={"task": clip(ctx.goal, 30)}, variant="money")


def _strange_rows(ctx: Context) -> Iterator[Hit]:
    head = " ".join((ctx.goal, ctx.narrative, ctx.table.project_name or ""))
    telling: dict[Activity, list[Row]] = {}  # at most two rows each: more than one tells of it, or this one alone
    for row in ctx.filled:
        for activity, word in named_in(row.name):
            if activity not in telling:
                telling[activity] = list(islice((r for r in ctx.filled if activity.shown.search(_says(r))), 2))
            if not activity.shown.search(head) and all(other is row for other in telling[activity]):
                yield Hit(row.at("level3"), row.row, {"name": clip(row.name), "task": word}, "row")
                break


def _says(row: Row) -> str:
    return f"{row.name} {row.target} {row.actual}"
