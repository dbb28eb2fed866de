"""Follow-up questions: what the last question asked is kept where this one leaves it out (那它呢, 第二个呢, 为什么)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer.book import Book
from assistant.answer.cues import ELLIPSIS
from assistant.answer.mentions import clean, pairs
from assistant.answer.normalise import ordinal
from assistant.answer.scope import TABLE_WIDE
from assistant.answer.texts import lines_of
from assistant.answer.types import Focus, Query

_NTH = re.compile(
    r"^(?:那|那么)?第([一二两三四五六七八九十]|\d{1,2})(?:个|项|条|张)?(?:呢|怎么样|是什么|为什么.{0,12})?[？。]*$"
)
_NEIGHBOUR = re.compile(r"^(?:那|那么)?(上|前|下|后)(?:面)?一?(?:张|个)(?:表|项目)?(?:的)?(?:呢|怎么样)[？。]*$")
_PRONOUN = re.compile(
    r"^(?:那|那么)?(?:它|他|她|这个|那个|这张|这项|该项目|这个项目|这一项|前者|后者)?的?(?:呢)?[？。]*$"
)


_REASON = re.compile("^(?:那|那么)?(?:其|它的?|这个?的?|该)?(?:具体)?(?:的)?(?:原因|理由)[^，。]{0,14}[？。]*$")


def followed(book: Book, query: Query, focus: Focus) -> Query:
    """`query` with what is left out taken from the question before; as it is where there was none."""
    before = focus.query
    if before is None:
        return query
    nth = _NTH.match(query.words)
    if nth and focus.listed and not query.tables:
        number = ordinal(nth[1]) or 0
        if 0 < number <= len(focus.listed):
            table, row = focus.listed[number - 1]
            act = query.act if query.act == "why" else "value"
            rows = ((table, row),) if row is not None else ()
            measure = before.measure if row is None else "row"
            return replace(query, tables=(table,), rows=rows, measure=measure, act=act, missing_table="", across=False)
    beside = _NEIGHBOUR.match(query.words)
    if beside and focus.table:
        number = focus.table + (1 if beside[1] in "下后" else -1)
        if not 0 < number <= len(book):
            return replace(query, missing_table=f"{beside[1]}一张表")
        query = replace(query, tables=(number,), rows=(), kind="", said=(), bound=None, topic="", missing_table="")
        query = replace(query, measure="", state="")
    if not query.rows and not query.tables and _asks_why(query, focus):
        return _why(query, before, focus)
    elliptic = (
        ELLIPSIS.match(query.words) and query.measure in {"", "overview"} and not query.state and len(query.words) <= 24
    )
    if elliptic and (query.tables or query.rows or query.kind):
        return _elliptic(book, query, before)
    if query.rows or query.tables or not focus.row or not focus.table:
        return query
    if (
        query.measure
        in {"target", "actual", "points", "score", "note", "completion", "difference", "lost", "adjusted", "recomputed"}
        and not query.across
        and not query.kind
    ):
        if query.measure in {"lost", "recomputed"} and "总" in query.words:
            return query
        return replace(query, rows=((focus.table, focus.row),), tables=(focus.table,))
    return query


def _asks_why(query: Query, focus: Focus) -> bool:
    """为什么, or 其原因有没有说明: a cause of what was told before."""
    alone = query.act == "why" and not query.measure and not query.state
    return alone or bool(focus.table and _REASON.match(query.words))


def _why(query: Query, before: Query, focus: Focus) -> Query:
    rows = ((focus.table, focus.row),) if focus.table and focus.row else ()
    tables = (focus.table,) if focus.table else ()
    return replace(query, rows=rows, tables=tables, measure=before.measure, state=before.state, act="why", across=False)


def _elliptic(book: Book, query: Query, before: Query) -> Query:
    """那物业费呢, 那时效呢: what was asked before, of another table, row or class."""
    rows = query.rows
    table = query.tables[0] if len(query.tables) == 1 else None
    if not rows and query.kind and before.rows and query.kind != before.kind and not query.tables:
        rows = _of_class(book, before, query.kind)
    if table and not rows and before.rows:
        rows = _same_row(book, before, table)
    act = before.act if before.act not in {"rank", "compare", "verify", "whether"} else "value"
    of_table = (query.kind or query.rows) and before.measure in TABLE_WIDE
    return replace(
        query,
        measure="" if of_table else before.measure,
        act="value" if of_table else act,
        state=before.state,
        kind=query.kind or before.kind,
        rows=rows,
        across=False,
        bound=before.bound,
    )


def _of_class(book: Book, before: Query, kind: str) -> tuple[tuple[int, int], ...]:
    """那时效呢 after a row: the rows of that class in its table that share its name, else all of the class."""
    table, row = before.rows[0]
    name = set(pairs(clean(book.line(table, row).name)))
    lines = lines_of(book.page(table), kind)
    shared = [(len(name & set(pairs(clean(line.name)))), line) for line in lines]
    most = max((count for count, _ in shared), default=0)
    return tuple((table, line.row) for count, line in shared if count == most)


def _same_row(book: Book, before: Query, table: int) -> tuple[tuple[int, int], ...]:
    """The row of another table that is called the same, or its satisfaction rows after one of satisfaction."""
    line = book.line(*before.rows[0])
    alike = [other for other in book.page(table).lines if other.name == line.name]
    if not alike and line.seen.satisfaction:
        alike = [other for other in book.page(table).lines if other.seen.satisfaction]
    return tuple((table, other.row) for other in alike)
