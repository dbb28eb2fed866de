"""One row of the indicator block: which cell is which field, columns of one field joined, lost merges put right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from forms.grid import Cell
from forms.parse.align import align, cost, fits, lost_at_left
from forms.parse.classes import levels
from forms.parse.columns import Columns
from forms.parse.labels import plain, section_label
from forms.parse.layout import Layout
from forms.parse.lines import Line

TEXT_FIELDS = (
    "level3",
    "initial_target",
    "target",
    "actual",
    "points",
    "score",
    "deviation_note",
    "scoring_method",
    "review_score",
    "review_opinion",
)
_PARTS = frozenset({"sign", "unit"})
_COMPARATORS = re.compile(r"[≥≤><＞＜＝=≠±约]+|不低于|不高于|不少于|不超过|大于|小于|等于|大于等于|小于等于")
_SIGN_START = re.compile(r"[≥≤><＞＜＝=]|不低于|不少于|不超过|不高于|大于|小于")
_FILLER = re.compile(r"(?:(?:三级)?指标\d*[:：]?|[….。·\s]+|\.{3,}|\d+[:：、.]?|……)")


@dataclass(slots=True)
class Row:
    """A row before it becomes an `Indicator`: fields with their places, and how the source had to be shifted."""

    line: Line
    texts: dict[str, str] = field(default_factory=dict[str, str])
    cells: dict[str, str] = field(default_factory=dict[str, str])
    others: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])  # label, place, text
    level1: str = ""
    level2: str = ""
    goal_number: int | None = None
    parent: int | None = None
    shifted_left: bool = False  # merged cells lost on the way
    shifted_right: int = 0  # columns that the unit itself typed too far right
    slipped: str = ""  # place of a class label that stands under 三级指标

    def get(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def is_entry(self) -> bool:
        """A third-level name (or 无), points, or anything else behind the class; a filler of the blank form is none."""
        if self.get("points") or self.get("score"):
            return True
        filled = [t for t in (self.get(f) for f in TEXT_FIELDS) if t]
        return bool(filled) and not all(_FILLER.fullmatch(t) for t in filled)


def read_row(line: Line, columns: Columns, layout: Layout, *, ragged: bool) -> Row:
    """The row with every filled cell in its field; cells without a column go to `others`."""
    row = Row(line)
    targets = _columns_of(line, columns, row, ragged=ragged)
    found: dict[str, list[tuple[Cell, int]]] = {}
    for cell, column in zip(line.filled, targets, strict=True):
        name = columns.fields[column] if column < len(columns.fields) else None
        if name in {None, "section", "other", "sequence"}:
            if not (name == "section" and section_label(cell.text)):
                label = columns.labels.get(column, "") if column < len(columns.fields) else "表外"
                row.others.append((label or "表外", layout.indicator(line, cell, "", column), cell.text))
            continue
        found.setdefault(str(name), []).append((cell, column))
    for name, cells in found.items():
        if name not in _PARTS:
            _join(row, name, cells, layout)
    _join_target(row, found, layout)
    _blanks(row, columns, layout)
    return row


def _columns_of(line: Line, columns: Columns, row: Row, *, ragged: bool) -> list[int]:
    """The column of each filled cell: where it stands, or where it must have stood before merged cells were lost."""
    stands = [cell.column for cell in line.filled]
    if not ragged:
        shifted = _run_right(line, columns)
        if shifted:
            row.shifted_right = 1
            return shifted
        if not _slipped(line, columns):
            return stands
    placed = None
    lost = lost_at_left(line, columns.fields) if len(line.cells) < len(columns.fields) else None
    fitting = fits(line.filled, columns.fields)
    if lost and (not fitting or _costs(line, lost, columns) < _costs(line, stands, columns)):
        return lost
    if not fitting:
        placed = align(line.filled, columns.fields)
    if placed is None or placed == stands:
        return stands
    shifts = [column - cell.column for cell, column in zip(line.filled, placed, strict=True)]
    right = max((-s for s, c in zip(shifts, placed, strict=True) if columns.fields[c] == "points"), default=0)
    if any(shift > 0 for shift in shifts):
        row.shifted_left = True
    elif right > 0:
        row.shifted_right = right
    else:
        row.slipped = next(cell.place for cell, shift in zip(line.filled, shifts, strict=True) if shift < 0)
    return placed


def _costs(line: Line, placed: list[int], columns: Columns) -> float:
    return sum(cost(cell.text, columns.fields[column]) for cell, column in zip(line.filled, placed, strict=True))


def _run_right(line: Line, columns: Columns) -> list[int] | None:
    """A row typed one column right of its place: unlikely where it stands, plain one column to the left."""
    fields = columns.fields
    at = columns.at.get("points")
    wrong = next((cell for cell in line.filled if cell.column == at), None)
    if wrong is None or cost(wrong.text, "points") < 5 or len(line.filled) < 5:
        return None
    moved = [cell.column - 1 for cell in line.filled]
    if moved[0] < 0 or moved[-1] >= len(fields):
        return None
    likely = all(cost(cell.text, fields[column]) <= 1 for cell, column in zip(line.filled, moved, strict=True))
    return moved if likely else None


def _slipped(line: Line, columns: Columns) -> bool:
    """A class heading (成本指标) stands under 三级指标 and nothing but 无 behind it."""
    at = columns.at.get("level3")
    cell = next((c for c in line.filled if c.column == at), None)
    if (
        at is None
        or "level2" not in columns.at
        or cell is None
        or not levels(cell.text)
        or not plain(cell.text).endswith("指标")
    ):
        return False
    behind = [c.text.strip() for c in line.filled if c.column > at]
    has_class = any(c.column < at and columns.fields[c.column] == "level2" for c in line.filled)
    return not has_class and all(t in {"无", "0", "—", "-", "/"} for t in behind)


def _join(row: Row, name: str, cells: list[tuple[Cell, int]], layout: Layout) -> None:
    if len(cells) == 1:
        cell, column = cells[0]
        row.texts[name] = cell.text.strip()
        row.cells[name] = _place(row, cell, name, column, layout)
        return
    glue = "\n" if name in {"deviation_note", "review_opinion", "scoring_method"} else ""
    row.texts[name] = glue.join(cell.text.strip() for cell, _ in cells)
    row.cells[name] = "+".join(_place(row, cell, name, column, layout) for cell, column in cells)


def _place(row: Row, cell: Cell, name: str, column: int, layout: Layout) -> str:
    if row.shifted_right:
        return layout.cell(row.line, cell)
    return layout.indicator(row.line, cell, name, column)


def _join_target(row: Row, found: dict[str, list[tuple[Cell, int]]], layout: Layout) -> None:
    """Sign, value and unit in columns of their own are one target: ≥ | 30 | 次 -> ≥30次."""
    if "sign" not in found and "unit" not in found:
        return
    parts = [(part, cell, column) for part in ("sign", "unit") for cell, column in found.get(part, [])]
    value = row.get("target")
    for part, cell, column in parts:
        text = cell.text.strip()
        place = layout.indicator(row.line, cell, part, column)
        if part == "sign" and not (_COMPARATORS.fullmatch(text) and value):
            row.others.append(("指标性质", place, text))
        elif part == "sign":
            if not _SIGN_START.match(value):
                value = text + value
            row.cells["target"] = f"{place}+{row.cells['target']}"
        elif value:
            if not value.endswith(text) and text not in {"无", "/", "—", "-"}:
                value += text
            row.cells["target"] += f"+{place}"
        else:
            row.others.append(("计量单位", place, text))
    if value:
        row.texts["target"] = value


def _blanks(row: Row, columns: Columns, layout: Layout) -> None:
    """Fields that the form has and this row leaves blank: "" with the place of the blank cell."""
    for name in TEXT_FIELDS:
        column = columns.at.get(name)
        if column is None or name in row.texts:
            continue
        if row.shifted_right:
            column += 1
            if column >= len(columns.fields):
                continue
        row.texts[name] = ""
        cell = row.line.at(column)
        place = layout.indicator(row.line, cell, name, column)
        if place:
            row.cells[name] = place
