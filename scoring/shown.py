"""Numbers as cells show them: scores and rates with the step of their last digit, the funds rows in 元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from forms.numbers import FULL_WIDTH, money, number, points
from forms.table import FundsRow

ZERO = Decimal(0)
MONEY_FIELDS = ("initial_budget", "annual_budget", "executed")
_SLIP_LOW, _SLIP_HIGH = Decimal(2_000), Decimal(50_000)  # 元 against 万元, spent between 20 % and 500 %


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a cell shows it: its value and the step of its last digit (0.69 -> 0.01, 69.3% -> 0.001)."""

    value: Decimal
    step: Decimal

    def is_of(self, exact: Decimal) -> bool:
        """Whether it is the exact value, rounded half up or cut at the decimals shown."""
        return abs(self.value - exact) * 2 <= self.step or ZERO <= exact - self.value < self.step


@lru_cache(maxsize=4096)
def shown(text: str | None, *, rate: bool = False) -> Shown | None:
    """The plain number of a cell with its step; with `rate` 69, 69% and 0.69 are one rate. None: no plain number."""
    value = number(text) if rate else points(text)
    if value is None or text is None:
        return None
    plain = text.translate(FULL_WIDTH).strip()
    digits = plain.rstrip("%分 ").partition(".")[2]
    step = Decimal(1).scaleb(-len(digits))
    if plain.endswith("%"):
        step /= 100
    elif rate and value > 2:  # 97.75 in a column headed 执行率(%)
        value, step = value / 100, step / 100
    return Shown(value, step)


@dataclass(frozen=True, slots=True)
class Money:
    """One funds row in 元."""

    cells: FundsRow
    fact: str  # "funds", "funds2"
    name: str
    initial_budget: Decimal | None
    annual_budget: Decimal | None
    executed: Decimal | None
    rate: Shown | None
    slips: tuple[tuple[str, str], ...]  # pairs of columns that differ by about ten thousand

    def at(self, *fields: str) -> tuple[str, ...]:
        """Fact ids of cells of this row."""
        return tuple([f"{self.fact}.{name}" for name in fields])

    @property
    def exact_rate(self) -> Decimal | None:
        """Executed ÷ annual budget; None where one is unknown or the budget is not positive."""
        if self.annual_budget is None or self.executed is None or self.annual_budget <= 0:
            return None
        return self.executed / self.annual_budget


def money_row(cells: FundsRow, index: int, unit: str) -> Money:
    """A funds row with its money read; `index` counts from 0, `unit` is the table's."""
    initial, annual, executed = (money(getattr(cells, name), unit) for name in MONEY_FIELDS)
    fact = "funds" if index == 0 else f"funds{index + 1}"
    slips = tuple(
        pair
        for pair, a, b in (
            (("annual_budget", "executed"), annual, executed),
            (("initial_budget", "annual_budget"), initial, annual),
        )
        if a and b and a > 0 and b > 0 and _SLIP_LOW < max(a, b) / min(a, b) < _SLIP_HIGH
    )
    return Money(
        cells, fact, cells.name.strip(), initial, annual, executed, shown(cells.execution_rate, rate=True), slips
    )
