"""Which tables to look at first, and why."""

from __future__ import annotations

from pathlib import Path

from forms.read import read_text
from scoring.check import check
from scoring.sampling import at_random, by_risk

SEED = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"
TABLES = read_text(SEED.read_text(encoding="utf-8")).tables
RESULTS = [check(table) for table in TABLES]


def test_the_table_with_most_to_mend_comes_first_with_its_reasons() -> None:
    picks = by_risk(TABLES, RESULTS, 3)
    assert RESULTS[picks[0].number - 1].errors == max(result.errors for result in RESULTS)
    assert any(reason.startswith("须改") for reason in picks[0].reasons)
    assert picks[0].risk >= picks[1].risk >= picks[2].risk


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
