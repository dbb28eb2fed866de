"""SC03 总分不等于各行得分之和。

检查什么  总分是否等于预算执行率得分加各行得分；评分口径按执行率封顶的，总分是否超过封顶分。
          某一行算错而总分是按正确的分加的，只在那一行说。
为什么    总分是各行得分的合计。
反例      各行合计 93.8 分，总分填 96.8 分。
正例      各行合计 96.8 分，总分填 96.8 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import is_blank
from scoring.context import Context
from scoring.findings import ScoreSheet
from scoring.rule import Hit, Skip, rule
from scoring.shown import Shown, shown
from scoring.wording import percent, show


@rule("SC03")
def total_wrong(ctx: Context) -> Iterator[Hit | Skip]:
    stated, sheet = shown(ctx.table.total_score), ctx.sheet
    if stated is None or sheet.row_total is None:
        if not ctx.is_draft and not is_blank(ctx.table.total_score):
            yield Skip("总分或某行得分不是数字，无法加总")
        return
    total = sheet.row_total
    facts = ("total_score", "funds.score", *(f"R{row.row}.score" for row in ctx.rows if row.score))
    cap = ctx.profile.cap(sheet.execution_rate) if sheet.execution_rate is not None else None
    if cap is not None and total > cap:
        if stated.value > cap:
            assert sheet.execution_rate is not None
            values = {"total": ctx.table.total_score, "rate": percent(sheet.execution_rate), "cap": show(cap)}
            yield Hit(("total_score", "funds.execution_rate"), values=values, variant="cap", expected=f"≤{show(cap)}")
            return
        total = cap
    if not stated.is_of(total) and not _made_of_right_rows(stated, sheet):
        gap = show(abs(total - stated.value))
        values = {"total": ctx.table.total_score, "sum": show(total), "gap": gap}
        yield Hit(facts, values=values, expected=show(total), actual=ctx.table.total_score)


def _made_of_right_rows(stated: Shown, sheet: ScoreSheet) -> bool:
    """The total fits once wrong rows are put right, one of them or all: then the rows are told, not the total."""
    assert sheet.row_total is not None
    gaps = [row.recomputed - row.stated for row in sheet.rows if row.recomputed is not None and row.stated is not None]
    wrong = [gap for gap in gaps if gap]
    sums = {sheet.row_total + gap for gap in wrong} | {sheet.row_total + sum(wrong, Decimal(0))}
    if sheet.recomputed_total is not None and wrong:
        sums.add(sheet.recomputed_total)
    return bool(wrong) and any(stated.is_of(total) for total in sums)
