"""What verification says of the narrative, asked only where a number or a claim of completeness needs it.

`scoring.verify` reads any text against the facts of the table and is exact; it takes milliseconds. A narrative whose
numbers all stand in the rows that their sentences name needs no such reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from forms.table import SelfEvaluationTable
from scoring.claims import Claim
from scoring.context import Context, Row, counted
from scoring.profile import Profile
from scoring.quantity import Quantity
from scoring.reasons import sentences
from scoring.words import bigrams

_SAMPLE = re.compile("问卷|调查|抽样|抽查|回访|访谈|样本|测评|随访|走访")
_ALL_DONE = re.compile("全部|各项|所有|均|都|圆满|全面|如期|超额|顺利|完成")


def claims_of_narrative(ctx: Context) -> tuple[Claim, ...]:
    """The claims of the narrative that verification does not support; empty where there is nothing to ask."""
    if ctx.denied is None:
        ctx.denied = _denied(ctx)
    return ctx.denied


def _denied(ctx: Context) -> tuple[Claim, ...]:
    text = ctx.narrative
    if not text or not (_odd_numbers(ctx) or (ctx.missed and _ALL_DONE.search(text))):
        return ()
    return _verified(_Key(ctx.table, ctx.profile))


class _Key:
    """A table and its profile, equal to another when all their cells are: what the last readings are kept by."""

    __slots__ = ("_cells", "profile", "table")

    def __init__(self, table: SelfEvaluationTable, profile: Profile) -> None:
        self.table, self.profile = table, profile
        rows = tuple((r.level1, r.level2, r.level3, r.initial_target, r.target, r.actual, r.points, r.score,
                      r.deviation_note) for r in table.indicators)  # fmt: skip
        money = tuple((f.name, f.initial_budget, f.annual_budget, f.executed, f.execution_rate) for f in table.funds)
        head = (table.project_name, table.goal, table.narrative, table.funds_note, table.year, table.unit,
                table.project_amount, table.total_score, table.department, table.implementing_unit)  # fmt: skip
        self._cells = (rows, money, head, profile.name)

    def __hash__(self) -> int:
        return hash(self._cells)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._cells == other._cells


@lru_cache(maxsize=512)
def _verified(key: _Key) -> tuple[Claim, ...]:
    from scoring.facts import compile_facts  # heavy: loaded only when a narrative needs it
    from scoring.verify import verify

    blank = key.table.model_copy(update={"narrative": ""})  # a narrative is no evidence for itself
    facts = compile_facts((blank,), key.profile)
    return tuple(
        claim
        for claim in verify(facts, key.table.narrative or "", "narrative")
        if claim.verdict in {"contradicted", "unsupported"}
    )


def contradicted_row(claim: Claim, ctx: Context) -> Row | None:
    """The row whose actual a number of the narrative contradicts: named in its clause, measured in the same unit.

    None for a number of another kind (loose, about money, a sample), which may lack a source but denies no cell.
    """
    told = [q for q in counted(claim.text) if not q.hedge and q.comparison not in {">", "<"}]
    if claim.kind != "number" or claim.verdict != "contradicted" or len(told) != 1 or is_sample(claim, ctx.narrative):
        return None
    words = bigrams(clause_of(claim, ctx.narrative))
    near = [row for row in ctx.filled if row.done and words & bigrams(row.name)]
    if any(
        q.value == told[0].value and _head(q) == _head(told[0])
        for row in near
        for q in (*row.done, *row.aim.quantities)
    ):
        return None
    named = {fact.partition(".")[0] for fact in claim.facts}
    alike = (row for row in near if f"R{row.row}" in named and len(row.done) == 1)
    return next((row for row in alike if row.done[0].family == told[0].family or not _head(row.done[0])), None)


def clause_of(claim: Claim, text: str) -> str:
    """The clause of a text that a claim stands in."""
    start = max(text.rfind(mark, 0, claim.start) for mark in "，。；;：") + 1
    ends = [at for mark in "，。；;" if (at := text.find(mark, claim.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def is_sample(claim: Claim, text: str) -> bool:
    """A number of questionnaires, calls or people asked: how a satisfaction was found, held by no cell."""
    return bool(_SAMPLE.search(clause_of(claim, text)))


def _head(q: Quantity) -> str:
    """The family of a quantity without its 每: 元 for 元/人."""
    return q.family.partition("/")[0]


def _odd_numbers(ctx: Context) -> bool:
    """Whether a number of the narrative is not simply that of a row (or of the funds) that its sentence names."""
    for sentence in sentences(ctx.narrative):
        words = bigrams(sentence)
        near = [row for row in ctx.filled if words & bigrams(row.name)]
        for q in counted(sentence):
            if not (_in(q, near) or (q.family in {"money", "rate"} and _in_funds(q, ctx))):
                return True
    return False


def _in(q: Quantity, rows: Iterable[Row]) -> bool:
    return any(
        q.value == other.value and q.low == other.low and q.high == other.high for row in rows for other in row.done
    )


def _in_funds(q: Quantity, ctx: Context) -> bool:
    if q.low != q.high:
        return False
    for row in ctx.funds:
        if q.value in {row.initial_budget, row.annual_budget, row.executed} or (row.rate and row.rate.value == q.value):
            return True
    return False
