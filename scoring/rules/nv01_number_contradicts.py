"""NV01 完成情况的数与表中不符。

检查什么  实际完成情况里的数与它所说的指标、资金的数是否一致。约数说得不准的另见 NV02，资金执行数和执行率另见 NV07。
为什么    同一件事在一张表里只能有一个数。
反例      粉丝增量完成值 40万，完成情况写“增量数10万”。
正例      粉丝增量完成值 40万，完成情况写“增量40万”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.spoken import claims_of_narrative, contradicted_row
from scoring.wording import clip


@rule("NV01")
def number_contradicts(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    for claim in claims_of_narrative(ctx):
        row = contradicted_row(claim, ctx)
        if row:
            values = {"text": clip(claim.text), "reason": f"“{clip(row.name)}”的完成值是“{clip(row.actual)}”。"}
            yield Hit(("narrative", *row.at("actual")), row.row, values, expected=row.actual, actual=claim.text)
