"""FD03 预算执行率得分算错。

检查什么  预算执行率得分是否等于分值 × 表中所填的执行率（执行率本身算错的只在 FD02 说一次），最多等于分值。
          全年预算数为 0 的，按评分口径的约定。
为什么    预算执行率按分值 × 执行率计分。
反例      分值 10，执行率 0.69，得分 10。
正例      分值 10，执行率 0.69，得分 6.90。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import is_blank, points
from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.shown import Money, shown
from scoring.wording import show


@rule("FD03")
def funds_score_wrong(ctx: Context) -> Iterator[Hit | Skip]:
    row = ctx.total
    if not row or row.slips or is_blank(row.cells.score):
        return
    most, score = points(row.cells.points), shown(row.cells.score)
    if most is None or score is None:
        yield Skip("预算执行率的分值或得分不是数字")
        return
    rates = _rates(ctx, row)
    if not rates:
        yield Skip("没有可用的执行率，评分口径也没有约定" if row.annual_budget == 0 else "执行率不是数字，无法核对得分")
        return
    products = [most * min(rate, Decimal(1)) for rate in rates]
    if any(score.is_of(product) for product in products):
        return
    how = f"{show(most)} × {show(rates[0])} = {show(products[0])}"
    facts = row.at("score", "points", "execution_rate")
    values = {"how": how, "stated": row.cells.score or ""}
    yield Hit(facts, values=values, expected=show(products[0]), actual=row.cells.score)


def _rates(ctx: Context, row: Money) -> list[Decimal]:
    """The rates by which the score may have been made: as stated; unrounded where the profile sets no rounding."""
    if row.annual_budget == 0:
        convention = ctx.profile.zero_budget_rate
        return [convention] if convention >= 0 else ([row.rate.value] if row.rate else [])
    rates = [row.rate.value] if row.rate else []
    if row.exact_rate is not None and (ctx.profile.rate_decimals < 0 or not rates):
        rates.append(ctx.profile.rounded_rate(row.exact_rate))
        if not row.rate or row.rate.is_of(row.exact_rate):
            rates.append(row.exact_rate)
    elif rates and ctx.profile.rate_decimals >= 0:
        rates.append(ctx.profile.rounded_rate(rates[0]))
    return rates
