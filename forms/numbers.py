"""Plain numbers as they stand in number cells. Texts with words in them are `scoring.quantity`'s business."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９．，％﹪－＋（）／：　\u00a0\u2007\u202f", "0123456789.,%%-+()/:" + " " * 4
)
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_MONEY = re.compile(rf"(?:¥|￥|人民币)?\s*({_NUMBER.pattern})\s*(元|万元|万|亿元|亿)?(?:整)?")
SCALE = {
    "元": Decimal(1),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
}
BLANKS = frozenset({"", "—", "——", "-", "--", "/", "\\", "无", "／", "－", "–"})


@lru_cache(maxsize=16_384)
def number(text: str | None) -> Decimal | None:
    """The number that a cell shows ("1,234.50" -> 1234.50, "97.5%" -> 0.975); None when it shows anything else."""
    if text is None:
        return None
    plain = text.translate(FULL_WIDTH).strip()
    percent = plain.endswith("%")
    plain = plain.rstrip("%").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    value = Decimal(plain.replace(",", ""))
    return value / 100 if percent else value


@lru_cache(maxsize=16_384)
def points(text: str | None) -> Decimal | None:
    """Points or a score: a plain number, "15分" allowed; None when it is anything else."""
    if text is None:
        return None
    plain = text.translate(FULL_WIDTH).strip().removesuffix("分")
    return None if plain.endswith("%") else number(plain)


@lru_cache(maxsize=16_384)
def money(text: str | None, unit: str = "元") -> Decimal | None:
    """The amount of a money cell in 元. A unit in the cell ("180万") wins over the table's `unit`."""
    if text is None:
        return None
    found = _MONEY.fullmatch(text.translate(FULL_WIDTH).strip())
    if not found:
        return None
    return Decimal(found[1].replace(",", "")) * SCALE[found[2] or unit]


def is_blank(text: str | None) -> bool:
    """No field, a blank cell, or a dash or 无 that stands for nothing."""
    return text is None or text.strip() in BLANKS
