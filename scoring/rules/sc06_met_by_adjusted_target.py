"""SC06 按调整后的指标值才算完成。

检查什么  完成值没有达到年初指标值，只达到年中调整后的指标值（偏差说明里写明调整，或表上有两栏指标值）。
为什么    年中调低指标值须经批准，否则是用改目标代替完成任务。
反例      指标值 13次，完成 10次，说明“9月份已修改年度指标值为10次”，得满分。
正例      附“某某市财政局关于调整绩效目标的批复（某财绩〔2021〕8号）”。
来源      财预〔2020〕10号；财预〔2015〕88号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("SC06")
def met_by_adjusted_target(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        found = ctx.judged[row.row]
        if not (found.adjusted_by and found.is_met and found.first == "missed"):
            continue
        first = row.cells.initial_target if found.adjusted_by == "column" else row.target
        adjusted = found.adjusted.text if found.adjusted else row.target
        values = {
            "name": clip(row.name),
            "target": clip(first or ""),
            "actual": clip(row.actual),
            "adjusted": clip(adjusted),
        }
        source = "initial_target" if found.adjusted_by == "column" else "deviation_note"
        yield Hit(row.at("target", "actual", source), row.row, values)
