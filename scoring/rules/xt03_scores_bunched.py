"""XT03 一个单位的自评分普遍偏高。

检查什么  同一主管部门至少 4 张表，八成以上自评在 96 分以上，而其中有的没有完成却满分、总分加错或执行率低而指标全满分。
为什么    都打高分就分不出好坏，自评失去作用。
反例      11 张表 10 张在 96 分以上，其中 5 张有没有完成却满分的指标。
正例      自评分与各项目完成情况相称。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import points
from scoring.across import Batch
from scoring.context import Context, said
from scoring.rule import Hit, across

LINE = Decimal(96)
_LEAST_TABLES, _MOST_LOW = 4, Decimal("0.2")


@across("XT03")
def scores_bunched(batch: Batch) -> Iterator[Hit]:
    units: dict[str, list[int]] = {}
    for number, table in batch:
        units.setdefault(said(table.department) or said(table.implementing_unit), []).append(number)
    for unit, numbers in units.items():
        totals = {n: points(batch.tables[n - 1].total_score) for n in numbers}
        scored = [n for n in numbers if totals[n] is not None]
        high = [n for n in scored if (totals[n] or 0) > LINE]
        if len(scored) < _LEAST_TABLES or len(scored) - len(high) > _MOST_LOW * len(scored):
            continue
        flawed = [n for n in high if _flawed(batch.contexts[n - 1])]
        if flawed:
            values = {"unit": f"“{unit}”" if unit else "", "count": len(scored), "high": len(high), "line": str(LINE)}
            yield Hit(("total_score",), None, values | {"flawed": len(flawed)}, tables=tuple(high))


def _flawed(ctx: Context) -> bool:
    """A row missed at full points, a wrong total, or all rows full beside a low execution rate."""
    sheet = ctx.sheet
    scored = [row for row in ctx.filled if row.points]
    low = sheet.execution_rate is not None and 1 - sheet.execution_rate > ctx.profile.shortfall_margin
    wrong = sheet.row_total is not None and sheet.stated_total is not None and sheet.row_total != sheet.stated_total
    return any(row.full for row in ctx.missed) or wrong or (low and bool(scored) and all(row.full for row in scored))
