"""IN14 完成值照抄指标值。

检查什么  没有数量的行，实际完成值与年度指标值是否一字不差（“及时”对“及时”）。写有具体月、日或数量的不算。
为什么    照抄不能说明实际做了什么，评分没有依据。
反例      指标值“2021年度内完成”，完成值“2021年度内完成”。
正例      指标值“2021年度内完成”，完成值“2021年11月30日完成”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.quantity import quantities
from scoring.rule import Hit, rule
from scoring.wording import clip

_STOPS = " \n。，；、.,;"


@rule("IN14")
def target_copied(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if not row.actual or row.actual.strip(_STOPS) != row.target.strip(_STOPS):
            continue
        if all(q.family == "year" for q in quantities(row.actual)):
            yield Hit(row.at("actual", "target"), row.row, {"name": clip(row.name), "actual": clip(row.actual)})
