"""Random forms in random layouts (`layouts.make`): parse gives back what was drawn, and drops nothing."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.errors import FormError
from forms.parse import parse
from forms.read import read_text
from forms.table import SelfEvaluationTable
from tests.forms.accounting import unaccounted
from tests.forms.layouts import Drawing, as_grid, as_lines, as_markdown, as_paste, as_web_paste, make
from tests.forms.mutations import mutated

RANDOM = st.randoms(use_true_random=False)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def words(value: Any) -> Any:
    """A text without white space: pastes lose line breaks. A blank and a missing field are one."""
    return "".join(value.split()) if isinstance(value, str) else value or ""


def differences(drawing: Drawing, table: SelfEvaluationTable, *, places: bool) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for name, text in drawing.texts.items():
        if words(getattr(table, name)) != words(text):
            found.append((name, text, getattr(table, name)))
        elif places and text and table.cells.get(name) != drawing.places[name]:
            found.append((name, drawing.places[name], table.cells.get(name)))
    if (table.year, table.unit) != (drawing.year, drawing.unit):
        found.append(("year, unit", table.year, table.unit))
    for expected, row in zip(drawing.funds, table.funds, strict=True):
        found.extend((n, t, getattr(row, n)) for n, t in expected.items() if words(getattr(row, n)) != words(t))
    if len(table.indicators) != len(drawing.indicators):
        return [*found, ("rows", len(drawing.indicators), len(table.indicators))]
    for expected, row in zip(drawing.indicators, table.indicators, strict=True):
        texts = {name: text for name, text in expected.items() if name != "cells"}
        found.extend((row.row, n, t, getattr(row, n)) for n, t in texts.items() if words(getattr(row, n)) != words(t))
        if places:
            wrong = {n: p for n, p in expected["cells"].items() if texts[n] and row.cells.get(n) != p}
            found.extend((row.row, n, p, row.cells.get(n)) for n, p in wrong.items())
    return found


@FEW
@given(RANDOM)
def test_a_form_with_merged_cells_is_given_back_and_nothing_is_dropped(rnd: Random) -> None:
    drawing = make(rnd)
    grid = as_grid(drawing)
    reading = parse(grid)
    assert differences(drawing, reading.tables[0], places=True) == []
    assert unaccounted(grid, reading) == []


@FEW
@given(RANDOM)
def test_a_form_whose_merges_are_not_known_is_given_back(rnd: Random) -> None:
    drawing = make(rnd)
    assert differences(drawing, parse(as_grid(drawing, merged=False)).tables[0], places=True) == []


@pytest.mark.parametrize("paste", [as_paste, as_web_paste, as_markdown], ids=["excel", "web", "markdown"])
@FEW
@given(rnd=RANDOM)
def test_a_paste_is_given_back(paste: Any, rnd: Random) -> None:
    drawing = make(rnd)
    assert differences(drawing, read_text(paste(drawing)).tables[0], places=False) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_paste_with_one_cell_a_line_is_given_back_when_it_keeps_blank_cells(seed: int) -> None:
    drawing = make(Random(seed))
    assert differences(drawing, read_text(as_lines(drawing, blanks=True)).tables[0], places=False) == []


def test_a_paste_with_one_cell_a_line_and_no_blank_cells_is_mostly_right() -> None:
    wrong = total = 0
    for seed in range(12):
        drawing = make(Random(seed))
        total += len(drawing.texts) + sum(len(r) - 1 for r in (*drawing.indicators, *drawing.funds))
        table = read_text(as_lines(drawing, blanks=False)).tables[0]
        wrong += len(differences(drawing, table, places=False))
    assert wrong < total * 0.12


@pytest.mark.parametrize("batch", range(8))
def test_no_mutated_form_breaks_the_parser(batch: int) -> None:
    for seed in range(batch * 40, batch * 40 + 40):
        rnd = Random(seed)
        drawing = mutated(rnd, make(rnd))
        parse(as_grid(drawing, merged=rnd.random() < 0.5))
        for paste in (as_paste, as_web_paste, as_markdown):
            with suppress(FormError):
                read_text(paste(drawing))
