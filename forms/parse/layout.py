"""Where a value is to be said to stand.

Places in a paste are those of the form as it is laid out, not those of the pasted text. The standard form has nine
columns: A the block labels, B–D the three levels, E target, F actual, G points, H score, I note; funds in D–I; the
goal in B, the narrative in F. A paste of any other form is given the columns that it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.grid import Cell, Grid, letter
from forms.parse.lines import Line

STANDARD_COLUMNS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation_note")
_INDICATOR = dict(zip(STANDARD_COLUMNS, "BCDEFGHI", strict=True))
_FUNDS = {
    "name": "B",
    "initial_budget": "D",
    "annual_budget": "E",
    "executed": "F",
    "points": "G",
    "execution_rate": "H",
    "score": "I",
}
_FIELD = {
    "project_name": "C",
    "department": "C",
    "project_amount": "H",
    "implementing_unit": "H",
    "goal": "B",
    "narrative": "F",
    "total_points": "G",
    "total_score": "H",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How places of one table are told. `by_layout`: by the form; `standard`: the form is the nine-column one;
    `lettered`: places are column letters and row numbers; `tall`: the cells that cover rows below them."""

    by_layout: bool
    standard: bool = False
    lettered: bool = False
    tall: tuple[Cell, ...] = ()

    def indicator(self, line: Line, cell: Cell | None, field: str, column: int) -> str:
        """The place of an indicator field whose column is `column`, `cell` being what the source has for it."""
        if not self.by_layout:
            return self._own(line, cell, column)
        return f"{_INDICATOR[field] if self.standard and field in _INDICATOR else letter(column)}{line.number}"

    def funds(self, line: Line, cell: Cell | None, field: str, column: int) -> str:
        """The place of a funds field."""
        if not self.by_layout:
            return self._own(line, cell, column)
        return f"{_FUNDS[field] if self.standard and field in _FUNDS else letter(column)}{line.number}"

    def field(self, line: Line, cell: Cell | None, field: str, column: int = 0) -> str:
        """The place of a field of the head, of the goal block or of the total row."""
        if not self.by_layout:
            return self._own(line, cell, column)
        if self.standard and field in _FIELD:
            return f"{_FIELD[field]}{line.number}"
        return f"{letter(cell.column if cell else column)}{line.number}"

    def cell(self, line: Line, cell: Cell) -> str:
        """The place of a cell as the source has it."""
        return f"{letter(cell.column)}{line.number}" if self.by_layout else cell.place

    def _own(self, line: Line, cell: Cell | None, column: int) -> str:
        """The place that the source gives: the cell's, that of the merged cell over it, else by letter and number."""
        if cell is not None:
            return cell.place
        row = line.cells[0].row
        for above in self.tall:
            if (
                above.row < row < above.row + above.row_span
                and above.column <= column < above.column + above.column_span
            ):
                return above.place
        return f"{letter(column)}{row + 1}" if self.lettered else ""


def layout_of(grid: Grid, lines: Sequence[Line], standard: bool) -> Layout:
    """The layout of the table that `lines` are."""
    first = lines[0].cells[0]
    lettered = not grid.by_layout and first.place == f"{letter(first.column)}{first.row + 1}"
    tall = () if grid.by_layout else tuple([c for line in lines for c in line.cells if c.row_span > 1])
    return Layout(grid.by_layout, standard, lettered, tall)
