"""The eleven sample tables, held against what a person read in them (`golden/*.json`, checked by eye)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms.read import read_text
from forms.table import Reading

SEED = Path("eval_sets/samples/seed.txt")
GOLDEN = Path(__file__).parent / "golden"
NUMBERS = range(1, 12)


@cache
def reading() -> Reading:
    return read_text(SEED.read_text("utf-8"))


def golden(number: int) -> dict[str, Any]:
    return json.loads((GOLDEN / f"table{number:02}.json").read_text("utf-8"))


@pytest.mark.parametrize("number", NUMBERS)
def test_every_value_of_a_sample_is_in_its_field_with_its_place(number: int) -> None:
    table = json.loads(reading().tables[number - 1].model_dump_json(exclude={"source"}))
    assert table == golden(number)


def test_the_samples_hold_eleven_tables_and_118_entries() -> None:
    assert [len(t.indicators) for t in reading().tables] == [6, 12, 17, 23, 7, 6, 11, 6, 18, 6, 6]


def test_28_rows_that_lost_merged_cells_are_repaired_and_told() -> None:
    assert sum("左移" in p.message for p in reading().problems) == 28


def test_the_row_that_really_runs_right_keeps_its_places_and_is_told() -> None:
    row = reading().tables[4].indicators[3]
    assert (row.level2, row.level3, row.target, row.actual, row.points, row.score) == (
        "时效指标", "2021年及时准确完成", "及时完成", "及时完成", "10", "10",
    )  # fmt: skip
    assert (row.cells["points"], row.cells["score"], row.shift) == ("H15", "I15", 1)
    assert sum("右移" in p.message for p in reading().problems) == 1


def test_the_eight_cells_that_are_cut_off_are_kept_and_told() -> None:
    cut = [p for p in reading().problems if "没有写完" in p.message]
    assert [p.place for p in cut] == ["I12", "E26", "F26", "F12", "F15", "D19", "F15", "F17"]


@pytest.mark.parametrize("number", [n for n in NUMBERS if n != 9])
def test_class_sums_agree_with_their_headings(number: int) -> None:
    table = reading().tables[number - 1]
    for heading in table.classes:
        if heading.points:
            held = sum(float(r.points or 0) for r in table.indicators if r.level1 == heading.level1)
            assert held == float(heading.points), heading
