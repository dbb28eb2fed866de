"""FD05 执行率低而没有说明原因。

检查什么  预算执行率低于评分口径的提示线（一般为 80%）时，全表有没有说明钱为什么没有花完。
          只说任务减少、没有提到钱的不算说明。
为什么    结余较大须说明原因，否则无从判断是节约还是没有做事。
反例      执行率 69%，只在接待次数一行写“因疫情原因”。
正例      执行率 69%，注明“因疫情接待减少，公务接待费结余15362元”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.reasons import why_money_left
from scoring.rule import Hit, rule
from scoring.wording import percent, show


@rule("FD05")
def low_execution_unexplained(ctx: Context) -> Iterator[Hit]:
    row = ctx.total
    if not row or row.exact_rate is None or row.slips or row.exact_rate >= ctx.profile.low_rate:
        return
    assert row.annual_budget is not None
    assert row.executed is not None
    if ctx.is_draft and not row.executed:
        return
    if not why_money_left(ctx.remarks):
        left = show(row.annual_budget - row.executed)
        facts = row.at("execution_rate", "executed", "annual_budget")
        yield Hit(facts, values={"rate": percent(row.exact_rate), "left": left})
