"""The goal block: 预期目标 beside 实际完成情况, as two columns or as labels with their texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.grid import Cell
from forms.parse.build import Builder
from forms.parse.labels import bare, head_field, other_period, plain, section_label
from forms.parse.lines import Line

_NUMBERED = re.compile(r"(?:目标)?\s*(?:[一二三四五六七八九十]|\d{1,2})\s*[：:.、]?")


@dataclass(frozen=True, slots=True)
class GoalColumns:
    """Where the two texts begin. `extra`: other headings of the row, column -> label."""

    goal: int
    narrative: int
    extra: dict[int, str]
    cells: int  # of the heading row

    def label(self, column: int) -> str:
        """The label of an extra column, which may span several."""
        return next((self.extra[at] for at in sorted(self.extra, reverse=True) if at <= column), "")


def read_goal_columns(line: Line) -> GoalColumns | None:
    """The columns when the row is the heading of the goal block: both labels, and no text between them."""
    goal = narrative = None
    extra: dict[int, str] = {}
    for cell in line.filled[1:] if _another_goal(line) else line.filled:
        field = head_field(cell.text)
        if field == "narrative" and narrative is None:
            narrative = cell
        elif field == "goal" and goal is not None and "调整" in cell.text:
            extra[cell.column] = plain(cell.text)
        elif field == "goal" and other_period(cell.text) and _year_too(line, cell):
            extra[cell.column] = plain(cell.text)  # 项目总体目标 beside 本年度目标
        elif field == "goal":
            goal, narrative = cell, None  # one in front of the goal is the label of the block
        elif not section_label(cell.text):
            extra[cell.column] = bare(cell.text)
    if (
        goal is None
        or narrative is None
        or narrative.column < goal.column
        or any(not label for label in extra.values())
    ):
        return None
    if any(goal.column < column < narrative.column and "调整" not in label for column, label in extra.items()):
        return None
    return GoalColumns(goal.column, narrative.column, extra, len(line.cells))


def _year_too(line: Line, cell: Cell) -> bool:
    """Another goal of the row is that of the year."""
    return any(c is not cell and head_field(c.text) == "goal" and not other_period(c.text) for c in line.filled)


def _another_goal(line: Line) -> bool:
    """The first label is that of the block: one for the goal stands behind it."""
    return len(line.filled) > 2 and head_field(line.filled[1].text) == "goal" and not other_period(line.filled[0].text)


def read_goal_row(line: Line, columns: GoalColumns, builder: Builder, *, ragged: bool) -> None:
    """The texts of one row: left of the narrative's column is goal, from it on narrative."""
    took: set[str] = set()
    between = sum(columns.goal < column < columns.narrative for column in columns.extra)
    packed = ragged and columns.narrative == columns.goal + between + 1  # no covered cell stands in the heading
    lost = max(0, columns.cells - len(line.cells)) if packed else 0
    for cell in line.filled:
        field = _field(cell, columns, lost)
        if field is None:
            if not section_label(cell.text):
                label = "目标序号" if _NUMBERED.fullmatch(cell.text.strip()) else columns.label(cell.column)
                builder.add_other(label, builder.layout.cell(line, cell), cell.text)
            continue
        took.add(field)
        builder.append(field, cell.text, builder.layout.field(line, cell, field))
    for field, column in (("goal", columns.goal), ("narrative", columns.narrative)):
        if field not in took and field not in builder.fields:
            blank = line.at(column)
            builder.append(field, "", builder.layout.field(line, blank, field, column))


def _field(cell: Cell, columns: GoalColumns, lost: int) -> str | None:
    """The field of a cell; `lost` covered cells at its left are not in the source."""
    column = cell.column + lost
    for extra in columns.extra:
        if extra < columns.goal and extra <= column < columns.goal:
            return None
        if columns.goal < extra <= column and (column < columns.narrative or extra > columns.narrative):
            return None
    if column >= columns.narrative:
        return "narrative"
    if column < columns.goal and (section_label(cell.text) or _NUMBERED.fullmatch(cell.text.strip())):
        return None
    return "goal"
