"""What the table says instead: the facts that a wrong number is held against, best first."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.facts.model import Fact
from scoring.verify.agree import agrees
from scoring.verify.align import RELATIVE
from scoring.verify.constructions import Context, Reading
from scoring.verify.index import Index
from scoring.verify.shares import Shares
from scoring.verify.values import Value

MOST = 6
SPOKEN = frozenset({"text", "note", "stated", "profile"})  # evidence only where the words speak of that very passage
# Where several roles fit, the one that a clerk would look up first.
ORDER = (
    "actual", "target", "initial_target", "adjusted_target", "score", "points", "difference", "completion", "deviation",
    "executed", "annual_budget", "initial_budget", "balance", "change", "rate", "execution_rate", "lost",
)  # fmt: skip
_RANK = {role: place for place, role in enumerate(ORDER)}


def expected(
    index: Index, ctx: Context, readings: list[Reading], values: Iterable[Value], shares: Shares
) -> tuple[Fact, ...]:
    """The facts that the number should have agreed with: those whose role its words ask for, of what they speak of."""
    asked: dict[Fact, tuple[float, int]] = {}
    for value in values:
        reading = next((r for r in readings if value.role in r.roles), None)
        if reading is None or (value.role in SPOKEN and not _speaks_of(shares, value)):
            continue
        share = shares.of(value.topic, reading)
        meant = share >= RELATIVE and (shares.top > 0 or index.topics.all[value.topic].main)
        if meant and value.fact not in asked:
            asked[value.fact] = (-min(share, 1.0), _RANK.get(value.role, len(ORDER)))
    facts = sorted(asked, key=lambda fact: asked[fact])[:4]
    return tuple(dict.fromkeys((*facts, *_rows(index, ctx, shares))))[:MOST]


def _speaks_of(shares: Shares, value: Value) -> bool:
    return shares.top > 0 and shares.alignment.scores.get(value.topic, 0.0) >= shares.top


def _rows(index: Index, ctx: Context, shares: Shares) -> list[Fact]:
    """The cells of the rows that the words name best: what a clerk compares whatever the claim was."""
    scores = {t: s for t, s in shares.alignment.scores.items() if index.topics.all[t].row is not None}
    best = max(scores.values(), default=0.0)
    rows = [t for t, s in scores.items() if s >= RELATIVE * best][:2]
    fields = ("score", "points") if ctx.q.family == "points" else ("actual", "target", "completion", "deviation_note")
    found: list[Fact] = []
    for topic in rows:
        place = index.topics.all[topic]
        for field in fields:
            fact = index.facts.get(index.facts.id_of(f"R{place.row}.{field}", place.table))
            if fact is not None and fact.text not in {"", "无"}:
                found.append(fact)
    return found


def elsewhere(ctx: Context, values: Iterable[Value], known: tuple[Fact, ...]) -> Fact | None:
    """Whose number it is, when it is some other cell's."""
    if ctx.q.hedge:
        return None
    for value in values:
        if value.fact.kind == "cell" and value.fact not in known and agrees(ctx.q, value).ok:
            return value.fact
    return None
