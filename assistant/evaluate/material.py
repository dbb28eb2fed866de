"""The tables that cases are about: read once, blanked or changed as the case says, compiled into facts once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.evaluate.case import EvalCase
from forms.edit import with_texts
from forms.numbers import points
from forms.read import read_file
from forms.table import SelfEvaluationTable
from scoring.facts import Facts, Stated
from scoring.facts.compile import compile_facts
from scoring.profile import Profile, choose_profile

WHO, WHEN = "填报人", "2026-11-24"  # of what a case lets the user state; fixed, so that a run is the same every day


@dataclass(frozen=True)
class Material:
    """One table of a case with its facts, and the tables of its file."""

    table: SelfEvaluationTable
    tables: tuple[SelfEvaluationTable, ...]
    facts: Facts
    profile: Profile


def material(case: EvalCase) -> Material:
    """What a case is about: `file` and `table`, or the table itself as `form`; `blank`, `change`, `causes`, `year`."""
    given = case.given
    form = json.dumps(given["form"], ensure_ascii=False) if "form" in given else ""
    path = case.root / str(given["file"]) if "file" in given else case.root
    changes = json.dumps(given.get("change") or {}, ensure_ascii=False, sort_keys=True)
    stated = tuple(str(said) for said in case.list("causes") or case.list("stated"))
    return _prepared(
        path, form, int(given.get("table", 1)), bool(given.get("blank")), changes, stated, given.get("year")
    )


@lru_cache(maxsize=512)
def _prepared(
    path: Path, form: str, number: int, blank: bool, changes: str, stated: tuple[str, ...], year: int | None
) -> Material:
    tables = list((SelfEvaluationTable.model_validate(json.loads(form)),) if form else read_once(path))
    if blank:
        tables = [blanked(table) for table in tables]
    tables[number - 1] = changed(tables[number - 1], json.loads(changes))
    table = tables[number - 1]
    profile = choose_profile(table)
    said = tuple(Stated(text, WHO, WHEN) for text in stated)
    facts = compile_facts([table], profile, stated=said, year=year, file=tables)
    return Material(table, tuple(tables), facts, profile)


@lru_cache(maxsize=64)
def read_once(path: Path) -> tuple[SelfEvaluationTable, ...]:
    """The tables of a file. Raises FormError."""
    return read_file(path).tables


def blanked(table: SelfEvaluationTable) -> SelfEvaluationTable:
    """A clerk's real start: no narrative, no notes, no scores."""
    rows = tuple(row.model_copy(update={"score": "", "deviation_note": ""}) for row in table.indicators)
    funds = tuple(row.model_copy(update={"score": ""}) if points(row.score) is not None else row for row in table.funds)
    return table.model_copy(update={"narrative": "", "total_score": "", "indicators": rows, "funds": funds})


def changed(table: SelfEvaluationTable, changes: Mapping[str, Any]) -> SelfEvaluationTable:
    """The table with cells replaced by fact id. Raises KeyError for a cell that the form does not have."""
    unknown = [fact for fact in changes if table.text(fact) is None]
    if unknown:
        raise KeyError(f"no cell {unknown[0]} in table {table.source.index}")
    return with_texts(table, {fact: str(text) for fact, text in changes.items()}) if changes else table


def forget() -> None:
    """Compile everything anew: after the program itself was changed (the tests do)."""
    _prepared.cache_clear()
    read_once.cache_clear()
