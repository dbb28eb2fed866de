"""NV01 完成情况的数与表中不符。

检查什么  实际完成情况里的数与它所说的指标、资金的数是否一致。约数说得不准的另见 NV02，资金执行数和执行率另见 NV07。
为什么    同一件事在一张表里只能有一个数。
反例      粉丝增量完成值 40万，完成情况写“增量数10万”。
正例      粉丝增量完成值 40万，完成情况写“增量40万”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.claims import Claim
from scoring.context import Context, counted
from scoring.quantity import quantities
from scoring.rule import Hit, Skip, rule
from scoring.spoken import claims_of_narrative
from scoring.wording import clip
from scoring.words import bigrams

_KINDS = frozenset({"number", "count", "sum", "rank", "relation"})


@rule("NV01")
def number_contradicts(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    for claim in claims_of_narrative(ctx):
        if claim.kind not in _KINDS or claim.verdict != "contradicted" or _of_funds(claim.facts) or _hedged(claim.text):
            continue
        if _stands_near(claim, ctx):
            continue
        facts = [fact for fact in claim.facts if fact not in {"narrative", "goal"}]
        rows = {int(fact[1:].partition(".")[0]) for fact in facts if fact[:1] == "R" and fact[1:2].isdigit()}
        row = rows.pop() if len(rows) == 1 else None
        values = {"text": clip(claim.text), "reason": claim.reason}
        yield Hit(("narrative", *facts), row, values, actual=claim.text)


def _stands_near(claim: Claim, ctx: Context) -> bool:
    """Whether a row that the claim's own clause names has the number all the same (5元 beside 5元/生·天)."""
    text = ctx.narrative
    start = max(text.rfind(mark, 0, claim.start) for mark in "，。；;") + 1
    words = bigrams(text[start : claim.end])
    told = {(q.value, q.family.partition("/")[0]) for q in counted(claim.text)}
    near = (row for row in ctx.filled if words & bigrams(row.name))
    return any((q.value, q.family.partition("/")[0]) in told for row in near for q in row.done)


def _of_funds(facts: tuple[str, ...]) -> bool:
    return bool(facts) and all(fact.startswith(("funds", "narrative", "goal")) for fact in facts)


def _hedged(text: str) -> bool:
    return any(q.hedge or q.comparison in {">", "<"} for q in quantities(text))
