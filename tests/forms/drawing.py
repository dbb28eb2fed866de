"""Forms drawn as text: a line a row, cells between bars, `<` merged with the cell at its left, `^` with the one above.

`\\n` in a cell is a line break; a cell of the shape `0.69~0%` is a number under a number format.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from forms.grid import Cell, Grid, letter


def cells_of(drawing: str) -> list[list[str]]:
    """The cells of a drawing, rows padded to one width."""
    rows = [[c.strip() for c in line.split("|")] for line in drawing.strip("\n").split("\n") if line.strip()]
    width = max(len(row) for row in rows)
    return [[c.replace("\\n", "\n") for c in row] + [""] * (width - len(row)) for row in rows]


def spans_of(rows: list[list[str]]) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that are not covered, with their spans."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            right = c + 1
            while right < len(row) and row[right] == "<":
                right += 1
            below = r + 1
            while below < len(rows) and c < len(rows[below]) and rows[below][c] == "^":
                below += 1
            found[r, c] = (below - r, right - c)
    return found


def grid(drawing: str, name: str = "drawn") -> Grid:
    """The drawing as a reader of a format with merged cells would give it."""
    rows = cells_of(drawing)
    spans = spans_of(rows)
    lines = tuple(
        tuple(
            Cell(shown(rows[r][c]), r, c, f"{letter(c)}{r + 1}", *spans[r, c])
            for c in range(len(rows[r]))
            if (r, c) in spans
        )
        for r in range(len(rows))
    )
    return Grid(name, "", lines)


def shown(text: str) -> str:
    """What a cell displays."""
    if "~" not in text:
        return text
    from forms.readers.displayed import displayed

    value, number_format = text.split("~", 1)
    return displayed(value, number_format)


def fill_sheet(sheet: Worksheet, drawing: str, first_row: int = 1, merged: bool = True) -> int:
    """Draw into a worksheet from `first_row` on; the row behind the last one."""
    rows = cells_of(drawing)
    for (r, c), (down, across) in spans_of(rows).items():
        text = rows[r][c]
        cell: Any = sheet.cell(first_row + r, c + 1)
        if "~" in text:
            value, number_format = text.split("~", 1)
            cell.value, cell.number_format = float(value), number_format
        else:
            cell.value = text or None
            if text.startswith("="):
                cell.data_type = "s"  # typed as text, no formula
        if merged and (down, across) != (1, 1):
            sheet.merge_cells(
                start_row=first_row + r, end_row=first_row + r + down - 1, start_column=c + 1, end_column=c + across
            )
    return first_row + len(rows)


def workbook(path: Path, sheets: dict[str, str], merged: bool = True) -> Path:
    """A workbook with a drawing a sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, drawing in sheets.items():
        fill_sheet(book.create_sheet(name), drawing, merged=merged)
    book.save(path)
    return path
