"""NT06 没有偏差却写了偏差说明。

检查什么  恰好按指标值完成、得满分的行，是否写了原因、措施或调整指标值的话。超额完成的说明不算。
为什么    多半是写错了行，或原来的偏差被改没了。
反例      指标值 4个，完成 4个，说明“9月份已修改年度指标值为3个”。
正例      指标值 4个，完成 4个，说明“无”。
来源      填报常识（行与说明的对应）
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.reasons import has_cause, has_measure, says_none, target_changed
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("NT06")
def note_without_deviation(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if not row.note or not row.full or says_none(row.note):
            continue
        found = ctx.judged[row.row]
        state = found.first if found.adjusted_by else found.state
        if state != "met" or found.qualitative:
            continue
        if has_cause(row.note) or has_measure(row.note) or target_changed(row.note):
            yield Hit(
                row.at("deviation_note", "target", "actual"), row.row, {"name": clip(row.name), "note": clip(row.note)}
            )
