"""The lines of the indicators block, in the order of the form: entries, and classes that have none."""

from __future__ import annotations

from dataclasses import dataclass

from forms.table import Indicator, IndicatorClass, SelfEvaluationTable
from ui.form import split_place


@dataclass(frozen=True)
class Line:
    """One line of the indicators block: an entry, or a class that has none."""

    entry: Indicator | IndicatorClass
    number: str

    @property
    def level1(self) -> str:
        return self.entry.level1

    @property
    def level2(self) -> str:
        return self.entry.level2

    def key(self, column: int) -> tuple[str, ...]:
        return (self.level1,) if column == 1 else (self.level1, self.level2)

    def place(self, key: str) -> str:
        return self.entry.cells.get(key, "") if isinstance(self.entry, Indicator) else ""


def lines_of(table: SelfEvaluationTable) -> list[Line]:
    """Entries and empty classes in the order of the form; a class whose place is not known follows its first level."""
    lines = [Line(row, _row_number(row)) for row in table.indicators]
    if all(line.number.isdecimal() for line in lines):  # a row that was added here has the last id, not the last place
        lines.sort(key=lambda line: int(line.number))
    at = {
        (c.level1, c.level2): split_place(table.cells.get(f"class{i}", ""))[1] for i, c in enumerate(table.classes, 1)
    }
    for empty in table.empty_classes:
        number = at.get((empty.level1, empty.level2), "") or _empty_place(table, empty)
        line = Line(empty, number)
        if number.isdecimal():
            position = next(
                (i for i, other in enumerate(lines) if other.number.isdecimal() and int(other.number) > int(number)),
                len(lines),
            )
        else:
            same = [i for i, other in enumerate(lines) if other.level1 == empty.level1]
            position = same[-1] + 1 if same else len(lines)
        lines.insert(position, line)
    return lines


def _empty_place(table: SelfEvaluationTable, empty: IndicatorClass) -> str:
    index = table.empty_classes.index(empty) + 1
    return split_place(table.cells.get(f"empty_class{index}", ""))[1]


def _row_number(row: Indicator) -> str:
    for key in ("target", "level3", "actual", "points", "score"):
        if number := split_place(row.cells.get(key, ""))[1]:
            return number
    return ""
