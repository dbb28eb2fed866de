"""A run of cells without rows, cut into rows: the cheapest way to lay pieces of it into the columns of a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.parse.align import cost
from forms.parse.classes import BOTH, levels
from forms.parse.labels import section_label

Row = list[tuple[int, str]]  # column and text of each filled cell
_LEVELS = frozenset({"section", "level1", "level2", "goal_number"})
_MISSING = {"level3": 5.0, "target": 2.0, "actual": 1.2, "points": 2.5, "score": 0.8, "deviation_note": 0.3}
_ROW, _EMPTY_CLASS, _UNFIT = 1.0, 1.2, 60.0
_UNIT = re.compile(
    r"[%％‰个次人户家件条起篇场期套台辆处所座米天月年元名份项批例宗吨分]|万元|亿元|人次|公里|个月|平方米|小时|分钟|工作日"
    r"|百分比|万?元/.{1,4}"
)


def cut(texts: Sequence[str], fields: Sequence[str | None], *, exact: bool) -> list[Row]:
    """A run of cells cut into rows: the cheapest way to lay pieces of it into the columns, in order. `exact`: blank
    cells are among them, so that a row lacks no column but those of classes above it."""
    missing = [0.0 if f in _LEVELS else 4.0 if exact else _MISSING.get(f or "", 0.4) for f in fields]
    best: list[tuple[float, int, Row]] = [(0.0, 0, [])]
    longest = len(fields)
    for end in range(1, len(texts) + 1):
        options: list[tuple[float, int, Row]] = []
        for start in range(max(0, end - longest), end):
            price, row = _lay(texts[start:end], fields, missing)
            options.append((best[start][0] + price, start, row))
        best.append(min(options, key=lambda option: option[0]))
    rows: list[Row] = []
    at = len(texts)
    while at:
        _, start, row = best[at]
        rows.append([(column, text) for column, text in row if text])
        at = start
    return rows[::-1]


def _lay(texts: Sequence[str], fields: Sequence[str | None], missing: Sequence[float]) -> tuple[float, Row]:
    """The cost of a piece as one row, and the row: each text in a later column than the one before it."""
    if not any(texts):
        return _UNFIT, []
    if all(levels(text) for text in texts) and len(texts) <= 2:
        columns = _class_columns(texts, fields)
        if columns:
            return _EMPTY_CLASS, list(zip(columns, texts, strict=True))
    count = len(fields)
    passed = [0.0]
    for price in missing:
        passed.append(passed[-1] + price)
    costs = [passed[c] + _price(texts[0], fields[c], texts[1:2]) for c in range(count)]
    steps: list[list[int]] = []
    for at, text in enumerate(texts[1:], 1):
        step: list[int] = [0] * count
        new = [_UNFIT * 9] * count
        low, where = _UNFIT * 9, 0
        for column in range(1, count):
            before = costs[column - 1] - passed[column]
            if before < low:
                low, where = before, column - 1
            new[column], step[column] = (
                low + passed[column] + _price(text, fields[column], texts[at + 1 : at + 2]),
                where,
            )
        costs = new
        steps.append(step)
    column = min(range(count), key=lambda c: costs[c] + passed[count] - passed[c + 1])
    price = costs[column] + passed[count] - passed[column + 1]
    columns = [column]
    for step in reversed(steps):
        column = step[column]
        columns.append(column)
    return _ROW + price, list(zip(columns[::-1], texts, strict=True))


def _price(text: str, field: str | None, behind: Sequence[str]) -> float:
    """The cost of a text in a column. 成本指标 is of the first level only where a class of the second follows."""
    if not text:
        return _UNFIT if field in _LEVELS else 1.0 if field == "level3" else 0.1
    if field == "level1" and levels(text) == BOTH and not (behind and 2 in levels(behind[0])):
        return 1.5
    if field in {"level1", "level2"} and not levels(text):
        return 7.0
    if field == "section" and not section_label(text):
        return _UNFIT
    price = cost(text, field)
    if _UNIT.fullmatch(text):
        return 0.0 if field == "unit" else max(price, 3.0)
    sentence = text.endswith("。") or "，" in text
    if sentence and field in {"level3", "target", "actual"}:
        return price + (2.0 if field == "level3" else 1.0)
    return price + (0.4 if field in {"deviation_note", "review_opinion"} and not sentence and text != "无" else 0.0)


def _class_columns(texts: Sequence[str], fields: Sequence[str | None]) -> list[int] | None:
    """The columns of headings with nothing behind them."""
    if "level1" not in fields or "level2" not in fields:
        return None
    one, two = fields.index("level1"), fields.index("level2")
    if len(texts) == 2:
        return [one, two] if 1 in levels(texts[0]) and 2 in levels(texts[1]) else None
    return [two] if 2 in levels(texts[0]) else [one]
