"""Tables that drafts are tried on: the eleven samples and forms of other bureaus, as they are and as a clerk starts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.errors import FormError
from forms.read import read_file, read_text
from forms.table import SelfEvaluationTable
from scoring.facts import Facts, Stated
from scoring.facts.compile import compile_facts
from scoring.profile import Profile, choose_profile
from tests.forms.drawing import workbook
from tests.forms.tagging import load

ROOT = Path(__file__).parents[3]
SEED = ROOT / "eval_sets" / "samples" / "seed.txt"
PARSED = tuple(sorted((ROOT / "eval_sets" / "parse" / "files").glob("*.*")))
DRAWN = tuple(sorted((ROOT / "tests" / "forms").glob("[bt]*/*.txt")))  # bureaus, tagged: forms drawn as text
OTHERS = tuple(sorted((ROOT / "eval_sets" / "verify" / "tables").glob("*.txt")))


@cache
def tables_of(path: Path) -> tuple[SelfEvaluationTable, ...]:
    return read_text(path.read_text(encoding="utf-8"), name=path.name).tables


def blanked(table: SelfEvaluationTable) -> SelfEvaluationTable:
    """The clerk's real start: no narrative, no notes, no scores."""
    rows = tuple(row.model_copy(update={"score": "", "deviation_note": ""}) for row in table.indicators)
    funds = tuple(row.model_copy(update={"score": ""}) for row in table.funds)
    return table.model_copy(update={"narrative": "", "total_score": "", "indicators": rows, "funds": funds})


def facts_of(
    tables: tuple[SelfEvaluationTable, ...], number: int, stated: tuple[Stated, ...] = ()
) -> tuple[Facts, Profile]:
    table = tables[number - 1]
    profile = choose_profile(table)
    return compile_facts([table], profile, stated=stated, file=tables), profile


def cases() -> list[tuple[str, tuple[SelfEvaluationTable, ...], int]]:
    """Every table, full and blanked, with a name for the test."""
    found: list[tuple[str, tuple[SelfEvaluationTable, ...], int]] = []
    for path in (SEED, *OTHERS):
        tables = tables_of(path)
        start = tuple(blanked(table) for table in tables)
        for number, table in enumerate(tables, 1):
            found.append((f"{path.stem}-{number}-{table.project_name}", tables, number))
            found.append((f"{path.stem}-{number}-空表", start, number))
    return found


def drawn(path: Path, folder: Path) -> tuple[SelfEvaluationTable, ...]:
    """The tables of a form of another bureau: of a file as it is, or of a drawing as a workbook."""
    if path in PARSED:
        try:
            return read_file(path).tables
        except FormError:
            return ()
    drawing = load(path).drawing if path.parent.name == "tagged" else path.read_text(encoding="utf-8")
    return read_file(workbook(folder / "自评.xlsx", {"自评表": drawing})).tables
