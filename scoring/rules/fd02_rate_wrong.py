"""FD02 执行率算错。

检查什么  各行执行率是否等于全年执行数 ÷ 全年预算数。评分口径规定取整位数的按规定取整，没有规定的按所填位数四舍五入
          或截尾都算对。
          预算为 0 的行见 FD08，元与万元混用的行见 FD10。
为什么    执行率决定预算执行率得分。
反例      执行 34638 元，预算 50000 元，执行率填 0.79。
正例      执行 34638 元，预算 50000 元，执行率填 0.69。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.numbers import is_blank
from scoring.context import Context
from scoring.profile import Profile
from scoring.rule import Hit, Skip, rule
from scoring.shown import Money
from scoring.wording import percent, show


@rule("FD02")
def rate_wrong(ctx: Context) -> Iterator[Hit | Skip]:
    told: set[tuple[str | None, ...]] = set()
    for row in ctx.funds:
        if is_blank(row.cells.execution_rate) or row.slips:
            continue
        if row.exact_rate is None:
            if row is ctx.total and row.annual_budget != 0:
                yield Skip("全年预算数或全年执行数不是数字，无法核对执行率")
            continue
        if row.rate is None:
            yield _hit(row, "")
        elif not _right(row, ctx.profile):
            key = (row.cells.annual_budget, row.cells.executed, row.cells.execution_rate)
            amounts = (str(row.annual_budget), str(row.executed), row.cells.execution_rate)
            if key not in told and amounts not in told:
                yield _hit(row, percent(row.exact_rate) if (row.cells.execution_rate or "").endswith("%") else "")
            told |= {key, amounts}


def _right(row: Money, profile: Profile) -> bool:
    exact, rate = row.exact_rate, row.rate
    assert exact is not None
    assert rate is not None
    if exact > 1 and rate.value == 1:
        return True  # capped at full execution: the excess is FD04's
    if profile.rate_decimals < 0 or rate.step.adjusted() < -profile.rate_decimals:
        return rate.is_of(exact)
    return rate.value == profile.rounded_rate(exact)


def _hit(row: Money, expected: str) -> Hit:
    assert row.exact_rate is not None
    assert row.executed is not None
    assert row.annual_budget is not None
    rate = expected or show(row.exact_rate)
    values = {
        "name": row.name or "年度资金总额",
        "executed": show(row.executed),
        "budget": show(row.annual_budget),
        "rate": rate,
        "stated": row.cells.execution_rate or "",
    }
    facts = row.at("execution_rate", "executed", "annual_budget")
    return Hit(facts, values=values, expected=rate, actual=row.cells.execution_rate)
