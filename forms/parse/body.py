"""The indicator block: rows under their classes, entries numbered, satisfaction put where it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from forms.numbers import points
from forms.parse.build import Builder
from forms.parse.classes import ONLY_SECOND, class_name, class_points, is_satisfaction, levels
from forms.parse.columns import Columns
from forms.parse.labels import plain
from forms.parse.lines import Line
from forms.parse.rows import TEXT_FIELDS, Row, read_row
from forms.table import Indicator, IndicatorClass

_SUB_ROW = re.compile(r"\s*(?:其中|\(?（?其中)")
_GOAL = re.compile(r"(?:年度)?(?:总体)?目标\s*([一二三四五六七八九十]|\d{1,2})")
_NAMED_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分\)$")
_NUMERALS = "一二三四五六七八九十"


@dataclass(slots=True)
class _Heading:
    """A class heading as it stood: its name, its points, its place, and whether its level is beyond doubt."""

    level1: str
    level2: str
    points: str | None
    place: str
    sure: bool = True
    filled: bool = False


class Body:
    """Walks the rows of the block; `finish` puts classes and entries into the builder."""

    def __init__(self, columns: Columns, builder: Builder, *, ragged: bool, goal_number: int | None = None) -> None:
        self.columns = columns
        self.builder = builder
        self.ragged = ragged
        self.rows: list[Row] = []
        self.headings: list[_Heading] = []
        self.level1: _Heading | None = None
        self.level2: _Heading | None = None
        self.goal_number = goal_number
        self.fresh = False  # a class named again right after a heading is a new one
        self.fillers: list[str] = []  # places
        self._header_goal(columns)
        self.covering: dict[str, tuple[int, str, str]] = {}  # field -> last grid row covered, text, place

    def _header_goal(self, columns: Columns) -> None:
        """年度目标1 at the left of the heading: whose goal the block is."""
        found = (
            _GOAL.match(columns.labels.get(columns.first, ""))
            if columns.fields[columns.first] in {"section", "other"}
            else None
        )
        if found:
            self.goal_number = numeral(found[1])

    def resume(self, columns: Columns) -> None:
        """The heading again: on a new page, or over the indicators of another goal."""
        self.columns = columns
        self.fresh = True
        self._header_goal(columns)

    def add(self, line: Line) -> None:
        """One row of the block."""
        goal = self._goal_line(line)
        if goal:
            return
        row = read_row(line, self.columns, self.builder.layout, ragged=self.ragged)
        self._tell(row)
        self._class_alone(row)
        self._classes(row)
        self._covered(row)
        for label, place, text in row.others:
            self.builder.add_other(label, place, text)
        row.goal_number = self.goal_number
        if row.is_entry:
            for heading in (self.level1, self.level2):
                if heading:
                    heading.filled = True
            self._parent(row)
            self.rows.append(row)
        elif row.get("level3"):
            self.fillers.append(row.cells.get("level3", ""))

    def _goal_line(self, line: Line) -> bool:
        """目标1 at the left, or on a row of its own: whose goal the rows below are."""
        for cell in line.filled:
            field = self.columns.fields[cell.column] if cell.column < len(self.columns.fields) else None
            if field in {None, "section", "goal_number", "level1"}:
                found = _GOAL.match(cell.text.strip())
                if found and len(cell.text) < 40:
                    self.goal_number = numeral(found[1])
                    return len(line.filled) == 1
                if field == "goal_number" and cell.text.strip().isdecimal():
                    self.goal_number = int(cell.text.strip())
        return False

    def _tell(self, row: Row) -> None:
        place = self.builder.layout.cell(row.line, row.line.first)
        number = row.line.number
        if row.shifted_left:
            self.builder.problem(place, f"第{number}行因合并单元格丢失左移，已按内容对齐")
        elif row.shifted_right:
            self.builder.problem(place, f"第{number}行各格比表头右移{row.shifted_right}列，已按内容读取，请在原表改正")
        elif row.slipped:
            self.builder.problem(row.slipped, f"第{number}行的类别名写在“三级指标”栏，已按类别读取")

    def _class_alone(self, row: Row) -> None:
        """A form without columns of classes: 一、产出指标（60分） alone under the names is one."""
        name = row.get("level3")
        if {"level1", "level2"} & set(self.columns.present) or not levels(name):
            return
        if any(row.get(field) for field in TEXT_FIELDS if field != "level3"):
            return
        place = row.cells.pop("level3", "")
        level = "level2" if levels(name) == ONLY_SECOND and self.level1 else "level1"
        row.texts["level3"] = ""
        row.texts[level], row.cells[level] = name, place

    def _classes(self, row: Row) -> None:
        """Take the headings of the row; a row without any belongs to those above it."""
        one, two = row.texts.pop("level1", ""), row.texts.pop("level2", "")
        place1, place2 = row.cells.pop("level1", ""), row.cells.pop("level2", "")
        if one and not two and levels(one) == ONLY_SECOND and self.level1 is not None:
            one, two, place1, place2 = "", one, "", place1
        if (
            one
            and not self.fresh
            and self.level1
            and class_name(one) == self.level1.level1
            and class_points(one) in {None, self.level1.points}
        ):
            one, place1 = "", ""  # the heading repeated in each row
        if two and not one and self.level2 and class_name(two) == self.level2.level2:
            two, place2 = "", ""
        self.fresh = False
        if one:
            name = class_name(one)
            unsure = not two and is_satisfaction(name) and class_points(one) is None
            self.level1 = _Heading(name, "", class_points(one), place1, sure=not unsure)
            self.level2 = None
            self.headings.append(self.level1)
        if two:
            above = self.level1.level1 if self.level1 else ""
            self.level2 = _Heading(above, class_name(two), class_points(two), place2)
            self.headings.append(self.level2)
        row.level1 = self.level1.level1 if self.level1 else ""
        row.level2 = self.level2.level2 if self.level2 else ""
        if self.level1 and self.level1.place:
            row.cells["level1"] = self.level1.place
        if self.level2 and self.level2.place:
            row.cells["level2"] = self.level2.place

    def _covered(self, row: Row) -> None:
        """A name, target, or note merged over several rows belongs to each of them."""
        first = row.line.filled[0].row
        for cell in row.line.filled:
            if cell.row_span > 1 and cell.column < len(self.columns.fields):
                field = self.columns.fields[cell.column]
                if (
                    field in {"level3", "target", "actual", "deviation_note", "scoring_method"}
                    and row.get(field) == cell.text.strip()
                ):
                    self.covering[field] = (cell.row + cell.row_span - 1, cell.text.strip(), row.cells.get(field, ""))
        for field, (last, text, place) in list(self.covering.items()):
            if first > last:
                del self.covering[field]
            elif not row.get(field) and row.is_entry:
                row.texts[field], row.cells[field] = text, place

    def _parent(self, row: Row) -> None:
        """其中 rows, and rows without points under a row that has them, name the row that they are part of."""
        if not _SUB_ROW.match(row.get("level3")):
            return
        for at in range(len(self.rows) - 1, -1, -1):
            if self.rows[at].parent is None and not _SUB_ROW.match(self.rows[at].get("level3")):
                row.parent = at + 1
                return

    def finish(self) -> None:
        """Put what was read into the builder."""
        if self.fillers:
            told = "、".join(self.fillers[:10])
            self.builder.problem(self.fillers[0], f"空白模板的占位文字没有当作指标：{told}（共{len(self.fillers)}处）")
        self._settle_satisfaction()
        self._points_in_names()
        for number, row in enumerate(self.rows, 1):
            texts = {name: row.texts.get(name) for name in TEXT_FIELDS}
            self.builder.indicators.append(
                Indicator(
                    row=number,
                    parent_row=row.parent,
                    goal_number=row.goal_number,
                    level1=row.level1,
                    level2=row.level2,
                    shift=row.shifted_right,
                    cells=row.cells,
                    **texts,
                )
            )
        for heading in self.headings:
            value = IndicatorClass(level1=heading.level1, level2=heading.level2, points=heading.points)
            self.builder.classes.append(value)
            if heading.place:
                self.builder.cells[f"class{len(self.builder.classes)}"] = heading.place
            if (not heading.filled and heading.level2) or (
                not heading.filled and not any(h.level1 == heading.level1 and h.level2 for h in self.headings)
            ):
                self.builder.empty_classes.append(value)

    def _points_in_names(self) -> None:
        """Forms without a column of points write them behind the name: 持证上岗率（20分）."""
        if "points" in self.columns.present or not self.rows:
            return
        stated = [_NAMED_POINTS.search(plain(row.get("level3"))) for row in self.rows]
        for row, found in zip(self.rows, stated, strict=True):
            if found:
                row.texts["points"] = found[1]
                row.cells["points"] = row.cells.get("level3", "")

    def _settle_satisfaction(self) -> None:
        """满意度指标 without points of its own counts inside 效益 where the points say so: the heading of 效益 holds
        its rows only together with those of satisfaction, or the headings fill the form without it."""
        for at, heading in enumerate(self.headings):
            if heading.sure or not at:
                continue
            above = next((h for h in reversed(self.headings[:at]) if not h.level2 and "效益" in h.level1), None)
            if above is None or above.points is None or not self._inside(heading, above):
                continue
            for row in self.rows:
                if row.level1 == heading.level1:
                    row.level1, row.level2 = above.level1, heading.level1
                    row.cells["level1"] = above.place
                    row.cells["level2"] = heading.place
            heading.level2, heading.level1 = heading.level1, above.level1
            if self.builder.layout.standard and heading.place:
                heading.place = f"C{heading.place[1:]}"
                for row in self.rows:
                    if row.level2 == heading.level2:
                        row.cells["level2"] = heading.place

    def _inside(self, heading: _Heading, above: _Heading) -> bool:
        own = sum((points(r.get("points")) or Decimal(0) for r in self.rows if r.level1 == above.level1), Decimal(0))
        more = sum((points(r.get("points")) or Decimal(0) for r in self.rows if r.level1 == heading.level1), Decimal(0))
        stated = Decimal(above.points or 0)
        if more and own + more == stated:
            return True
        if more and own == stated:
            return False
        headings = sum((Decimal(h.points) for h in self.headings if h.points and not h.level2), Decimal(0))
        funds = points(self.builder.funds[0].points) if self.builder.funds else None
        return headings + (funds if funds is not None else Decimal(10)) == 100


def numeral(text: str) -> int:
    """一 or 1 -> 1."""
    return int(text) if text.isdecimal() else _NUMERALS.index(text) + 1
