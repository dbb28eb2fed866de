"""What the narrative says that the table denies: numbers, and that all was done.

Most numbers simply are those of the row (or of the funds) that their sentence names, and most wrong ones plainly are
not: both are told at once. Only what is neither is read by `scoring.verify`, which is exact, and takes milliseconds and
a third of a second to load.
"""

from __future__ import annotations

import re
from functools import lru_cache

from forms.table import SelfEvaluationTable
from scoring.claims import WRONG, Claim
from scoring.context import Context, Row, counted
from scoring.profile import Profile
from scoring.quantity import Quantity
from scoring.reasons import sentences
from scoring.words import bigrams

_SAMPLE = re.compile("问卷|调查|抽样|抽查|回访|访谈|样本|测评|随访|走访")
_ALL_DONE = re.compile(
    "(?:完成|实现|达成)了?(?:年[初度])?(?:各项|全部|所有)[^，。；]{0,6}?(?:任务|目标|指标|工作)|"
    "(?:各项|全部|所有)[^，。；]{0,8}?(?:任务|目标|指标|工作)[^，。；未]{0,6}?(?:完成|达标|达到|达成|实现)|"
    "(?:全面|圆满|全部|超额)(?:完成|实现|达成)[^，。；]{0,10}?(?:任务|目标|指标)"
)
_PERHAPS_ALL = re.compile("全部|各项|所有|均|圆满|全面|如期|超额")
_BUT = re.compile("除|以外|之外|未|没有|基本|其余|其他")
_NAMED = 0.5
_TOUCHED = 0.15  # of a row's words: 移送案件7件 is not about 查处非法营运案件


def claims_of_narrative(ctx: Context) -> tuple[Claim, ...]:
    """The claims of the narrative that the table denies or does not bear; empty where there are none."""
    if ctx.denied is None:
        ctx.denied = _denied(ctx)
    return ctx.denied


def _denied(ctx: Context) -> tuple[Claim, ...]:
    text = ctx.narrative
    if not text:
        return ()
    plain: list[Claim] = []
    doubtful = False
    for q in counted(text):
        if _explained(q, ctx):
            continue
        claim = _plainly_wrong(q, ctx)
        doubtful = doubtful or claim is None
        plain += [claim] if claim else []
    if ctx.missed:
        whole = _all_done(ctx)
        doubtful = doubtful or (whole is None and bool(_PERHAPS_ALL.search(text)))
        plain += [whole] if whole else []
    if not doubtful:
        return tuple(plain)
    told = _verified(_Key(ctx.table, ctx.profile))
    return (*told, *(c for c in plain if not any(c.start < o.end and o.start < c.end for o in told)))


def _all_done(ctx: Context) -> Claim | None:
    """The words by which a narrative says that all was done, in a sentence that takes nothing out."""
    found = _ALL_DONE.search(ctx.narrative)
    if not found or any(found[0] in sentence and _BUT.search(sentence) for sentence in sentences(ctx.narrative)):
        return None
    facts = tuple(fact for row in ctx.missed for fact in row.at("target", "actual"))
    return Claim(
        start=found.start(), end=found.end(), text=found[0], kind="completeness", verdict="contradicted", facts=facts
    )


def _plainly_wrong(q: Quantity, ctx: Context) -> Claim | None:
    """A number in a clause that names one row by most of its words, whose one actual is another number of that kind."""
    claim = Claim(start=q.start, end=q.end, text=q.text, kind="number", verdict="contradicted")
    words = bigrams(clause_of(claim, ctx.narrative))
    named = [
        row
        for row in (*ctx.named_in(words), *ctx.nameless)
        if row.done and len(words & bigrams(row.name)) >= _NAMED * len(bigrams(row.name))
    ]
    if len(named) != 1 or len(counted(clause_of(claim, ctx.narrative))) != 1:
        return None
    claim = claim.model_copy(update={"facts": named[0].at("actual")})
    return claim if contradicted_row(claim, ctx) else None


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
    claims = verify(facts, key.table.narrative or "", "narrative")
    facts.derived.clear()  # the index kept with the facts refers to them: let both go now, not at the next collection
    return tuple(claim for claim in claims if claim.verdict in WRONG)


def contradicted_row(claim: Claim, ctx: Context) -> Row | None:
    """The row whose actual a number of the narrative contradicts: named in its clause, measured in the same unit.

    None for a number of another kind (loose, about money, a sample), which may lack a source but denies no cell.
    """
    told = [q for q in counted(claim.text) if not q.hedge and q.comparison not in {">", "<"}]
    if claim.kind != "number" or claim.verdict != "contradicted" or len(told) != 1 or is_sample(claim, ctx.narrative):
        return None
    words = bigrams(clause_of(claim, ctx.narrative))
    near = [row for row in ctx.named_in(words) if row.done]
    if any(q.value == told[0].value and _alike(q, told[0]) for row in near for q in (*row.done, *row.aim.quantities)):
        return None
    named = {fact.partition(".")[0] for fact in claim.facts}
    told_of = (row for row in near if len(words & bigrams(row.name)) >= _TOUCHED * len(bigrams(row.name)))
    alike = (row for row in told_of if f"R{row.row}" in named and len(row.done) == 1)
    return next((row for row in alike if row.done[0].family == told[0].family or not _head(row.done[0])), None)


def clause_of(claim: Claim, text: str) -> str:
    """The clause of a text that a claim stands in."""
    start = max(text.rfind(mark, 0, claim.start) for mark in "，。；;：") + 1
    ends = [at for mark in "，。；;" if (at := text.find(mark, claim.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def is_sample(claim: Claim, text: str) -> bool:
    """A number of questionnaires, calls or people asked: how a satisfaction was found, held by no cell."""
    return bool(_SAMPLE.search(clause_of(claim, text)))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers count the same kind of thing, as far as their units tell."""
    a, b = _head(one), _head(other)
    return a == b or not a or not b


def _head(q: Quantity) -> str:
    """The family of a quantity without its 每: 元 for 元/人."""
    return q.family.partition("/")[0]


def _explained(q: Quantity, ctx: Context) -> bool:
    """Whether a number is simply that of a row that its sentence names, of the funds, or of a sample."""
    claim = Claim(start=q.start, end=q.end, text=q.text, kind="number", verdict="unchecked")
    if is_sample(claim, ctx.narrative):
        return True
    start = max(ctx.narrative.rfind(mark, 0, q.start) for mark in "。；;") + 1
    end = min((at for mark in "。；;" if (at := ctx.narrative.find(mark, q.end)) >= 0), default=len(ctx.narrative))
    words = bigrams(ctx.narrative[start:end])
    actuals = dict.fromkeys(row.actual for row in ctx.named_in(words))  # rows may repeat a text
    near = [done for actual in actuals for done in counted(actual)]
    if any(_holds(q, done) for done in near):
        return True
    if not any(_alike(q, done) for done in near) and any(_holds(q, aim) for aim in counted(ctx.goal)):
        return True  # the goal's own number, of which no row near tells an actual
    return q.family in {"money", "rate"} and _in_funds(q, ctx)


def _holds(q: Quantity, cell: Quantity) -> bool:
    """The same number, or a loose one that the cell's lies within."""
    if not _alike(q, cell):
        return False
    if q.value == cell.value:
        return True
    if cell.low is None or cell.low != cell.high:
        return False
    return (q.low is None or q.low <= cell.low) and (q.high is None or cell.low <= q.high) and q.low != q.high


def _in_funds(q: Quantity, ctx: Context) -> bool:
    if q.low != q.high:
        return False
    for row in ctx.funds:
        if q.value in {row.initial_budget, row.annual_budget, row.executed} or (row.rate and row.rate.value == q.value):
            return True
    return False
