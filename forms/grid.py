"""What every reader gives and the parser takes: displayed texts at places, nothing about their meaning."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.table import Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as displayed. A merged cell is one `Cell` at its anchor, with spans; what it covers is not there."""

    text: str
    row: int  # 0-based, in the grid
    column: int  # 0-based, in the grid
    place: str  # what a user would call it: "E9", "表3 第5行第4列", "第2页 表1 第3行第2列"
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, one document table or one paste.

    `rows[i]` holds the cells that start in row i, ordered by column; a blank cell that the source has is a `Cell` with
    text "", one that it lacks is absent. `ragged` tells that merged cells were lost on the way (a paste, a csv), so a
    column number is only a hint. `by_layout` tells that places are to be given as the form is laid out (A–I, row 1 the
    title), not as the source counts.
    """

    file: str
    sheet: str  # sheet name, or "" where there is none
    rows: tuple[tuple[Cell, ...], ...]
    ragged: bool = False
    by_layout: bool = False
    unit_hint: str = ""  # 元 / 万元 named outside the cells, e.g. in a paragraph above a docx table
    title_hint: str = ""  # text just above the table, outside its cells
    problems: tuple[Problem, ...] = field(default=())


def letter(column: int) -> str:
    """The letters of a 0-based column: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
