"""Class sums: the points under each heading that states how many there should be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.numbers import points
from scoring.context import Context, Row
from scoring.shown import ZERO


@dataclass(frozen=True, slots=True)
class ClassSum:
    """A class heading with its stated weight and what its rows add up to; `facts` are the heading and the rows."""

    name: str
    weight: Decimal
    sum: Decimal
    facts: tuple[str, ...]

    @property
    def gap(self) -> Decimal:
        """What the rows lack (negative: what they have too much)."""
        return self.weight - self.sum


def class_sums(ctx: Context) -> list[ClassSum]:
    """Every heading that states points, with the sum of its rows; headings without any row are left out."""
    found: list[ClassSum] = []
    for number, heading in enumerate(ctx.table.classes, 1):
        weight = points(heading.points)
        if weight is None:
            continue
        rows = [row for row in ctx.rows if not row.sub and _under(row, heading.level1, heading.level2)]
        if not rows:
            continue
        total = sum((row.points or ZERO for row in rows), ZERO)
        name = heading.level2 or heading.level1
        facts = (f"class{number}", *(f"R{row.row}.points" for row in rows))
        found.append(ClassSum(name, weight, total, facts))
    return found


def _under(row: Row, level1: str, level2: str) -> bool:
    if level2:
        return row.cells.level2 == level2 and (not level1 or row.cells.level1 == level1)
    return row.cells.level1 == level1
