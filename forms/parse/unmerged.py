"""Headings of two rows in a paste whose merged cells were lost: which cells of the second row stand under which of
the first.

A browser copies a merged cell once and leaves out what it covers, so the second row begins at the left edge. Its cells
are dealt out again: every heading of the first row is a column of its own, or stands over some of the second row, in
order. The width of the rows below says how many of them do; meaning says which (单位自评 over 分值 | 得分).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from forms.grid import Cell, Grid
from forms.numbers import number
from forms.parse.classes import levels
from forms.parse.labels import bare, column_field, fields_of, head_field, names_no_field, section_label

_LEVELS = frozenset({"level1", "level2", "level3"})
_VALUES = frozenset({"target", "actual", "points", "score"})
_SUBS = fields_of("sub_columns")
_NOTES = frozenset({"备注", "说明", "备注说明", "佐证材料"})
_LONGEST = 16
_ROWS_BELOW = 12
_UNKNOWN, _NEVER = 1.0, 1000.0


def restored(grid: Grid) -> Grid:
    """The same grid with such headings laid out over their columns."""
    rows = list(grid.rows)
    for at, (top, under) in enumerate(pairwise(grid.rows)):
        if not _is_heading(top, under):
            continue
        lead = _lead(top)
        below = [len(row) for row in grid.rows[at + 2 : at + 2 + _ROWS_BELOW]]
        dealt = _deal([cell.text for cell in top[lead:]], [cell.text for cell in under[lead:]], max(below) - lead)
        if dealt:
            rows[at], rows[at + 1] = _laid(top, under, lead, dealt)
    return replace(grid, rows=tuple(rows))


def _lead(row: Sequence[Cell]) -> int:
    """Blank cells at the left of every row are columns."""
    return next((at for at, cell in enumerate(row) if cell.text.strip()), 0)


def _is_heading(top: Sequence[Cell], under: Sequence[Cell]) -> bool:
    """Two rows of labels only, which name levels and values between them."""
    lead = _lead(top)
    cells = [*top[lead:], *under[lead:]]
    if len(top) - lead < 3 or len(under) - lead < 2 or _lead(under) != lead:
        return False
    if any(not c.text.strip() or len(bare(c.text)) > _LONGEST or number(c.text) is not None for c in cells):
        return False
    above, below = ({column_field(cell.text) for cell in row[lead:]} for row in (top, under))
    if len(above & _VALUES) > 1 and above & _LEVELS and not _LEVELS & below and not below & _VALUES:
        return False
    if below & _LEVELS and {"target", "actual"} <= below:
        return False  # a heading of one row
    fields = above | below
    known = sum(1 for cell in under[lead:] if column_field(cell.text) or bare(cell.text) in _SUBS)
    if known * 2 < len(under) - lead or any(levels(cell.text) for cell in under[lead:]):
        return False
    return len(fields & _LEVELS) >= 1 and len(fields & _VALUES) >= 2 and head_field(top[lead].text) != "project_name"


def _deal(top: list[str], under: list[str], width: int) -> tuple[int, ...] | None:
    """For each heading of the first row how many of the second stand under it; None where nothing fits."""

    @cache
    def best(at: int, used: int, parents: int) -> tuple[float, tuple[int, ...]]:
        if at == len(top):
            rest = 0.0 if used == len(under) and not parents else _NEVER
            return rest, ()
        price, rest = best(at + 1, used, parents)
        found = (price + _leaf(top[at]), (0, *rest))
        for count in range(1, len(under) - used + 1) if parents else ():
            price, rest = best(at + 1, used + count, parents - 1)
            found = min(found, (price + _over(top[at], under[used : used + count]), (count, *rest)))
        return found

    # A label of the block covers the rows below it as well: they are one cell narrower.
    widths = {width, width + 1} if section_label(top[0]) else {width}
    counts = {len(top) + len(under) - wide for wide in widths} & set(range(1, len(top) + 1))
    price, dealt = min((best(0, 0, count) for count in counts), default=(_NEVER, ()))
    return dealt if price < _NEVER else None


def _leaf(text: str) -> float:
    if column_field(text) or names_no_field(text) or bare(text) in _NOTES:
        return 0.0
    return 0.2 if section_label(text) else _UNKNOWN


def _over(text: str, under: list[str]) -> float:
    """How unlikely it is that `text` stands over these."""
    fields = [column_field(word) or _SUBS.get(bare(word)) for word in under]
    field = column_field(text)
    named = [f for f in fields if f]
    price = 0.5 * (len(named) - len(set(named))) + (0.6 if len(under) == 1 else 0.0)
    if section_label(text):
        return price + 0.5 * sum(f not in _LEVELS for f in fields)
    in_levels = sum(f in _LEVELS for f in fields)
    if in_levels == len(fields):
        return price + (0.0 if bare(text).endswith("指标") else 1.5)
    price += 2.0 * in_levels
    if field in _LEVELS:
        return price + 3.0
    if field:  # 指标值 over 年初 and 调整后; 完成情况 over 完成值, 完成率, 得分
        price += 0.3 + 0.7 * (field not in fields)
    if bare(text) in _NOTES or names_no_field(text):
        price += 1.0
    return price - 0.2 * sum(_alike(bare(text), bare(word)) for word in under)


def _alike(one: str, other: str) -> bool:
    """They share two characters that stand side by side."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def _laid(
    top: Sequence[Cell], under: Sequence[Cell], lead: int, dealt: tuple[int, ...]
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    first, second = list(top[:lead]), list(under[:lead])
    column, used = lead, lead
    for cell, count in zip(top[lead:], dealt, strict=True):
        first.append(replace(cell, column=column, column_span=max(1, count), row_span=1 if count else 2))
        for at in range(count):
            second.append(replace(under[used + at], column=column + at))
        column, used = column + max(1, count), used + count
    return tuple(first), tuple(second)
