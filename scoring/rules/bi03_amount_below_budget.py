"""BI03 项目金额小于全年预算数。

检查什么  项目金额是否小于年度资金总额的全年预算数。项目金额大于预算数不算问题：它可能跨几个年度。
为什么    项目总额包含本年预算，小于本年预算说明有一处填错，常见的是元与万元混用。
反例      项目金额 30000 元，全年预算数 50000 元。
正例      项目金额 831200 元，全年预算数 50000 元。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.numbers import is_blank, money
from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.wording import show

_SLIP = 2_000


@rule("BI03")
def amount_below_budget(ctx: Context) -> Iterator[Hit | Skip]:
    text = ctx.table.project_amount
    if is_blank(text):
        return
    amount = money(text, ctx.table.project_unit)
    budget = ctx.total.annual_budget if ctx.total else None
    if amount is None or budget is None:
        yield Skip("项目金额或全年预算数不是数字，无法比较")
    elif amount < budget:
        yield Hit(
            ("project_amount", "funds.annual_budget"),
            values={"amount": show(amount), "budget": show(budget)},
            variant="unit" if amount > 0 and budget / amount > _SLIP else "",
            expected=f"≥{show(budget)}",
            actual=text,
        )
