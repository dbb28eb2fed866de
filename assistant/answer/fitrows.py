"""Of the rows that a question may name those that fit its unit, its numbers and its words best."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import cues
from assistant.answer.book import Book, Line
from assistant.answer.cues import R
from assistant.answer.mentions import clean, pairs, stretch
from assistant.answer.saidnumbers import counted
from assistant.answer.types import Query
from assistant.answer.units import by_unit, measured_in
from scoring.quantity import Quantity


def fit_rows(book: Book, query: Query) -> Query:
    """Of rows that fit alike those in the unit that is asked for, or with a count where one is asked for."""
    rows = query.rows
    unit = query.reading_of or next((q.unit for q in counted(query)), "")
    if unit and len(rows) > 1:
        rows = tuple(by_unit(book, rows, unit)) or rows
    if unit and rows and not any(measured_in(book.line(*row), unit) for row in rows):
        rows = _beside_in_unit(book, query, rows, unit) or rows
    if len(rows) > 1 and re.search(f"(?:多少|几).{{0,2}}{R}", query.masked):
        rows = tuple(row for row in rows if _counts(book, row)) or rows
    if len(rows) > 1:
        rows = _nearest(book, rows, _without_projects(book, query))
    if query.tables and rows:
        inside = tuple(row for row in rows if row[0] in query.tables)
        rows = inside or rows
    return replace(query, rows=rows)


def _beside_in_unit(
    book: Book, query: Query, rows: tuple[tuple[int, int], ...], unit: str
) -> tuple[tuple[int, int], ...]:
    """漏洞处理了多少起, where 漏洞处置率 is named best: the one row of that table in that unit that shares a word."""
    said = set(pairs(query.words)) - cues.COMMON_PAIRS
    named = said & {pair for row in rows for pair in pairs(clean(book.line(*row).seen.name))}
    found = [
        (line.table, line.row)
        for table in dict.fromkeys(table for table, _ in rows)
        for line in book.page(table).lines
        if line.real and named & set(pairs(clean(line.seen.name))) and any(q.unit == unit for q in line.seen.done)
    ]
    return tuple(found) if len(found) == 1 else ()


def with_the_value(book: Book, query: Query) -> Query:
    """培训出勤率99%是哪个项目的: where none of the rows named holds the number, rows of like names that do."""
    told = [q for q in query.said if q.family != "year"]
    if not query.rows or query.tables or not told or not (cues.WHICH.search(query.masked) and query.across):
        return query
    if any(_holds(book.line(*row), told[0]) for row in query.rows):
        return query
    named = {pair for row in query.rows for pair in pairs(clean(book.line(*row).seen.name))}
    rows = tuple(
        (page.number, line.row)
        for page in book.pages
        for line in page.lines
        if line.real and _holds(line, told[0]) and len(named & set(pairs(clean(line.seen.name)))) >= 0.5 * len(named)
    )
    return replace(query, rows=rows or query.rows)


def _holds(line: Line, said: Quantity) -> bool:
    return any(q.value == said.value and q.family == said.family for q in line.seen.done)


def _without_projects(book: Book, query: Query) -> str:
    words = query.words
    for table in query.tables:
        start, end = stretch(words, clean(book.page(table).name))
        words = words[:start] + " " + words[end:]
    return words


def _nearest(book: Book, rows: tuple[tuple[int, int], ...], words: str) -> tuple[tuple[int, int], ...]:
    """Of rows that share a word with the question those that share the most of their name with it."""
    said = set(pairs(words))
    shared = [len(said & set(pairs(clean(book.line(*row).seen.name)))) for row in rows]
    return tuple(row for row, found in zip(rows, shared, strict=True) if found >= 0.6 * max(shared))


def _counts(book: Book, row: tuple[int, int]) -> bool:
    return any(q.family not in {"rate", ""} for q in book.line(*row).seen.done)
