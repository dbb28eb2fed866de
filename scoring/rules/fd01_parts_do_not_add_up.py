"""FD01 各项资金之和不等于年度资金总额。

检查什么  年初预算数、全年预算数、全年执行数三列，当年财政拨款、上年结转资金、其他资金之和是否等于年度资金总额。
为什么    总额由各项资金构成，合计不等说明有一处填错。
反例      总额 50000 元，财政拨款 30000 元，其他资金 10000 元。
正例      总额 50000 元，财政拨款 40000 元，其他资金 10000 元。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.shown import MONEY_FIELDS, ZERO, Money
from scoring.wording import show

COLUMNS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_ROUNDING = {"元": Decimal("0.01"), "万元": Decimal(150), "亿元": Decimal(1_500_000)}


@rule("FD01")
def parts_do_not_add_up(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.total or not ctx.parts:
        return
    for field in MONEY_FIELDS:
        total: Decimal | None = getattr(ctx.total, field)
        values: list[Decimal | None] = [getattr(part, field) for part in ctx.parts]
        if total is None or all(value is None for value in values):
            if not ctx.is_draft and (total is not None or any(value is not None for value in values)):
                yield Skip(f"{COLUMNS[field]}一列没有填全，无法核对合计")
            continue
        slack = _ROUNDING[ctx.table.unit]
        sums = _sums(ctx.parts, field)
        gap = min((abs(value - total) for value in sums), default=ZERO)
        if gap > slack:
            yield Hit(
                (f"funds.{field}", *(f"{part.fact}.{field}" for part in ctx.parts)),
                values={"column": COLUMNS[field], "sum": show(sums[0]), "total": show(total), "gap": show(gap)},
                expected=show(sums[0]),
                actual=ctx.table.text(f"funds.{field}"),
            )


def _sums(parts: list[Money], field: str) -> list[Decimal]:
    """The sum of all parts, and, where later rows begin with 其中, that of the rows without those."""
    every = sum((getattr(part, field) or ZERO for part in parts), ZERO)
    inner = [part for part in parts[1:] if part.name.startswith("其中")]
    if not inner:
        return [every]
    return [every, sum((getattr(part, field) or ZERO for part in parts if part not in inner), ZERO)]
