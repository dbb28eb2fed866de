"""Compiles tables, what the user stated and the profile's numbers into `Facts`, once a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forms.table import SelfEvaluationTable
from scoring.completion import Assessment, assess
from scoring.facts.averages import average_facts
from scoring.facts.cells import row_cells, table_cells
from scoring.facts.model import Fact, Facts, Stated
from scoring.facts.money import funds_facts
from scoring.facts.rows import row_facts
from scoring.facts.scores import profile_facts, recomputed_facts
from scoring.facts.spans import span_facts
from scoring.facts.totals import total_facts
from scoring.facts.years import years_of
from scoring.profile import Profile, choose_profile
from scoring.quantity import quantities


def compile_facts(
    tables: Iterable[SelfEvaluationTable],
    profile: Profile | None = None,
    *,
    stated: Iterable[Stated | str] = (),
    year: int | None = None,
    file: Sequence[SelfEvaluationTable] = (),
) -> Facts:
    """All facts of `tables`. `file` are all tables of the same file (their majority year counts), `year` the user's.

    Without a profile each table gets the one that fits it. The result is immutable and may be shared between threads.
    """
    tables = tuple(tables)
    said = tuple(s if isinstance(s, Stated) else Stated(s) for s in stated)
    found: list[Fact] = []
    states: list[Mapping[int, str]] = []
    rules: dict[str, Fact] = {}
    for number, table in enumerate(tables, 1):
        chosen = profile or choose_profile(table)
        judged = {row.row: assess(row, table, chosen) for row in table.indicators}
        states.append({row: assessed.state for row, assessed in judged.items()})
        own = _of_table(table, chosen, judged, states[-1])
        found.extend(_prefixed(own, number) if len(tables) > 1 else own)
        rules.update((fact.id, fact) for fact in profile_facts(chosen))
    found.extend(rules.values())
    found.extend(_stated_facts(said))
    return Facts(tables, tuple(found), years_of(tables, file, year), said, tuple(states))


def _of_table(
    table: SelfEvaluationTable, profile: Profile, judged: Mapping[int, Assessment], states: Mapping[int, str]
) -> Iterator[Fact]:
    cells = {fact.id: fact for fact in table_cells(table)}
    of_row: dict[int, dict[str, Fact]] = {}
    for row in table.indicators:
        own = of_row.setdefault(row.row, {})
        for fact in row_cells(table, row):
            cells[fact.id] = own[fact.field] = fact
    yield from cells.values()
    for row in table.indicators:
        own = of_row[row.row]
        yield from row_facts(table, row, own, judged[row.row].adjusted)
        yield from span_facts(table, row.row, own.get("target") or own.get("initial_target"), own.get("actual"))
    yield from funds_facts(table)
    yield from total_facts(table, states)
    yield from average_facts(table, cells)
    yield from recomputed_facts(table, profile)


def _prefixed(facts: Iterable[Fact], number: int) -> Iterator[Fact]:
    prefix = f"T{number}:"
    for fact in facts:
        yield fact._replace(id=prefix + fact.id, of=tuple(prefix + part for part in fact.of), table=number)


def _stated_facts(stated: Iterable[Stated]) -> Iterator[Fact]:
    """What the user said is quoted with its source; its numbers are facts of their own."""
    for count, said in enumerate(stated, 1):
        found = quantities(said.text)
        only = found[0] if len(found) == 1 else None
        value = only.value if only is not None and only.low == only.high else None
        yield Fact(
            id=f"stated.{count}", label="用户补充", text=said.text, shown=said.text, value=value, quantities=found,
            unit=only.unit if only else "", family=only.family if only else "", field="stated", kind="stated",
            source=said.source, table=0,
        )  # fmt: skip
