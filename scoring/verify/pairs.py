"""17/18处 · 296.78/310万元 · 18处里17处到位: what was done beside what was to be done.

A fraction is read as such a pair where the form holds both its numbers in one row. And a number that no reading
explains, but that is the target of a row whose actual the same sentence tells rightly, is that target: one told as done
has no actual beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scoring.facts.model import Fact
from scoring.verify.agree import agrees
from scoring.verify.align import RELATIVE, Alignment
from scoring.verify.constructions import Context, readings
from scoring.verify.constructions.model import TARGETS
from scoring.verify.index import Index
from scoring.verify.lexer import Lexed, Mention
from scoring.verify.sums import Told
from scoring.verify.values import Value

_FRACTION = re.compile(r"^(\d[\d,.]*)\s*/\s*(\d[\d,.]*)")
_TOLD_DONE = re.compile("合计|[共累]计|总|一共|均|每|实际|完成|达到|实现")  # 实际办班4期 is no target
_WAN = Decimal(10_000)
_DONE = frozenset({"actual", "executed"})
_PLANNED = TARGETS | {"annual_budget", "initial_budget"}
BUDGETS = frozenset({"annual_budget", "initial_budget"})


def fraction(index: Index, lexed: Lexed, mention: Mention) -> tuple[Fact, Fact] | None:
    """The facts of what was done and of what was to be done that a fraction tells; None where it is no such pair."""
    found = _FRACTION.match(mention.q.text)
    if not found:
        return None
    size = _WAN if lexed.flat.startswith("万", mention.end) else Decimal(1)
    done, planned = (Decimal(part.replace(",", "").rstrip(".")) * size for part in found.groups())
    tops = [v for v in index.values if v.role in _DONE and v.value == done]
    for top in tops:
        for bottom in index.values:
            if bottom.role in _PLANNED and bottom.topic == top.topic and bottom.value == planned:
                return top.fact, bottom.fact
    return None


def beside_its_actual(
    ctx: Context, alignment: Alignment, values: Iterable[Value], told: Sequence[Told]
) -> Value | None:
    """The target (or budget) that the number is, of a row or funds whose actual its sentence tells."""
    closed = [reading for reading in readings(ctx) if reading.closed]
    if ctx.kind == "goal" or ctx.q.hedge or _TOLD_DONE.search(ctx.named[-12:]):
        return None
    sentence = ctx.lexed.sentence_at(ctx.mention.at)[0]
    near = [t for t in told if t.sentence == sentence and t.q.family == ctx.q.family and _is_actual(t)]
    for value in values:
        if value.role not in _PLANNED or any(value.role not in reading.roles for reading in closed):
            continue
        if not agrees(ctx.q, value, bare=True).ok or not _meant(alignment, value):
            continue
        if any(_of_one(t.fact, value.fact) and t.q.value != ctx.q.value for t in near):
            return value
    return None


def _is_actual(told: Told) -> bool:
    """Whether the number told is what was done itself, and no average or difference made of it."""
    values = {told.fact.value, *(q.value for q in told.fact.quantities)}
    return told.fact.field in _DONE and told.q.value in values


def _meant(alignment: Alignment, value: Value) -> bool:
    if alignment.own:
        return alignment.scores.get(value.topic, 0.0) >= RELATIVE * alignment.best
    return value.topic in alignment.recent or value.role in BUDGETS


def _of_one(done: Fact, planned: Fact) -> bool:
    """Whether both are of one row, or of one part of the funds."""
    if done.row is None and planned.row is None:
        return done.id.rpartition(".")[0] == planned.id.rpartition(".")[0]
    return done.row == planned.row and done.table == planned.table
