"""Forms that are spread over several tables of a document or of a web page: put together before they are parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forms.grid import Cell, Grid
from forms.parse.classes import levels
from forms.parse.columns import read_columns
from forms.parse.funds import read_funds_columns
from forms.parse.labels import bare, head_field, section_label, total_label
from forms.parse.lines import Line, lines_of
from forms.parse.segments import is_other_kind, is_title, title_of

_FIRST = 6  # rows in which a form says what it is


def joined(grids: Sequence[Grid]) -> list[Grid]:
    """The grids, those that are parts of one form as one. Sheets and pastes are left as they are."""
    found: list[Grid] = []
    parts: list[Grid] = []
    for grid in grids:
        if parts and _continues(parts, grid):
            parts.append(grid)
            continue
        found.extend(_one(parts))
        parts = [grid]
    found.extend(_one(parts))
    return found


def _continues(parts: Sequence[Grid], grid: Grid) -> bool:
    """`grid` is a further part of the form that the first of `parts` begins."""
    if grid.sheet or grid.by_layout or grid.ragged or not _begins(parts[0]) or _begins(grid):
        return False
    lines = lines_of(grid)
    return bool(lines) and (_headed(grid) or any(_known(line) for line in lines[:3]))


def _begins(grid: Grid) -> bool:
    """It says which project it is of, or stands under the title of a self-evaluation."""
    lines = lines_of(grid)[:_FIRST]
    labels = [cell.text for line in lines for cell in line.filled[:2]]
    if any(head_field(text) == "project_name" and len(bare(text)) > 2 for text in labels):
        return True
    titles = [title_of(line) for line in lines] + [text for text in grid.title_hint.split("\n") if is_title(text)]
    return any("自评" in title or is_other_kind(title) for title in titles if title)


def _headed(grid: Grid) -> bool:
    """It has the heading of the indicators."""
    lines = lines_of(grid)
    below: list[Line | None] = [*lines[1:], None]
    return any(len(line.filled) > 2 and read_columns(line, under) for line, under in zip(lines, below, strict=True))


def _known(line: Line) -> bool:
    """A row of a form: funds, goal, classes, total, or a label of what closes it."""
    first = line.first.text
    named = head_field(first) or section_label(first) or total_label(first) or levels(first)
    return bool(named or (len(line.filled) > 2 and read_funds_columns(line)))


def _one(parts: Sequence[Grid]) -> list[Grid]:
    """The parts as one grid, or as they are where there is one, or none of them has indicators."""
    if len(parts) < 2 or not any(_headed(part) for part in parts):
        return list(parts)
    rows: list[tuple[Cell, ...]] = []
    for part in parts:
        shift = len(rows)
        rows.extend(tuple(replace(cell, row=cell.row + shift) for cell in row) for row in part.rows)
    said = [text for part in parts[1:] for text in part.title_hint.split("\n") if "：" in text]
    return [
        replace(
            parts[0],
            rows=tuple(rows),
            unit_hint=next((part.unit_hint for part in parts if part.unit_hint), ""),
            title_hint="\n".join([parts[0].title_hint, *said]).strip("\n"),
            problems=tuple(problem for part in parts for problem in part.problems),
        )
    ]
