"""Quantities: a number with unit, hedge and comparison, as an interval that can be compared exactly.

`Quantity` is the one typed result for numbers in cells and in prose. Values are in the family's base unit
(money: 元; rates: the plain fraction, 90 % = 0.9; counts: 1), with the written unit and scale kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparison = Literal["", "≥", ">", "≤", "<", "="]
Hedge = Literal["", "约", "超", "以上", "近", "余", "不足", "以内"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, with offsets into it.

    `value` is the number as written, in base units (6000余条 -> 6000; 50-60个 -> 50, with `high` 60). `low`..`high` is
    what it may be once hedge and comparison are applied (None: unbounded), each end open or closed. `step` is the
    step of the last non-zero digit in base units, `digits` the decimals shown in the written unit.
    """

    text: str
    start: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""  # as written: "次", "万元", "%", ""
    family: str = ""  # "count", "person", "person-time", "money", "rate", "percentage point", "day", "month", "year", …
    scale: Decimal = Decimal(1)  # written unit -> base unit (万元 -> 10000, % -> 0.01)
    digits: int = 0
    step: Decimal = Decimal(1)
    comparison: Comparison = ""
    hedge: Hedge = ""
