"""The tables of a PDF's pages put together where one runs on over the page's end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forms.readers.pdf_page import Page, PageCell, PageTable

_SAME = 3.0  # points within which edges of two pages are the same
_FOOTER = re.compile(r"[\s\d第页共/／\-—–－·.]{0,20}|第\s*[\d一二三四五六七八九十]+\s*页.{0,12}", re.DOTALL)


@dataclass(slots=True)
class JoinedCell:
    """A cell on the rows of the whole table; `page`, `table` and `page_row` (from 0) say where it begins."""

    text: str
    row: int
    rows: int
    left: float
    right: float
    page: int
    table: int
    page_row: int
    last: PageCell


@dataclass(slots=True)
class JoinedTable:
    """A table over one page or more, with the text above it."""

    above: tuple[str, ...]
    cells: list[JoinedCell] = field(default_factory=list[JoinedCell])
    height: int = 0

    def columns(self) -> list[float]:
        """The edges of all its pages, as one set."""
        edges: list[float] = []
        for value in sorted(edge for cell in self.cells for edge in (cell.left, cell.right)):
            if not edges or value - edges[-1] > _SAME:
                edges.append(value)
        return edges

    def span(self, cell: JoinedCell, edges: Sequence[float]) -> tuple[int, int]:
        """The first column of a cell, and how many it covers."""
        first = bisect_right(edges, cell.left + 0.01) - 1
        return first, max(1, bisect_right(edges, cell.right + 0.01) - 1 - first)


def join(pages: Sequence[Page]) -> Iterator[JoinedTable]:
    """The tables in their order; one that runs on is given once, with its repeated headings left out."""
    current: JoinedTable | None = None
    before: Page | None = None
    for page in pages:
        for number, table in enumerate(page.tables):
            runs_on = current is not None and number == 0 and before is not None and _runs_on(before, page, current)
            if current is not None and not runs_on:
                yield current
            if current is None or not runs_on:
                current = JoinedTable(table.above)
            _append(current, page.number, number, table, is_new=not runs_on)
        before = page if page.tables else None
    if current is not None:
        yield current


def _runs_on(before: Page, page: Page, current: JoinedTable) -> bool:
    """Is the first table of `page` the rest of the last one of the page before?"""
    table = page.tables[0]
    if page.number != before.number + 1 or any(not _FOOTER.fullmatch(line) for line in before.below):
        return False
    if abs(_left(table) - min(c.left for c in current.cells)) > _SAME:
        return False
    if abs(_right(table) - max(c.right for c in current.cells)) > _SAME:
        return False
    headings = [line for line in table.above if not _FOOTER.fullmatch(line)]
    if any(line not in before.tables[0].above for line in headings):
        return False
    # A form of its own begins with the same labels as the one before, with other values behind them.
    repeated = _repeated(current, table)
    first, first_here = _row_texts(current.cells, repeated), _row_texts(table.cells, repeated)
    label = next((text for text in first if text), "")
    return not (label and first_here and first_here[0] == label)


def _repeated(current: JoinedTable, table: PageTable) -> int:
    """How many of the first rows of `table` are the first rows of the whole table again."""
    count = 0
    while count < table.height - 1:
        here = _row_texts(table.cells, count)
        if not any(here) or here != _row_texts(current.cells, count):
            break
        count += 1
    return count


def _append(current: JoinedTable, page: int, number: int, table: PageTable, *, is_new: bool) -> None:
    """Put the rows of a page's table below those that are there, with what the page's end cut made whole."""
    skip = 0 if is_new else _repeated(current, table)
    ends = [] if is_new else [cell for cell in current.cells if cell.row + cell.rows == current.height]
    top = [cell for cell in table.cells if cell.row == skip]
    is_cut_row = bool(ends) and _is_cut_row(ends, top)
    offset = current.height - skip
    for cell in table.cells:
        if cell.row < skip:
            continue
        end = next((e for e in ends if _same_columns(e, cell)), None) if cell.row == skip else None
        if end is not None and (is_cut_row or _is_one_cell(end, cell)):
            end.text = _continued(end, cell)
            end.rows += cell.rows
            end.last = cell
            continue
        current.cells.append(
            JoinedCell(cell.text, cell.row + offset, cell.rows, cell.left, cell.right, page, number, cell.row, cell)
        )
    current.height += table.height - skip


def _is_one_cell(end: JoinedCell, cell: PageCell) -> bool:
    """Is a cell at a page's top the rest of a merged one at the end of the page before?"""
    if end.last.is_open and cell.is_open:
        return True
    is_label = end.rows > 1 or cell.rows > 1
    return is_label and (not end.text or not cell.text or end.text == cell.text)


def _is_cut_row(ends: Sequence[JoinedCell], top: Sequence[PageCell]) -> bool:
    """Is the first row of a page the rest of a row that the page's end cut?

    It is when few of its cells hold text, and each of those goes on where a full line of the cell above broke off.
    """
    filled = [cell for cell in top if cell.text and cell.rows == 1]
    if not filled or 2 * len(filled) > len(top):
        return False
    for cell in filled:
        end = next((e for e in ends if _same_columns(e, cell)), None)
        if end is None or end.last.lines < 2 or end.last.free > cell.head + _SAME:
            return False
    return True


def _continued(end: JoinedCell, cell: PageCell) -> str:
    if not end.text or not cell.text or end.text == cell.text:
        return end.text or cell.text
    breaks = end.last.free > cell.head + 4 * _SAME
    return f"{end.text}\n{cell.text}" if breaks else end.text + cell.text


def _same_columns(end: JoinedCell, cell: PageCell) -> bool:
    return abs(end.left - cell.left) <= _SAME and abs(end.right - cell.right) <= _SAME


def _row_texts(cells: Sequence[JoinedCell] | Sequence[PageCell], row: int) -> list[str]:
    """The texts of the cells that begin in a row, from left to right."""
    return [cell.text for cell in sorted((c for c in cells if c.row == row), key=lambda c: c.left)]


def _left(table: PageTable) -> float:
    return min(cell.left for cell in table.cells)


def _right(table: PageTable) -> float:
    return max(cell.right for cell in table.cells)
