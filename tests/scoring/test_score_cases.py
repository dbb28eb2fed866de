"""The hand-worked scoring cases of `eval_sets/score`: one row in, its state and score out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import eval_sets
from forms.table import Indicator, SelfEvaluationTable
from scoring.completion import assess
from scoring.profile import load_profile
from scoring.scoresheet import score_sheet

CASES = Path(eval_sets.__file__).parent / "score"
FIELDS = ("target", "initial_target", "actual", "points", "score")


def _cases() -> list[Any]:
    found: list[Any] = []
    for path in sorted(CASES.glob("*.yml")):
        if path.stem != "tables":
            cases = yaml.safe_load(path.read_text(encoding="utf-8"))
            found += [pytest.param(case, id=f"{path.stem}: {case['case']}") for case in cases]
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _table(case: dict[str, Any]) -> SelfEvaluationTable:
    level1, _, level2 = case.get("class", "产出指标/数量指标").partition("/")
    cells = {field: _text(case.get(field)) for field in FIELDS}
    row = Indicator(
        row=1, level1=level1, level2=level2, level3=case.get("name", "活动"), deviation_note=case.get("note"), **cells
    )
    return SelfEvaluationTable(indicators=(row,), year=case.get("year", 2021))


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def test_there_are_cases_enough() -> None:
    assert len(_cases()) >= 60


@pytest.mark.parametrize("case", _cases())
def test_the_row_is_worth_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    table, profile = _table(case), load_profile(case.get("profile", "central-2020"))
    found = assess(table.indicators[0], table, profile)
    row = score_sheet(table, profile).rows[0]
    assert found.state == case["state"], found
    assert row.recomputed == _decimal(case.get("recomputed")), row
    if "range" in case:
        assert [row.min, row.max] == [_decimal(end) for end in case["range"]], row
    assert found.band == case.get("band")
    assert (found.adjusted.text if found.adjusted else None) == case.get("adjusted")
    assert case.get("says", "") in f"{row.how} {found.reason}"
