"""Which pages and lines a query is about, given what the talk is about."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer.book import Book, Line, Page
from assistant.answer.texts import lines_of
from assistant.answer.types import Focus, Query, State
from forms.numbers import is_blank
from forms.parse.cutoff import looks_cut_off

TABLE_WIDE = frozenset(
    {
        "rate",
        "balance",
        "executed",
        "annual_budget",
        "initial_budget",
        "budget_change",
        "project_amount",
        "total",
        "recomputed",
        "gap",
        "funds_score",
    }
)
CUT_FIELDS = ("level3", "target", "actual", "deviation_note", "initial_target")


def pages_of(book: Book, query: Query, focus: Focus) -> tuple[Page, ...]:
    """The tables asked about: named, of the rows named, all when it asks across, the one talked about."""
    if query.tables:
        return tuple(book.page(n) for n in query.tables)
    if query.rows:
        return tuple(book.page(n) for n in dict.fromkeys(table for table, _ in query.rows))
    over_tables = query.act in {"rank", "sum", "mean"} and not query.of_rows and not query.kind
    if over_tables and (query.measure in TABLE_WIDE or query.count > 1 or query.act == "sum"):
        return book.pages
    if query.across or len(book) == 1 or focus.table is None:
        return book.pages
    return (book.page(focus.table),)


def lines_named(book: Book, query: Query, pages: tuple[Page, ...]) -> list[Line]:
    """The rows that the question names, those of the class that it names, else every real row of the pages."""
    if query.rows:
        return [book.line(table, row) for table, row in query.rows]
    if query.kind:
        return [line for page in pages for line in lines_of(page, query.kind)]
    return [line for page in pages for line in page.lines if line.real]


def in_state(line: Line, state: State) -> bool:
    """Whether a row is in the state that is asked for; what cannot be told is not."""
    check = _CHECKS.get(state)
    return check is not None and check(line)


def _full(line: Line) -> bool:
    return bool(line.seen.points) and line.seen.points == line.seen.score


def _missed(line: Line) -> bool:
    return line.state == "missed"


_CHECKS: dict[str, Callable[[Line], bool]] = {
    "missed": _missed,
    "exceeded": lambda line: line.state == "exceeded",
    "met": lambda line: line.state in {"met", "exceeded"},
    "full": _full,
    "lost": lambda line: bool(line.lost),
    "full_missed": lambda line: _missed(line) and _full(line),
    "adjusted": lambda line: bool(line.judged and line.judged.adjusted_by),
    "no_note": lambda line: (_missed(line) or bool(line.lost)) and not line.seen.note,
    "noted": lambda line: bool(line.seen.note),
    "words": lambda line: line.seen.aim.qualitative,
    "numbers": lambda line: bool(line.seen.aim.quantities),
    "cut": lambda line: bool(cut_cells(line)),
    "late": lambda line: _missed(line) and line.seen.kind == "时效",
    "copied": lambda line: (
        bool(line.seen.actual) and line.seen.actual == line.seen.target and line.seen.aim.qualitative
    ),
}


def cut_cells(line: Line) -> list[str]:
    """The cells of a row whose text breaks off."""
    return [
        line.id(field)
        for field in CUT_FIELDS
        if (text := getattr(line.cells, field)) and not is_blank(text) and looks_cut_off(text)
    ]
