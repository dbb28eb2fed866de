"""What a construction yields, and what it is given."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.quantity import Hedge, Quantity
from scoring.verify.lexer import Lexed, Mention, is_mark

if TYPE_CHECKING:
    from scoring.verify.lists import Listed

NOTHING: frozenset[str] = frozenset()
ACTUAL = frozenset({"actual"})
TARGETS = frozenset({"target", "initial_target", "adjusted_target"})
FIRST_TARGETS = frozenset({"target", "initial_target"})
ADJUSTED_TARGET = frozenset({"adjusted_target"})
DIFFERENCES = frozenset({"difference", "deviation", "days_late"})
INITIAL_DIFFERENCES = frozenset({"initial_difference", "initial_deviation"})
COMPLETIONS = frozenset({"completion", "initial_completion"})
NOTES = frozenset({"note", "stated"})
TEXTS = NOTES | {"text"}
_HEDGE_APART = re.compile(
    "(不足|不到|超过|超|近|将近|接近|约)(?:了|占|为)?(?:全年|年度|年初|项目|总|实际|调整后)*(?:预算|指标值|目标值?|总额|计划|金额|总量|任务)(?:数|总额|额)?的$"
)
_HEDGES: dict[str, Hedge] = {"不": "不足", "超": "超", "近": "近", "将": "近", "接": "近", "约": "约"}
_POINT = re.compile("^点(?![位名击钟心])")
_BOUND = re.compile("[上下]限")
HUNDREDTH = Decimal("0.01")
LEFT_REACH, RIGHT_REACH, SENTENCE_REACH = 40, 24, 90


@dataclass(frozen=True, slots=True)
class Reading:
    """Roles that may explain a number.

    Open readings add to what an unmarked number may be; a closed one says that it is nothing else (比目标多3场 is a
    difference, whatever the actual is). `sign` is the side of the target that the words tell; `bare`: what looks like
    its hedge is the verb (超出5次). `named`: the words themselves say what it is about (执行率), so that the clause need
    not; `loose`: they do where the clause names nothing else (得99.1分). `tight`: a hedge 超 must be near the value. `reach` and `ahead` count the characters of the skeleton, left and right of the number, that belong to its claim.
    """

    roles: frozenset[str]
    closed: bool = False
    sign: int = 0
    bare: bool = False
    named: bool = False
    loose: bool = False
    tight: bool = False
    reach: int = 0
    ahead: int = 0
    name: str = ""


@dataclass(frozen=True)
class Context:
    """One number with the words around it. All stretches are of the skeleton, short, and within the sentence."""

    lexed: Lexed
    mention: Mention
    kind: str
    listed: Listed | None = None

    @cached_property
    def q(self) -> Quantity:
        """The number; with the hedge of its noun where that stands apart (不足预算的2%), in the unit of its list."""
        own = self.listed.q if self.listed is not None else self.mention.q
        if own.unit in {"个", ""} and _POINT.match(self.right):  # 高3个点
            return replace(own, unit="个百分点", family="percentage point", **_hundredth(own))
        if own.unit == "" and own.family == "rate" and not own.hedge and self.right[:1] in {"多", "余"}:
            return replace(own, hedge="余", low=own.value, high=own.value + Decimal("0.1"))  # 一半多
        apart = None if own.hedge or self.listed else _HEDGE_APART.search(self.left)
        if not apart:
            return own
        return replace(own, hedge=_HEDGES[apart[1][0]], comparison="", low=None, high=None)

    @cached_property
    def left(self) -> str:
        """The clause up to the number; of a number in an ordered list its name and what the list shares."""
        if self.listed is not None:
            name = "" if any(map(is_mark, self.listed.name)) else self.listed.name
            return (name + self.listed.lead)[-LEFT_REACH:]
        start = max(self.lexed.clause_at(self.mention.at)[0], self.mention.at - LEFT_REACH)
        return self.lexed.plainest[start : self.mention.at]

    @cached_property
    def named(self) -> str:
        """The clause up to the number with its names, to be read for what it speaks of."""
        start = max(self.lexed.clause_at(self.mention.at)[0], self.mention.at - LEFT_REACH)
        return self.lexed.skeleton[start : self.mention.at]

    @cached_property
    def near(self) -> str:
        """The clause from the number before to this one."""
        if self.listed is not None:
            return self.listed.lead if any(map(is_mark, self.listed.name)) else self.left
        cut = max((i for i, c in enumerate(self.left) if is_mark(c)), default=-1)
        return self.left[cut + 1 :]

    @cached_property
    def right(self) -> str:
        """The clause after the number."""
        at = self.mention.at + 1
        end = min(self.lexed.clause_at(self.mention.at)[1], at + RIGHT_REACH)
        right = self.lexed.plainest[at:end]
        mark = next((i for i, c in enumerate(right) if is_mark(c)), None)
        behind = self.lexed.mention_at(at + mark) if mark is not None else None
        bound = _BOUND.match(behind.q.text) if behind is not None else None
        if not bound:
            return right
        return right[:mark] + bound[0] + right[mark:]  # 3.2万元的控制上限0.4万元: the word is the first number's

    @cached_property
    def before(self) -> str:
        """The sentence up to the number."""
        start = max(self.lexed.sentence_at(self.mention.at)[0], self.mention.at - SENTENCE_REACH)
        return self.lexed.plainest[start : self.mention.at]


def _hundredth(q: Quantity) -> dict[str, Decimal | None]:
    """The numbers of a quantity told in points of a hundred."""
    low, high = (None if edge is None else edge * HUNDREDTH for edge in (q.low, q.high))
    return {
        "value": q.value * HUNDREDTH, "low": low, "high": high, "step": q.step * HUNDREDTH, "scale": q.scale * HUNDREDTH,
    }  # fmt: skip
