"""The hand-checked reading of the sample tables: `samples/expected/NN.yml`, typed by eye, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from forms.table import FundsRow, Indicator, IndicatorClass, SelfEvaluationTable, Source

SAMPLES = Path(__file__).parent / "samples"
FUNDS_FIELDS = ("name", "initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")
ROW_FIELDS = ("level3", "target", "actual", "points", "score", "deviation_note")
_HEADING = re.compile(r"(.+?)（(\d+)分）")
_FIRST_ROW = 12  # of the indicators, as the form is laid out


def expected_tables() -> tuple[SelfEvaluationTable, ...]:
    """The eleven sample tables as they are to be read, in the order of `seed.txt`, with the places of the layout."""
    return tuple(expected_table(index) for index in range(1, 12))


def expected_table(index: int) -> SelfEvaluationTable:
    """Sample table `index` (1–11) as it is to be read."""
    data = _load(index)
    lines = list(_lines(data["indicators"]))
    entries = [(row, line) for row, line in enumerate(lines, _FIRST_ROW) if line[2] is not None]
    indicators = [
        Indicator(
            row=number,
            level1=level1,
            level2=level2,
            **dict(zip(ROW_FIELDS, texts or (), strict=True)),
            cells={f: f"{letter}{row}" for f, letter in zip(("level3", *ROW_FIELDS[1:]), "DEFGHI", strict=True)},
        )
        for number, (row, (level1, level2, texts)) in enumerate(entries, 1)
    ]
    return SelfEvaluationTable(
        source=Source(file="seed.txt", index=index),
        unit=data["unit"],
        **{f: data[f] for f in ("project_name", "project_amount", "department", "implementing_unit")},
        **{f: data[f] for f in ("goal", "narrative", "total_points", "total_score")},
        funds=tuple(FundsRow(**dict(zip(FUNDS_FIELDS, _split(row), strict=True))) for row in data["funds"]),
        classes=tuple(_classes(data["indicators"])),
        empty_classes=tuple(IndicatorClass(level1=a, level2=b) for a, b, texts in lines if texts is None),
        indicators=tuple(indicators),
        cells={"goal": "B10", "narrative": "F10", **_funds_cells(len(data["funds"]))},
    )


def cut_off(index: int) -> tuple[str, ...]:
    """The fact ids of the cells of sample `index` that were cut off in the source."""
    return tuple(_load(index)["cut_off"])


def _load(index: int) -> dict[str, Any]:
    return yaml.safe_load((SAMPLES / "expected" / f"{index:02}.yml").read_text(encoding="utf-8"))


def _split(line: str) -> list[str]:
    return [text.strip() for text in line.split("|")]


def _name(heading: str) -> tuple[str, str | None]:
    found = _HEADING.fullmatch(heading)
    return (found[1], found[2]) if found else (heading, None)


def _lines(classes: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str, list[str] | None]]:
    """(level1, level2, texts of the entry or None for an empty class), a line of the form each."""
    for heading, inside in classes.items():
        for level2, rows in inside.items():
            for row in rows:
                yield _name(heading)[0], level2, _split(row)
            if not rows:
                yield _name(heading)[0], level2, None


def _classes(classes: dict[str, dict[str, list[str]]]) -> Iterator[IndicatorClass]:
    for heading, inside in classes.items():
        level1, points = _name(heading)
        yield IndicatorClass(level1=level1, points=points)
        for level2 in inside:
            yield IndicatorClass(level1=level1, level2=level2)


def _funds_cells(count: int) -> dict[str, str]:
    letters = dict(zip(FUNDS_FIELDS[1:], "DEFGHI", strict=True))
    return {
        f"funds{number if number > 1 else ''}.{field}": f"{letter}{4 + number}"
        for number in range(1, count + 1)
        for field, letter in letters.items()
    }
