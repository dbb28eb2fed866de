"""Rows of a paste whose merged cells were lost: which column each cell belongs to.

A lost cell moves all that stand right of it. The position under the heading is believed first; where what stands there
cannot be that (a class name under 三级指标, a text under 得分), the shifts are tried that the row allows and the
cheapest one wins: cells keep their order, a shift costs, a change of shift costs more, an unlikely text costs most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from forms.grid import Cell
from forms.numbers import FULL_WIDTH
from forms.parse.classes import is_satisfaction, levels
from forms.parse.labels import section_label
from forms.parse.lines import Line

_PLAIN_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?分?")
_MONEY_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元)?")
_PERCENT = re.compile(r"-?\d+(?:\.\d+)?%")
_COMPARED = re.compile(r"[≥≤><＞＜＝=]|不低于|不少于|不超过|大于|小于|[\d.]+[^\d\s.]{1,3}$")
_DASHES = frozenset({"—", "——", "-", "--", "/", "–", "－"})

#                 class1 class2 both number money percent dash 无  compared text
_COSTS = {
    "level1": (0, 4, 0, 8, 8, 8, 6, 6, 8, 6),
    "level2": (4, 0, 0, 8, 8, 8, 6, 5, 8, 5),
    "level3": (6, 5, 5, 6, 6, 6, 3, 0, 4, 0),
    "target": (6, 5, 5, 0, 1, 0, 1, 0, 0, 0),
    "initial_target": (6, 5, 5, 0, 1, 0, 1, 0, 0, 0),
    "actual": (6, 5, 5, 0, 1, 0, 1, 0, 0.2, 0),
    "points": (9, 9, 9, 0, 5, 2, 1, 5, 8, 8),
    "score": (9, 9, 9, 0, 5, 3, 1, 5, 8, 8),
    "deviation_note": (5, 5, 5, 4, 5, 4, 0, 0, 3, 0),
    "scoring_method": (5, 5, 5, 5, 5, 4, 1, 1, 3, 0),
    "review_score": (9, 9, 9, 0, 5, 3, 1, 3, 8, 8),
    "review_opinion": (5, 5, 5, 4, 5, 4, 0, 0, 3, 0),
    "section": (7, 7, 7, 7, 7, 7, 5, 7, 7, 7),
    "sequence": (6, 6, 6, 0, 6, 6, 2, 4, 6, 5),
    "sign": (8, 8, 8, 8, 8, 8, 1, 2, 0, 1.5),
    "unit": (8, 8, 8, 8, 8, 0, 1, 2, 3, 1),
    # funds
    "name": (6, 6, 6, 6, 6, 6, 4, 4, 4, 0),
    "initial_budget": (9, 9, 9, 0.2, 0, 5, 1, 1, 4, 8),
    "annual_budget": (9, 9, 9, 0.2, 0, 5, 1, 1, 4, 8),
    "executed": (9, 9, 9, 0.2, 0, 5, 1, 1, 4, 8),
    "execution_rate": (9, 9, 9, 0, 4, 0, 0, 2, 4, 8),
    "funds_note": (5, 5, 5, 4, 5, 4, 0, 0, 3, 0),
}
_NAMES = frozenset({"level1", "level2", "level3"})
_TALL = frozenset({"section", "goal_number", "level1", "level2"})
_PLAIN = 2
_MARKS = frozenset({"points", "score"})
_NAMED_CLASS = 6  # what a text costs under 一级指标
_LIKELY = 5  # a class that no vocabulary holds may stand under a level
_BOTH_KIND, _COMPARED_KIND, _TEXT_KIND, _SECTION_KIND = 2, 8, 9, 10
_ANY = (4, 4, 4, 1, 1, 1, 1, 1, 1, 1)
_SKIPPED = {"level3": 4.0, "target": 0.7, "actual": 0.6, "points": 1.0, "score": 1.0, "deviation_note": 0.2}
_SKIPPED_IF_NONE = {**_SKIPPED, "level3": 0.5, "points": 3.0}  # a row of 无: the name is what a unit leaves out
_START_LEFT, _START_RIGHT, _MORE, _LESS = 0.6, 1.5, 1.2, 1.5


@lru_cache(maxsize=20_000)
def kind(text: str) -> int:
    """What a cell looks like: the index of its kind in the cost table."""
    if section_label(text):
        return _SECTION_KIND
    word = text.translate(FULL_WIDTH).strip()
    if word in _DASHES:
        return 6
    if word == "无":
        return 7
    if _PLAIN_NUMBER.fullmatch(word):
        return 3
    if _MONEY_NUMBER.fullmatch(word):
        return 4
    if _PERCENT.fullmatch(word):
        return 5
    found = levels(text)
    if found:
        return 2 if len(found) == 2 else 0 if 1 in found else 1
    return _COMPARED_KIND if len(word) <= 12 and _COMPARED.match(word) else _TEXT_KIND


def cost(text: str, field: str | None) -> float:
    """How unlikely it is that `text` stands in a column of `field` (0: plainly possible)."""
    what = kind(text)
    if what == _SECTION_KIND:  # 年度绩效指标 at the left of the block; 预算执行率 names an indicator too
        return 0 if field == "section" else 1 if field in _NAMES and text.strip().endswith("率") else 7
    return _COSTS.get(field or "", _ANY)[what]


def fits(cells: Sequence[Cell], fields: Sequence[str | None]) -> bool:
    """Every cell may stand where it stands, and what has a name or a target has its points. Where the points stand in
    their place, a class may have any name."""
    held: set[str | None] = set()
    doubtful = (
        bool(cells) and kind(cells[0].text) == _BOTH_KIND and not is_satisfaction(cells[0].text)
    )  # 成本指标 may have lost the class above it
    for cell in cells:
        field = fields[cell.column] if cell.column < len(fields) else None
        held.add(field)
        own_name = field in {"level1", "level2"} and kind(cell.text) == _TEXT_KIND and not doubtful
        bound = _NAMED_CLASS if own_name and _MARKS & set(fields) else _PLAIN
        if cell.column >= len(fields) or cost(cell.text, field) > bound:
            return False
    named = any(field in held for field in ("level3", "target", "actual"))
    return "points" in held or "points" not in fields or not named


def lost_at_left(line: Line, fields: Sequence[str | None]) -> list[int] | None:
    """The columns of the filled cells of a row that is shorter than its heading: a browser leaves out covered cells,
    which are those of the block label and of the levels, from the left. None when the row does not bear it out."""
    lacking = len(fields) - len(line.cells)
    if lacking <= 0:
        return None
    tall = _tall(fields)[:lacking]
    kept = [at for at in range(len(fields)) if at not in tall] if len(tall) == lacking else range(lacking, len(fields))
    if line.filled[-1].column >= len(kept):
        return None
    placed = [kept[cell.column] for cell in line.filled]
    costs = [cost(cell.text, fields[column]) for cell, column in zip(line.filled, placed, strict=True)]
    return placed if all(c <= _LIKELY for c in costs) and sum(c > _PLAIN for c in costs) <= 1 else None


def _tall(fields: Sequence[str | None]) -> list[int]:
    """The columns whose cells may cover rows below them: those of classes, and of what stands beside a class."""
    last = max((at for at, field in enumerate(fields) if field in {"level1", "level2"}), default=-1)
    name = fields.index("level3") if "level3" in fields else 0
    beside = range(fields.index("level1") + 1, name) if "level1" in fields and last < name else ()
    return [at for at, field in enumerate(fields) if field in _TALL or (field == "other" and at in beside)]


def align(cells: Sequence[Cell], fields: Sequence[str | None]) -> list[int] | None:
    """For each filled cell of a row its column among `fields`; None when there are more cells than columns."""
    if fits(cells, fields):
        return [cell.column for cell in cells]
    count = len(fields)
    if not cells or len(cells) > count:
        return None
    named = any(kind(cell.text) in {_COMPARED_KIND, _TEXT_KIND} for cell in cells)
    skips = _SKIPPED if named else _SKIPPED_IF_NONE
    skipped = [0.0]
    for field in fields:
        skipped.append(skipped[-1] + skips.get(field or "", 0.0))
    first = cells[0]
    best = [cost(first.text, fields[c]) + _start(c - first.column) + skipped[c] for c in range(count)]
    steps: list[list[int]] = []
    for previous, cell in pairwise(cells):
        best, back = _step(best, previous, cell, fields, skipped)
        steps.append(back)
    closing = [value + skipped[count] - skipped[c + 1] for c, value in enumerate(best)]
    column = min(range(count), key=closing.__getitem__)
    if closing[column] == float("inf"):
        return None
    columns = [column]
    for back in reversed(steps):
        column = back[column]
        columns.append(column)
    return columns[::-1]


def _step(
    best: list[float], previous: Cell, cell: Cell, fields: Sequence[str | None], skipped: list[float]
) -> tuple[list[float], list[int]]:
    """One more cell: the best cost for each column it may take, and the column of the cell before it."""
    costs = [float("inf")] * len(fields)
    back = [0] * len(fields)
    for column in range(1, len(fields)):
        shift = column - cell.column
        for before in range(column):
            change = shift - (before - previous.column)
            value = (
                best[before]
                + (_MORE * change if change > 0 else -_LESS * change)
                + skipped[column]
                - skipped[before + 1]
            )
            if value < costs[column]:
                costs[column], back[column] = value, before
        costs[column] += cost(cell.text, fields[column])
    return costs, back


def _start(shift: int) -> float:
    return _START_LEFT * shift if shift > 0 else -_START_RIGHT * shift
