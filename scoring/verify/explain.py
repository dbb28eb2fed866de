"""Numbers: explain, then license.

A number is supported when some fact agrees with it, a reading of its words licenses that fact's role, and the fact is
of what the words speak of. What agrees without licence, or elsewhere, gives the reason of the contradiction; what
agrees with nothing is unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.claims import Claim, Verdict
from scoring.facts.model import Fact
from scoring.quantity import Quantity
from scoring.verify import reasons
from scoring.verify.agree import Agreement, agrees
from scoring.verify.align import RELATIVE, Alignment
from scoring.verify.constructions import Context, Reading, readings
from scoring.verify.evidence import elsewhere, expected
from scoring.verify.index import Index
from scoring.verify.leeway import CAUTION, leeway, loose_count
from scoring.verify.second import second_look
from scoring.verify.shares import Shares
from scoring.verify.values import Value, on_side

_APART = re.compile("[少多差缺欠晚早迟低高超尚仍剩余]|还有|推迟|提前|延")
TIGHT = 2  # 超四成 by itself may be 43 %, 超9% is never 107 %
UNCOUNTED = frozenset({"rate", "money", "percentage point", "points", "multiple", "ratio", "months", "days", "seconds"})
GOAL_TEXTS = frozenset({"goal", "project_name", "level3", "scoring_method", "other"})
QUOTES = ("原文", "原稿", "文字", "栏写", "栏称", "描述", "叙述", "写的", "写为", "填报", "写了", "栏里", "栏中写")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact's number that agrees, under a reading that licenses it, and how strongly the words speak of it."""

    value: Value
    reading: Reading
    agreement: Agreement
    share: float

    @property
    def rank(self) -> tuple[bool, float, bool]:
        return not self.agreement.caution, min(self.share, 1.0), self.value.role not in {"text", "note"}


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
        (value, reading)
        for reading in found
        for value in _of_roles(index, ctx.q, reading.roles)
        if on_side(value, reading.sign)
        and not _shadowed(value, ctx)
        and not _beside_the_point(index, reading, value, alignment)
    ]
    shares = Shares(index, alignment, (value.topic for value, _ in licensed))
    agreeing = [
        Candidate(value, reading, agreement, shares.of(value.topic, reading))
        for value, reading in licensed
        if (agreement := _agreement(ctx, value, reading)).ok
    ]
    bound = [
        c for c in agreeing if c.share >= RELATIVE and not _too_free(ctx, c, shares) and not _is_target(index, ctx, c)
    ]
    if bound:
        best = max(bound, key=lambda c: c.rank)
        topics = {
            c.value.topic for c in bound if c.rank >= best.rank and index.topics.all[c.value.topic].row is not None
        }
        return Explained(_supported(ctx, best), tuple(sorted(topics)), (best.value.fact,))
    second = second_look(index, ctx, alignment, found, comparable(index, ctx.q))
    if second is not None:
        value, agreement = second
        topics = (value.topic,) if index.topics.all[value.topic].row is not None else ()
        best = Candidate(value, found[0], agreement, 1.0)
        return Explained(_supported(ctx, best), topics, (value.fact,))
    let_be = leeway(index, ctx, alignment, found, comparable(index, ctx.q))
    if let_be is not None:
        best = Candidate(let_be, found[0], Agreement(True, CAUTION), 1.0)
        return Explained(_supported(ctx, best), (), (let_be.fact,))
    if loose_count(ctx):
        return Explained(_claim(ctx, found[0], "unchecked", (), "是泛指的件数，表内没有与它相当的一格。"))
    return Explained(_refuted(index, ctx, found, shares))


def _too_free(ctx: Context, candidate: Candidate, shares: Shares) -> bool:
    """Where the words name nothing, 超过12个 is not explained by a far greater number of any row."""
    named = shares.top > 0 or candidate.reading.named or candidate.reading.loose
    return not named and ctx.q.hedge in {"超", "以上", "以内"} and abs(candidate.value.value) > TIGHT * abs(ctx.q.value)


def _is_target(index: Index, ctx: Context, candidate: Candidate) -> bool:
    """98% of an actual 97.5% and a target 98% is the target told as done, not the actual rounded."""
    value, q = candidate.value, ctx.q
    if value.role != "actual" or q.hedge or value.value == q.value or not value.point:
        return False
    return any(
        v.topic == value.topic and v.role == "target" and v.value == q.value for v in index.by_family.get(q.family, ())
    )


def comparable(index: Index, q: Quantity) -> Iterator[Value]:
    """Values of the same family; a bare number goes with all, a bare cell with anything that is counted."""
    for family, derived_only in _families(index, q):
        yield from (v for v in index.by_family.get(family, ()) if v.derived or not derived_only)


def _families(index: Index, q: Quantity) -> Iterator[tuple[str, bool]]:
    """The families that a number may be compared with, and whether only with their derived values."""
    if not q.family:
        yield from ((family, False) for family in index.by_family)
        return
    yield q.family, False
    if q.family == "money":  # 比上限低0.4元, where the cells say 元/册
        yield from ((family, False) for family in index.by_family if family.startswith("money/"))
    if q.family not in UNCOUNTED:
        yield "", False
    elif q.family in {"rate", "multiple"}:
        yield ("multiple" if q.family == "rate" else "rate"), True


def _of_roles(index: Index, q: Quantity, roles: frozenset[str]) -> Iterator[Value]:
    """The comparable values of some roles."""
    for family, derived_only in _families(index, q):
        held = index.by_role.get(family, {})
        for role, values in held.items():  # in the order of the facts: that of a set changes from run to run
            if role in roles:
                yield from (v for v in values if v.derived or not derived_only)


def _agreement(ctx: Context, value: Value, reading: Reading) -> Agreement:
    q = ctx.q
    agreement = agrees(q, value, bare=reading.bare)
    if agreement.ok and reading.tight and q.hedge in {"超", "以上"} and value.value > TIGHT * q.value:
        return Agreement(False)
    if not agreement.ok and q.family == "" and value.scale != 1:
        size = abs(value.value) if value.signed else value.value
        return Agreement(abs(q.value) * value.scale == size)
    return agreement


def _shadowed(value: Value, ctx: Context) -> bool:
    """A number that stands only in goal or narrative gives way to the cell of the row that it speaks of."""
    if value.role == "note":
        return ctx.kind == "goal"
    if value.role != "text":
        return False
    if ctx.kind == "goal":
        return value.fact.field not in GOAL_TEXTS or "target" in value.shadows
    return "actual" in value.shadows and not _quotes(ctx)


def _beside_the_point(index: Index, reading: Reading, value: Value, alignment: Alignment) -> bool:
    """A number of a note explains a difference only where it tells one, and no actual that the words name better."""
    if reading.name == "first difference" and value.role in {"difference", "deviation"}:
        return index.facts.get(f"{value.fact.id.rpartition('.')[0]}.initial_difference") is not None
    if value.role != "note":
        return False
    if reading.name == "difference":
        return not _APART.search(index.topics.all[value.topic].names[0][0])
    own = index.owners.get(value.family, frozenset[int]())
    best = max((score for topic, score in alignment.scores.items() if topic in own), default=0.0)
    return alignment.own and best > alignment.scores.get(value.topic, 0.0)


def _quotes(ctx: Context) -> bool:
    return any(word in ctx.before for word in QUOTES)


def _supported(ctx: Context, best: Candidate) -> Claim:
    reason = reasons.supported(best.value)
    return _claim(ctx, best.reading, "supported", (best.value.fact,), reason, caution=best.agreement.caution)


def _refuted(index: Index, ctx: Context, found: list[Reading], shares: Shares) -> Claim:
    """Contradicted by what the table says of it, or unsupported by anything."""
    reading, values = found[0], list(comparable(index, ctx.q))
    instead = expected(index, ctx, found, values, shares)
    other = elsewhere(ctx, values, instead)
    text = ctx.lexed.text[slice(*_span(ctx, reading))]
    if not instead and other is None:
        return _claim(ctx, reading, "unsupported", (), reasons.unsupported(text))
    facts = (*instead, *([other] if other else []))
    return _claim(ctx, reading, "contradicted", facts, reasons.contradicted(text, instead[:2], other))


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
