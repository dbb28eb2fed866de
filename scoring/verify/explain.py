"""Numbers: explain, then license.

A number is supported when some fact agrees with it, a reading of its words licenses that fact's role, and the fact is of
what the words speak of. What agrees without licence, or elsewhere, makes the reason of the contradiction; what agrees
with nothing is unsupported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.claims import Claim, Verdict
from scoring.facts.model import Fact
from scoring.quantity import Quantity
from scoring.verify import reasons
from scoring.verify.agree import Agreement, agrees
from scoring.verify.align import RELATIVE, Alignment
from scoring.verify.constructions import Context, Reading, readings
from scoring.verify.index import Index
from scoring.verify.values import Value

ACTUAL_ROLES = frozenset({"actual", "text", "stated"})
NAMED_LEAST = 1.2  # a clause that names a row less strongly than this names none
UNCOUNTED = frozenset({"rate", "money", "percentage point", "points", "multiple", "ratio", "months", "days", "seconds"})
REVERSED = frozenset({"balance", "initial_balance"})  # 比预算少 is a positive balance
GOAL_TEXTS = frozenset({"goal", "project_name", "level3", "scoring_method", "other"})
QUOTES = ("原文", "原稿", "文字", "栏写", "栏称", "描述", "叙述", "写的", "写为", "填报", "写了", "栏里", "栏中写")
FOREIGN_FREE = frozenset({"rate", "multiple", "percentage point", "points", "ratio"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact's number that agrees, under a reading that licenses it, and how strongly the words speak of it."""

    value: Value
    reading: Reading
    agreement: Agreement
    share: float

    @property
    def rank(self) -> tuple[bool, float, bool]:
        return not self.agreement.caution, min(self.share, 1.0), self.value.role != "text"


@dataclass(frozen=True, slots=True)
class Explained:
    """The claim of one number, the topics that it was found to be about, and the facts that explain it."""

    claim: Claim
    topics: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = ()


def explain(index: Index, ctx: Context, alignment: Alignment) -> Explained:
    """The claim of one number: its verdict, facts, cells and reason."""
    found = readings(ctx)
    licensed = [
        (value, reading) for value in _comparable(index, ctx.q) for reading in found if _licenses(reading, value)
    ]
    licensed = [pair for pair in licensed if not _shadowed(index, pair[0], alignment, ctx)]
    shares = _Shares(index, alignment, {value.topic for value, _ in licensed})
    agreeing = [
        Candidate(value, reading, agreement, shares.of(value, reading))
        for value, reading in licensed
        if (agreement := _agreement(ctx, value, reading)).ok
    ]
    bound = [c for c in agreeing if c.share >= RELATIVE]
    if bound:
        best = max(bound, key=lambda c: c.rank)
        topics = {
            c.value.topic for c in bound if c.rank >= best.rank and index.topics.all[c.value.topic].row is not None
        }
        return Explained(_supported(ctx, best), tuple(sorted(topics)), (best.value.fact,))
    return Explained(_refuted(index, ctx, alignment, found, licensed, shares))


def _comparable(index: Index, q: Quantity) -> Iterator[Value]:
    """Values of the same family; a bare number goes with all, a bare cell with anything that is counted."""
    if not q.family:
        yield from index.values
        return
    yield from index.by_family.get(q.family, ())
    if q.family not in UNCOUNTED:
        yield from index.by_family.get("", ())
    elif q.family == "rate":
        yield from (v for v in index.by_family.get("multiple", ()) if v.derived)
    elif q.family == "multiple":
        yield from (v for v in index.by_family.get("rate", ()) if v.derived)


def _licenses(reading: Reading, value: Value) -> bool:
    if value.role not in reading.roles:
        return False
    if reading.sign and value.signed:
        above = value.value >= 0 if value.role not in REVERSED else value.value <= 0
        return above if reading.sign > 0 else not above or value.value == 0
    return True


def _agreement(ctx: Context, value: Value, reading: Reading) -> Agreement:
    q = ctx.q
    agreement = agrees(q, value, bare=reading.bare)
    if not agreement.ok and q.family == "" and value.scale != 1:
        size = abs(value.value) if value.signed else value.value
        return Agreement(abs(q.value) * value.scale == size)
    return agreement


class _Shares:
    """How strongly the words speak of each topic, against the best of those that could own the number."""

    def __init__(self, index: Index, alignment: Alignment, owners: set[int]) -> None:
        self.index, self.alignment = index, alignment
        rows = {t for t in owners if not index.topics.all[t].passage and not index.topics.all[t].main} or owners
        self.top = max((alignment.scores.get(topic, 0.0) for topic in rows), default=0.0) or max(
            (alignment.scores.get(topic, 0.0) for topic in owners), default=0.0
        )
        self.names_row = max(
            (s for t, s in alignment.scores.items() if index.topics.all[t].row is not None), default=0.0
        )  # fmt: skip
        self.foreign = not alignment.scores and alignment.own is False and bool(alignment.words)

    def of(self, value: Value, reading: Reading) -> float:
        if (reading.named or reading.loose and not self.alignment.own) and self.index.topics.all[value.topic].main:
            return 1.0
        score = self.alignment.scores.get(value.topic, 0.0)
        if score > 0 and self.index.topics.all[value.topic].main and self.alignment.own:
            return 1.0
        if self.top > 0:
            return score / self.top
        if self.alignment.own and self.names_row >= NAMED_LEAST:
            return 0.0
        return 1.0


def _shadowed(index: Index, value: Value, alignment: Alignment, ctx: Context) -> bool:
    """A number that stands only in goal or narrative gives way to the cell of the row that it speaks of."""
    if value.role != "text":
        return False
    if ctx.kind == "goal":
        return value.fact.field not in GOAL_TEXTS or "target" in value.shadows
    return "actual" in value.shadows and not _quotes(ctx)


def _quotes(ctx: Context) -> bool:
    return any(
        word in ctx.before for word in QUOTES
    )


def _supported(ctx: Context, best: Candidate) -> Claim:
    fact = best.value.fact
    return _claim(
        ctx, best.reading, "supported", (fact,), reasons.supported(best.value), caution=best.agreement.caution
    )


def _refuted(
    index: Index, ctx: Context, alignment: Alignment, found: list[Reading],
    licensed: list[tuple[Value, Reading]], shares: _Shares,
) -> Claim:  # fmt: skip
    """Contradicted by what the table says of it, or unsupported by anything."""
    reading = found[0]
    expected = _expected(index, ctx, alignment, licensed, shares)
    other = _elsewhere(index, ctx, expected)
    text = ctx.lexed.text[slice(*_span(ctx, reading))]
    if expected:
        return _claim(
            ctx,
            reading,
            "contradicted",
            (*expected, *([other] if other else [])),
            reasons.contradicted(text, expected, other),
        )
    if other:
        return _claim(ctx, reading, "contradicted", (other,), reasons.contradicted(text, (), other))
    return _claim(ctx, reading, "unsupported", (), reasons.unsupported(text))


def _expected(
    index: Index, ctx: Context, alignment: Alignment, licensed: list[tuple[Value, Reading]], shares: _Shares
) -> tuple[Fact, ...]:
    """What the table says where the text speaks: the licensed facts of the topics meant, else the row's own actual."""
    meant = [
        (shares.of(value, reading), value.fact)
        for value, reading in licensed
        if value.role not in {"text", "stated", "profile"}
    ]
    meant = [(share, fact) for share, fact in meant if share >= RELATIVE and (shares.top > 0 or _is_funds(fact))]
    facts = list(dict.fromkeys(fact for _, fact in sorted(meant, key=lambda pair: -pair[0])))
    if facts:
        return tuple(facts[:3])
    rows = [
        t for t, s in alignment.scores.items() if s >= RELATIVE * alignment.best and index.topics.all[t].row is not None
    ]
    own = [v.fact for v in index.values if v.topic in rows and v.role == "actual"]
    return tuple(dict.fromkeys(own))[:3]


def _is_funds(fact: Fact) -> bool:
    return "funds" in fact.id or fact.id.endswith("total_score")


def _elsewhere(index: Index, ctx: Context, expected: tuple[Fact, ...]) -> Fact | None:
    """Whose number it is, when it is some other cell's."""
    for value in _comparable(index, ctx.q):
        if value.fact.kind == "cell" and value.fact not in expected and agrees(ctx.q, value).ok and not ctx.q.hedge:
            return value.fact
    return None


def _claim(
    ctx: Context, reading: Reading, verdict: Verdict, facts: tuple[Fact, ...], reason: str, caution: str = ""
) -> Claim:
    start, end = _span(ctx, reading)
    ids = dict.fromkeys(part for fact in facts for part in (fact.id, *fact.of[:4]))
    return Claim(
        start=start, end=end, text=ctx.lexed.text[start:end], kind="number", verdict=verdict, caution=caution,
        facts=tuple(ids), cells=places_of(facts), reason=reason,
    )  # fmt: skip


def _span(ctx: Context, reading: Reading) -> tuple[int, int]:
    at = ctx.mention.at
    start = ctx.lexed.origin[at if ctx.listed else max(0, at - reading.reach)]
    return start, max(ctx.mention.end, ctx.lexed.origin[at + 1 + reading.ahead])


def places_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The places of some facts, in order, without repeats."""
    return tuple(dict.fromkeys(cell for fact in facts for cell in fact.cells[:8]))
