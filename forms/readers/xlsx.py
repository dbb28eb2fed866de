"""xlsx and xlsm: one pass over the XML of each sheet, which holds all that is displayed.

calamine gives values only, and aborts the process on cells at both far corners of a sheet; number formats, merges,
hidden rows and error cells need the XML anyway, so the XML is read once, row by row, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from forms.container import Container, refuse_pictures
from forms.grid import Cell, Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.readers.displayed import displayed, general
from forms.readers.sheet import covered_by, hidden_problems, name_of
from forms.readers.xlsx_book import SheetEntry, Workbook, whole
from forms.readers.xlsx_cells import FORMULA, NotPlain, RawCell, SheetXml
from forms.table import Problem

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_PROBLEMS = 100  # of one sheet, each kind
_SINGLE = (1, 1)
_MOST_BLANK_ROWS = 2_000  # of one sheet, kept


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Grid]:
    """A grid for each worksheet that holds a text. Raises `UnreadableFile`, `LimitExceeded`."""
    with Container(path, limits) as container:
        book = Workbook(container, limits)
        grids = [grid for sheet in book.sheets if (grid := _read_sheet(book, sheet, path.name)) is not None]
        refuse_pictures(container, grids)
        return grids


def _read_sheet(book: Workbook, entry: SheetEntry, file: str) -> Grid | None:
    if entry.part not in book.container.names:
        return None
    data = book.container.read(entry.part)
    left = book.cells_left
    try:
        sheet = _Sheet(book, entry)
        sheet.take(sheet.xml.scan(data))
    except NotPlain:
        book.cells_left = left
        sheet = _Sheet(book, entry)
        sheet.take(sheet.xml.walk(data, file))
    return sheet.grid(file) if sheet.rows else None


@dataclass(slots=True)
class _Sheet:
    """One worksheet while it is read."""

    book: Workbook
    entry: SheetEntry
    xml: SheetXml = field(default_factory=SheetXml)
    rows: dict[int, list[tuple[int, str]]] = field(default_factory=dict[int, list[tuple[int, str]]])
    hidden_rows: set[int] = field(default_factory=set[int])
    problems: list[Problem] = field(default_factory=list[Problem])
    errors: int = 0
    blank_rows: int = 0

    def take(self, rows: Iterable[tuple[int, bool, list[RawCell]]]) -> None:
        """The displayed texts of the rows, up to the limits."""
        limits, book = self.book.limits, self.book
        for number, hidden, raw in rows:
            if len(self.rows) >= limits.sheet_rows or book.cells_left <= 0:
                self.problems.append(Problem(place=f"A{number + 1}", message="工作表超过行数或格数的上限，其后没有读"))
                break
            cells = self._row(number, raw)
            if any(text and not text.isspace() for _, text in cells):
                book.cells_left -= len(cells)
                self.rows[number] = cells
                if hidden:
                    self.hidden_rows.add(number)
            elif cells and self.blank_rows < _MOST_BLANK_ROWS:  # blank cells of an empty form have places too
                self.blank_rows += 1
                self.rows[number] = cells

    def _row(self, number: int, raw: list[RawCell]) -> list[tuple[int, str]]:
        cells: list[tuple[int, str]] = []
        columns, most = self.book.columns, self.book.limits.sheet_columns
        column = -1
        for letters, style, kind, stored in raw:
            known = columns.get(letters)
            column = known if known is not None else self._column(letters, column + 1)
            if column >= most:
                if stored:
                    self.problems.append(Problem(place=f"{letters}{number + 1}", message=f"只读了前 {most} 列"))
                break
            if stored is not None:
                cells.append((column, self._text(style, kind, stored, number, column)))
            else:
                if kind == FORMULA:
                    self._error(number, column, "公式没有算出的值，请用 Excel 打开并保存后再读")
                cells.append((column, ""))
        return cells

    def _column(self, letters: str, default: int) -> int:
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            return default
        column = 0
        for each in letters.upper():
            column = column * 26 + ord(each) - 64
        self.book.columns[letters] = column - 1
        return column - 1

    def _text(self, style: str | None, kind: str, stored: str, row: int, column: int) -> str:
        """The displayed text of a stored value."""
        if kind == "s":
            at = int(stored) if stored.isdecimal() and len(stored) < 10 else -1
            return self._clean(self.book.strings[at], row, column) if 0 <= at < len(self.book.strings) else ""
        if kind == "n":
            at, formats = whole(style), self.book.formats
            if at >= len(formats):
                return general(stored.strip())
            return displayed(stored.strip(), formats[at], self.book.epoch_1904)
        if kind == "e":
            self._error(row, column, f"公式错误 {stored[:20]}")
        elif kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        return self._clean(stored, row, column)

    def _clean(self, text: str, row: int, column: int) -> str:
        if len(text) < 32_000 and text.isprintable():
            return text
        return clean(text, f"{name_of(column)}{row + 1}", self.book.limits, self.problems)

    def _error(self, row: int, column: int, message: str) -> None:
        self.errors += 1
        if self.errors <= _MOST_PROBLEMS:
            self.problems.append(Problem(place=f"{name_of(column)}{row + 1}", message=message))

    def _merges(self) -> list[tuple[int, int, int, int]]:
        """The merged ranges as (top, left, bottom, right)."""
        found = [match.groups() for reference in self.xml.merges if (match := _RANGE.fullmatch(reference))]
        return [
            (int(top) - 1, self._column(left, 0), int(bottom) - 1, self._column(right, 0))
            for left, top, right, bottom in found
            if int(bottom) >= int(top)
        ]

    def grid(self, file: str) -> Grid:
        """The rows with merges and hidden marks."""
        most = self.book.limits.sheet_columns
        spans, covered = covered_by(self._merges(), max(self.rows) + 1, most)
        hidden = {c for a, b in self.xml.hidden_columns for c in range(max(a, 0), min(b, most) + 1)}
        rows: list[tuple[Cell, ...]] = []
        for number in range(max(self.rows) + 1):
            cells = self.rows.get(number)
            rows.append(self._cells(number, cells, spans.get(number), covered.get(number), hidden) if cells else ())
        if self.entry.hidden:
            self.problems.append(Problem(place="", message=f"工作表“{self.entry.name}”是隐藏的，照常读取"))
        self.problems.extend(hidden_problems(rows))
        return Grid(file, self.entry.name, tuple(rows), problems=tuple(self.problems))

    def _cells(
        self,
        number: int,
        cells: list[tuple[int, str]],
        wide: dict[int, tuple[int, int]] | None,
        under: set[int] | None,
        hidden: set[int],
    ) -> tuple[Cell, ...]:
        row = str(number + 1)
        unseen = number in self.hidden_rows
        made: list[Cell] = []
        for column, text in cells:
            if under and column in under:
                continue
            rows, columns = wide.get(column, _SINGLE) if wide else _SINGLE
            made.append(Cell(text, number, column, name_of(column) + row, rows, columns, unseen or column in hidden))
        return tuple(made)
