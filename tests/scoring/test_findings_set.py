"""The labelled set of findings (`eval_sets/findings/cases`): what must be found, and what must not be said."""

from __future__ import annotations

from typing import Any

import pytest

from eval_sets.findings import cases, change, clean_table
from scoring.check import check

ALL = [pytest.param(case, id=case["id"]) for case in cases()]


@pytest.mark.parametrize("case", ALL)
def test_a_labelled_table_is_judged_as_labelled(case: dict[str, Any]) -> None:
    result = check(change(clean_table(case["table"]), case["change"]))
    found = {f"{f.rule} R{f.row}" if f.row else f.rule for f in result.findings}
    codes = {f.rule for f in result.findings}
    missing = [want for want in case["must"] if want not in found and (" " in want or want not in codes)]
    wrong = [ban for ban in case["must_not"] if ban in found or (" " not in ban and ban in codes)]
    assert (missing, wrong) == ([], [])


def test_the_set_is_large_enough_and_its_names_are_its_own() -> None:
    names = [case["id"] for case in cases()]
    assert len(names) >= 60
    assert len(names) == len(set(names))
