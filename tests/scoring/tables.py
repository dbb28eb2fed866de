"""Tables for tests: the clean forms of `eval_sets/findings` and small changes to them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from eval_sets.findings import change, clean_table
from forms.table import SelfEvaluationTable
from scoring.check import check
from scoring.findings import CheckResult
from scoring.profile import load_profile

CASES = Path(__file__).parent / "rules"


def good_table() -> SelfEvaluationTable:
    """The clean form that the cases of the rules change."""
    return clean_table("education")


@lru_cache(maxsize=256)
def cases(code: str) -> list[dict[str, Any]]:
    """The cases of one rule."""
    return yaml.safe_load((CASES / f"{code.lower()}.yml").read_text(encoding="utf-8"))


def checked(case: dict[str, Any]) -> tuple[SelfEvaluationTable, CheckResult]:
    """The table of a case and what the rules say of it."""
    table = change(clean_table(case.get("table", "education")), case.get("change", {}))
    profile = load_profile(case["profile"]) if "profile" in case else None
    return table, check(table, profile, peers=tuple(case.get("peers", ())))
