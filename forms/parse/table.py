"""One table: its lines walked once, each given to the block that it belongs to."""

from __future__ import annotations

import re

from forms.grid import Cell, Grid
from forms.limits import Limits
from forms.numbers import number
from forms.parse.body import Body, numeral
from forms.parse.build import Builder
from forms.parse.classes import levels
from forms.parse.columns import Columns, read_columns
from forms.parse.funds import FundsColumns, has_amounts, read_funds_columns, read_funds_row
from forms.parse.funds_across import FundsAcross, read_across_row, read_funds_across
from forms.parse.goals import GoalColumns, read_goal_columns, read_goal_row
from forms.parse.head import read_inline, read_inline_text, read_pairs
from forms.parse.labels import NUMBERED, bare, column_field, head_field, labels_other, plain, section_label, total_label
from forms.parse.layout import layout_of
from forms.parse.lines import Line, renumbered
from forms.parse.segments import Segment, is_title, title_of
from forms.parse.totals import GRADES, is_total, read_second_total, read_total, said_total, total_cell

_CLOSING = frozenset(
    {"conclusion", "problems_found", "improvements", "stated_grade", "total_score", "total_review_score", "funds_note"}
)
_TEXTS = frozenset({"goal", "narrative", "conclusion", "problems_found", "improvements"})
_NOTE = re.compile(
    r"\s*(?:注|备注|说明|填表说明|填报说明|填表人|填报人|联系人|联系电话|审核人|单位负责人|经办人|制表|填报日期|填报时间|填表日期|项目负责人)\s*\d?\s*[：:]?"
)
_YEAR_ALONE = re.compile(r"[（(]?\s*(?:19|20)\d\d\s*年?度?\s*[）)]?")
_REASONS = frozenset({"deviation_note", "review_opinion"})
_ONE_GOAL = re.compile(r"(?:年度)?(?:总体)?(?:绩效)?目标\s*([一二三四五六七八九十]|\d{1,2})\s*[：:]\s*\S")


class TableReader:
    """Reads one segment into a builder."""

    def __init__(self, segment: Segment, grid: Grid, limits: Limits) -> None:
        lines = segment.lines
        if grid.by_layout:
            lines = renumbered(lines, grid, 1 if segment.title else 2)
        self.lines = lines
        self.segment = segment
        self.grid = grid
        self.limits = limits
        self.columns: Columns | None = None
        self.funds: FundsColumns | None = None
        self.across: FundsAcross | None = None
        self.goals: GoalColumns | None = None
        self.body: Body | None = None
        self.goal_number: int | None = None
        self.awaiting = ""  # a field whose label stood alone in its row
        self.left_out = 0  # rows beyond the limit
        self.closed = False  # the total row has been seen
        at, self.columns = self._heading()
        self.heading_at = at
        layout = layout_of(grid, self.lines, bool(self.columns and self.columns.standard))
        self.builder = Builder(grid, layout)

    def _heading(self) -> tuple[int, Columns | None]:
        for at, line in enumerate(self.lines):
            below = self.lines[at + 1] if at + 1 < len(self.lines) else None
            columns = read_columns(line, below) if len(line.filled) > 2 else None
            if columns:
                return at, columns
        return len(self.lines), None

    def read(self) -> Builder:
        """Walk the lines. The builder holds the table and its problems."""
        builder = self.builder
        for text in self.grid.title_hint.split("\n"):
            self._hint(text)
        if self.grid.unit_hint:
            builder.see_unit(self.grid.unit_hint)
        for line in self.segment.before:
            builder.add_other("附件", line.first.place, line.first.text)
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            below = self.lines[at + 1] if at + 1 < len(self.lines) else None
            at += self._line(line, below)
        if self.body:
            self.body.finish()
        if self.left_out:
            builder.problem("", f"指标超过 {self.limits.table_rows:,} 行的上限，其后 {self.left_out:,} 行没有读")
        conclusion = builder.fields.get("conclusion", "")
        if conclusion in GRADES and "stated_grade" not in builder.fields:  # 自评结论 | 优
            builder.set("stated_grade", conclusion, builder.cells["conclusion"])
        return builder

    def _goal_line(self, line: Line) -> bool:
        """目标1：…, alone in its row: one of several goals, whose indicators follow."""
        found = _ONE_GOAL.match(line.first.text.strip())
        if not found:
            return False
        place = self.builder.layout.cell(line, line.first)
        if line.first.text.strip() not in self.builder.fields.get("goal", ""):
            self.builder.append("goal", line.first.text, place)
        self.goal_number = numeral(found[1])
        if self.body:
            self.body.goal_number = self.goal_number
        return True

    def _hint(self, text: str) -> None:
        """A line above the table, outside its cells: title, unit, year, 填报单位：…"""
        if (
            is_title(text)
            or _YEAR_ALONE.fullmatch(text.strip())
            or (len(text) <= 40 and "年度" in "".join(text.split()))
        ):
            self.builder.see_year(text, "")
        read_inline_text(text, "", self.builder)

    def _line(self, line: Line, below: Line | None) -> int:
        """Read one line (or a heading of two); how many were taken."""
        if self.segment.title is not None and line.filled[0] is self.segment.title.filled[0]:
            self._title(line)
            return 1
        columns = read_columns(line, below) if len(line.filled) > 2 else None
        if columns:
            return self._open_body(columns)
        if len(line.filled) == 1 and self._goal_line(line):
            return 1
        if (
            self.body
            and self.closed
            and total_label(line.first.text)
            and is_total(line, line.first)
            and len(line.filled) > 1
        ):
            read_second_total(line, self.body.columns, self.builder)
            return 1
        if self.body is None or self.closed:
            if self._blocks(line, below):
                return 1
        elif self._in_body(line):
            return 1
        if self.body is None and len(line.filled) == 1:
            self._caption(line)
        if self._below_label(line):
            return 1
        if not read_pairs(line, self.builder, closing=self.closed):
            self._loose(line)
        return 1

    def _below_label(self, line: Line) -> bool:
        """五、自评结论 alone in its row: the rows of one text each below it are its value."""
        text = line.first.text
        if len(line.filled) != 1:
            self.awaiting = ""
            return False
        field = head_field(text)
        if field or section_label(text) or total_label(text) or _NOTE.match(text):
            alone = NUMBERED.match(plain(text)) if self.grid.ragged else line.first_fills_it
            self.awaiting = field if field in _TEXTS and alone else ""
            return False
        if not self.awaiting:
            return False
        self.builder.append(self.awaiting, text, self.builder.layout.field(line, line.first, self.awaiting))
        return True

    def _caption(self, line: Line) -> None:
        """（2022年度）单位：万元, alone in its row: the year beside something else; the points of the funds."""
        self.builder.see_funds_points(line.first.text)
        if len(line.first.text) <= 40 and "年度" in "".join(line.first.text.split()):
            self.builder.see_year(line.first.text, self.builder.layout.cell(line, line.first))

    def _open_body(self, columns: Columns) -> int:
        if self.body is None:
            self.body = Body(columns, self.builder, ragged=self.grid.ragged, goal_number=self.goal_number)
        else:  # the heading repeated on a new page, or over the indicators of another goal
            self.body.resume(columns)
        self.funds, self.goals, self.closed = None, None, False
        return columns.rows

    def _title(self, line: Line) -> None:
        title = title_of(line)
        for cell in line.filled:
            place = self.builder.layout.cell(line, cell)
            self.builder.see_unit(cell.text)
            if cell.text == title:
                self.builder.see_year(title, place)
            elif not read_inline(line, cell, self.builder):
                self.builder.add_other("表头", place, cell.text)

    def _blocks(self, line: Line, below: Line | None) -> bool:
        """Headings and rows of the funds and goal blocks, in front of the indicators (or, rarely, behind)."""
        funds = read_funds_columns(line)
        if funds:
            self.funds, self.goals = funds, None
            self.builder.see_funds_heading(line)
            return True
        across = read_funds_across(line, below, self.builder)
        if across:
            self.across, self.goals = across, None
            return True
        if self.across is not None and read_across_row(line, self.across, self.builder, ragged=self.grid.ragged):
            return True
        self.across = None
        goals = read_goal_columns(line)
        if goals:
            self.funds, self.goals = None, goals
            self._blank_goals(line, goals)
            return True
        if self.goals is not None and self._ends_goals(line, self.goals):
            self.goals = None
        if self.goals is not None and not self._labelled(line):
            read_goal_row(line, self.goals, self.builder, ragged=self.grid.ragged)
            return True
        if (
            self.funds is not None
            and (not self._labelled(line) or has_amounts(line, self.funds))
            and read_funds_row(line, self.funds, self.builder, ragged=self.grid.ragged)
        ):
            return True
        self.funds = None
        return self._goal_beside(line)

    def _blank_goals(self, line: Line, goals: GoalColumns) -> None:
        """An empty form: the row under the heading has blank cells only, and is no line."""
        at = line.cells[0].row + 1
        cells = self.grid.rows[at] if at < len(self.grid.rows) else ()
        if any(cell.text.strip() for cell in cells) or (self.grid.by_layout and len(cells) < 2):
            return
        blank = Line(line.number + 1, cells or (Cell("", at, 0, ""),), ())
        for field, column in (("goal", goals.goal), ("narrative", goals.narrative)):
            if field not in self.builder.fields:
                self.builder.append(
                    field, "", self.builder.layout.field(blank, blank.at(column) if cells else None, field, column)
                )

    def _ends_goals(self, line: Line, goals: GoalColumns) -> bool:
        """四、绩效指标完成情况 over the whole width: the next block; or a label once the goal is read."""
        first = line.first
        if len(line.filled) == 1 and section_label(first.text):
            numbered = NUMBERED.match(plain(first.text)) or line.number_before
            return first.column + first.column_span > goals.narrative or bool(numbered)
        return bool(self.builder.fields.get("goal")) and len(line.filled) == 2 and labels_other(bare(first.text))

    def _labelled(self, line: Line) -> bool:
        """The row begins with a label of the head or of a closing block."""
        field = head_field(line.first.text)
        return field is not None and not section_label(line.first.text)

    def _goal_beside(self, line: Line) -> bool:
        """年度总体目标 | text, where no label 预期目标 stands between them."""
        if len(line.filled) != 2 or head_field(line.first.text) or not section_label(line.first.text):
            return False
        if "目标" not in line.first.text or head_field(line.filled[1].text) or len(line.filled[1].text) < 8:
            return False
        value = line.filled[1]
        self.builder.set("goal", value.text, self.builder.layout.field(line, value, "goal"))
        return True

    def _in_body(self, line: Line) -> bool:
        """A row of the indicator block, the total row, or what follows it."""
        assert self.body is not None
        if label := total_cell(line, self.body.columns):
            self.closed = True
            read_total(line, label, self.body.columns, self.builder)
            return True
        said = said_total(line)
        if said:
            self.closed = True
            self.builder.set("total_score", said, self.builder.layout.field(line, line.first, "total_score"))
            return True
        if self._ends_body(line):
            self.closed = True
            return False
        if any("预算" in cell.text for cell in line.filled[:4]) and read_funds_columns(line):
            self.closed = True  # the funds block stands below the indicators
            return self._blocks(line, None)
        if len(self.body.rows) < self.limits.table_rows:
            self.body.add(line)
        else:
            self.left_out += 1
        return True

    def _ends_body(self, line: Line) -> bool:
        first = line.first
        if head_field(first.text) in _CLOSING and not levels(first.text):
            return True
        if len(line.filled) == 2 and column_field(first.text) in _REASONS:
            return True  # 偏差分析 | text, over the whole width
        return bool(_NOTE.match(first.text)) and (
            len(line.filled) <= 2 or not any(number(c.text) is not None for c in line.filled)
        )

    def _loose(self, line: Line) -> None:
        """A text with no label: the unit or the year of a caption, else a note, kept as such."""
        for cell in line.filled:
            place = self.builder.layout.cell(line, cell)
            if read_inline(line, cell, self.builder) or section_label(cell.text):
                continue
            if _YEAR_ALONE.fullmatch(cell.text.strip()):
                self.builder.see_year(cell.text, place)
                continue
            label = "备注" if self.closed or self.body else "表头"
            self.builder.add_other(label, place, cell.text)
