"""Forms that are still empty: a blank one to start from, a row added to it, an indicator where a class has none.

The usual classes, one blank row each, places as the form is laid out.
"""

from __future__ import annotations

from forms.table import FundsRow, Indicator, IndicatorClass, SelfEvaluationTable
from ui.form import split_place

_CLASSES = (
    ("产出指标", "50", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", "30", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", "10", ("服务对象满意度指标",)),
)
_FUNDS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
_COLUMNS = {"level3": "D", "target": "E", "actual": "F", "points": "G", "score": "H", "deviation_note": "I"}
_MONEY = {
    "initial_budget": "D",
    "annual_budget": "E",
    "executed": "F",
    "points": "G",
    "execution_rate": "H",
    "score": "I",
}
FIRST_ROW = 12


def blank_table() -> SelfEvaluationTable:
    """The empty form; every cell is there and blank but the points of the funds row, which every form prints."""
    funds = tuple(
        FundsRow(
            name=name,
            initial_budget="",
            annual_budget="",
            executed="",
            points="—" if i else "10",
            execution_rate="",
            score="—" if i else "",
        )
        for i, name in enumerate(_FUNDS)
    )
    rows = tuple(
        indicator(number, level1, level2)
        for number, (level1, level2) in enumerate(((one, two) for one, _, twos in _CLASSES for two in twos), 1)
    )
    classes = [c for one, points, twos in _CLASSES for c in _headings(one, points, twos)]
    last = FIRST_ROW + len(rows)
    cells = {"project_name": "C2", "project_amount": "H2", "department": "C3", "implementing_unit": "H3"}
    cells |= {
        f"funds{i + 1 if i else ''}.{key}": f"{letter}{5 + i}"
        for i in range(len(funds))
        for key, letter in _MONEY.items()
    }
    cells |= {"goal": "B10", "narrative": "F10", "total_points": f"G{last}", "total_score": f"H{last}"}
    return SelfEvaluationTable(
        project_name="",
        project_amount="",
        department="",
        implementing_unit="",
        funds=funds,
        goal="",
        narrative="",
        classes=tuple(classes),
        indicators=rows,
        total_points="100",
        total_score="",
        cells=cells,
    )


def indicator(number: int, level1: str, level2: str, line: int = 0) -> Indicator:
    """A blank row of a class, in that line of the form (by default the one of the number-th row)."""
    line = line or FIRST_ROW + number - 1
    cells = {key: f"{letter}{line}" for key, letter in _COLUMNS.items()}
    return Indicator(
        row=number,
        level1=level1,
        level2=level2,
        level3="",
        target="",
        actual="",
        points="",
        score="",
        deviation_note="",
        cells={**cells, "level1": f"B{line}", "level2": f"C{line}"},
    )


def _headings(level1: str, points: str, level2s: tuple[str, ...]) -> list[IndicatorClass]:
    return [
        IndicatorClass(level1=level1, points=points),
        *(IndicatorClass(level1=level1, level2=name) for name in level2s),
    ]


def with_row_after(table: SelfEvaluationTable, row: int) -> SelfEvaluationTable:
    """A blank form with one more row of the same class below `row`; the rows below move down, every id stays."""
    above = table.by_row[row]
    order = sorted(table.indicators, key=_line_of)
    order.insert(order.index(above) + 1, indicator(len(order) + 1, above.level1, above.level2))
    placed = [_in_line(entry, FIRST_ROW + i) for i, entry in enumerate(order)]
    last = FIRST_ROW + len(placed)
    cells = {**table.cells, "total_points": f"G{last}", "total_score": f"H{last}"}
    return SelfEvaluationTable.model_validate(
        {**_fields(table), "indicators": tuple(sorted(placed, key=lambda r: r.row)), "cells": cells}
    )


def with_indicator(table: SelfEvaluationTable, empty: int) -> SelfEvaluationTable:
    """The table with a blank indicator in the line of its n-th empty class (from 1); it takes the next row id."""
    heading = table.empty_classes[empty - 1]
    at = next(i for i, c in enumerate(table.classes, 1) if (c.level1, c.level2) == (heading.level1, heading.level2))
    line = int(split_place(table.cells[f"class{at}"])[1])
    like = {key: split_place(place)[0] for row in table.indicators for key, place in row.cells.items()}
    blank = indicator(len(table.indicators) + 1, heading.level1, heading.level2, line)
    cells = {key: f"{like.get(key, split_place(place)[0])}{line}" for key, place in blank.cells.items()}
    added = blank.model_copy(update={"cells": cells})
    rest = tuple(c for c in table.empty_classes if c is not heading)
    return SelfEvaluationTable.model_validate(
        {**_fields(table), "indicators": (*table.indicators, added), "empty_classes": rest}
    )


def _fields(table: SelfEvaluationTable) -> dict[str, object]:
    return {name: getattr(table, name) for name in type(table).model_fields}


def _line_of(row: Indicator) -> int:
    return int(split_place(row.cells["target"])[1])


def _in_line(row: Indicator, line: int) -> Indicator:
    cells = {key: f"{split_place(place)[0]}{line}" for key, place in row.cells.items()}
    return row.model_copy(update={"cells": cells})
