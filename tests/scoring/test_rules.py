"""Every rule held to its cases: small changes to a clean table that it must find, and ones that it must pass over."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.catalogue import rules
from scoring.findings import Finding
from tests.scoring.tables import CASES, cases, checked

ALL = [
    pytest.param(path.stem.upper(), case, id=f"{path.stem}: {case['name']}")
    for path in sorted(CASES.glob("*.yml"))
    if not path.stem.startswith("xt")
    for case in cases(path.stem.upper())
]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_a_rule_finds_what_it_must_and_passes_over_the_rest(code: str, case: dict[str, Any]) -> None:
    table, result = checked(case)
    found = [finding for finding in result.findings if finding.rule == code]
    wanted = case["finds"]
    assert len(found) == len(wanted), [finding.message for finding in found]
    for finding, want in zip(found, wanted, strict=True):
        _holds(finding, want)
        assert finding.cells == tuple(dict.fromkeys(p for p in map(table.place, finding.facts) if p))
    if "skips" in case:
        assert [skip.row for skip in result.skipped if skip.rule == code] == case["skips"]


def _holds(finding: Finding, want: dict[str, Any]) -> None:
    assert finding.message
    assert "{" not in finding.message
    for key in ("row", "expected", "actual", "severity", "confidence"):
        if key in want:
            assert getattr(finding, key) == want[key]
    assert set(want.get("facts", ())) <= set(finding.facts)


def test_every_rule_has_cases_that_fail_and_cases_that_pass_twice_each() -> None:
    for rule in rules():
        of_rule = cases(rule.code)
        assert sum(bool(case["finds"]) for case in of_rule) >= 2, rule.code
        assert sum(not case["finds"] for case in of_rule) >= 2, rule.code
