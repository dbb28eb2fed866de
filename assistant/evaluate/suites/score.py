"""`score`: rows, whole tables and the samples, worked out by hand; state, score, bounds and totals must come out so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.suite import Solver, Suite
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.completion import assess
from scoring.profile import load_profile
from scoring.scoresheet import score_sheet

_CELLS = ("target", "initial_target", "actual", "points", "score")
_FUNDS = ("initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")
_WORDS = ("state", "adjusted", "band", "grade")


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "score", in_folder(root, "score"), key="case")


async def scored(case: EvalCase, _solver: Solver) -> Output:
    """State and score of one row, or the totals of a table."""
    given = case.given
    profile = load_profile(str(given.get("profile", "central-2020")), int(given.get("year", 2021)))
    if "rows" in given:
        sheet = score_sheet(_table(given), profile)
        return Output(value={name: getattr(sheet, name) for name in given["expect"]})
    table = SelfEvaluationTable(indicators=(_row(given),), year=int(given.get("year", 2021)))
    found, row = assess(table.indicators[0], table, profile), score_sheet(table, profile).rows[0]
    adjusted = found.adjusted.text if found.adjusted else None
    said = f"{row.how} {found.reason}"
    return Output(
        said.strip(),
        value={"state": found.state, "recomputed": row.recomputed, "range": [row.min, row.max], "band": found.band,
               "adjusted": adjusted, "says": said},
    )  # fmt: skip


def _row(given: Any) -> Indicator:
    level1, _, level2 = str(given.get("class", "产出指标/数量指标")).partition("/")
    cells: dict[str, Any] = {name: None if given.get(name) is None else str(given[name]) for name in _CELLS}
    name, note = str(given.get("name", "活动")), given.get("note")
    return Indicator(row=1, level1=level1, level2=level2, level3=name, deviation_note=note, **cells)


def _table(given: Any) -> SelfEvaluationTable:
    funds = FundsRow(name="年度资金总额", **dict(zip(_FUNDS, _split(given["funds"]), strict=True)))
    rows: list[Indicator] = []
    for number, line in enumerate(given["rows"], 1):
        heading, target, actual, points, score, note = _split(line)
        level1, _, level2 = heading.partition("/")
        name = "无" if target == "无" else "开展活动"
        rows.append(
            Indicator(row=number, level1=level1, level2=level2, level3=name, target=target, actual=actual,
                      points=points, score=score, deviation_note=note)
        )  # fmt: skip
    return SelfEvaluationTable(funds=(funds,), indicators=tuple(rows), total_score=str(given["total"]), year=2021)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def as_worked_out(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Each expected value by itself; what the case does not give must not be there, where the score is concerned."""
    given = case.given
    expected = dict(given["expect"]) if "rows" in given else {
        name: given.get(name) for name in ("state", "recomputed", "range", "band", "adjusted") if name in given
    }  # fmt: skip
    if "rows" not in given:
        expected.setdefault("recomputed", None)
    for name, value in expected.items():
        found = output.value[name]
        yield Mark(name if name in _WORDS else _group(name), _same(value, found), f"{name} 应为 {value}，算得 {found}")
    if given.get("says"):
        yield Mark("says_why", str(given["says"]) in output.value["says"], f"没有说明：{given['says']}")


def _group(name: str) -> str:
    return "totals" if name.endswith(("total", "_min", "_max", "cap", "funds_score")) else "score"


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, list):
        return all(map(_same, cast("list[Any]", expected), found))
    if expected is None or found is None or isinstance(found, str):
        return expected == found
    return Decimal(str(expected)) == Decimal(str(found))


SUITE = Suite("score", "计分：手算的行和表", _load, scored, (as_worked_out,))
