"""A funds block that has its sources side by side and the budgets one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from forms.grid import Cell
from forms.numbers import is_blank, money
from forms.parse.build import Builder, funds_head
from forms.parse.labels import bare, funds_field, section_label
from forms.parse.lines import Line
from forms.table import FundsRow

_FIGURES = frozenset({"initial_budget", "annual_budget", "executed", "execution_rate"})
_OF_THE_TOTAL = frozenset({"points", "execution_rate", "score"})
_SOURCES = ("资金", "拨款", "补助", "结转", "结余", "自筹", "总额", "合计", "总计", "债券", "收入")


@dataclass(frozen=True, slots=True)
class FundsAcross:
    """`sources`: column -> index of its row in `funds`; `of_total`: column -> field of the total."""

    sources: dict[int, int]
    of_total: dict[int, str]
    labels: dict[int, str]


def read_funds_across(line: Line, below: Line | None, builder: Builder) -> FundsAcross | None:
    """The sources when the row is such a heading (资金总额 | 财政拨款 over a row 预算数); they become rows."""
    if below is None or builder.funds or _figure_label(below) is None:
        return None
    sources = [cell for cell in line.filled[1:] if _is_source(cell)]
    if _is_source(line.first) and not section_label(line.first.text):
        sources.insert(0, line.first)
    if len(sources) < 2 or any(money(cell.text) is not None for cell in line.filled):
        return None
    label = _figure_label(below)
    if label is None or sources[0].column <= label.column:
        return None
    of_total = {
        cell.column: str(funds_field(cell.text)) for cell in line.filled if funds_field(cell.text) in _OF_THE_TOTAL
    }
    for index, cell in enumerate(sources):
        builder.funds.append(FundsRow(name=cell.text.strip()))
        builder.cells[f"{funds_head(index)}.name"] = builder.layout.cell(line, cell)
    builder.see_funds_heading(line)
    labels = {cell.column: cell.text for cell in line.filled}
    return FundsAcross({cell.column: index for index, cell in enumerate(sources)}, of_total, labels)


def read_across_row(line: Line, across: FundsAcross, builder: Builder, *, ragged: bool) -> bool:
    """One row of budgets; False when the row is none, and the block has ended."""
    label = _figure_label(line)
    if label is None:
        return False
    field = str(funds_field(label.text))
    # In a paste the label of the block may be lost, and the label of the row stands in front of the first source.
    lost = max(0, min(across.sources) - 1 - label.column) if ragged else 0
    for cell in line.cells:
        column = cell.column + lost
        if cell.column <= label.column:
            continue
        place = builder.layout.cell(line, cell)
        if column in across.sources:
            _put(builder, across.sources[column], field, cell, place)
        elif column in across.of_total and not is_blank(cell.text):
            _put(builder, 0, across.of_total[column], cell, place)
        elif cell.text.strip():
            builder.add_other(across.labels.get(column, "项目资金"), place, cell.text)
    return True


def _put(builder: Builder, index: int, field: str, cell: Cell, place: str) -> None:
    builder.funds[index] = builder.funds[index].model_copy(update={field: cell.text.strip()})
    builder.cells[f"{funds_head(index)}.{field}"] = place
    if field in _FIGURES - {"execution_rate"} and money(cell.text) is None and not is_blank(cell.text):
        builder.problem(place, f"“{cell.text.strip()[:20]}”不是金额，按原样保留")


def _figure_label(line: Line) -> Cell | None:
    """The cell that says which budget the row is: the first one that is no label of the whole block."""
    cell = next((cell for cell in line.filled[:2] if funds_field(cell.text) in _FIGURES), None)
    if cell is None or (cell is not line.first and not section_label(line.first.text)):
        return None
    behind = [other for other in line.filled if other.column > cell.column]
    figures = all(money(c.text) is not None or is_blank(c.text) or c.text.strip().endswith("%") for c in behind)
    return cell if figures else None


def _is_source(cell: Cell) -> bool:
    return funds_field(cell.text) is None and bare(cell.text).endswith(_SOURCES)
