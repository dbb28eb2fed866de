"""The one door to pandas: a frame of the tables and one of their rows, built once a book, for ranking over hundreds.

Texts are strings ("" for what the form lacks), numbers floats for sorting only: what is told comes from the exact
values of the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from assistant.answer.book import Book, Line, Page
from forms.numbers import money, points

MISSING = float("nan")


def _number(value: Decimal | None) -> float:
    return MISSING if value is None else float(value)


def _part(word: str) -> Callable[[Page], Decimal | None]:
    """The annual budget of a part of the funds."""

    def value(page: Page) -> Decimal | None:
        row = next((n for n, row in enumerate(page.table.funds) if n and word in row.name), None)
        return None if row is None else page.money("annual_budget", row)

    return value


TABLE_VALUES: dict[str, Callable[[Page], Decimal | None]] = {
    "rate": lambda page: page.rate,
    "balance": lambda page: page.balance,
    "executed": lambda page: page.money("executed"),
    "annual_budget": lambda page: page.money("annual_budget"),
    "initial_budget": lambda page: page.money("initial_budget"),
    "budget_change": lambda page: page.change,
    "carried": _part("结转"),
    "grant": _part("财政"),
    "other_funds": _part("其他"),
    "project_amount": lambda page: money(page.table.project_amount, page.table.project_unit),
    "total": lambda page: page.total,
    "recomputed": lambda page: page.sheet.recomputed_total,
    "gap": lambda page: (
        None if page.total is None or page.sheet.recomputed_total is None else page.total - page.sheet.recomputed_total
    ),
    "lost": lambda page: page.lost,
    "funds_score": lambda page: points(page.table.funds[0].score) if page.table.funds else None,
    "rows": lambda page: Decimal(sum(line.real for line in page.lines)),
    "missed": lambda page: Decimal(sum(line.state == "missed" for line in page.lines)),
    "findings": lambda page: Decimal(sum(f.severity != "info" for f in page.checked.findings)),
    "errors": lambda page: Decimal(page.checked.errors),
}


class Frames:
    """The frames of one book; a column of values is computed when it is first asked for."""

    def __init__(self, book: Book) -> None:
        import pandas as pd

        self._pd = pd
        self.book = book
        self.tables = pd.DataFrame({"table": [page.number for page in book.pages]}).set_index("table", drop=False)
        self._rows: Any = None

    def column(self, measure: str) -> Any:
        """The values of one measure, by table number; those that a form lacks are left out."""
        if measure not in self.tables.columns:
            value = TABLE_VALUES[measure]
            self.tables[measure] = [_number(value(page)) for page in self.book.pages]
        return self.tables[measure].dropna()

    @property
    def rows(self) -> Any:
        """One line an indicator: table, row, kind, and its numbers."""
        if self._rows is None:
            lines = [line for page in self.book.pages for line in page.lines if line.real]
            self._rows = self._pd.DataFrame(
                {
                    "table": [line.table for line in lines],
                    "row": [line.row for line in lines],
                    "kind": [line.seen.kind for line in lines],
                    "state": [line.state for line in lines],
                    **{name: [_number(ROW_VALUES[name](line)) for line in lines] for name in ROW_VALUES},
                }
            )
        return self._rows


def _actual(line: Line) -> Decimal | None:
    """The one number of an actual: exact, or the stem of a hedged one."""
    found = line.seen.done
    return found[0].value if len(found) == 1 else None


ROW_VALUES: dict[str, Callable[[Line], Decimal | None]] = {
    "points": lambda line: line.seen.points,
    "score": lambda line: line.seen.score,
    "lost": lambda line: line.lost,
    "completion": lambda line: line.completion,
    "actual": _actual,
}
_KEPT: WeakKeyDictionary[Book, Frames] = WeakKeyDictionary()


def frames_of(book: Book) -> Frames:
    """The frames of a book, kept as long as the book is."""
    found = _KEPT.get(book)
    if found is None:
        found = _KEPT[book] = Frames(book)
    return found
