"""PT01 分值合计不等于 100。

检查什么  预算执行率分值加各行分值是否等于 100。一类的分值和得分同时少相同的数，多半是漏了一行，并在这里一次说清。
为什么    满分为 100 分，合计不等则总分没有意义。
反例      预算执行率 10 分，各行合计 87 分。
正例      预算执行率 10 分，各行合计 90 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import is_blank, points
from scoring.classes import class_sums
from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.shown import ZERO
from scoring.wording import show

FULL = Decimal(100)


@rule("PT01")
def points_not_hundred(ctx: Context) -> Iterator[Hit | Skip]:
    rows = [row for row in ctx.rows if not row.sub]
    if not any(row.points for row in rows):
        yield Skip("没有可读的分值")
        return
    odd = next((row for row in rows if row.points is None and not is_blank(row.cells.points)), None)
    if odd:
        yield Skip(f"第{odd.row}行的分值不是数字，无法核对合计", odd.row)
        return
    funds = points(ctx.total.cells.points) if ctx.total else None
    of_rows = sum((row.points or ZERO for row in rows), ZERO)
    total = of_rows + (funds or ZERO)
    if total == FULL or (funds is None and of_rows == FULL - 10):
        return
    yield _hit(ctx, total, of_rows, funds or ZERO)


def _hit(ctx: Context, total: Decimal, of_rows: Decimal, funds: Decimal) -> Hit:
    gap = FULL - total
    values = {
        "sum": show(total),
        "full": show(FULL),
        "funds": show(funds),
        "rows": show(of_rows),
        "gap": show(abs(gap)),
    }
    facts = ["total_points", "funds.points"]
    variant = ""
    short = [entry for entry in class_sums(ctx) if entry.gap == gap]
    if len(short) == 1:
        facts += short[0].facts
        values["where"] = f"“{short[0].name}”应为 {show(short[0].weight)} 分，各行合计 {show(short[0].sum)}"
        variant = "class"
        lost = _lost_score(ctx)
        if gap > 0 and lost is not None and 0 < lost <= gap:
            values["lost"] = show(lost)
            variant = "lost"
    else:
        facts += [f"R{row.row}.points" for row in ctx.rows if not row.sub]
    return Hit(tuple(facts), values=values, variant=variant, expected=show(FULL), actual=show(total))


def _lost_score(ctx: Context) -> Decimal | None:
    """What the rows' scores lack against the stated total."""
    stated = points(ctx.table.total_score)
    funds = points(ctx.total.cells.score) if ctx.total else None
    if stated is None or funds is None:
        return None
    return stated - funds - sum((row.score or ZERO for row in ctx.rows if not row.sub), ZERO)
