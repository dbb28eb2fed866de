"""NT03 年中改指标值没有依据。

检查什么  偏差说明称年中调整过指标值（或表上两栏指标值不同）的，有没有写明批准文件、会议或审批。
为什么    指标值随预算批复，调整须按程序报批。
反例      “9月份已根据实际情况修改年度指标值为10次”。
正例      “经市财政局批复（某财绩〔2021〕8号，2021年9月6日），年度指标值调整为10次”。
来源      财预〔2020〕10号；财预〔2015〕88号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.reasons import has_basis
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("NT03")
def target_changed_without_basis(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        found = ctx.judged[row.row]
        if not found.adjusted_by or has_basis(row.note):
            continue
        if found.adjusted_by == "column" and any(has_basis(text) for _, text in ctx.remarks):
            continue
        facts = row.at("deviation_note", "target")
        note = row.note or f"年初 {row.cells.initial_target}，调整后 {row.target}"
        yield Hit(facts, row.row, {"name": clip(row.name), "note": clip(note)})
