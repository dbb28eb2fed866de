"""批量 and 评测: what was read of many files at once, and the last report of the evaluation."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from ui.render import render
from ui.session import Office
from ui.shelf import Listed

MOST_SHOWN = 300


class BatchPage:
    """Draws 批量: every file that is open with its tables, and those that could not be read last time."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, owner: str) -> str:
        tables = self.office.shelf.tables(owner)
        files = [_file(name, list(items)) for name, items in groupby(tables, key=lambda t: t.file)]
        refused = json.loads(self.office.shelf.setting(owner, "refused") or "[]")
        return render(
            "batch",
            files=files[:MOST_SHOWN],
            more=max(0, len(files) - MOST_SHOWN),
            tables=len(tables),
            errors=sum(t.errors for t in tables),
            warnings=sum(t.warnings for t in tables),
            differing=sum(bool(t.stated and t.recomputed and t.stated != t.recomputed) for t in tables),
            refused=refused,
            desk=tables[0].id if tables else "",
        )


def _file(name: str, items: list[Listed]) -> dict[str, Any]:
    return {
        "name": name,
        "first": items[0].id,
        "tables": len(items),
        "errors": sum(t.errors for t in items),
        "warnings": sum(t.warnings for t in items),
        "differing": sum(bool(t.stated and t.recomputed and t.stated != t.recomputed) for t in items),
    }


class EvalsPage:
    """Draws 评测: the report that `ziping eval --json` wrote into the data folder."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, _owner: str) -> str:
        path = self.office.store.data / "eval.json"
        try:
            suites = json.loads(path.read_text(encoding="utf-8")).get("suites", [])
            when = path.stat().st_mtime
        except (OSError, ValueError, AttributeError):
            suites, when = [], 0.0
        return render("evals", suites=suites, when=when, path=path.name)
