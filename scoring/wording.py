"""How values are written in messages: amounts, rates, clipped cell texts, lists."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_LONGEST = 40
CENT = Decimal("0.01")


def show(value: Decimal) -> str:
    """A number without a tail of zeros, at most two decimals: 34638.00 -> 34638, 13.505 -> 13.51."""
    try:
        value = value.quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:  # more digits than the context holds: as it is
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0"


def fixed(value: Decimal) -> str:
    """A score or share with exactly two decimals, half up as the forms round: 99.825 -> 99.83."""
    try:
        return f"{value.quantize(CENT, ROUND_HALF_UP):f}"
    except InvalidOperation:  # more digits than the context holds: as it is
        return str(value)


def fixed_percent(rate: Decimal) -> str:
    """A rate as a percentage with exactly two decimals: 0.99825 -> 99.83%."""
    return f"{fixed(rate * 100)}%"


def percent(rate: Decimal) -> str:
    """A rate as a percentage with at most two decimals: 0.69276 -> 69.28%."""
    return f"{show(rate * 100)}%"


@lru_cache(maxsize=8192)
def clip(text: str, longest: int = _LONGEST) -> str:
    """A cell's text on one line, shortened to what a message can carry."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def listed(names: Iterable[str]) -> str:
    """Names in quotation marks, one after another: “甲”、“乙”."""
    return "、".join(f"“{clip(name, 20)}”" for name in names)
