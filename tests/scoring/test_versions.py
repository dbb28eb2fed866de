"""What changed between two states of one table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from forms.edit import with_texts
from forms.read import read_text
from scoring.check import check
from scoring.versions import changes, mended, score_change

SEED = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"
TABLE = read_text(SEED.read_text(encoding="utf-8")).tables[0]


def test_a_table_has_not_changed_against_itself() -> None:
    assert changes(TABLE, TABLE) == ()


def test_each_changed_cell_is_told_with_its_place_before_and_after() -> None:
    after = with_texts(TABLE, {"R1.score": "13.50", "total_score": "95.4", "funds.executed": "34700.00"})
    assert [(c.fact, c.place, c.before, c.after) for c in changes(TABLE, after)] == [
        ("total_score", "H20", "96.9", "95.4"),
        ("funds.executed", "F5", "34638.00", "34700.00"),
        ("R1.score", "H12", "15", "13.50"),
    ]


def test_rows_are_matched_by_name_when_one_was_put_in_before_them() -> None:
    first, *rest = TABLE.indicators
    new = first.model_copy(update={"level3": "接待人数", "target": "≥100人", "actual": "90人"})
    rows = [row.model_copy(update={"row": n}) for n, row in enumerate((new, first, *rest), start=1)]
    found = changes(TABLE, TABLE.model_copy(update={"indicators": tuple(rows)}))
    assert [(c.kind, c.label, c.after) for c in found] == [("added", "指标“接待人数”", "≥100人，90人")]


def test_a_row_that_is_gone_is_told() -> None:
    found = changes(TABLE, TABLE.model_copy(update={"indicators": TABLE.indicators[1:]}))
    assert [(c.kind, c.before) for c in found] == [("removed", "≥30次，27次")]


def test_what_was_mended_what_stays_and_what_is_new() -> None:
    after = with_texts(TABLE, {"R1.score": "13.50", "R2.score": "16"})
    gone, there, new = mended(check(TABLE), check(after))
    assert "SC01" in {f.rule for f in gone}
    assert "BI01" in {f.rule for f in there}
    assert "PT03" in {f.rule for f in new}


def test_the_change_of_the_totals() -> None:
    after = with_texts(TABLE, {"R1.score": "13.50", "total_score": "95.4"})
    assert score_change(check(TABLE), check(after)) == (Decimal("-1.5"), Decimal(0))
