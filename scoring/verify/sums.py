"""三项合计35次 · 差3分 · 2∶3: numbers that the text itself computes from numbers it has told rightly before.

Only sums of what the sentence names, and the difference or ratio of the two numbers told last: sums of arbitrary cells
would explain every sixth integer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts.model import Fact
from scoring.quantity import Quantity
from scoring.verify.agree import agrees
from scoring.verify.constructions import Context
from scoring.verify.constructions.model import TARGETS
from scoring.verify.constructions.words import ADJUSTED
from scoring.verify.index import Index
from scoring.verify.lexer import ENUMERATION, M
from scoring.verify.values import Value, plain_value

_AGAIN = re.compile(
    "(?:折合|即|约合|换算[为成]?|四舍五入后?[为到]?|也就是|亦即|折算[为成]?|相当于|约)(?:人民币)?$|[(，,]$"
)
_TOTAL = re.compile(
    f"(?:合计|共计|总计|总共|总和|之和|相加|加起来|加总|累计|一共|总数|总量|共|总|加在一起|总目标)(?:[^，,。；;{M[1:-1]}]{{0,8}})$"
)
_COUNTED = re.compile(
    f"({M})[^，,。；;{M[1:-1]}]{{0,6}}(?:合计|共计|总计|总共|之和|相加|一共|共|加起来)[^，,。；;{M[1:-1]}]{{0,8}}$"
)
_APART = re.compile("差|多|少|高|低|增|减|降|超|结余|剩|比|余|缺|短|快|慢|晚|早|下滑")
_TIMES = re.compile("乘以?|[×xX*]")
_TARGET = re.compile("目标|指标|计划|任务|上限|标准|要求")
_LESS = re.compile("[少低差缺欠快早减降短节]|提前|不足")
_FORMER = re.compile("前者[^，,。]{0,4}后者[^，,。]{0,3}(?P<verb>[高多大快低少小慢])")
_SHARE = re.compile("占|倍|比例|比重|为.{0,12}的|相当于|是.{0,12}的|比率")
FIRST = frozenset({"target", "initial_target"})
_BOUND = re.compile("[上下]限")  # the noun of the number before (3.2万元的上限0.4万元)
MOST, BACK = 8, 120


@dataclass(frozen=True, slots=True)
class Told:
    """A number of the text that was found right: what it says, the fact that explains it, and where it stands."""

    q: Quantity
    fact: Fact
    place: int
    sentence: int


def computed(index: Index, ctx: Context, told: Sequence[Told]) -> tuple[Fact, ...]:
    """The facts of the numbers that this one is computed from; none when it is not."""
    sentence = ctx.lexed.sentence_at(ctx.mention.at)[0]
    same = [t for t in told if t.sentence == sentence]
    return _restated(ctx, told) or _sum(index, ctx, same) or _pair(ctx, same or list(told[-2:]))


def _restated(ctx: Context, told: Sequence[Told]) -> tuple[Fact, ...]:
    """14292506.09元，即1429.25万元: the number told last, in another unit."""
    if not told or not _AGAIN.search(ctx.left):
        return ()
    last = told[-1]
    exact = last.fact.value if last.fact.value is not None else last.q.value
    alike = last.q.family == ctx.q.family or not ctx.q.family
    same = alike and agrees(ctx.q, plain_value(abs(exact), "", last.q.family, exact=False)).ok
    return (last.fact,) if same else ()


def _sum(index: Index, ctx: Context, told: list[Told]) -> tuple[Fact, ...]:
    if not _TOTAL.search(ctx.left) and not re.match("的?总", ctx.right):
        return ()
    alike = [t for t in told if _alike(t.q, ctx.q) and t.place < ctx.mention.at]
    count = _counted(ctx)
    for size in [count] if count else range(len(alike), 1, -1):
        for start in range(len(alike) - size + 1) if size > 1 else ():
            part = alike[start : start + size]
            if _equals(ctx.q, sum((t.q.value for t in part), Decimal(0))):
                return tuple(t.fact for t in part)
    return _of_targets(index, ctx, alike) or _named_rows(index, ctx)


def _of_targets(index: Index, ctx: Context, told: list[Told]) -> tuple[Fact, ...]:
    """比目标合计的48公里多…: the targets of the rows whose actuals were told before."""
    if "目标" not in ctx.near and "指标值" not in ctx.near:
        return ()
    rows = [t.fact.row for t in told if t.fact.field == "actual" and t.fact.row is not None]
    targets = [v for v in index.values if v.role == "target" and v.row in rows and v.family == ctx.q.family]
    total = sum((v.value for v in targets), Decimal(0))
    return tuple(v.fact for v in targets) if len(targets) > 1 and _equals(ctx.q, total) else ()


def _counted(ctx: Context) -> int:
    """三项合计: how many numbers the sum says that it adds."""
    found = _COUNTED.search(ctx.left)
    if not found:
        return 0
    mention = ctx.lexed.mention_at(ctx.mention.at - len(ctx.left) + found.start(1))
    if mention is None or mention.q.family not in {"count", ""} or not 2 <= mention.q.value <= MOST:
        return 0
    return int(mention.q.value)


def _named_rows(index: Index, ctx: Context) -> tuple[Fact, ...]:
    """沟渠和机耕路合计49.6公里: the actuals (or targets) of the rows that the enumeration names."""
    earlier = ctx.lexed.skeleton[max(0, ctx.mention.at - BACK) : ctx.mention.at]
    named = [item for item in ENUMERATION.split(earlier) if index.topics.names_part(item)]
    counted = _counted(ctx)
    for count in [counted] if counted else range(2, min(len(named), MOST) + 1):
        found = _total_of(index, ctx, named[-count:]) if len(named) >= count else ()
        if found:
            return found
    return _tied_rows(index, ctx, named[-1]) if named else ()


def _tied_rows(index: Index, ctx: Context, name: str) -> tuple[Fact, ...]:
    """两癌筛查一共…: the rows that one name means alike."""
    scores = {t: s for t, s in index.topics.scores(name).items() if index.topics.all[t].row is not None}
    best = max(scores.values(), default=0.0)
    for role in ("actual", "target"):
        owners = [
            v
            for v in index.by_family.get(ctx.q.family, ())
            if v.role == role and scores.get(v.topic, 0) >= 0.8 * best > 0
        ]
        if 2 <= len(owners) <= MOST and _equals(ctx.q, sum((v.value for v in owners), Decimal(0))):
            return tuple(v.fact for v in owners)
    return ()


def _total_of(index: Index, ctx: Context, items: list[str]) -> tuple[Fact, ...]:
    for role in ("actual", "target", "score", "points", "lost"):
        facts: list[Fact] = []
        total = Decimal(0)
        for item in items:
            value = _best(index, item, role, ctx.q)
            if value is None:
                break
            facts.append(value.fact)
            total += value.value
        else:
            if len(set(facts)) == len(items) and _equals(ctx.q, total):
                return tuple(facts)
    return ()


def _best(index: Index, name: str, role: str, q: Quantity) -> Value | None:
    scores = index.topics.scores(name)
    owners = [v for v in index.by_family.get(q.family, ()) if v.role == role and scores.get(v.topic)]
    return max(owners, key=lambda v: scores[v.topic], default=None)


def _pair(ctx: Context, told: list[Told]) -> tuple[Fact, ...]:
    """The difference or the ratio of the two numbers told last (one may be told right behind)."""
    before = [t for t in told if t.place < ctx.mention.at]
    for one, other in _pairs(before):
        if _apart(ctx, one, other) or _share(ctx, one, other):
            return (one.fact, other.fact)
    if len(before) > 1 and (_TOTAL.search(ctx.left) or _TIMES.search(ctx.left)) and ctx.q.family in {"money", ""}:
        one, other = before[-1], before[-2]
        if _equals(ctx.q, one.q.value * other.q.value):
            return (one.fact, other.fact)
    return ()


def _pairs(told: list[Told]) -> Iterable[tuple[Told, Told]]:
    last = told[-4:]
    for i in range(len(last) - 1, 0, -1):
        for j in range(i - 1, -1, -1):
            if _alike(last[i].q, last[j].q):
                yield last[i], last[j]


def _apart(ctx: Context, one: Told, other: Told) -> bool:
    """A difference in the same unit; of two rates in percentage points."""
    if not _APART.search(ctx.left[-12:]):
        return False
    if (
        one.fact.row != other.fact.row
        and one.fact.field != other.fact.field
        and None not in {one.fact.row, other.fact.row}
    ):
        return False
    if not _side_told(ctx, one, other) or (ADJUSTED.search(ctx.near) and FIRST & {one.fact.field, other.fact.field}):
        return False
    gap = abs(one.q.value - other.q.value)
    order = _FORMER.search(ctx.left)
    if order and (other.q.value > one.q.value) != (order["verb"] in "高多大快"):
        return False
    if one.q.family == "rate" and ctx.q.family != "percentage point":
        return False
    return (
        (_alike(one.q, ctx.q) or (ctx.q.family == "percentage point" and one.q.family == "rate"))
        and gap > 0
        and agrees(
            ctx.q, plain_value(gap, ctx.q.unit, ctx.q.family, exact=True), bare=_BOUND.match(ctx.q.text) is not None
        ).ok
    )


def _side_told(ctx: Context, one: Told, other: Told) -> bool:
    """Against a target only an actual beside its own target counts, and on the side that the words tell."""
    actual, target = (one, other) if other.fact.field in TARGETS else (other, one)
    beside = target.fact.field in TARGETS and actual.fact.field == "actual" and actual.fact.row == target.fact.row
    if not beside:
        return not _TARGET.search(ctx.left[-24:])
    less = bool(_LESS.search(ctx.left[-8:] + ctx.q.text[:2]))
    return less == (actual.q.value < target.q.value)


def _share(ctx: Context, one: Told, other: Told) -> bool:
    if ctx.q.family not in {"rate", "multiple"} or not _SHARE.search(ctx.left[-20:]) or one.q.family == "rate":
        return False
    a, b = one.q.value, other.q.value
    return any(bottom > 0 and _equals(ctx.q, top / bottom, exact=False) for top, bottom in ((a, b), (b, a)))


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.family == other.family or ((not one.unit or not other.unit) and one.scale == other.scale)


def _equals(q: Quantity, number: Decimal, *, exact: bool = True) -> bool:
    return agrees(q, plain_value(number, q.unit, q.family, exact=exact)).ok
