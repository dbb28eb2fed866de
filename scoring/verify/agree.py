"""Whether a number of a text agrees with a number of the facts (VERIFY.md, Decisions: agreement, hedges, hedged cells).

Compares numbers only; whether that fact may explain that number at all is the business of `explain`.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from scoring.quantity import Quantity
from scoring.verify.values import Value

WIDE = Context(prec=400)  # numbers of absurd length are compared, not refused
ABOUT = Decimal("0.05")
WORDS = Decimal("0.005")  # a share told in words (三分之一) is true to half a percent
TENTHS = Decimal("0.025")  # 七成 is 70 %, give or take a quarter of the step
NEAR = Decimal("0.1")
DURATIONS = {"seconds", "days", "workdays", "months"}
EXACT_FAMILIES = {"count", "person", "person-time", "points"}


class Agreement(NamedTuple):
    """`ok` or not, and what is loose about it."""

    ok: bool
    caution: str = ""


NO = Agreement(False)
YES = Agreement(True)


def agrees(q: Quantity, value: Value, *, bare: bool = False) -> Agreement:
    """Does the number `q` of a text agree with `value`? `bare` reads it without its hedge (a verb: 超出5次)."""
    if not value.point:
        return _with_interval(q, value, bare=bare)
    size = abs(value.value) if value.signed else value.value
    if q.high is not None and q.low is not None and q.hedge == "" and q.high > q.value:
        return YES if q.low <= size <= q.high else NO
    hedge = "" if bare else q.hedge or _sign_hedge(q)
    return _HEDGED[hedge](q, size, value)


def _sign_hedge(q: Quantity) -> str:
    return {"≥": "以上", ">": "超", "≤": "以内", "<": "以内"}.get(q.comparison, "")


def _plain(q: Quantity, size: Decimal, value: Value) -> Agreement:
    if size == (abs(q.value) if value.signed else q.value):
        return YES
    if not q.unit and q.family == "rate" and q.digits == 2 and abs(size - q.value) <= WORDS:
        return YES
    if q.unit == "成" and not q.digits:
        return YES if abs(size - q.value) <= TENTHS else NO
    unit = q.scale * Decimal(1).scaleb(-q.digits)
    if value.exact and q.family in DURATIONS:
        return NO
    if value.exact and q.scale == 1 and (value.family in EXACT_FAMILIES or value.family == "money"):
        if value.family == "money" and not q.digits and _rounded(size, Decimal(1)) == q.value:
            return Agreement(True, "已四舍五入到元")
        return NO
    if _rounded(size, unit) == q.value:
        return YES
    if q.digits and _rounded(size, unit, ROUND_DOWN) == q.value:
        return Agreement(True, "末位是截断而不是四舍五入")
    return NO


def _rounded(size: Decimal, unit: Decimal, how: str = ROUND_HALF_UP) -> Decimal:
    return (size / unit).quantize(Decimal(1), how, WIDE) * unit


def _about(q: Quantity, size: Decimal, value: Value) -> Agreement:
    close = abs(size - q.value) <= ABOUT * abs(q.value)
    return YES if close or _plain(q, size, value).ok else NO


def _more_than(q: Quantity, size: Decimal, _: Value) -> Agreement:
    return Agreement(size > q.value)


def _at_least(q: Quantity, size: Decimal, _: Value) -> Agreement:
    return Agreement(size >= q.value)


def _nearly(q: Quantity, size: Decimal, _: Value) -> Agreement:
    if q.hedge == "不足" and (not q.unit or q.unit == "成") and q.family == "rate":
        return Agreement((1 - 2 * NEAR) * q.value <= size < q.value)  # 不到一半 is said of 43 %
    return Agreement((1 - NEAR) * q.value <= size < q.value)


def _and_some(q: Quantity, size: Decimal, _: Value) -> Agreement:
    if size == q.value:
        return Agreement(True, "恰好等于，用“余”“多”不够准确")
    return Agreement(size > q.value and (q.high is None or size < q.high))


def _at_most(q: Quantity, size: Decimal, _: Value) -> Agreement:
    return Agreement(size < q.value if q.comparison == "<" else size <= q.value)


_HEDGED = {
    "": _plain, "约": _about, "超": _more_than, "以上": _at_least, "近": _nearly, "不足": _nearly, "余": _and_some,
    "以内": _at_most,
}  # fmt: skip


def _with_interval(q: Quantity, value: Value, *, bare: bool) -> Agreement:
    """A hedged cell (6000余条): the claim's interval must hold the cell's; the bare stem is loose."""
    hedge = "" if bare else q.hedge or _sign_hedge(q)
    if q.value == value.value:
        if hedge == value.hedge or (hedge in {"余", "超"} and value.hedge in {"余", "超"}):
            return YES
        if hedge in {"", "约"}:
            return Agreement(True, f"表中是“{value.shown}”，不是整数")
        if hedge == "以上":
            return YES
        return NO
    if hedge in {"近", "不足", "约"}:
        return Agreement(_holds(q, value))
    if hedge == "" and value.derived:
        return Agreement(_inside(q.value, value), f"由“{value.shown}”推算，只能是约数")
    return Agreement(hedge != "" and _holds(q, value))


def _holds(q: Quantity, value: Value) -> bool:
    """Whether every number that the cell may be is one that the text may mean."""
    if q.low is not None:
        if value.low is None or value.low < q.low:
            return False
        if q.low_open and value.low == q.low and not value.low_open:
            return False
    if q.high is not None:
        if value.high is None or value.high > q.high:
            return False
        if q.high_open and value.high == q.high and not value.high_open:
            return False
    return True


def _inside(number: Decimal, value: Value) -> bool:
    return (value.low is None or value.low <= number) and (value.high is None or number <= value.high)
