"""Whole tables of `eval_sets/score/tables.yml`: funds, totals, caps, bands, blanks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import eval_sets
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.profile import choose_profile, load_profile, profile_names
from scoring.scoresheet import score_sheet

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(eval_sets.__file__).parent / "score/tables.yml").read_text(encoding="utf-8")
)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _table(case: dict[str, Any]) -> SelfEvaluationTable:
    names = ("initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")
    funds = FundsRow(name="年度资金总额", **dict(zip(names, _cells(case["funds"]), strict=True)))
    rows: list[Indicator] = []
    for number, line in enumerate(case["rows"], 1):
        heading, target, actual, points, score, note = _cells(line)
        level1, _, level2 = heading.partition("/")
        name = "无" if target == "无" else "开展活动"
        rows.append(
            Indicator(
                row=number, level1=level1, level2=level2, level3=name, target=target, actual=actual, points=points,
                score=score, deviation_note=note,
            )
        )  # fmt: skip
    return SelfEvaluationTable(funds=(funds,), indicators=tuple(rows), total_score=case["total"], year=2021)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_totals_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    sheet = score_sheet(_table(case), load_profile(case["profile"]))
    for name, value in case["expect"].items():
        expected = value if value is None or isinstance(value, str) else Decimal(str(value))
        assert getattr(sheet, name) == expected, (name, sheet)


def test_a_row_of_its_parent_is_in_no_total() -> None:
    row = Indicator(row=1, level1="产出指标", level3="培训", target="10次", actual="10次", points="90", score="90")
    part = Indicator(
        row=2, parent_row=1, level1="产出指标", level3="其中：网上", target="4次", actual="4次", points="40"
    )
    sheet = score_sheet(SelfEvaluationTable(indicators=(row, part)), load_profile("central-2020"))
    assert (sheet.recomputed_total, sheet.rows[1].counted) == (Decimal("90.00"), False)


def test_a_cap_is_told_as_a_loss_of_its_own() -> None:
    case = next(case for case in CASES if case["case"] == "执行率七成多的封顶八十九")
    losses = score_sheet(_table(case), load_profile("capped")).losses
    assert (losses[-1].row, losses[-1].points) == (None, Decimal("8.5"))
    assert "封顶" in losses[-1].due or "最高" in losses[-1].due


_TEXT = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["", "无", "—", "≥30次", "27次", "100%", "0", "-5", "1e5", "近30余次", "2021年内完成", "及时",
    "50-60个", "1:3", "０", "9" * 40]),
)  # fmt: skip


@st.composite
def _any_table(draw: st.DrawFn) -> SelfEvaluationTable:
    funds = draw(st.lists(st.builds(FundsRow, name=st.just("年度资金总额"), initial_budget=_TEXT,
    annual_budget=_TEXT, executed=_TEXT,
                                    points=_TEXT, execution_rate=_TEXT, score=_TEXT), max_size=2))  # fmt: skip
    rows = [
        Indicator(
            row=number, level1=draw(st.sampled_from(["产出指标", "效益指标", "成本指标", ""])), level2="",
            level3=draw(_TEXT),
            initial_target=draw(_TEXT), target=draw(_TEXT), actual=draw(_TEXT), points=draw(_TEXT), score=draw(_TEXT),
            deviation_note=draw(_TEXT),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]  # fmt: skip
    return SelfEvaluationTable(
        funds=tuple(funds),
        indicators=tuple(rows),
        total_score=draw(_TEXT),
        year=draw(st.none() | st.integers(1990, 2100)),
    )


@given(_any_table(), st.sampled_from([*profile_names(), ""]))
def test_any_table_gets_a_sheet_with_its_ends_in_order(table: SelfEvaluationTable, name: str) -> None:
    sheet = score_sheet(table, load_profile(name, table.year) if name else choose_profile(table))
    assert len(sheet.rows) == len(table.indicators)
    for row in sheet.rows:
        if row.min is not None and row.max is not None:
            assert row.min <= row.max
