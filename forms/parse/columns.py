"""The heading of the indicator block: which column holds which field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from forms.grid import Cell
from forms.numbers import number
from forms.parse.classes import levels
from forms.parse.labels import (
    bare,
    column_field,
    fields_of,
    in_brackets,
    names_no_field,
    other_period,
    plain,
    section_label,
)
from forms.parse.layout import STANDARD_COLUMNS
from forms.parse.lines import Line

_NOTES = frozenset({"备注", "说明", "情况说明", "备注说明", "其他说明"})  # where no column asks for the reason
_ENOUGH = 3  # values that a heading without levels must name
_LEVELS_WITHIN = 5  # 目标, 序号, the block label stand in front of the levels at most
_LEVELS = frozenset({"level1", "level2", "level3"})
_SUBS = fields_of("sub_columns")
_VALUES = frozenset({"target", "actual", "points", "score", "initial_target"})


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields[c]` is the field of column c (None: none, "other": a heading without a field, see `labels`)."""

    fields: tuple[str | None, ...]
    labels: dict[int, str]
    first: int  # the column of the first heading
    rows: int  # rows that the heading takes
    at: dict[str, int]  # field -> its first column

    @property
    def present(self) -> Collection[str]:
        return self.at.keys()

    @property
    def standard(self) -> bool:
        """The nine-column form: block label, three levels, target, actual, points, score, note."""
        named = [f for f in self.fields if f and f != "section"]
        return tuple(named) == STANDARD_COLUMNS and self.first <= 1


def read_columns(line: Line, below: Line | None) -> Columns | None:
    """The columns that a row names when it is the heading of the indicators, with a second row under it or not."""
    if not any(column_field(cell.text) in _LEVELS for cell in line.filled[:_LEVELS_WITHIN]):
        return _levels_below(line, below) or _names_alone(line)
    fields = {cell.column: column_field(cell.text) for cell in line.filled}
    _told_by_brackets(line, fields)
    first = min((column for column, field in fields.items() if field in _LEVELS), default=0)
    for cell in line.filled:  # 目标 in front of the levels: whose goal the row is
        if cell.column < first and fields[cell.column] not in {None, "sequence"}:
            fields[cell.column] = "goal_number" if "目标" in cell.text else None
    found = {f for f in fields.values() if f}
    if not found & _LEVELS or len(found) < 3:
        return None
    under = _under(below)
    if not found & _VALUES and not any(column_field(c.text) in _VALUES for c in under.values()):
        return None
    width = max(c.column + c.column_span for c in (*line.cells, *under.values()))
    columns: list[str | None] = [None] * width
    labels: dict[int, str] = {}
    for cell in line.filled:
        field = fields[cell.column] or ("section" if cell is line.first and cell.column == 0 else "other")
        for column in range(cell.column, cell.column + cell.column_span):
            columns[column] = field
            labels[column] = plain(cell.text)
    above = {column: (label, columns[column]) for column, label in labels.items()}
    for column, cell in under.items():
        # The heading over it starts there, or at its left: blank cells may be all that is left of a merged one.
        parent, field = above.get(max((at for at in above if at <= column), default=-1), ("", None))
        for at in range(column, column + cell.column_span):
            columns[at] = _sub_field(parent, field, cell.text)
            labels[at] = plain(cell.text)
    _fill_blanks(columns)
    _settle(columns, labels)
    at = {field: columns.index(field) for field in columns if field}
    return Columns(tuple(columns), labels, line.first.column, 2 if under else 1, at)


def _levels_below(line: Line, below: Line | None) -> Columns | None:
    """绩效指标 over 一级指标 | 二级指标 | 三级指标, beside headings of one row: the first row names the values only."""
    if below is None or sum(column_field(cell.text) in _VALUES for cell in line.filled) < 2:
        return None
    levels_at = [cell for cell in below.filled if column_field(cell.text) in _LEVELS]
    start = levels_at[0].column if levels_at else 0
    over = [cell for cell in line.filled if cell.column <= start and _names_a_block(cell, line)]
    beside = {cell.column for cell in line.filled if cell not in over}
    if len(levels_at) < 2 or not over or any(cell.column in beside for cell in levels_at):
        return None
    end = max(cell.column + cell.column_span for cell in levels_at)
    top = tuple(sorted((*levels_at, *(cell for cell in line.filled if cell not in over)), key=lambda cell: cell.column))
    under = tuple(cell for cell in below.filled if cell.column >= end)
    found = read_columns(Line(line.number, top, top), Line(below.number, below.cells, under))
    return replace(found, rows=2) if found else None


def _names_alone(line: Line) -> Columns | None:
    """绩效指标 | 目标值 | 完成值 | 分值 | 得分: the names of the indicators stand under the label of the block."""
    first, fields = line.first, [column_field(cell.text) for cell in line.filled[1:]]
    if not bare(first.text).endswith("指标") or len(_VALUES & set(fields)) < _ENOUGH or fields[0] not in _VALUES:
        return None
    named = replace(first, text="三级指标")
    cells = tuple(named if cell is first else cell for cell in line.filled)
    return read_columns(Line(line.number, line.cells, cells), None)


def _told_by_brackets(line: Line, fields: dict[int, str | None]) -> None:
    """指标值（目标） | 指标值（实际）: headings of one word are told apart by what their brackets say."""
    words = [bare(cell.text) for cell in line.filled]
    for cell in line.filled:
        inner = in_brackets(cell.text)
        if inner and words.count(bare(cell.text)) > 1:
            fields[cell.column] = _SUBS.get(inner) or column_field(inner) or fields[cell.column]


def _names_a_block(cell: Cell, line: Line) -> bool:
    """绩效指标, or whatever spans several columns and names none."""
    right = line.after(cell)
    wide = cell.column_span > 1 or (right is not None and not right.text.strip())  # blank: what a paste leaves of it
    return section_label(cell.text) or (wide and column_field(cell.text) is None)


def _under(below: Line | None) -> dict[int, Cell]:
    """The cells of a second heading row, by column: short texts, most of which name columns."""
    if below is None or len(below.filled) < 2:
        return {}
    known = sum(1 for c in below.filled if column_field(c.text) or bare(c.text) in _SUBS)
    if known * 2 < len(below.filled):
        return {}
    if any(len(c.text) > 16 or number(c.text) is not None or levels(c.text) for c in below.filled):
        return {}
    return {cell.column: cell for cell in below.filled}


def _sub_field(parent: str, above: str | None, text: str) -> str | None:
    """The field of a heading in the second row, read under the heading above it."""
    word = bare(text)
    field = _SUBS.get(word) or column_field(text)
    reviewing = any(w in parent for w in ("复核", "审核", "核查", "财政"))
    if reviewing and field in {"score", "points"}:
        return "review_score" if field == "score" else field
    if reviewing and field == "deviation_note":
        return "review_opinion"
    if field == "review_opinion" and "自评" in parent:  # 扣分原因 of the unit itself, beside the reviewer's columns
        return "deviation_note"
    if above == "initial_target" and field == "target":
        return "initial_target"
    if above == "actual" and field == "target":  # 实际完成 | 指标值, 计量单位
        return "actual"
    if field is None and names_no_field(text):
        return "other"
    return field or above


def _fill_blanks(columns: list[str | None]) -> None:
    """A blank heading cell belongs to the heading at its left: merged cells are not always known."""
    last: str | None = None
    for at, field in enumerate(columns):
        if field is None and last in {"level1", "level2", "level3", "target", "actual", "deviation_note"}:
            columns[at] = last
        elif field is not None:
            last = field


def _settle(columns: list[str | None], labels: dict[int, str]) -> None:
    """Forms with one target column or without 三级指标 use other words for the same thing."""
    _other_periods(columns, labels)
    _classes_of_any_name(columns, labels)
    if "level1" not in columns and "level2" in columns and "level3" in columns[: columns.index("level2")]:
        before = columns.index("level2")  # 指标 | 二级指标 | 三级指标
        columns[:before] = ["level1" if field == "level3" else field for field in columns[:before]]
    present = set(columns)
    if "initial_target" in present and "target" not in present:
        _rename(columns, "initial_target", "target")
    if "level3" not in present and "level2" in present and "level1" not in present:
        _rename(columns, "level2", "level3")
    if "level3" not in columns:  # 一级指标 | 二级指标 | 目标值: the lowest level names the indicators
        _rename(columns, "level2", "level3")
    _one_review(columns, labels)
    _weights_of_classes(columns)
    if not {"review_score", "deviation_note"} & present:  # 扣分原因 of the unit itself
        _rename(columns, "review_opinion", "deviation_note")
    if "deviation_note" not in columns:
        for at, label in labels.items():
            if columns[at] == "other" and bare(label) in _NOTES:
                columns[at] = "deviation_note"


def _other_periods(columns: list[str | None], labels: dict[int, str]) -> None:
    """项目总目标值 and 截至上年完成值 beside those of the year are columns of no field."""
    for field in ("target", "actual"):
        at = [column for column, named in enumerate(columns) if named == field]
        others = [column for column in at if other_period(labels.get(column, ""))]
        if len(others) < len(at):
            for column in others:
                columns[column] = "other"


def _classes_of_any_name(columns: list[str | None], labels: dict[int, str]) -> None:
    """考核项目 | 考核指标: a heading of any name at the left of the only level is that of the classes."""
    if {"level1", "level2"} & set(columns) or "level3" not in columns:
        return
    before = range(columns.index("level3"))
    unnamed = [at for at in before if columns[at] in {"section", "other"} and not section_label(labels.get(at, ""))]
    names = {labels[at] for at in unnamed if labels.get(at)}
    if len(names) == 1:
        for at in unnamed:
            columns[at] = "level1"


def _one_review(columns: list[str | None], labels: dict[int, str]) -> None:
    """主管部门复核分 | 财政复核分: the one of 财政 stands, or the last."""
    at = [column for column, field in enumerate(columns) if field == "review_score"]
    names = [labels.get(column, "") for column in at]
    if len(set(names)) > 1:
        kept = next((name for name in names if "财政" in name or "核定" in name), names[-1])
        for column, name in zip(at, names, strict=True):
            if name != kept:
                columns[column] = "other"


def _weights_of_classes(columns: list[str | None]) -> None:
    """一级指标 | 权重 | 二级指标 | 三级指标 | 分值: only what stands behind the levels are the points of a row."""
    last = max((at for at, field in enumerate(columns) if field in _LEVELS), default=0)
    at = [column for column, field in enumerate(columns) if field == "points"]
    if at and at[-1] < last:  # beside the classes only: those of the lowest one are the row's
        last = next((column + 1 for column in reversed(at) if column + 1 not in at and column != at[-1]), 0)
    if "points" in columns[last:]:
        columns[:last] = ["other" if field == "points" else field for field in columns[:last]]


def _rename(columns: list[str | None], old: str, new: str) -> None:
    for at, field in enumerate(columns):
        if field == old:
            columns[at] = new
