"""FD07 预算调整没有说明。

检查什么  全年预算数与年初预算数相差超过评分口径的提示线（一般为 5%），或年初没有预算、全部在年中安排，全表有没有说明。
为什么    预算调整须有依据，调整后目标是否相应调整也要看得出来。
反例      年初预算 0 元，全年预算 690000 元，没有说明。
正例      注明“年中按某财〔2021〕12号追加预算690000元”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.reasons import why_budget_changed
from scoring.rule import Hit, rule
from scoring.wording import percent, show


@rule("FD07")
def budget_changed_unexplained(ctx: Context) -> Iterator[Hit]:
    row = ctx.total
    if not row or row.initial_budget is None or row.annual_budget is None or row.slips:
        return
    initial, annual = row.initial_budget, row.annual_budget
    if initial < 0 or annual < 0 or (initial and abs(annual - initial) / initial <= ctx.profile.budget_change):
        return
    if annual == initial or why_budget_changed(ctx.remarks):
        return
    facts = row.at("annual_budget", "initial_budget")
    if not initial:
        yield Hit(facts, values={"annual": show(annual)}, variant="added")
        return
    gap = annual - initial
    yield Hit(
        facts,
        values={
            "annual": show(annual),
            "initial": show(initial),
            "direction": "增加" if gap > 0 else "减少",
            "gap": show(abs(gap)),
            "share": percent(abs(gap) / initial),
        },
    )
