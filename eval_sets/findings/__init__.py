"""Tables whose findings were labelled by hand.

`tables/*.yml` are wholly clean forms of unlike bureaus, `cases/*.yml` small changes to one of them with what must be
found and what must not be said. `clean_table` and `change` make values of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from forms.table import SelfEvaluationTable

HERE = Path(__file__).parent
_FUNDS_COLUMNS = {
    "name": "B",
    "initial_budget": "D",
    "annual_budget": "E",
    "executed": "F",
    "points": "G",
    "execution_rate": "H",
    "score": "I",
}
_ROW_COLUMNS = {"level3": "D", "target": "E", "actual": "F", "points": "G", "score": "H", "deviation_note": "I"}
_HEAD = {
    "project_name": "C2",
    "project_amount": "H2",
    "department": "C3",
    "implementing_unit": "H3",
    "goal": "B10",
    "narrative": "F10",
}
_FIRST_FUNDS, _FIRST_ROW = 5, 12


def table_names() -> list[str]:
    """The names of the clean forms."""
    return sorted(path.stem for path in (HERE / "tables").glob("*.yml"))


@lru_cache(maxsize=64)
def clean_table(name: str) -> SelfEvaluationTable:
    """A clean form as a value, with the places that a form as laid out would have."""
    data = yaml.safe_load((HERE / "tables" / f"{name}.yml").read_text(encoding="utf-8"))
    return laid_out(data)


def laid_out(data: Mapping[str, Any]) -> SelfEvaluationTable:
    """The table of plain values: rows numbered, places given where the form has the cell."""
    rows = [dict(row) for row in data.get("indicators", [])]
    cells = {field: place for field, place in _HEAD.items() if data.get(field) is not None}
    for n in range(len(data.get("funds", []))):
        fact = "funds" if n == 0 else f"funds{n + 1}"
        cells |= {f"{fact}.{field}": f"{column}{_FIRST_FUNDS + n}" for field, column in _FUNDS_COLUMNS.items()}
    for n, row in enumerate(rows, 1):
        row["row"] = n
        row["cells"] = {
            f: f"{column}{_FIRST_ROW + n - 1}" for f, column in _ROW_COLUMNS.items() if row.get(f) is not None
        }
    last = _FIRST_ROW + len(rows)
    cells |= {"total_points": f"G{last}", "total_score": f"H{last}", "stated_grade": f"C{last + 1}"}
    if data.get("funds_note") is not None:
        cells["funds_note"] = "C9"
    return SelfEvaluationTable.model_validate({**data, "indicators": rows, "cells": cells})


def change(table: SelfEvaluationTable, changes: Mapping[str, Any]) -> SelfEvaluationTable:
    """A table with some cells changed.

    Keys: a field of the table; `R3` (fields of that row); `funds2` (fields of that funds row); `drop` (row numbers);
    `add` (rows at the end); `index` (which table of its file it is).
    """
    data: dict[str, Any] = table.model_dump(exclude={"cells": True})
    rows, funds = list(data["indicators"]), list(data["funds"])
    for key, value in changes.items():
        head, number = key.rstrip("0123456789"), key.lstrip("Rfunds")
        if head == "R":
            rows[int(number) - 1].update(value)
        elif head == "funds" and isinstance(value, Mapping):
            funds[int(number or 1) - 1].update(value)
        elif key == "drop":
            rows = [row for row in rows if row["row"] not in value]
        elif key == "add":
            rows += value
        elif key == "index":
            data["source"]["index"] = value
        else:
            data[key] = value
    if isinstance(changes.get("funds"), list):
        funds = changes["funds"]
    return laid_out(data | {"indicators": rows, "funds": funds})


def cases() -> list[dict[str, Any]]:
    """The labelled cases: {id, table, change, must: ["SC01 R2", "FD05"], must_not: […]}."""
    found: list[dict[str, Any]] = []
    for path in sorted((HERE / "cases").glob("*.yml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
