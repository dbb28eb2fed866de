"""The sample files in every format say what `expected/*.yml` says, which was typed by eye from the pasted tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval_sets.expected import SAMPLES, cut_off, expected_table
from forms.read import read_file, read_text
from forms.table import SelfEvaluationTable
from scripts import make_samples

NUMBERS = range(1, 12)
SHIFTED = (5, 4)  # the row that runs one column right of its place


@cache
def pasted() -> tuple[SelfEvaluationTable, ...]:
    return read_text((SAMPLES / "seed.txt").read_text("utf-8")).tables


def said(table: SelfEvaluationTable) -> dict[str, Any]:
    said = table.model_dump(exclude={"source", "cells", "other"})
    for row in said["indicators"]:
        del row["cells"], row["shift"]
        row["deviation_note"] = row["deviation_note"] or ""
    return said


@pytest.mark.parametrize("number", NUMBERS)
def test_the_paste_is_read_as_the_eye_reads_it(number: int) -> None:
    assert said(pasted()[number - 1]) == said(expected_table(number))


@pytest.mark.parametrize("number", NUMBERS)
def test_places_of_the_paste_are_those_of_the_form_as_laid_out(number: int) -> None:
    table, expected = pasted()[number - 1], expected_table(number)
    assert {fact: table.cells.get(fact) for fact in expected.cells} == expected.cells
    for row, wanted in zip(table.indicators, expected.indicators, strict=True):
        if (number, row.row) != SHIFTED:
            assert {field: row.cells[field] for field in wanted.cells} == wanted.cells


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_sample_file_is_read_as_the_eye_reads_the_table(kind: str, number: int) -> None:
    (table,) = read_file(SAMPLES / kind / f"{number:02}.{kind}").tables
    assert said(table) == said(expected_table(number))


@pytest.mark.parametrize("number", NUMBERS)
def test_cells_that_were_cut_off_are_told_at_their_places(number: int) -> None:
    reading = read_file(SAMPLES / "xlsx" / f"{number:02}.xlsx")
    told = {problem.place for problem in reading.problems if "没有写完" in problem.message}
    assert told == {reading.tables[0].place(fact) for fact in cut_off(number)}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_blanked_sample_has_its_targets_and_no_scores(number: int) -> None:
    pastes = read_file(SAMPLES / "blanked" / "paste.txt").tables
    for table in (read_file(SAMPLES / "blanked" / f"{number:02}.xlsx").tables[0], pastes[number - 1]):
        wanted = expected_table(number)
        assert [row.target for row in table.indicators] == [row.target for row in wanted.indicators]
        assert [row.points for row in table.indicators] == [row.points for row in wanted.indicators]
        assert not any(row.score or row.deviation_note for row in table.indicators)
        assert not table.narrative
        assert not table.total_score


def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    make_samples.main(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert made == {name: (SAMPLES / name).read_bytes() for name in made}
