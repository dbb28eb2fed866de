"""One unit of work: read a file, check its tables, give one line of JSON. Runs in any process, keeps nothing."""

from __future__ import annotations

import gc
import json
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from forms.errors import FormError
from forms.limits import DEFAULT_LIMITS, Limits
from forms.numbers import money
from forms.read import read_file
from forms.table import Reading, SelfEvaluationTable
from scoring.batch.inputs import Unit, member_bytes
from scoring.catalogue import rules
from scoring.check import check_across, check_context
from scoring.context import Context
from scoring.findings import CheckResult, Finding
from scoring.profile import profile_for
from scoring.settings import NO_SETTINGS, Settings

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """How every unit of a run is examined."""

    profile: str | None = None
    limits: Limits = DEFAULT_LIMITS
    settings: Settings = NO_SETTINGS


def prepare() -> None:
    """Make a process ready that does nothing but examine units: rules loaded, garbage looked for seldom.

    Nothing that a table leaves behind is a cycle, so it goes by itself; looking for cycles among all that was ever
    loaded took a fifth of the time.
    """
    rules()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def examine(unit: Unit, task: Task) -> bytes:
    """One line of JSON about one unit. Never raises for a bad file: what is wrong with it is part of the result."""
    result: Result = {
        "unit": unit.id,
        "number": unit.number,
        "file": unit.name,
        "error": "",
        "problems": [],
        "tables": [],
    }
    try:
        reading = _read(unit, task.limits)
    except FormError as error:
        result["error"] = str(error)
    else:
        result["problems"] = [f"{p.place} {p.message}".strip() for p in reading.problems]
        result["tables"] = _tables(reading, task)
    return json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _read(unit: Unit, limits: Limits) -> Reading:
    if not unit.member:
        return read_file(Path(unit.path), limits, name=unit.name)
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        path = Path(folder) / f"member{Path(unit.member).suffix.lower()}"
        with path.open("wb") as out:
            for piece in member_bytes(unit, limits):
                out.write(piece)
        return read_file(path, limits, name=unit.name)


def _tables(reading: Reading, task: Task) -> list[Result]:
    contexts = [Context(table, profile_for(table, task.profile)) for table in reading.tables]
    across = check_across(reading.tables, task.settings, None if task.profile else contexts)
    results: list[Result] = []
    for number, ctx in enumerate(contexts, start=1):
        table, checked = ctx.table, check_context(ctx, task.settings)
        shared = [f for f in across if f.tables and f.tables[0] == number]
        results.append(
            {
                **_summary(table, checked),
                "findings": [told(f) for f in (*checked.findings, *shared)],
                "indicators": _indicators(table, checked),
            }
        )
    return results


def _summary(table: SelfEvaluationTable, checked: CheckResult) -> Result:
    funds = table.funds[0] if table.funds else None
    scores = checked.scores
    total, recomputed = scores.stated_total, scores.recomputed_total
    return {
        "index": table.source.index,
        "sheet": table.source.sheet,
        "project": table.project_name or "",
        "department": table.department or "",
        "unit_name": table.implementing_unit or "",
        "year": table.year,
        "profile": checked.profile,
        "goal": table.goal or "",
        "narrative": table.narrative or "",
        "budget": _text(money(funds.annual_budget, table.unit) if funds else None),
        "executed": _text(money(funds.executed, table.unit) if funds else None),
        "rate": _text(scores.execution_rate),
        "stated": _text(total),
        "recomputed": _text(recomputed),
        "difference": _text(recomputed - total if recomputed is not None and total is not None else None),
        "grade": scores.grade or "",
        **{severity: _count(checked, severity) for severity in ("error", "warning", "info")},
        "all_full": bool(scores.rows) and all(r.stated is not None and r.stated == r.points for r in scores.rows),
    }


def _count(checked: CheckResult, severity: str) -> int:
    return sum(f.severity == severity and f.ignored is None for f in checked.findings)


def told(found: Finding) -> Result:
    """A finding as a run keeps it."""
    return {
        "rule": found.rule,
        "severity": found.severity,
        "row": found.row,
        "cells": " ".join(found.cells),
        "message": found.message,
        "expected": found.expected or "",
        "actual": found.actual or "",
        "source": found.source,
    }


def _indicators(table: SelfEvaluationTable, checked: CheckResult) -> list[list[Any]]:
    scores = {row.row: row for row in checked.scores.rows}
    return [
        [
            row.row,
            row.level1,
            row.level2,
            row.level3 or "",
            row.target or "",
            row.actual or "",
            row.points or "",
            row.score or "",
            _text(scores[row.row].recomputed if row.row in scores else None),
            row.deviation_note or "",
        ]
        for row in table.indicators
    ]


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize() if value == value.to_integral() else value, "f")
