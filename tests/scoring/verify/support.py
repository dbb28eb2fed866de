"""Tables and labelled texts that the tests of verification share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from forms.read import read_file
from forms.table import Reading, SelfEvaluationTable
from scoring.claims import Claim
from scoring.facts import Facts, compile_facts
from scoring.verify import verify

HERE = Path(__file__).parent
EVAL_SETS = Path(__file__).parents[3] / "eval_sets"
SAMPLES = "samples/seed.txt"


@lru_cache(maxsize=64)
def reading(file: str) -> Reading:
    """A file of tables: of the eval sets, or of these tests (tables/…)."""
    own = HERE / file
    return read_file(own if own.exists() else EVAL_SETS / file)


@lru_cache(maxsize=256)
def facts_of(
    file: str = SAMPLES, table: int = 1, stated: tuple[str, ...] = (), year: int | None = None, blank: bool = False
) -> Facts:
    tables = reading(file).tables
    chosen = blanked(tables[table - 1]) if blank else tables[table - 1]
    return compile_facts([chosen], stated=stated, year=year, file=tables)


def blanked(table: SelfEvaluationTable) -> SelfEvaluationTable:
    """The table as a clerk starts it: no narrative, no notes, no scores."""
    rows = tuple(row.model_copy(update={"deviation_note": "", "score": ""}) for row in table.indicators)
    funds = tuple(row.model_copy(update={"score": ""}) for row in table.funds)
    empty = {"narrative": "", "indicators": rows, "funds": funds, "total_score": ""}
    return table.model_copy(update=empty)


def judged(case: dict[str, Any]) -> list[Claim]:
    """The claims of one labelled text."""
    facts = facts_of(
        case["file"], case["table"], tuple(case.get("stated", ())), case.get("year"), bool(case.get("blank"))
    )
    return verify(facts, case["text"], case["kind"], case.get("row"))


def flagged(claims: list[Claim]) -> list[Claim]:
    """The claims that make a text unfaithful."""
    return [claim for claim in claims if claim.verdict in {"contradicted", "unsupported"}]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def check(text: str, table: int = 1, kind: str = "narrative", row: int | None = None, **more: Any) -> list[Claim]:
    """The claims of a text about a sample table."""
    return judged({"file": SAMPLES, "table": table, "kind": kind, "row": row, "text": text, **more})
