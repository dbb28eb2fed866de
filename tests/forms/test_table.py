"""The table as a value: places by fact id, and copies that do not remember the cells they were made from."""

from __future__ import annotations

from forms.table import Indicator, SelfEvaluationTable

TABLE = SelfEvaluationTable(
    goal="",
    cells={"goal": "B10"},
    indicators=(Indicator(row=1, level3="年接待次数", actual="27次", cells={"actual": "F12"}),),
)


def test_a_place_is_found_by_fact_id() -> None:
    assert [TABLE.place(fact) for fact in ("goal", "R1.actual", "R1.target", "R2.actual", "funds.executed")] == [
        "B10",
        "F12",
        "",
        "",
        "",
    ]


def test_a_copy_with_other_rows_forgets_the_old_ones() -> None:
    assert TABLE.place("R1.actual") == "F12"
    assert TABLE.text("R1.actual") == "27次"
    other = TABLE.model_copy(update={"indicators": (Indicator(row=1, actual="28次", cells={"actual": "F13"}),)})
    assert (other.place("R1.actual"), other.text("R1.actual")) == ("F13", "28次")


def test_a_row_of_nothing_is_told_from_one_that_is_filled() -> None:
    assert Indicator(row=1, level3="无", target=" ", actual=None).is_none
    assert not Indicator(row=1, level3="无", actual="0").is_none
