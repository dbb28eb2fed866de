"""FD11 资金类指标与资金栏矛盾。

检查什么  说资金执行、支出的指标，完成值是否与资金栏的执行率、执行数一致。到位率、及时率、合规率、拨付率另有含义，不比。
为什么    同一笔钱在一张表里只能有一个数。
反例      “党建保障工作经费”完成 100%，资金栏执行率 43%。
正例      “预算执行率”完成 98%，资金栏执行率 0.98。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.context import Context, Row, once
from scoring.quantity import Quantity
from scoring.rule import Hit, rule
from scoring.shown import Money
from scoring.wording import clip, percent, show

_RATE = re.compile(
    r"(?:预算|资金|经费|支出|项目款)[^，。；]{0,6}(?:执行率|支出率|使用率|完成率|支付率|执行进度)|^执行率$"
)
_BARE = re.compile(r"(?:经费|资金|预算|支出)(?:保障|执行|使用|支出|完成|情况)*$")
_OTHER = re.compile("到位|及时|合规|规范|准确|拨付|下达|控制|节约|结余|偏差|覆盖|三公|公开|人均|每|单位")
_AMOUNT = re.compile(
    "总成本|总支出|支出总额|项目支出|项目成本|资金支出|实际支出|经费支出|预算执行|执行金额|支出金额|成本总额"
)
_RATE_SLACK, _BARE_SLACK, _AMOUNT_SLACK = Decimal("0.0101"), Decimal("0.05"), Decimal("0.01")


@rule("FD11")
def money_indicator_contradicts(ctx: Context) -> Iterator[Hit]:
    total = ctx.total
    if not total or total.exact_rate is None or total.slips:
        return
    for row in ctx.filled:
        done = _money_said(row)
        if done:
            yield from _judge(row, done, total)


@once
def _money_said(row: Row) -> Quantity | None:
    """The one exact number of a row that is about spending."""
    if (
        not row.actual
        or _OTHER.search(row.name)
        or not (_RATE.search(row.name) or _BARE.search(row.name) or _AMOUNT.search(row.name))
    ):
        return None
    found = [q for q in row.done if q.low == q.high == q.value]
    return found[0] if len(found) == 1 else None


def _judge(row: Row, done: Quantity, total: Money) -> Iterator[Hit]:
    assert total.exact_rate is not None
    assert total.executed is not None
    assert total.annual_budget is not None
    values: dict[str, object] = {
        "name": clip(row.name),
        "actual": clip(row.actual),
        "rate": percent(total.exact_rate),
        "executed": show(total.executed),
        "budget": show(total.annual_budget),
    }
    gap = abs(done.value - total.exact_rate)
    facts = (*row.at("actual"), *total.at("executed", "annual_budget", "execution_rate"))
    if done.family == "rate" and (
        (_RATE.search(row.name) and gap > _RATE_SLACK) or (_BARE.search(row.name) and gap > _BARE_SLACK)
    ):
        yield Hit(facts, row.row, values, expected=percent(total.exact_rate), actual=row.actual)
    spent = total.executed
    if done.family == "money" and _AMOUNT.search(row.name) and abs(done.value - spent) > _AMOUNT_SLACK * spent > 0:
        yield Hit(facts, row.row, values, "amount", expected=show(total.executed), actual=row.actual)
