"""The form as laid out for the page."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from forms.read import read_text
from forms.table import SelfEvaluationTable
from scoring.findings import RowScore, ScoreSheet
from ui.blank import blank_table
from ui.form import CellView, FormView, band, short_place, show_money, split_place
from ui.layout import form_view

SAMPLES = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"


@pytest.fixture(scope="module")
def tables() -> tuple[SelfEvaluationTable, ...]:
    return read_text(SAMPLES.read_text(encoding="utf-8")).tables


def cell(form: FormView, place: str) -> CellView:
    return next(c for row in form.rows for c in row.cells if c.place == place)


def test_every_cell_of_the_form_is_on_the_page_once(tables: tuple[SelfEvaluationTable, ...]) -> None:
    for table in tables:
        form = form_view(table, ScoreSheet())
        shown = [c.fact for row in form.rows for c in row.cells if c.fact]
        assert len(shown) == len(set(shown))
        for row in table.indicators:
            for key in ("level3", "target", "actual", "points", "score", "deviation_note"):
                if getattr(row, key) is not None:
                    assert f"R{row.row}.{key}" in shown


def test_every_row_spans_the_same_columns(tables: tuple[SelfEvaluationTable, ...]) -> None:
    for table in (*tables, blank_table()):
        form = form_view(table, ScoreSheet())
        left = [0] * len(form.columns)  # rows that a merged cell above still covers
        for row in form.rows:
            free = [i for i, rows in enumerate(left) if rows == 0]
            spans = [c.rows for c in row.cells for _ in range(c.columns)]
            assert len(spans) == len(free)
            for i, rows in zip(free, spans, strict=True):
                left[i] = rows
            left = [rows - 1 for rows in left]


def test_letters_and_numbers_are_those_of_the_form(tables: tuple[SelfEvaluationTable, ...]) -> None:
    form = form_view(tables[0], ScoreSheet())
    assert [c.letter for c in form.columns] == ["A", "B", "C", "D", "E", "F", "G", "H", "", "I"]
    assert [row.label for row in form.rows] == [str(n) for n in range(1, 21)]
    assert cell(form, "F12").text == "27次"
    assert cell(form, "B12").text == "产出指标\n(50分)"


def test_money_is_shown_with_separators_and_edited_as_it_stands(tables: tuple[SelfEvaluationTable, ...]) -> None:
    amount = cell(form_view(tables[0], ScoreSheet()), "E6")
    assert (amount.text, amount.raw) == ("50,000.00", "50000")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [("50000", "元", "50,000.00"), ("1429.2506", "万元", "1,429.2506"), ("—", "元", "—"), ("180万", "元", "180万")],
)
def test_only_plain_amounts_are_rewritten(text: str, unit: str, shown: str) -> None:
    assert show_money(text, unit) == shown


def test_a_score_that_only_a_band_can_defend_is_shown_as_a_band() -> None:
    row = RowScore(row=1, stated=Decimal(10), recomputed=None, min=Decimal(8), max=Decimal(10), how="")
    assert band(row) == "8–10"
    assert band(row.model_copy(update={"recomputed": Decimal("13.5")})) == "13.50"


@pytest.mark.parametrize(
    ("place", "split", "short"),
    [
        ("F12", ("F", "12"), "F12"),
        ("F9+G9+H9", ("F", "9"), "F9"),
        ("表3 第5行第4列", ("4", "5"), "5行4列"),
        ("", ("", ""), ""),
    ],
)
def test_places_of_every_kind_of_file_fit_a_tag(place: str, split: tuple[str, str], short: str) -> None:
    assert split_place(place) == split
    assert short_place(place) == short
