"""The year that a table is about, as VERIFY.md decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from forms.table import SelfEvaluationTable
from scoring.quantity import quantities

_DATED = {"year", "date"}


def years_of(
    tables: Iterable[SelfEvaluationTable], file: Iterable[SelfEvaluationTable] = (), given: int | None = None
) -> tuple[int | None, ...]:
    """For each table: its title's year; else the one in its cells outside 《》; else the file's; else `given`."""
    tables = tuple(tables)
    own = [own_year(table) for table in tables]
    others = [own_year(table) for table in file]
    counted = Counter(year for year in (others or own) if year is not None)
    majority = counted.most_common(1)[0][0] if counted else None
    return tuple(year or majority or given for year in own)


def own_year(table: SelfEvaluationTable) -> int | None:
    """The year that the table itself tells: in its title, or the only one in its cells."""
    if table.year is not None:
        return table.year
    named = set(_years_in(table.project_name or ""))
    if len(named) == 1:
        return named.pop()
    found = {year for text in _texts(table) for year in _years_in(text)}
    return found.pop() if len(found) == 1 else None


def _texts(table: SelfEvaluationTable) -> Iterator[str]:
    for text in (table.project_name, table.goal, table.narrative, table.conclusion, table.funds_note):
        yield text or ""
    for row in table.indicators:
        for text in (row.level3, row.initial_target, row.target, row.actual, row.deviation_note):
            yield text or ""


def _years_in(text: str) -> Iterator[int]:
    for q in quantities(text):
        if q.family in _DATED:
            value = int(q.value)
            year = value if q.family == "year" else value // 10_000
            if year:
                yield year
