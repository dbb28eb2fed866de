"""NV07 完成情况没有写资金执行情况。

检查什么  实际完成情况有没有写资金执行数或执行率（“成本在预算范围内”不算）；写了的是否与资金栏相符，不符的为错误。
为什么    花了多少钱、办了多少事，要放在一起说。
反例      全文没有一个金额和执行率；执行率 69%，写成“执行率79.28%”。
正例      全年预算50000元，执行34638元，执行率69.28%。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.context import Context, counted
from scoring.quantity import Quantity
from scoring.rule import Hit, Skip, rule
from scoring.shown import Money
from scoring.wording import percent, show

_RATE = re.compile("(?:执行率|支出率|预算执行|资金执行|执行进度|使用率)[^，。；\\d]{0,8}$")
_SPENT = re.compile(
    "(?:(?:全年|累计|实际|年度|共|总|预算|资金|经费|合计)[^，。；\\d]{0,4})?(?:执行|支出)(?:数|金额|总额|资金|经费|预算)?(?:为|共计?|合计|了|达到?|约)?$"
)
_OF_PART = re.compile("其中|用于|分别|每|人均|单位|部分")
_SPENDS = re.compile("执行|支出|支付|使用|花费|拨付|投入|发放|到位|结余|预算|资金|经费")
_HALF = Decimal("0.5")


@rule("NV07")
def money_not_told(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    told = False
    for q in counted(ctx.narrative):
        clause = re.split("[，。；;]", ctx.narrative[: q.start])[-1] + q.text
        before = ctx.narrative[max(0, q.start - 16) : q.start]
        if q.family == "rate" and re.search("执行率|支出率|执行进度|预算执行|资金执行|资金使用率", clause):
            told = True
            yield from _wrong_rate(ctx, q, before)
        elif q.family == "money" and (_SPENDS.search(clause) or _is_of(q, ctx)):
            told = True
            yield from _wrong_amount(ctx, q, before)
    if not told and not re.search("(?:预算|资金|经费)[^，。；]{0,6}(?:全部|已)(?:执行|支[出付]|使用)完", ctx.narrative):
        yield Hit(("narrative", "funds.executed", "funds.execution_rate"))


def _wrong_rate(ctx: Context, q: Quantity, before: str) -> Iterator[Hit]:
    total = ctx.total
    if total is None or total.exact_rate is None or total.slips or not _RATE.search(before) or q.low != q.high:
        return
    step = q.scale * Decimal(1).scaleb(-q.digits)
    rates = [row.exact_rate for row in ctx.funds if row.exact_rate is not None]
    rates += [row.rate.value for row in ctx.funds if row.rate]
    if total.initial_budget and total.executed is not None:
        rates.append(total.executed / total.initial_budget)
    if not any(abs(q.value - rate) <= step * _HALF or 0 <= rate - q.value < step for rate in rates):
        reason = f"资金栏的执行率是 {percent(total.exact_rate)}。"
        facts = ("narrative", "funds.execution_rate")
        yield Hit(facts, None, {"text": q.text, "reason": reason}, "wrong", percent(total.exact_rate), q.text, "error")


def _wrong_amount(ctx: Context, q: Quantity, before: str) -> Iterator[Hit]:
    total = ctx.total
    said = _SPENT.search(before)
    if total is None or total.executed is None or total.slips or not said or _OF_PART.search(before):
        return
    if q.low != q.high or _is_of(q, ctx) or _in_rows(q, ctx):
        return
    reason = f"资金栏全年执行数是 {show(total.executed)} 元。"
    facts = ("narrative", "funds.executed")
    yield Hit(facts, None, {"text": q.text, "reason": reason}, "wrong", show(total.executed), q.text, "error", "likely")


def _is_of(q: Quantity, ctx: Context) -> bool:
    """Whether an amount is one of the funds block, at the digits it shows."""
    slack = q.scale * Decimal(1).scaleb(-q.digits)
    return any(abs(q.value - amount) < slack or amount == q.value for row in ctx.funds for amount in _amounts(row))


def _amounts(row: Money) -> list[Decimal]:
    found = [amount for amount in (row.initial_budget, row.annual_budget, row.executed) if amount is not None]
    if row.annual_budget is not None and row.executed is not None:
        found.append(row.annual_budget - row.executed)
    if row.annual_budget is not None and row.initial_budget is not None:
        found.append(abs(row.annual_budget - row.initial_budget))
    return found


def _in_rows(q: Quantity, ctx: Context) -> bool:
    return any(other.value == q.value for row in ctx.filled for other in (*row.done, *row.aim.quantities))
