"""Several tables beside each other: what the rules across tables share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from forms.table import SelfEvaluationTable
from scoring.context import Row, row_of, said


@dataclass(frozen=True)
class Batch:
    """The tables of a file or folder, numbered from 1 in the order given."""

    tables: tuple[SelfEvaluationTable, ...]

    def __iter__(self) -> Iterator[tuple[int, SelfEvaluationTable]]:
        return iter(enumerate(self.tables, 1))

    @cached_property
    def rows(self) -> list[list[Row]]:
        """The filled rows of every table."""
        return [[row for row in map(row_of, table.indicators) if row.filled] for table in self.tables]

    def name(self, number: int) -> str:
        """How a message calls a table: 第3张“接待费”."""
        project = said(self.tables[number - 1].project_name)
        return f"第{number}张“{project}”" if project else f"第{number}张表"

    def names(self, numbers: Iterable[int]) -> str:
        return "、".join(self.name(number) for number in numbers)

    def same_project(self, first: int, second: int) -> bool:
        """Whether two tables are about one project by its name."""
        a, b = (said(self.tables[number - 1].project_name) for number in (first, second))
        return bool(a) and a == b
