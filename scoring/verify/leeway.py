"""The last look at a number: a value of what the sentence speaks of, though its words do not say which value.

Free prose finds ever new words, and a number that no reading explains is more often told unusually than told wrong when
the very value belongs to what the sentence speaks of. Such a number is let be, with a caution, where

- it is a *derived* value (a lack, a balance, points lost …) of the row or the part of the funds that the words name or
  spoke of just before, on the side of the target that the words tell: no slip yields one by chance,
- a reading licenses the role of the value, and its row was spoken of before a number without words of its own,
- it is the money of the very part of the funds that the words name, and they tell neither budget nor spending.

Any other unlicensed cell of a named row gets no leeway: so a target told as done, or points as score, looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scoring.verify.agree import agrees
from scoring.verify.align import RELATIVE, Alignment
from scoring.verify.constructions import Context, Reading
from scoring.verify.constructions.model import DIFFERENCES, INITIAL_DIFFERENCES
from scoring.verify.constructions.words import compiled
from scoring.verify.evidence import SPOKEN
from scoring.verify.index import Index
from scoring.verify.second import DECIDED
from scoring.verify.shares import NAMED_LEAST
from scoring.verify.values import Value, on_side

CAUTION = "表中有这个数，但文字没有说清是哪一格"
OPEN_WORDS = frozenset({"plain", "money", "average", "difference"})  # readings whose words leave room
SETTLED = DECIDED - {"target"} | {"first difference"}
PLAIN = frozenset({"plain", "money"})
FUNDS = frozenset({"executed", "annual_budget", "initial_budget"})
LEAST = 0.5
_EACH = compiled("[每均摊]|折合")
_LOOSE = re.compile("^[一二两三四五六七八九十](?:项|个|件|类|者|方面)$")
_EXACTLY = re.compile("也?不[多少]|全部|均|都|皆")  # 一件不多, 五项全部调低: a figure after all
UNTOLD = SPOKEN | {"target_change", "gap"}
# Derived values that are told for their row in ever new words; no rates: 满意度96% may be a completion.
LACKS = frozenset({"difference", "initial_difference", "days_late", "lost", "recomputed_lost", "balance", "change"})
OF_THE_FORM = frozenset({"balance", "change", "change_rate", "unspent_rate", "initial_balance", "lost_points"})
_APART = re.compile("[少多差缺欠余剩没未停卡拖短超快慢晚早迟高低过]")  # 报告书3个 by itself is no difference
_GIVEN = re.compile("[得评打计](?:了|到|分)*(?:为|是|[:(])*$")  # 得3分 is no loss
_HALF = re.compile("半")
PARTS = frozenset({"completion", "score_rate", "deviation"})  # what 一半 may be of, however loosely its row is named
ROUGH = frozenset({"约", "近", "不足", "余"})


def leeway(
    index: Index, ctx: Context, alignment: Alignment, readings: Iterable[Reading], values: Iterable[Value]
) -> Value | None:
    """The value of what the sentence speaks of that the number equals; None where the words decide otherwise."""
    readings = tuple(readings)
    if ctx.kind == "goal" or any(r.name in SETTLED for r in readings if r.closed):
        return None
    sign = next((reading.sign for reading in readings if reading.sign), 0)
    values = list(values)
    free = _derived(index, ctx, alignment, readings, values, sign)
    if free is not None or ctx.q.hedge:
        return free
    return _told_openly(ctx, alignment, readings, values, sign)


def _named(alignment: Alignment, value: Value) -> bool:
    """Whether the words name what the value is of, and nothing much better."""
    return alignment.scores.get(value.topic, 0.0) >= max(RELATIVE * alignment.best, LEAST)


def _derived(
    index: Index, ctx: Context, alignment: Alignment, readings: tuple[Reading, ...], values: list[Value], sign: int
) -> Value | None:
    """差北关1处 · 财政那头余11.14万元: a derived value of what the words name, or spoke of just before."""
    if ctx.q.hedge and ctx.q.hedge not in ROUGH:
        return None
    if ctx.q.family == "points" and _GIVEN.search(ctx.left):
        return None
    half = _HALF.search(ctx.q.text) is not None
    for value in values:
        if half and value.role in PARTS and _spoken_of(alignment, value) and agrees(ctx.q, value).ok:
            return value
        if any(_forbids(reading, value) for reading in readings):
            continue
        if value.derived and on_side(value, sign) and _near(index, ctx, alignment, value) and agrees(ctx.q, value).ok:
            return value
    return None


def _forbids(reading: Reading, value: Value) -> bool:
    """A closed reading leaves its roles only; the name of a part of the funds leaves open what of it is told."""
    left_open = reading.name in {"part", "budget"} and value.role in {"balance", "change"}
    return reading.closed and value.role not in reading.roles and not left_open


def _spoken_of(alignment: Alignment, value: Value) -> bool:
    return alignment.scores.get(value.topic, 0.0) > 0 or value.topic in alignment.recent


def _near(index: Index, ctx: Context, alignment: Alignment, value: Value) -> bool:
    """Whether the words speak of what the derived value is of."""
    topic = index.topics.all[value.topic]
    if topic.main:
        return value.role in OF_THE_FORM and not ctx.q.hedge
    if value.role == "days_late" and not ctx.q.hedge:  # 设备才采购完，比9月底晚18天: of a date, whatever is named
        return not any(t in alignment.scores for t in index.owners.get("days", ()) if t != value.topic)
    carried = value.topic in alignment.recent and not (alignment.own and ctx.q.unit) and not ctx.q.hedge
    apart = value.role not in DIFFERENCES | INITIAL_DIFFERENCES or _APART.search(ctx.near + ctx.right) is not None
    return value.role in LACKS and (_named(alignment, value) or carried) and apart


def _told_openly(
    ctx: Context, alignment: Alignment, readings: tuple[Reading, ...], values: list[Value], sign: int
) -> Value | None:
    licensed = frozenset(role for reading in readings for role in reading.roles)
    open_words = all(reading.name in OPEN_WORDS for reading in readings)
    each = _EACH.search(ctx.near) is not None
    plain = all(reading.name in PLAIN for reading in readings)
    for value in values:
        if value.role in UNTOLD or not on_side(value, sign):
            continue
        named = _named(alignment, value)
        told = value.role in licensed or (open_words and each)
        meant = named and ((value.derived and told) or (plain and value.role in FUNDS))
        carried = value.role in licensed and _carried(alignment, value, named=named)
        if (meant or carried) and agrees(ctx.q, value, bare=True).ok:
            return value
    return None


def loose_count(ctx: Context) -> bool:
    """两个、一件、三项 without a row that counts in that unit: a way of speaking, not a figure of the form."""
    word = ctx.lexed.text[ctx.mention.start : ctx.mention.end]
    return _LOOSE.match(word) is not None and not ctx.q.hedge and not _EXACTLY.match(ctx.right)


def _carried(alignment: Alignment, value: Value, *, named: bool) -> bool:
    """Whether the row was spoken of just before a number without words of its own."""
    if value.topic in alignment.scores and not named:
        return False
    return value.topic in alignment.recent and (not alignment.own or alignment.best < NAMED_LEAST)
