"""FD09 取整后得满分。

检查什么  钱没有用完，执行率或得分取整后预算执行率得了满分。
为什么    差额虽小也是结余，应当知道满分是取整来的。
反例      预算 40000 元，执行 39930 元，执行率 1.00，得 10 分。
正例      预算 40000 元，执行 40000 元，执行率 1.00，得 10 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import points
from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.shown import shown
from scoring.wording import show


@rule("FD09")
def rounded_to_full(ctx: Context) -> Iterator[Hit]:
    row = ctx.total
    if not row or row.exact_rate is None or row.slips or row.exact_rate >= 1:
        return
    assert row.annual_budget is not None
    assert row.executed is not None
    most, score = points(row.cells.points), points(row.cells.score)
    if most is None or score is None or score < most or most <= 0:
        return
    if row.rate and not (row.rate.is_of(row.exact_rate) and _rounded(row.cells.score, most * row.rate.value)):
        return  # a wrong rate or a wrong score, told by FD02 and FD03
    values = {
        "executed": show(row.executed),
        "budget": show(row.annual_budget),
        "left": show(row.annual_budget - row.executed),
        "rate": row.cells.execution_rate or "1.00",
    }
    yield Hit(row.at("score", "execution_rate", "executed"), values=values)


def _rounded(score: str | None, exact: Decimal) -> bool:
    told = shown(score)
    return told is not None and told.is_of(exact)
