"""What in a form shows by which profile it was made: class points, headings, words, year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, cast

from forms.numbers import points
from forms.table import Indicator, SelfEvaluationTable

EXECUTION = "预算执行率"
_WORDS = {"成本": "成本", "产出": "产出", "效益": "效益", "满意度": "满意"}  # class -> what its heading holds
CLASSES = (EXECUTION, *_WORDS)


@dataclass(frozen=True, slots=True)
class Marks:
    """All that is given must hold: points of classes, years from–to, one of the words, columns with a text."""

    class_points: Mapping[str, Decimal]  # of CLASSES; 0: no such class
    words: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # fields of an indicator that the form must have
    first_year: int | None = None
    last_year: int | None = None


def marks_of(raw: Any) -> Marks:
    """`[recognise]` of a profile's file. Raises TypeError or ValueError in Chinese."""
    if not isinstance(raw, dict):
        raise TypeError("要写成一张表")
    given = cast(dict[str, Any], raw)
    unknown = set(given) - {"class_points", "words", "columns", "first_year", "last_year"}
    if unknown:
        raise ValueError(f"没有 {'、'.join(sorted(unknown))} 这个键")
    wanted = cast(dict[str, Any], given.get("class_points", {}))
    wrong = set(wanted) - set(CLASSES)
    if wrong:
        raise ValueError(f"class_points 没有 {'、'.join(sorted(wrong))} 这一类")
    columns = tuple(str(name) for name in given.get("columns", []))
    if any(name not in Indicator.model_fields for name in columns):
        raise ValueError("columns 只能是指标行的字段")
    return Marks(
        {name: Decimal(value) for name, value in wanted.items()},
        tuple(str(word) for word in given.get("words", [])),
        columns,
        given.get("first_year"),
        given.get("last_year"),
    )


class Signs:
    """What a form shows, found once for all profiles."""

    def __init__(self, table: SelfEvaluationTable) -> None:
        self.table = table

    @cached_property
    def class_points(self) -> dict[str, Decimal]:
        return class_points(self.table)

    @cached_property
    def text(self) -> str:
        """Where a region or a platform is named: header cells, remarks, labels of other fields."""
        table = self.table
        head = (table.department, table.implementing_unit, table.funds_note, table.source.sheet)
        entries = [entry.label + entry.text for entry in table.other]
        return "\n".join([text for text in head if text] + entries)


def shows(marks: Marks, signs: Signs) -> int:
    """How many of the marks the form bears when it bears all of them, else 0."""
    year = signs.table.year
    if (marks.first_year and (year or 0) < marks.first_year) or (marks.last_year and (year or 9999) > marks.last_year):
        return 0
    if any(signs.class_points.get(name, Decimal(0)) != value for name, value in marks.class_points.items()):
        return 0
    if marks.words and not any(word in signs.text for word in marks.words):
        return 0
    rows = signs.table.indicators
    if any(all(getattr(row, name) in {None, ""} for row in rows) for name in marks.columns):
        return 0
    given = (marks.first_year, marks.last_year, marks.words)
    return len(marks.class_points) + len(marks.columns) + sum(bool(mark) for mark in given)


@lru_cache(maxsize=256)
def class_of(level1: str) -> str:
    """The class of CLASSES that a first-level heading names; "" when it names none."""
    for name, word in _WORDS.items():
        if word in level1:
            return name
    return ""


def class_points(table: SelfEvaluationTable) -> dict[str, Decimal]:
    """Points of each first-level class: as its heading states them, else the sum of its rows; and of the funds row."""
    found: dict[str, Decimal] = {}
    for row in table.indicators:
        name, value = class_of(row.level1), points(row.points)
        if name and value is not None and row.parent_row is None:
            found[name] = found.get(name, Decimal(0)) + value
    for heading in table.classes:
        name, value = class_of(heading.level1), points(heading.points)
        if name and value is not None and not heading.level2:
            found[name] = value
    if table.funds and (value := points(table.funds[0].points)) is not None:
        found[EXECUTION] = value
    return found
