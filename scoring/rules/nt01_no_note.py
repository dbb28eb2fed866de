"""NT01 没有完成或扣了分，却没有说明。

检查什么  没有完成指标值或得分低于分值的行，偏差原因分析及改进措施是否空白或填“无”。表上没有这一栏的不查。
为什么    未完成的指标须说明原因和改进措施。
反例      指标值 ≥30次，完成 27次，偏差说明“无”。
正例      指标值 ≥30次，完成 27次，说明“9月两批来访改期，少接待3次；下年按季排定来访计划”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip, show


@rule("NT01")
def no_note(ctx: Context) -> Iterator[Hit | Skip]:
    if ctx.filled and all(row.cells.deviation_note is None for row in ctx.rows):
        yield Skip("表上没有偏差原因一栏")
        return
    missed = {row.row for row in ctx.missed}
    for row in ctx.filled:
        if row.note:
            continue
        lost = _lost(row)
        if lost or row.row in missed:
            what = f"指标值“{clip(row.target, 24)}”没有完成（{clip(row.actual, 24)}）" if row.row in missed else ""
            if lost:
                what += ("，" if what else "") + lost
            yield Hit(row.at("deviation_note", "score"), row.row, {"name": clip(row.name), "what": what})


def _lost(row: Row) -> str:
    if row.points is None or row.score is None or not 0 <= row.score < row.points:
        return ""
    return f"扣了 {show(row.points - row.score)} 分"
