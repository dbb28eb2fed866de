"""The funds block: a heading with the budget columns, a row for the total and one for each part."""

from __future__ import annotations

from dataclasses import dataclass

from forms.grid import Cell
from forms.numbers import is_blank, money
from forms.parse.align import align, fits, lost_at_left
from forms.parse.build import Builder
from forms.parse.labels import bare, funds_field, other_period, section_label
from forms.parse.lines import Line
from forms.table import FundsRow

_BUDGETS = frozenset({"initial_budget", "annual_budget", "executed"})
_NAME_ENDS = ("资金", "拨款", "补助", "结转", "结余", "自筹", "收入", "债券", "总额", "合计", "预算", "专户")
_VALUES = ("initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")


@dataclass(frozen=True, slots=True)
class FundsColumns:
    """`fields[c]` is the field of column c; `first` the first column that holds a number."""

    fields: tuple[str | None, ...]
    labels: dict[int, str]
    first: int


def read_funds_columns(line: Line) -> FundsColumns | None:
    """The columns that a row names when it is the heading of the funds block."""
    named = {cell.column: funds_field(cell.text) for cell in line.filled}
    first = line.first
    if named[first.column] is not None and (first.row_span > 1 or list(named.values()).count(named[first.column]) > 1):
        named[first.column] = None  # 年度预算（万元）, the label of the block
    _of_the_year(line, named)
    _one_annual(line, named)
    budgets = {f for f in named.values() if f in _BUDGETS}
    if len(budgets) < 2 and not (budgets and "execution_rate" in named.values()):
        return None
    if any(money(cell.text) is not None for cell in line.filled):
        return None  # labels with their values beside them
    start = min(column for column, field in named.items() if field in _BUDGETS)
    width = max(cell.column + cell.column_span for cell in line.cells)
    fields: list[str | None] = [None] * width
    labels: dict[int, str] = {}
    for cell in line.filled:
        for column in range(cell.column, cell.column + cell.column_span):
            labels[column] = cell.text.strip()
            if column >= start:
                fields[column] = named[cell.column] if named[cell.column] != "name" else None
    for column in range(start):
        fields[column] = "name"
    _clear_other_periods(line, fields, start)
    annual = [c for c, f in named.items() if f == "annual_budget"]
    if len(annual) > 1:  # 预算数 | 调整后预算数
        later = next((c for c in annual if "调整" in labels[c]), annual[-1])
        for column, cell in ((c.column, c) for c in line.filled if c.column in annual and c.column != later):
            fields[column : column + cell.column_span] = ["initial_budget"] * cell.column_span
    if "annual_budget" not in fields:
        fields = ["annual_budget" if f == "initial_budget" else f for f in fields]
    return FundsColumns(tuple(fields), labels, start)


def _of_the_year(line: Line, named: dict[int, str | None]) -> None:
    """以前年度累计支出 beside 本年执行数 is a column of no field."""
    for field in sorted(_BUDGETS):
        same = [cell for cell in line.filled if named[cell.column] == field]
        others = [cell for cell in same if other_period(cell.text)]
        if len(others) < len(same):
            named.update(dict.fromkeys((cell.column for cell in others), None))


def _clear_other_periods(line: Line, fields: list[str | None], start: int) -> None:
    """项目总预算 in front of the budgets of the year is no column of names."""
    for cell in line.filled[1:]:
        if cell.column < start and other_period(cell.text):
            fields[cell.column : cell.column + cell.column_span] = [None] * cell.column_span


def _one_annual(line: Line, named: dict[int, str | None]) -> None:
    """With a column of the initial budget, one other holds the annual one: 年度预算（万元） in front of it is the label
    of the names, 预算调整数 beside 全年预算数 the difference."""
    order = [cell for cell in line.filled if named[cell.column] in _BUDGETS]
    annual = [cell for cell in order if named[cell.column] == "annual_budget"]
    for cell in annual:
        if "到位" in bare(cell.text) and len(annual) > 1:  # 计划安排资金 | 实际到位资金: what came is no budget
            named[cell.column] = None
            order.remove(cell)
    annual = [cell for cell in order if named[cell.column] == "annual_budget"]
    if len(annual) < 2 or not any(named[cell.column] == "initial_budget" for cell in order):
        return
    if order[0] is annual[0]:
        named[order[0].column] = None
        annual = annual[1:]
    best = next((cell for cell in annual if not bare(cell.text).endswith("调整数")), annual[-1])
    for cell in annual:
        if cell is not best:
            named[cell.column] = None


def read_funds_row(line: Line, columns: FundsColumns, builder: Builder, *, ragged: bool) -> bool:
    """Add one row of the block; False when the row is none (no number under any heading, and no name)."""
    filled = [cell for cell in line.filled if not (cell.column < columns.first and section_label(cell.text))]
    if not filled:
        return False
    placed = [cell.column for cell in filled]
    if ragged:
        whole = lost_at_left(line, columns.fields) if filled[0].column <= min(columns.labels) else None
        if whole:
            placed = whole
        elif not fits(filled, columns.fields):
            placed = align(filled, columns.fields) or placed
    names: list[Cell] = []
    values: dict[str, tuple[Cell, int]] = {}
    others: list[tuple[Cell, int]] = []
    for cell, column in zip(filled, placed, strict=True):
        field = columns.fields[column] if column < len(columns.fields) else None
        if field == "name" and (money(cell.text) is None or not cell.column):
            names.append(cell)
        elif field is None or field == "name" or field in values:
            others.append((cell, column))
        else:
            values[field] = (cell, column)
    if not values and not names:
        return False
    amounts = [cell for field, (cell, _) in values.items() if field in _BUDGETS]
    dashes = bool(names and values) and all(is_blank(cell.text) for cell, _ in values.values()) and not others
    if not any(money(cell.text) is not None for cell in amounts) and not _likely_name(names) and not dashes:
        return False  # a text where amounts stand: a row of the next block
    for cell in amounts:
        if money(cell.text) is None and not is_blank(cell.text):
            builder.problem(builder.layout.cell(line, cell), f"“{cell.text.strip()[:20]}”不是金额，按原样保留")
    _emit(line, columns, builder, names, values, others)
    return True


def has_amounts(line: Line, columns: FundsColumns) -> bool:
    """An amount stands under a budget heading: the row is one of the block, whatever its name looks like."""
    fields = columns.fields
    return any(
        cell.column < len(fields) and fields[cell.column] in _BUDGETS and money(cell.text) is not None
        for cell in line.filled
    )


def _emit(
    line: Line,
    columns: FundsColumns,
    builder: Builder,
    names: list[Cell],
    values: dict[str, tuple[Cell, int]],
    others: list[tuple[Cell, int]],
) -> None:
    beside = builder.take_funds_beside()
    head = "funds" if not builder.funds else f"funds{len(builder.funds) + 1}"
    texts: dict[str, str | None] = {}
    for field in _VALUES:
        if field not in columns.fields:
            texts[field] = None
            continue
        cell, column = values.get(field, (None, columns.fields.index(field)))
        texts[field] = cell.text.strip() if cell else ""
        place = builder.layout.funds(line, cell or line.at(column), field, column)
        if place:
            builder.cells[f"{head}.{field}"] = place
    name = names[-1].text.strip() if names else ""
    builder.see_unit(name)
    for cell in names[:-1]:
        if not builder.see_unit(cell.text):
            builder.add_other("项目资金", builder.layout.cell(line, cell), cell.text)
    if names:
        builder.cells[f"{head}.name"] = builder.layout.funds(line, names[-1], "name", names[-1].column)
    builder.funds.append(FundsRow(name=name, **texts))
    builder.give_funds_beside(beside)
    for field in ("funds_note", "review_score", "review_opinion"):
        if field in values:
            cell, column = values[field]
            others.append((cell, column))
    for cell, column in others:
        field = columns.fields[column] if column < len(columns.fields) else None
        place = builder.layout.funds(line, cell, "", column)
        if field == "funds_note" and not is_blank(cell.text):
            builder.append("funds_note", cell.text, place)
        else:
            builder.add_other(columns.labels.get(column, "项目资金"), place, cell.text)


def _likely_name(names: list[Cell]) -> bool:
    return any(bare(cell.text).endswith(_NAME_ENDS) for cell in names)
