"""Several tables beside each other: what the rules across tables share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from forms.table import SelfEvaluationTable
from scoring.context import Context, Row, row_of, said
from scoring.words import squeezed

_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")


@dataclass(frozen=True)
class Batch:
    """The tables of a file or folder, numbered from 1 in the order given."""

    tables: tuple[SelfEvaluationTable, ...]
    known: Sequence[Context] | None = None  # the contexts of the tables, where they are there already

    def __iter__(self) -> Iterator[tuple[int, SelfEvaluationTable]]:
        return iter(enumerate(self.tables, 1))

    @cached_property
    def rows(self) -> list[list[Row]]:
        """The filled rows of every table."""
        if self.known is not None:
            return [ctx.filled for ctx in self.known]
        return [[row for row in map(row_of, table.indicators) if row.filled] for table in self.tables]

    def name(self, number: int) -> str:
        """How a message calls a table: 第3张“接待费”."""
        project = said(self.tables[number - 1].project_name)
        return f"第{number}张“{project}”" if project else f"第{number}张表"

    def names(self, numbers: Iterable[int]) -> str:
        return "、".join(self.name(number) for number in numbers)

    @cached_property
    def projects(self) -> list[str]:
        """The project of every table by its name, without years and brackets; "" where it has none."""
        return [_YEAR.sub("", squeezed(said(table.project_name))) for table in self.tables]

    def same_project(self, first: int, second: int) -> bool:
        """Whether two tables (from 1) are about one project by its name."""
        a, b = self.projects[first - 1], self.projects[second - 1]
        return bool(a) and a == b

    def year(self, number: int) -> int | None:
        """The year of a table: its own, else the one that its project name tells."""
        table = self.tables[number - 1]
        found = _YEAR.search(said(table.project_name))
        return table.year or (int(found[0][:4]) if found else None)

    @cached_property
    def contexts(self) -> Sequence[Context]:
        """Every table with its profile, as the rules of one table see it."""
        from scoring.profile import choose_profile

        if self.known is not None:
            return self.known
        return [Context(table, choose_profile(table)) for table in self.tables]
