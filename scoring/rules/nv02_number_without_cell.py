"""NV02 完成情况的数在表中没有依据。

检查什么  实际完成情况里的数，在指标、资金、目标里有没有；约数与表中的准数是否相合（表中恰为 15 篇，不能写“15余篇”；
          表中恰为 95%，不能写“大于95%”）。
为什么    没有出处的数无法核实。
反例      “惠及群众3万人”，表中没有受益人数。
正例      受益人数完成值 30000人，写“惠及群众3万人”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.claims import Claim
from scoring.context import Context, counted
from scoring.quantity import Quantity
from scoring.rule import Hit, Skip, rule
from scoring.spoken import claims_of_narrative, contradicted_row, is_sample
from scoring.wording import clip
from scoring.words import bigrams

_LOOSE = frozenset({"余", "超"})


@rule("NV02")
def number_without_cell(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    told: set[str] = set()
    for q in counted(ctx.narrative):
        fact = _exact_cell(q, ctx) if q.hedge in _LOOSE or q.comparison == ">" else ""
        if fact:
            told.add(q.text)
            reason = f"表中恰好是“{clip(ctx.table.text(fact) or '', 16)}”，不应写成约数。"
            yield Hit(("narrative", fact), None, {"text": q.text, "reason": reason})
    for claim in claims_of_narrative(ctx):
        if claim.kind != "number" or any(text in claim.text or claim.text in text for text in told):
            continue
        if contradicted_row(claim, ctx) or is_sample(claim, ctx.narrative) or _held(claim, ctx):
            continue
        yield Hit(("narrative",), None, {"text": clip(claim.text), "reason": "指标、资金和目标里都没有这个数。"})


def _held(claim: Claim, ctx: Context) -> bool:
    """A number that stands in the form after all, or is of the funds (which NV07 holds against them)."""
    told = counted(claim.text)
    if any(q.family == "money" for q in told) or (claim.facts and all(f.startswith("funds") for f in claim.facts)):
        return True
    cells = [q for row in ctx.filled for q in (*row.done, *row.aim.quantities)] + list(counted(ctx.goal))
    return any(q.value == cell.value and q.family == cell.family for q in told for cell in cells)


def _exact_cell(q: Quantity, ctx: Context) -> str:
    """The actual that is exactly the number of which the text says 余, 超 or 大于."""
    words = bigrams(ctx.narrative)
    for row in ctx.filled:
        for done in row.done:
            exact = done.low == done.high == done.value == q.value
            if exact and (done.family == q.family or not done.family) and words & bigrams(row.name):
                return f"R{row.row}.actual"
    return ""
