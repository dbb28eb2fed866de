"""A second look at a number that no strict reading explains: values that the form's arithmetic yields, said freely.

Official prose finds ever new verbs for a difference (压缩, 提速, 尚有…未完成) and lets a subject lie commas back. So
what can hardly be a coincidence — a *derived* value of a row that the sentence speaks of, in the right unit and on the
right side, beside any word of difference or share — is taken as explained. Actuals and targets get no such grace,
except an actual of a row just spoken of where the number has no words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scoring.verify.agree import Agreement, agrees
from scoring.verify.align import Alignment
from scoring.verify.constructions import Context, Reading
from scoring.verify.constructions.model import COMPLETIONS, DIFFERENCES, INITIAL_DIFFERENCES, TARGETS
from scoring.verify.constructions.ratios import OF_PROJECT, RATES, SHARES
from scoring.verify.constructions.words import ADJUSTED, compiled
from scoring.verify.index import Index
from scoring.verify.lexer import M, is_mark
from scoring.verify.shares import NAMED_LEAST
from scoring.verify.topics import content
from scoring.verify.values import Value, on_side

_APART = compiled(
    "[少多差低高超缺欠余快慢晚早减增降升短压缩节省剩未]|提前|提速|推迟|延|下调|上调|调[减增低高]|落后|尚|还|仍|相差|偏差|比|较|距|追加|结转"
)
_LESS = compiled("[少差低缺欠快早减降短压缩节省未剩]|提前|下调|落后|不足")
_MORE = compiled("[多高超晚增升慢]|推迟|延|上调|追加")
_EACH = compiled("各|均|都")
_ONE_OF = compiled(f"^(?:(?:前|后)?{M}|另.?[项个])(?:得|扣)$")  # 一项得14.21分，一项得4.79分
_ESTIMATED = compiled("估算|测算|推算|折算|计算|算|乘|合计|共计|总价|约合|约需")
_CHANGED = compiled("调|改|上浮|下浮|压减|核减|追加")
_DONE = compiled("完成|实际|达到|实现|已|共|累计|为$|是$")
_OF = compiled("完成|达|占|为|是|率|相当|等于|按|折|比例|进度|用|支|执行|[(]$")
APART_ROLES = DIFFERENCES | INITIAL_DIFFERENCES | {"target_change", "change", "change_rate", "balance", "unspent_rate"}
OF_ROLES = COMPLETIONS | RATES | SHARES | OF_PROJECT | {"initial_rate", "unspent_rate", "change_rate", "deviation"}
DECIDED = frozenset(
    {"to", "from", "target", "last year", "recomputed", "points", "lost"}
)  # readings that leave no choice
OPEN_ENDED = frozenset({"超", "以上", "以内"})  # agree with too much
COUNTED = frozenset({"count", "rate", "", "person"})  # too many rows are measured so
NEARLY_BEST = 0.8
OWN_SHARE = 0.45


def second_look(
    index: Index, ctx: Context, alignment: Alignment, readings: Iterable[Reading], values: Iterable[Value]
) -> tuple[Value, Agreement] | None:
    """The value that explains the number after all, with what is loose about it; None when none does."""
    closed = [reading for reading in readings if reading.closed]
    if ctx.q.hedge in OPEN_ENDED or any(reading.name in DECIDED for reading in closed):
        return None
    look = _Look(index, ctx, alignment, closed)
    for value in values:
        if look.excluded(value):
            continue
        if look.plainly(value) and agrees(ctx.q, value, bare=True).ok:
            return value, Agreement(True)
        if _spoken_of(index, alignment, value) and look.freely(value):
            found = agrees(ctx.q, value, bare=look.apart and value.role in APART_ROLES)
            if found.ok:
                return value, found
    return None


class _Look:
    """What the words around one number allow it to be at a second look."""

    def __init__(self, index: Index, ctx: Context, alignment: Alignment, closed: list[Reading]) -> None:
        self.index, self.ctx, self.alignment, self.closed = index, ctx, alignment, closed
        near = ctx.left[-24:] + " " + ctx.right[:5]
        self.apart, self.of = bool(_APART.search(near)), bool(_OF.search(near))
        self.changed = bool(_CHANGED.search(near))
        self.estimated = bool(_ESTIMATED.search(ctx.before[-40:]))
        self.adjusted = bool(ADJUSTED.search(near))
        self.sign = next((reading.sign for reading in closed if reading.sign), 0) or _sign(ctx)
        self.unmarked = not content(ctx.near).strip("，、,:( ") and not _DONE.search(ctx.near)
        self.each = ctx.q.family == "points" and bool(_EACH.search(ctx.near) or _ONE_OF.search(ctx.left))
        self.first = any(reading.name == "first difference" for reading in closed)
        self.rated = any(reading.name == "rate" for reading in closed)
        around = not closed and not ctx.q.hedge and ctx.kind != "goal"
        self.around: Mapping[int, float] = _around(index, ctx) if around else {}

    def excluded(self, value: Value) -> bool:
        """A goal tells no actual, a change of target needs its word, 比年初 the first difference."""
        if value.role == "actual":
            return self.ctx.kind == "goal"
        if value.role == "target_change":
            return not self.changed
        if value.role in INITIAL_DIFFERENCES and self.adjusted:
            return True
        return self.first and value.role in {"difference", "deviation"}

    def plainly(self, value: Value) -> bool:
        """A target beside its actual, points that are told for each, the actual of the row that the part names."""
        if value.role in TARGETS and self._actual_told(value):
            return not self.closed and self.unmarked and _meant(self.alignment, value)
        if self.each and value.role in {"points", "score"}:
            return self.alignment.scores.get(value.topic, 0.0) > 0
        return value.role == "actual" and _named_around(self.index, self.around, value)

    def _actual_told(self, value: Value) -> bool:
        """计划18处，做了17处; of a row in 期 and 人次, 4期 is no actual beside which a target of 160人次 may stand."""
        units = {unit for topic, unit in self.alignment.actuals if topic == value.topic}
        return "" in units or self.ctx.q.unit in units or (bool(units) and not self.ctx.q.unit)

    def freely(self, value: Value) -> bool:
        """A derived value beside a word of difference or share; an actual without words of its own."""
        if value.role == "actual":
            return not self.closed and self._wordless(value)
        if self.apart and value.role in APART_ROLES and on_side(value, self.sign):
            return True
        if "_times_" in value.role:
            return self.estimated and value.family == self.ctx.q.family
        return self.of and value.role in OF_ROLES and not self.rated

    def _wordless(self, value: Value) -> bool:
        alignment, q = self.alignment, self.ctx.q
        if alignment.own:
            return _owned(self.index, alignment, value.family) == 0 and q.family not in COUNTED
        return not alignment.words or (value.topic in alignment.hinted and value.unit == q.unit)


def _spoken_of(index: Index, alignment: Alignment, value: Value) -> bool:
    topic = index.topics.all[value.topic]
    if topic.main:
        named = alignment.own and alignment.names_row(index) >= NAMED_LEAST
        return not named or (_owned(index, alignment, value.family) == 0 and value.family == "money")
    if topic.row is None:
        return alignment.scores.get(value.topic, 0.0) > 0
    if alignment.own and _owned(index, alignment, value.family) > 0:
        return alignment.scores.get(value.topic, 0.0) >= OWN_SHARE * alignment.best
    return value.topic in alignment.recent or value.topic in alignment.hinted


def _around(index: Index, ctx: Context) -> Mapping[int, float]:
    """What the whole part of the clause names, before and behind, where the number is its only one."""
    skeleton, at = ctx.lexed.skeleton, ctx.mention.at
    start, end = ctx.lexed.clause_at(at)
    start = max(start, skeleton.rfind("、", start, at) + 1)
    stop = skeleton.find("、", at, end)
    part = skeleton[start : stop if stop >= 0 else end]
    return index.topics.scores(part) if sum(map(is_mark, part)) == 1 else dict[int, float]()


def _named_around(index: Index, around: Mapping[int, float], value: Value) -> bool:
    owners = index.owners.get(value.family, frozenset[int]())
    best = max((score for topic, score in around.items() if topic in owners), default=0.0)
    return best > 0 and around.get(value.topic, 0.0) >= NEARLY_BEST * best


def _meant(alignment: Alignment, value: Value) -> bool:
    """Whether the words of the number, where it has any, are about the value's row."""
    return not alignment.own or alignment.scores.get(value.topic, 0.0) >= OWN_SHARE * alignment.best


def _owned(index: Index, alignment: Alignment, family: str) -> float:
    """How strongly the words name a row that could own a number of that family."""
    owners = index.owners.get(family, frozenset[int]())
    return max((s for t, s in alignment.scores.items() if t in owners), default=0.0)


def _sign(ctx: Context) -> int:
    """Which side the nearest word before the number tells; 0 when none or both do."""
    near = ctx.left[-8:]
    less, more = _LESS.search(near), _MORE.search(near)
    return 0 if bool(less) == bool(more) else -1 if less else 1
