"""The standard form as blocks on a grid: what the xlsx and the docx writer both lay out.

Columns A–I as the form is printed: A the block's label, B level1, C level2, D level3, E target, F actual, G points,
H score, I deviation note; columns that only some forms have stand where they are read (年初指标值 before the target)
or behind the note. A column that the form does not have is left out, so that it reads back as one it does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from forms.table import Indicator, SelfEvaluationTable, Text

Role = Literal["title", "label", "text", "number"]

_LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "initial_target": "年初指标值",
    "target": "年度指标值",
    "actual": "实际完成值",
    "points": "分值",
    "score": "得分",
    "deviation_note": "偏差原因分析及改进措施",
    "scoring_method": "评分标准",
    "review_score": "复核得分",
    "review_opinion": "审核意见",
}
_ALWAYS = frozenset({"level1", "level2", "level3", "target"})
_WIDTHS = {"level1": 13, "level2": 15, "level3": 22, "points": 8, "score": 9, "deviation_note": 24, "review_score": 9}
_FUNDS = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "execution_rate": "执行率",
    "score": "得分",
}
_NUMBERS = frozenset({"points", "score", "review_score"})
_FIRST_FUNDS_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A cell of the form, merged over `rows` × `columns`."""

    row: int
    column: int
    text: str
    role: Role = "text"
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid out form: its blocks in reading order, how many rows, and the width of each column in characters."""

    blocks: tuple[Block, ...]
    rows: int
    widths: tuple[int, ...]


def lay_out(table: SelfEvaluationTable) -> Layout:
    """The blocks of one form. Texts stay as displayed; a None of the table is a label that is not there."""
    fields = [f for f in _LABELS if f in _ALWAYS or any(getattr(row, f) is not None for row in table.indicators)]
    if not table.indicators:
        fields = [f for f in _LABELS if f in _ALWAYS | {"actual", "points", "score", "deviation_note"}]
    funds = [f for f in _FUNDS if any(getattr(row, f) is not None for row in table.funds)]
    width = max(1 + len(fields), _FIRST_FUNDS_COLUMN + len(funds), 6)
    widths = (8, *(_WIDTHS.get(f, 18) for f in fields), *(12 for _ in range(width - 1 - len(fields))))
    page = _Page(width)
    page.title(table)
    page.header(table)
    page.funds(table, funds)
    page.goals(table)
    page.indicators(table, fields)
    page.totals(table, fields)
    page.remarks(table)
    return Layout(tuple(page.blocks), page.row, widths)


class _Page:
    """Collects blocks from the top of the form to its foot; `row` is the next free one."""

    def __init__(self, width: int) -> None:
        self.width, self.row = width, 0
        self.blocks: list[Block] = []

    def put(self, column: int, text: Text, role: Role = "text", *, rows: int = 1, to: int | None = None) -> None:
        """A block from `column` up to before column `to` (one column by default)."""
        self.blocks.append(Block(self.row, column, text or "", role, rows, (to or column + 1) - column))

    def title(self, table: SelfEvaluationTable) -> None:
        year = f"（{table.year}年度）" if table.year else ""
        self.put(0, f"项目支出绩效自评表{year}", "title", to=self.width)
        self.row += 1

    def header(self, table: SelfEvaluationTable) -> None:
        amount = f"项目金额（{table.amount_unit}）" if table.amount_unit else "项目金额"
        pairs = [
            (("项目名称", table.project_name), (amount, table.project_amount)),
            (("主管部门", table.department), ("实施单位", table.implementing_unit)),
        ]
        for pair in pairs:
            present = [(label, text) for label, text in pair if text is not None]
            if not present:
                continue
            middle = self.width if len(present) == 1 else 5
            for (label, text), start, end in zip(present, (0, middle), (middle, self.width), strict=False):
                self.put(start, label, "label")
                self.put(start + 1, text, "number" if label == amount else "text", to=end)
            self.row += 1

    def funds(self, table: SelfEvaluationTable, fields: Sequence[str]) -> None:
        if not table.funds:
            return
        columns = _spread(_FIRST_FUNDS_COLUMN, self.width, len(fields))
        self.put(0, f"项目资金（{table.unit}）", "label", rows=1 + len(table.funds))
        self.put(1, "", "label", to=_FIRST_FUNDS_COLUMN)
        for field, (start, end) in zip(fields, columns, strict=True):
            self.put(start, _FUNDS[field], "label", to=end)
        self.row += 1
        for row in table.funds:
            self.put(1, row.name, "label", to=_FIRST_FUNDS_COLUMN)
            for field, (start, end) in zip(fields, columns, strict=True):
                self.put(start, getattr(row, field), "number", to=end)
            self.row += 1
        if table.funds_note is not None:
            self.line("资金情况说明", table.funds_note)

    def goals(self, table: SelfEvaluationTable) -> None:
        """Goal and narrative side by side, a line of each a row where the form has several goals."""
        if table.goal is None or table.narrative is None:
            for label, text in (("年度总体目标", table.goal), ("实际完成情况", table.narrative)):
                if text is not None:
                    self.line(label, text)
            return
        goals, narratives = [table.goal], [table.narrative]
        if any(row.goal_number for row in table.indicators) and table.goal.count("\n") == table.narrative.count("\n"):
            goals, narratives = table.goal.split("\n"), table.narrative.split("\n")
        self.put(0, "年度总体目标", "label", rows=1 + len(goals))
        self.put(1, "预期目标", "label", to=5)
        self.put(5, "实际完成情况", "label", to=self.width)
        self.row += 1
        for goal, narrative in zip(goals, narratives, strict=True):
            self.put(1, goal, to=5)
            self.put(5, narrative, to=self.width)
            self.row += 1

    def indicators(self, table: SelfEvaluationTable, fields: Sequence[str]) -> None:
        lines = list(_lines(table))
        columns = _spread(1, self.width, len(fields))
        has_goals = any(line.goal for line in lines)
        self.put(0, "目标" if has_goals else "年度绩效指标", "label", rows=1 if has_goals else 1 + len(lines))
        for field, (start, end) in zip(fields, columns, strict=True):
            self.put(start, _LABELS[field], "label", to=end)
        self.row += 1
        first = self.row
        headings = _Headings(table)
        for goal, of_goal in groupby(lines, key=lambda line: line.goal):
            members = list(of_goal)
            if has_goals:
                self.put(0, f"目标{goal}" if goal else "", "label", rows=len(members))
            for level1, group in groupby(members, key=lambda line: line.level1):
                inside = list(group)
                self.put(1, headings.next(level1, ""), "label", rows=len(inside))
                for level2, rows in groupby(inside, key=lambda line: line.level2):
                    count = sum(1 for _ in rows)
                    self.put(2, headings.next(level1, level2) if level2 else "", "label", rows=count)
                    self.row += count
        self.row = first
        for line in lines:
            for field, (start, end) in zip(fields[2:], columns[2:], strict=True):
                text = getattr(line.entry, field) if line.entry else ""
                self.put(start, text, "number" if field in _NUMBERS else "text", to=end)
            self.row += 1

    def totals(self, table: SelfEvaluationTable, fields: Sequence[str]) -> None:
        texts = {"points": table.total_points, "score": table.total_score, "review_score": table.total_review_score}
        columns = dict(zip(fields, _spread(1, self.width, len(fields)), strict=True))
        shown = {f: t for f, t in texts.items() if t is not None and f in columns}
        if not shown:
            return
        self.put(0, "总分", "label", to=min(columns[f][0] for f in shown))
        for field, (start, end) in columns.items():
            if field in shown:
                self.put(start, shown[field], "number", to=end)
            elif start > min(columns[f][0] for f in shown):
                self.put(start, "", to=end)
        self.row += 1

    def remarks(self, table: SelfEvaluationTable) -> None:
        """What forms of some places have below the total, and every labelled text that has no field of its own."""
        fields = (
            ("评价等级", table.stated_grade),
            ("评价结论", table.conclusion),
            ("存在问题", table.problems_found),
            ("改进措施", table.improvements),
        )
        for label, text in fields:
            if text is not None:
                self.line(label, text)
        if table.other:  # in one cell: as rows of their own they would be read as other fields
            self.line("其他", "\n".join(f"{entry.label}：{entry.text}" for entry in table.other))

    def line(self, label: str, text: str) -> None:
        """A label and its text over the whole width."""
        self.put(0, label, "label", to=3)
        self.put(3, text, to=self.width)
        self.row += 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the indicator block: an entry, or a class with nothing behind it."""

    level1: str
    level2: str
    entry: Indicator | None
    goal: int | None = None


def _lines(table: SelfEvaluationTable) -> Iterator[_Line]:
    """The entries in their order, with the empty classes where the form's own order of classes puts them."""
    order = {(c.level1, c.level2): i for i, c in reversed(list(enumerate(table.classes)))}
    waiting = [_Line(c.level1, c.level2, None) for c in table.empty_classes]
    entries = [_Line(row.level1, row.level2, row, row.goal_number) for row in table.indicators]
    last_of = {line.level1: i for i, line in enumerate(entries)}

    def due(empty: _Line, index: int) -> bool:
        """Is the empty class to stand before entry `index`?"""
        place = order.get((empty.level1, empty.level2))
        here = order.get((entries[index].level1, entries[index].level2))
        if place is not None and here is not None:
            return place < here
        return empty.level1 != entries[index].level1 and last_of.get(empty.level1, index) < index

    for index, line in enumerate(entries):
        for empty in [e for e in waiting if due(e, index)]:
            waiting.remove(empty)
            yield empty
        yield line
    yield from waiting


class _Headings:
    """Class names with the points that their headings state: 产出指标（50分）. Each goal may have its own."""

    def __init__(self, table: SelfEvaluationTable) -> None:
        self._known: dict[tuple[str, str], list[Text]] = {}
        for known in table.classes:
            self._known.setdefault((known.level1, known.level2), []).append(known.points)

    def next(self, level1: str, level2: str) -> str:
        """The heading of the next group of this class."""
        waiting = self._known.get((level1, level2), [])
        points = (waiting.pop(0) if len(waiting) > 1 else waiting[0]) if waiting else None
        name = level2 or level1
        return f"{name}（{points.removesuffix('分')}分）" if points else name


def _spread(first: int, width: int, count: int) -> list[tuple[int, int]]:
    """`count` columns from `first` on, one wide each; the last one takes what is left up to `width`."""
    spans = [(first + i, first + i + 1) for i in range(count)]
    if spans:
        spans[-1] = (spans[-1][0], width)
    return spans
