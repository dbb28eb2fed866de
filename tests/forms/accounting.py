"""Which cells of a grid a reading says nothing about: neither in a field, nor in `other`, nor told, nor a label."""

from __future__ import annotations

from forms.grid import Grid
from forms.numbers import is_blank
from forms.parse.classes import levels
from forms.parse.labels import (
    column_field,
    funds_field,
    head_field,
    labels_other,
    money_unit,
    section_label,
    total_label,
)
from forms.parse.segments import is_title
from forms.table import Reading

_CAPTIONS = ("年度", "自评情况", "复核情况", "完成比例", "得分系数", "偏离度", "完成率", "意见", "完成值", "数值")


def unaccounted(grid: Grid, reading: Reading) -> list[tuple[str, str]]:
    """(place, text) of the filled cells that got lost."""
    told: set[str] = set()
    for table in reading.tables:
        places = [*table.cells.values(), *(entry.place for entry in table.other)]
        for row in table.indicators:
            places.extend(row.cells.values())
        told.update(part for place in places for part in place.split("+"))
    years = {str(table.year) for table in reading.tables}
    messages = " ".join(f"{p.place} {p.message}" for p in reading.problems)
    return [
        (cell.place, cell.text)
        for row in grid.rows
        for cell in row
        if not is_blank(cell.text)
        and cell.text.strip("年度 ") not in years
        and cell.place not in told
        and cell.place not in messages
        and not _label(cell.text)
    ]


def _label(text: str) -> bool:
    if head_field(text) or column_field(text) or funds_field(text) or section_label(text) or total_label(text):
        return True
    if labels_other(text) or is_title(text) or levels(text) or money_unit(text):
        return True
    return len(text) < 20 and any(caption in text.replace(" ", "") for caption in _CAPTIONS)
