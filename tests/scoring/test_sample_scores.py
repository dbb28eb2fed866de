"""The score sheets of the 11 samples, against `eval_sets/samples/scores`, which were worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import eval_sets
from forms.read import read_text
from forms.table import SelfEvaluationTable
from scoring.findings import RowScore
from scoring.profile import choose_profile
from scoring.scoresheet import score_sheet

SAMPLES = Path(eval_sets.__file__).parent / "samples"
TOTALS = ("funds_score", "stated_total", "row_total", "recomputed_total", "recomputed_min", "recomputed_max")


@cache
def _tables() -> tuple[SelfEvaluationTable, ...]:
    return read_text((SAMPLES / "seed.txt").read_text(encoding="utf-8")).tables


def _shown(row: RowScore) -> str:
    if row.recomputed is not None:
        return f"{row.recomputed:.2f}"
    if row.min is not None:
        return f"{row.min:.2f}–{row.max:.2f}"
    return "无" if not row.points else "？"


def _exact(rate: str) -> Decimal:
    executed, _, budget = rate.partition("/")
    return Decimal(executed) / Decimal(budget or "1")


@pytest.mark.parametrize("number", range(1, 12))
def test_the_sheet_is_the_one_worked_out_by_hand(number: int) -> None:
    table = _tables()[number - 1]
    expected: dict[str, Any] = yaml.safe_load((SAMPLES / f"scores/{number:02}.yml").read_text(encoding="utf-8"))
    profile = choose_profile(table)
    assert profile.name == "shenzhen-2021"
    sheet = score_sheet(table, profile)
    assert [_shown(row) for row in sheet.rows] == [
        f"{row:.2f}" if isinstance(row, float) else row for row in expected["rows"]
    ]
    assert {name: getattr(sheet, name) for name in TOTALS} == {name: Decimal(expected[name]) for name in TOTALS}
    assert sheet.execution_rate == _exact(expected["execution_rate"])
    assert sheet.grade == expected["grade"]


def test_each_lost_point_has_its_cause() -> None:
    table = _tables()[0]
    sheet = score_sheet(table, choose_profile(table))
    assert [(loss.row, loss.points, loss.due) for loss in sheet.losses] == [
        (None, Decimal("3.10"), "执行率 0.69 × 10 = 6.90"),
        (1, Decimal("1.50"), "27 ÷ 30 × 15 = 13.50"),
    ]
    assert [(part.name, part.stated, part.recomputed) for part in sheet.classes] == [
        ("产出指标", Decimal(50), Decimal("48.50")),
        ("效益指标", Decimal(40), Decimal("40.00")),
    ]


def test_reading_the_rows_first_gives_the_same_sheet() -> None:
    from scoring.context import row_of

    for table in _tables():
        profile = choose_profile(table)
        assert score_sheet(table, profile, [row_of(cells) for cells in table.indicators]) == score_sheet(table, profile)
