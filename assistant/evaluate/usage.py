"""What a run cost: requests, tokens and money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts of one run. `estimated` requests reported no tokens: theirs are counted from the characters."""

    requests: int = 0
    cached: int = 0  # answers that came from the cache and cost nothing
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(*(a + b for a, b in zip(self._all, other._all, strict=True)))

    def __sub__(self, other: Usage) -> Usage:
        return Usage(*(a - b for a, b in zip(self._all, other._all, strict=True)))

    @property
    def _all(self) -> tuple[int, int, int, int, int]:
        return (self.requests, self.cached, self.tokens_in, self.tokens_out, self.estimated)

    def cost(self, price_in: Decimal, price_out: Decimal) -> Decimal:
        """Money for the tokens, prices being for a million of them, in the currency of the prices."""
        return (self.tokens_in * price_in + self.tokens_out * price_out) / MILLION

    def as_value(self) -> dict[str, Any]:
        """As JSON; counts are numbers."""
        return {
            "requests": self.requests, "cached": self.cached, "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out, "estimated": self.estimated,
        }  # fmt: skip
