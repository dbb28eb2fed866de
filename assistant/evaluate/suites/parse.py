"""`parse`: files and pastes of many layouts; every labelled field must be read as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.material import blanked
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.suite import Solver, Suite
from eval_sets.expected import cut_off, expected_table
from forms.read import read_file
from forms.table import SelfEvaluationTable

_FUNDS = ("name", "initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")
_ROW = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation_note")
_HEAD = (
    "project_name", "project_amount", "department", "implementing_unit", "goal", "narrative", "total_points",
    "total_score",
)  # fmt: skip


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "parse", in_folder(root, "parse"))


async def read(case: EvalCase, _solver: Solver) -> Output:
    """The table that a case is about, and how many there are. Read anew for every case: reading is what is tried."""
    tables = read_once(case.root / case.text("file"))
    number = int(case.given.get("table", 1))
    table = tables[number - 1] if number <= len(tables) else SelfEvaluationTable()
    return Output(table.project_name or "", value={"table": table, "tables": len(tables)})


@lru_cache(maxsize=4)  # the eleven tables of one file are eleven cases
def read_once(path: Path) -> tuple[SelfEvaluationTable, ...]:
    return read_file(path).tables


def as_displayed(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Every field of `sample` (the hand-checked reading) or `expect`; blanks inside a text do not count."""
    table: SelfEvaluationTable = output.value["table"]
    expected = dict(_sample(int(case.given["sample"]), bool(case.given.get("blank")))) if "sample" in case.given else {}
    expected |= case.given.get("expect", {})
    wrong = [(name, value, got) for name, value in expected.items() if not _same(value, got := _got(table, name))]
    if "tables" in case.given and case.given["tables"] != output.value["tables"]:
        wrong.append(("tables", case.given["tables"], output.value["tables"]))
    yield Mark("fields_right", 1 - len(wrong) / max(1, len(expected)))
    told = "；".join(f"{name} 应为 {value!r}，读成 {got!r}" for name, value, got in wrong[:4])
    yield Mark("read_right", not wrong, told)


def _got(table: SelfEvaluationTable, name: str) -> Any:
    if name == "rows":
        return len(table.indicators)
    if name in {"classes", "empty_classes"}:
        return len(getattr(table, name))
    if name in {"year", "unit", "stated_grade", "total_review_score"}:
        return getattr(table, name)
    head, _, field = name.partition(".")
    if head[:1] == "R" and field in {"level1", "level2", "parent_row", "goal_number"}:
        row = table.by_row.get(int(head[1:]))
        return getattr(row, field) if row else None
    if head.startswith("funds") and field == "name":
        index = int(head[5:] or 1) - 1
        return table.funds[index].name if index < len(table.funds) else None
    return table.text(name)


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, str) and isinstance(got, str):
        return "".join(expected.split()) == "".join(got.split())
    return expected == got


def _sample(number: int, blank: bool) -> Iterator[tuple[str, Any]]:
    """The fields of one of the samples as a person read them; cells that were cut off are as they are."""
    table = expected_table(number)
    table = blanked(table) if blank else table
    yield ("rows", len(table.indicators))
    yield ("unit", table.unit)
    for name in _HEAD:
        yield (name, table.text(name))
    for index in range(len(table.funds)):
        for field in _FUNDS:
            name = f"funds{index + 1 if index else ''}.{field}"
            yield (name, table.funds[index].name if field == "name" else table.text(name))
    for row in table.indicators:
        for field in _ROW:
            yield (f"R{row.row}.{field}", getattr(row, field))
    yield from ((fact, table.text(fact)) for fact in cut_off(number))


SUITE = Suite("parse", "读表：版式和格式", _load, read, (as_displayed,))
