"""The numbers that facts can explain: one `Value` for each number of each fact, with its role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.facts.model import Fact
from scoring.quantity import Quantity

TEXT_FIELDS = {
    "goal", "narrative", "conclusion", "problems_found", "improvements", "level3", "project_name",
    "scoring_method", "review_opinion", "department", "implementing_unit",
}  # fmt: skip
NOTE_FIELDS = {"deviation_note", "funds_note"}
BOUNDS = {"target", "initial_target", "adjusted_target", "stated", "profile"}
SIGNED = {
    "difference", "initial_difference", "deviation", "initial_deviation", "balance", "change", "change_rate",
    "initial_balance", "score_gap", "days_late", "target_change",
}  # fmt: skip

REVERSED = frozenset({"balance", "initial_balance"})  # 比预算少 is a positive balance


@dataclass(slots=True, eq=False)  # not frozen: a table has five hundred, and a frozen one takes three times as long
class Value:
    """One number of one fact. Never changed once it is made.

    `role` says what the number is ("actual", "target", "difference", "rate", "text", "stated" …); `topic` is the place
    in `topics` of what it is about. `value` is signed where the role is.
    """

    fact: Fact
    role: str
    topic: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str
    family: str
    scale: Decimal
    hedge: str
    comparison: str
    shown: str
    start: int = 0  # where in the fact's text, for numbers in running text
    shadows: frozenset[str] = frozenset()  # the cells (actual, target) that win over this number of goal or narrative

    point: bool = field(init=False)  # one exact number; a target's bound (≥30次) is its number, 6000余条 an interval
    signed: bool = field(init=False)
    derived: bool = field(init=False)
    exact: bool = field(init=False)  # no quotient: what is written in a cell, or a sum or difference of such

    def __post_init__(self) -> None:
        bound = self.comparison != "" and (self.role in BOUNDS or self.fact.field == "goal")
        self.point = self.low == self.high or bound
        self.signed = self.role in SIGNED
        self.derived = self.fact.kind == "derived"
        self.exact = not (self.derived and "÷" in self.fact.formula)

    @property
    def row(self) -> int | None:
        return self.fact.row


def on_side(value: Value, sign: int) -> bool:
    """Whether a signed value lies on the side of the target that the words tell: 1 above, -1 below, 0 neither."""
    if not sign or not value.signed or value.value == 0:
        return True
    above = value.value > 0 if value.role not in REVERSED else value.value < 0
    return above == (sign > 0)


def values_of(fact: Fact, topic: int) -> Iterator[Value]:
    """The numbers of a fact: those read in its cell, or its one derived value."""
    role = role_of(fact)
    for q in fact.quantities:
        yield from _from_quantity(fact, role, topic, q)
    if fact.value is not None and not fact.quantities:
        yield Value(
            fact, role, topic, fact.value, fact.value, fact.value, False, False, fact.unit, fact.family,
            Decimal(1), "", "", fact.text,
        )  # fmt: skip


def _from_quantity(fact: Fact, role: str, topic: int, q: Quantity) -> Iterator[Value]:
    """A range (50-60个) is its interval and both its ends, for a text may quote either."""
    yield _value(fact, role, topic, q, q.value, q.low, q.high)
    if q.hedge in {"", "约"} and q.low is not None and q.high is not None and q.low != q.high:
        for end in {q.value, q.high} if q.hedge == "" else {q.value}:
            yield _value(fact, role, topic, q, end, end, end)


def _value(
    fact: Fact, role: str, topic: int, q: Quantity, value: Decimal, low: Decimal | None, high: Decimal | None
) -> Value:
    return Value(
        fact, role, topic, value, low, high, q.low_open, q.high_open, q.unit, q.family, q.scale, q.hedge,
        q.comparison, q.text, q.start,
    )  # fmt: skip


def role_of(fact: Fact) -> str:
    """The role of a fact's numbers: its field, but `text`, `note` and `stated` for running text."""
    if fact.kind in {"stated", "profile"}:
        return fact.kind
    if fact.field in NOTE_FIELDS:
        return "note"
    if fact.field in TEXT_FIELDS or fact.field.startswith("other"):
        return "text"
    return fact.field


def plain_value(number: Decimal, unit: str, family: str, *, exact: bool) -> Value:
    """A number that is no fact's own, to be compared like one: a sum or a ratio that the text computes."""
    fact = Fact(id="", label="", text="", kind="derived", formula="" if exact else "÷")
    return Value(fact, "computed", -1, number, number, number, False, False, unit, family, Decimal(1), "", "", "")
