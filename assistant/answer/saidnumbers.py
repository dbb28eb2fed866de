"""The numbers of a question: a bound (低于80%), the N of a ranking, or what the user claims (是80%吧)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import cues
from assistant.answer.normalise import ordinal
from assistant.answer.types import Direction, Query
from scoring.quantity import Quantity, quantities

_ZERO = re.compile(r"(?:为|是|等于|都是)(?:零|0)(?![.\d])")
_BOUND = re.compile(
    r"低于|不到|小于|少于|以下|不足|未达|没到|高于|超过|过了?(?=\d)|大于|多于|以上|不低于|不少于|至少|不高于|不超过|≥|≤|>|<|以内|达到|在.{1,8}(?:到|至|-|~).{1,8}之间"
)
_NOT_COUNTED = frozenset({"", "rate", "points", "money", "year", "percentage point", "multiple", "date", "month"})


def fit_numbers(query: Query) -> Query:
    """Numbers of the question: a bound (低于80%), the N of a ranking, or what the user claims (是80%吧)."""
    masked = query.masked
    direction: Direction = "low" if cues.LEAST.search(masked) else "high" if cues.MOST.search(masked) else ""
    if not direction and ((len(query.tables) != 1 and not query.rows) or len(query.rows) > 1):
        direction = "low" if cues.LOWER.search(masked) else "high" if cues.HIGHER.search(masked) else ""
    count = 0
    top = cues.TOP_N.search(masked)
    bare = masked
    if top:
        count = ordinal(next(group for group in top.groups() if group)) or 0
        bare = masked[: top.start()] + masked[top.end() :]
    found = tuple(q for q in quantities(bare) if not (q.is_date and q.family != "year"))
    found = tuple(
        _open(q)
        for q in found
        if not re.match(r"(?:张|个)?(?:表|项目|指标)", bare[q.end :]) and q.text not in {"一次", "一个", "一下"}
    )
    picks = len(query.tables) != 1 and re.search(
        "的(?:有|是)?(?:几|哪|多少|项目|表|指标|都|分别)|(?:几|哪|多少).{0,4}(?:个|张|些).{0,14}(?:是|为|等于|占了?|拿了?|得了?|打了?)",
        bare,
    )
    found = tuple(_beyond(q, bare) for q in found)
    if not found and _ZERO.search(bare):
        found = quantities("0")  # 年初预算为零的项目
    bound = found[0] if found and (_ZERO.search(bare) or _BOUND.search(bare) or picks) else None
    return replace(query, direction=direction, count=count, bound=bound, said=found)


def _beyond(q: Quantity, text: str) -> Quantity:
    """过了99% is anything above it."""
    return replace(q, high=None, low_open=True) if re.search("(?<!超)过了?$", text[: q.start]) else q


def _open(q: Quantity) -> Quantity:
    """In a question 不到90% is anything below; only prose means "almost" by it."""
    return replace(q, low=None) if q.hedge in {"不足", "近"} and re.match("不到|不足|未达|没到", q.text) else q


def counted(query: Query) -> tuple[Quantity, ...]:
    """The numbers of the question that count things: 120场, not 80% or 5分."""
    return tuple(q for q in query.said if q.family not in _NOT_COUNTED)
