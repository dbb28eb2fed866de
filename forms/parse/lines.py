"""A grid's rows as the parser walks them: the cells of a row, and the filled ones among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.grid import Cell, Grid

_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[、.．]|[）)][、.．]?)")
_LONGEST_NUMBER = 7
_LABEL_SPAN = 3  # columns, at most


@dataclass(frozen=True, slots=True)
class Line:
    """One row that has cells. `number` is its row in the form as laid out (from 1), used for places by layout."""

    number: int
    cells: tuple[Cell, ...]
    filled: tuple[Cell, ...]

    @property
    def first(self) -> Cell:
        """The first filled cell; a line without one is never asked."""
        return self.filled[0]

    @property
    def first_fills_it(self) -> bool:
        """Nothing stands behind the first filled cell, or it is wider than a label with a value beside it."""
        return self.first is self.cells[-1] or self.first.column_span > _LABEL_SPAN

    @property
    def number_before(self) -> bool:
        """The number of a heading stands in a cell of its own in front of the first filled cell: 四、 | 绩效指标."""
        return any(cell.text.strip() for cell in self.cells[: self.cells.index(self.filled[0])])

    def at(self, column: int) -> Cell | None:
        """The cell that starts in or covers `column` in this row."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None

    def after(self, cell: Cell) -> Cell | None:
        """The cell right of `cell`, blank or not."""
        for other in self.cells:
            if other.column > cell.column:
                return other
        return None


def lines_of(grid: Grid) -> list[Line]:
    """The rows of a grid that have a filled cell, numbered as the grid counts them."""
    return [line for number, row in enumerate(grid.rows, 1) if (line := _line(number, row)) is not None]


def renumbered(lines: Sequence[Line], grid: Grid, first: int) -> list[Line]:
    """The same lines counted from `first` as rows of the form as laid out: a row of blank cells is one, an empty line
    of the paste is none."""
    numbers: dict[int, int] = {}
    number = first
    start, end = lines[0].cells[0].row, lines[-1].cells[0].row
    for row in range(start, end + 1):
        numbers[row] = number
        cells = grid.rows[row]
        if len(cells) > 1 or any(cell.text.strip() for cell in cells):
            number += 1
    return [Line(numbers[line.cells[0].row], line.cells, line.filled) for line in lines]


def _line(number: int, row: tuple[Cell, ...]) -> Line | None:
    filled = tuple([cell for cell in row if cell.text and not cell.text.isspace()])
    if len(filled) > 1 and len(filled[0].text) < _LONGEST_NUMBER and _NUMBER.fullmatch(filled[0].text.strip()):
        filled = filled[1:]  # 四、 | 绩效指标: the number of a heading in a cell of its own
    return Line(number, row, filled) if filled else None
