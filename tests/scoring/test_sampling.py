"""Which tables to look at first, and why."""

from __future__ import annotations

from pathlib import Path

from forms.read import read_text
from scoring.check import check
from scoring.findings import CheckResult, Finding, Severity
from scoring.sampling import at_random, by_risk

SEED = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"
TABLES = read_text(SEED.read_text(encoding="utf-8")).tables
RESULTS = [check(table) for table in TABLES]


def test_one_thing_to_mend_weighs_more_than_a_few_to_explain() -> None:
    def result(index: int, *severities: Severity) -> CheckResult:
        found = tuple(Finding(rule="X", severity=s, confidence="sure", message="") for s in severities)
        return CheckResult(project_name="", index=index, profile="central-2020", findings=found)

    results = [result(1, "warning", "warning"), result(2, "error"), result(3)]
    picks = by_risk(TABLES[1:4], results, 3)
    assert [pick.number for pick in picks] == [2, 1, 3]
    assert [pick.reasons[0] for pick in picks] == ["须改 1 条", "须说明 2 条", "没有发现问题"]


def test_every_pick_has_a_reason() -> None:
    assert all(pick.reasons for pick in by_risk(TABLES, RESULTS, 99))


def test_rounding_to_full_points_is_a_reason() -> None:
    reasons = {pick.number: pick.reasons for pick in by_risk(TABLES, RESULTS, 11)}
    assert "执行率四舍五入得满分" in reasons[6]


def test_a_draw_is_the_same_for_the_same_seed_and_never_twice_the_same_table() -> None:
    first = at_random(200, 20, seed=7)
    assert first == at_random(200, 20, seed=7)
    assert first != at_random(200, 20, seed=8)
    assert len({pick.number for pick in first}) == 20
    assert [pick.number for pick in at_random(3, 20, seed=1)] == [1, 2, 3]
