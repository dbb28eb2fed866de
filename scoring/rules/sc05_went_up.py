"""SC05 越少越好的指标增加了，仍得满分。

检查什么  从名称、类别看越少越好（成本、人力、投诉等）而指标值没有写符号的行，完成值比指标值高，得分却等于分值。
          写了“≤”的见 SC01；处置漏洞、受理举报之类越多越好的不算。
为什么    投入增加说明控制得不好，应说明原因并相应扣分。
反例      成本指标“专项检查技术支撑”指标值“人力15名”，完成“人力20人”，得满分。
正例      成本指标“专项检查技术支撑”指标值“人力15名”，完成“人力14人”，得满分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("SC05")
def went_up(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if not row.full:
            continue
        found = ctx.judged[row.row]
        by_name = found.state == "missed" and found.lower_is_better and not found.target.comparison
        if found.worse or (by_name and found.quantity is not None and found.quantity.value != 0):
            values = {"name": clip(row.name), "target": clip(row.target), "actual": clip(row.actual)}
            yield Hit(row.at("target", "actual", "score"), row.row, values, actual=row.actual)
