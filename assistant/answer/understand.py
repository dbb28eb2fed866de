"""A question as a `Query`: what is asked for, of which tables and rows, under which condition."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import cues
from assistant.answer.book import Book
from assistant.answer.cues import P, R
from assistant.answer.mentions import Index
from assistant.answer.normalise import normalise, ordinal
from assistant.answer.resolve import Named, by_unit, resolve
from assistant.answer.types import Act, Direction, Focus, Measure, Query, State
from scoring.quantity import Quantity, quantities

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{6,})[”\"」』]")
_AFTER_COLON = re.compile(r"[:：]\s*(.{6,})$", re.S)
_BOUND = re.compile(
    r"低于|不到|小于|少于|以下|不足|未达|没到|高于|超过|大于|多于|以上|不低于|不少于|至少|不高于|不超过|≥|≤|>|<|以内|达到|在.{1,8}(?:到|至|-|~).{1,8}之间"
)
_ROW_MEASURES = frozenset(
    {
        "points",
        "score",
        "target",
        "actual",
        "note",
        "completion",
        "difference",
        "adjusted",
        "lost",
        "recomputed",
        "gap",
        "row",
    }
)


def understand(book: Book, index: Index, question: str, focus: Focus) -> Query:
    """The question as understood. Never raises; what is not understood is left empty and told in `topic`."""
    text, body = _text_to_verify(question)
    words = normalise(body)
    named = resolve(book, index, words, focus)
    masked = named.masked
    query = Query(
        tables=named.tables, rows=named.rows, kind=named.kind, words=words, masked=masked, text=text,
        reading_of=named.unit, missing_table=named.missing, several=named.several,
        across=bool(cues.ACROSS.search(masked)) and len(book) > 1, of_rows=bool(cues.OF_ROWS.search(masked)),
        yes_no=bool(cues.YES_NO.search(masked)), topic=_topic(masked), state=_state(masked),
    )  # fmt: skip
    query = _fit_rows(book, query, named)
    query = _fit_numbers(query)
    query = replace(query, measure=_measure(query))
    return replace(query, act=_act(query))


def _text_to_verify(question: str) -> tuple[str, str]:
    """The text that the question wants held against the table, and the question without it."""
    for pattern in (_AFTER_COLON, _QUOTED):
        found = pattern.search(question)
        if not found:
            continue
        rest = question[: found.start()] + " " + question[found.end() :]
        text = found[1].strip().strip('“”"「」『』')
        if cues.VERIFY_HEAD.search(rest) or (cues.VERIFY.search(rest) and len(text) >= 8):
            return text, rest
    return "", question


def _topic(masked: str) -> str:
    left = cues.NOISE.sub(" ", masked)
    return " ".join(run for run in re.findall(r"[\u4e00-\u9fff]{2,}", left))


def _state(masked: str) -> State:
    return next((name for name, pattern in cues.STATES if pattern.search(masked)), "")


def _fit_rows(book: Book, query: Query, named: Named) -> Query:
    """Of rows that fit alike those in the unit that is asked for; a project that was but a part of a row's name goes."""
    rows = query.rows
    if query.reading_of and len(rows) > 1:
        fitting = by_unit(book, rows, query.reading_of)
        rows = tuple(fitting) or rows
    if query.tables and rows:
        inside = tuple(row for row in rows if row[0] in query.tables)
        rows = inside or rows
    _ = named
    return replace(query, rows=rows)


def _fit_numbers(query: Query) -> Query:
    """Numbers of the question: a bound (低于80%), the N of a ranking, or what the user claims (是80%吧)."""
    masked = query.masked
    direction: Direction = "low" if cues.LEAST.search(masked) else "high" if cues.MOST.search(masked) else ""
    count = 0
    top = cues.TOP_N.search(masked)
    bare = masked
    if top:
        count = ordinal(next(group for group in top.groups() if group)) or 0
        bare = masked[: top.start()] + masked[top.end() :]
    found = tuple(q for q in quantities(bare) if not (q.is_date and q.family != "year"))
    found = tuple(
        q
        for q in found
        if not re.match(r"(?:张|个)?(?:表|项目|指标)", bare[q.end :]) and q.text not in {"一次", "一个", "一下"}
    )
    bound = found[0] if found and _BOUND.search(bare) else None
    return replace(query, direction=direction, count=count, bound=bound, said=found)


def _measure(query: Query) -> Measure:
    masked = query.masked
    for name, pattern in cues.MEASURES:
        if not pattern.search(masked):
            continue
        if name == "budget_change" and query.rows:
            continue
        if name == "rows" and (query.state or query.direction) and not cues.COUNT.search(masked):
            continue
        if (
            name in {"balance", "executed", "annual_budget"}
            and query.rows
            and P not in masked
            and not _money_asked(query)
        ):
            continue
        if name == "annual_budget" and "控制" in masked:
            continue
        if name == "goal" and query.rows:
            return "target"
        if name == "narrative" and query.rows:
            return "row"
        return name
    return ""


def _money_asked(query: Query) -> bool:
    return bool(re.search(r"钱|资金|经费|预算|支出|花|元|结余", query.masked))


def _act(query: Query) -> Act:
    """What to do. The order matters: what must not be misread comes first."""
    masked, words = query.masked, query.words
    fixed: tuple[tuple[bool, Act], ...] = (
        (bool(query.text), "verify"),
        (bool(cues.CHAT.match(words)), "chat"),
        (bool(cues.HELP.match(words)), "help"),
        (bool(cues.RULE_CODE.search(words)), "meaning"),
        (bool(cues.CHANGE.search(words)) and not _asks(words), "change"),
        (bool(cues.OUTSIDE.search(words)), "foreign"),
        (bool(cues.RULE.search(masked)) and not _rule_of_this(query), "rule"),
        (_compares(query), "compare"),
    )
    for wanted, act in fixed:
        if wanted:
            return act
    if (
        cues.DRAFT.search(words)
        and not cues.WHY.search(masked)
        and not query.yes_no
        and re.search("^(?:写|起草|拟|草拟|撰写|生成|来|出|编)|(?:帮我|给我|替我|请)", words)
    ):
        return "draft"
    return _asking(query, masked)


def _asking(query: Query, masked: str) -> Act:
    if cues.WHY.search(masked):
        return "why"
    if query.measure in {"cut"} or query.state == "wrong_total":
        return "list"
    if cues.REVIEW.search(masked) and not query.rows and not (query.measure in {"balance", "budget_change"}):
        return "review"
    if query.direction and (query.measure or query.rows or query.kind or query.of_rows or query.across):
        return "rank"
    if cues.MEAN.search(masked) and not query.rows:
        return "mean"
    if (
        cues.COUNT.search(masked)
        and (query.state or query.bound or query.of_rows or query.measure in {"rows", "tables"})
        and not query.rows
    ):
        return "count"
    if (cues.LIST.search(masked) or cues.WHICH.search(masked)) and (query.state or query.bound) and not query.rows:
        return "list"
    if query.across and cues.SUM.search(masked) and query.measure:
        return "sum"
    if query.yes_no or query.said:
        return "whether"
    return "list" if query.state and query.state not in {"met"} and not query.rows and not query.measure else "value"


def _asks(words: str) -> bool:
    """改成了多少 asks, 改成30 demands."""
    return bool(
        re.search(r"(?:改|调|变)(?:成|为|到)了?(?:多少|几|什么)|是不是|是否|有没有|为什么|哪些", words)
    ) and not re.search(r"帮我|给我|替我|麻烦|把|好看|能不能(?:把|给|帮|改|调)|可以(?:把|给|改|调)", words)


def _rule_of_this(query: Query) -> bool:
    """怎么算 of a value of a table is answered with the value and its formula; 为什么 of a table is no question of rules."""
    return bool(cues.WHY.search(query.masked)) and bool(query.rows or query.tables)


def _compares(query: Query) -> bool:
    if len(query.tables) >= 2 and not query.several:
        return bool(
            cues.COMPARE.search(query.masked)
            or cues.WHICH.search(query.masked)
            or query.direction
            or "差" in query.masked
        )
    return False


__all__ = ["P", "R", "Quantity", "understand"]
