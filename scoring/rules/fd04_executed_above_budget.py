"""FD04 全年执行数大于全年预算数。

检查什么  年度资金总额和各项资金的全年执行数是否大于同一行的全年预算数。
为什么    没有预算不得支出；多出的部分应有预算调整。
反例      全年预算数 50000 元，全年执行数 53000 元。
正例      全年预算数 50000 元，全年执行数 34638 元。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.shown import Money
from scoring.wording import show


@rule("FD04")
def executed_above_budget(ctx: Context) -> Iterator[Hit]:
    over = [row for row in ctx.funds if _exceeds(row)]
    for row in over:
        if row is not ctx.total and ctx.total in over and _same(row, ctx.total):
            continue  # the one part that makes up the total: told there
        assert row.annual_budget is not None
        assert row.executed is not None
        yield Hit(
            row.at("executed", "annual_budget"),
            values={
                "name": row.name or "年度资金总额",
                "executed": show(row.executed),
                "budget": show(row.annual_budget),
                "gap": show(row.executed - row.annual_budget),
            },
            expected=f"≤{show(row.annual_budget)}",
            actual=row.cells.executed,
        )


def _exceeds(row: Money) -> bool:
    if row.annual_budget is None or row.executed is None or row.slips:
        return False
    return row.executed > row.annual_budget >= 0


def _same(part: Money, total: Money | None) -> bool:
    return total is not None and (part.annual_budget, part.executed) == (total.annual_budget, total.executed)
