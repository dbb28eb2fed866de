"""NT05 原因是套话。

检查什么  偏差说明的原因是否只是“因疫情”“因工作原因”“根据实际情况”一类放在哪里都能用的话，没有具体的事、数、时间。
为什么    说不出具体的事，就无从改进，也无从核实。
反例      “因疫情原因，接待减少”。
正例      “8月辖区封控21天，取消接待3批”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, said
from scoring.reasons import generic_cause
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("NT05")
def cause_fits_anything(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        phrase = generic_cause(row.note) if row.note else ""
        if phrase:
            yield Hit(row.at("deviation_note"), row.row, {"name": clip(row.name), "phrase": phrase})
    note = said(ctx.table.funds_note)
    phrase = generic_cause(note) if note else ""
    if phrase:
        yield Hit(("funds_note",), values={"name": "资金说明", "phrase": phrase})
