"""Forms of unlike bureaus (`bureaus/*.txt`, made up), each held against what a person reads in it (`*.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forms.parse import parse
from forms.read import read_file, read_text
from forms.table import SelfEvaluationTable
from tests.forms.accounting import unaccounted
from tests.forms.drawing import cells_of, grid, workbook

BUREAUS = Path(__file__).parent / "bureaus"
NAMES = sorted(path.stem for path in BUREAUS.glob("*.txt"))
PLACED = {"cells", "place"}


def golden(name: str) -> dict[str, Any]:
    return json.loads((BUREAUS / f"{name}.json").read_text("utf-8"))


def as_plain(table: SelfEvaluationTable) -> dict[str, Any]:
    return json.loads(table.model_dump_json(exclude={"source", "profile"}))


def without_places(value: Any) -> Any:
    """The texts alone; line breaks as spaces, since a paste from a web page has none."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACED}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_read_as_a_person_reads_it(name: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / f"{name}.xlsx", {"自评表": (BUREAUS / f"{name}.txt").read_text("utf-8")})
    tables = read_file(path).tables
    assert [as_plain(table) for table in tables] == [golden(name)]


@pytest.mark.parametrize("name", NAMES)
def test_the_paste_of_the_same_form_has_the_same_texts(name: str) -> None:
    shown = [[cell.text for cell in row] for row in grid((BUREAUS / f"{name}.txt").read_text("utf-8")).rows]
    width = len(cells_of((BUREAUS / f"{name}.txt").read_text("utf-8"))[0])
    lines = [["" for _ in range(width)] for _ in shown]
    for row in grid((BUREAUS / f"{name}.txt").read_text("utf-8")).rows:
        for cell in row:
            lines[cell.row][cell.column] = cell.text.replace("\n", " ")
    text = "\n".join("\t".join(line) for line in lines)
    tables = read_text(text).tables
    assert [without_places(as_plain(table)) for table in tables] == [without_places(golden(name))]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_form_is_dropped(name: str) -> None:
    drawn = grid((BUREAUS / f"{name}.txt").read_text("utf-8"))
    assert unaccounted(drawn, parse(drawn)) == []
