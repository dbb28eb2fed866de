"""Mutants of faithful texts: one thing broken, by each operator of VERIFY's categories.

A mutant is made from the claims that the checker finds supported, so the place that was broken is known. What a
faithful text does not offer (no sum, no cause) yields no mutant of that operator. Deterministic: the same text gives
the same mutants. A mutant that happens to be true (27 changed to a number that is right too) is left out where the
operator can know it; the few others count as survivors.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.claims import Claim, TextKind
from scoring.facts.model import Fact, Facts
from scoring.verify import verify

HALF = Decimal("0.5")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_COUNT_UNITS = {
    "次": "人",
    "场": "人",
    "个": "人",
    "期": "人",
    "人次": "人",
    "人": "次",
    "件": "人",
    "名": "次",
    "条": "人",
    "起": "人",
}
_TURNED = {"少": "多", "低": "高", "多": "少", "高": "低", "高于": "低于", "低于": "高于", "超出": "少于"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken text: by which operator, and where the broken stretch stands in it."""

    operator: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A supported number of the text with the fact that explains it."""

    claim: Claim
    fact: Fact
    start: int  # of its digits
    end: int
    digits: str


def mutants(facts: Facts, text: str, kind: TextKind, row: int | None = None) -> list[Mutant]:
    """All mutants of a faithful text, an operator at a time."""
    claims = verify(facts, text, kind, row)
    told = list(_told(facts, text, claims))
    found: list[Mutant] = []
    for operator, make in _OPERATORS.items():
        found.extend(Mutant(operator, *broken) for broken in make(facts, text, told, kind))
    return found


def _told(facts: Facts, text: str, claims: list[Claim]) -> Iterator[_Told]:
    for claim in claims:
        fact = facts.get(claim.facts[0]) if claim.facts else None
        if claim.kind != "number" or claim.verdict != "supported" or fact is None or claim.caution:
            continue
        numbers = list(_DIGITS.finditer(text, claim.start, claim.end))
        if len(numbers) == 1:
            number = numbers[0]
            yield _Told(claim, fact, number.start(), number.end(), number[0])


Broken = Iterator[tuple[str, int, int]]
Operator = Callable[[Facts, str, list[_Told], TextKind], Broken]


def _replaced(text: str, start: int, end: int, instead: str) -> tuple[str, int, int]:
    return text[:start] + instead + text[end:], start, start + len(instead)


def _plain_actuals(told: list[_Told]) -> Iterator[_Told]:
    """Numbers that give an actual or an amount, without a hedge before or behind."""
    for one in told:
        if one.fact.field in {"actual", "executed", "annual_budget"} and one.claim.text.startswith(one.digits):
            yield one


def _number(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """27次 -> 30次 … : three more in the last place."""
    for one in _plain_actuals(told):
        step = Decimal(1).scaleb(-len(one.digits.partition(".")[2]))
        yield _replaced(text, one.start, one.end, str(Decimal(one.digits) + 3 * step))


def _swapped_digits(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in _plain_actuals(told):
        if len(one.digits) == 2 and one.digits[0] != one.digits[1] and one.digits[1] != "0":
            yield _replaced(text, one.start, one.end, one.digits[::-1])


def _magnitude(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """1429.25万元 -> 142925万元."""
    for one in told:
        if one.fact.family == "money" and one.fact.field in {"executed", "annual_budget", "balance"} and one.fact.value:
            yield _replaced(text, one.start, one.end, format((Decimal(one.digits) * 100).normalize(), "f"))


def _unit(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in told:
        unit = text[one.end : one.end + 2]
        found = next((u for u in ("人次", "人", "次", "场", "期", "件", "名", "条", "起") if unit.startswith(u)), "")
        if found and one.fact.field == "actual" and one.fact.unit:
            yield _replaced(text, one.end, one.end + len(found), _COUNT_UNITS[found])
        elif unit == "万元" and one.fact.family == "money":
            yield _replaced(text, one.end, one.end + 2, "元")


def _indicator(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """The numbers of two neighbouring rows exchanged."""
    actuals = [t for t in told if t.fact.field == "actual" and t.fact.row is not None]
    for one, other in itertools.pairwise(actuals):
        if one.fact.family == other.fact.family and one.fact.row != other.fact.row and one.digits != other.digits:
            yield _replaced(text, one.start, one.end, other.digits)


def _direction(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """比目标少3次 -> 比目标多3次."""
    for one in told:
        if one.fact.field != "difference" or not (one.fact.value or Decimal(0)):
            continue
        for word in re.finditer(
            "高于|低于|超出|(?<![至不减])少|(?<![至不])多|(?<![提最])高|(?<![降最])低",
            text[one.claim.start : one.start],
        ):
            start = one.claim.start + word.start()
            yield _replaced(text, start, start + len(word[0]), _TURNED[word[0]])
            break


def _comparison(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in told:
        if one.fact.field == "difference" and "." not in one.digits:
            yield _replaced(text, one.start, one.end, str(int(one.digits) + 2))


def _rate(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in told:
        if one.fact.field in {"rate", "completion"} and text[one.end : one.end + 1] == "%":
            yield _replaced(text, one.start, one.end, str(Decimal(one.digits) + 7))


def _points(facts: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """9个百分点 -> 9%, unless the relative difference rounds to the same."""
    for one in told:
        word = re.compile("个?百分点").match(text, one.end)
        relative = facts.get(f"R{one.fact.row}.deviation")
        share = abs(relative.value or Decimal(0)) * 100 if relative else Decimal(0)
        if one.fact.field == "difference" and word and abs(share - Decimal(one.digits)) > HALF:
            yield _replaced(text, one.end, word.end(), "%")


def _score(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in told:
        if one.fact.field in {"total_score", "score"}:
            yield _replaced(text, one.start, one.end, str(Decimal(one.digits) + 2))


def _invented_number(_: Facts, text: str, __: list[_Told], kind: TextKind) -> Broken:
    if kind == "narrative":
        yield f"{text}项目惠及群众37万人。", len(text), len(text) + 11


def _entity(_: Facts, text: str, __: list[_Told], kind: TextKind) -> Broken:
    if kind == "narrative":
        yield f"联合市气象局开展工作，{text}", 0, 6


def _cause(_: Facts, text: str, __: list[_Told], kind: TextKind) -> Broken:
    if kind != "goal":
        yield f"因供应商突然破产，{text}", 0, 8


def _hedge(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    """27次 -> 超过27次, 近27次."""
    for one in _plain_actuals(told):
        exact = one.digits in one.fact.text and one.fact.family not in {"money", "seconds", "days", "months"}
        if one.fact.value and exact:
            yield _replaced(text, one.start, one.end, f"超过{one.digits}")
            yield _replaced(text, one.start, one.end, f"近{one.digits}")


def _completeness(facts: Facts, text: str, __: list[_Told], kind: TextKind) -> Broken:
    if kind == "narrative" and "missed" in facts.states[0].values():
        yield f"{text}各项指标均已完成。", len(text), len(text) + 8


def _year(facts: Facts, text: str, __: list[_Told], ___: TextKind) -> Broken:
    year = facts.year(1)
    for found in re.finditer(f"{year}年(?=，|度|完成|全年|我)", text) if year else ():
        yield _replaced(text, found.start(), found.end() - 1, str((year or 0) - 1))


def _role(facts: Facts, text: str, told: list[_Told], kind: TextKind) -> Broken:
    """The target told as the actual; in a goal the actual as the target."""
    for one in told:
        other = (
            "target"
            if one.fact.field == "actual"
            else "actual"
            if kind == "goal" and one.fact.field == "target"
            else ""
        )
        instead = facts.get(f"R{one.fact.row}.{other}") if other else None
        if instead is None or len(instead.quantities) != 1 or not one.claim.text.startswith(one.digits):
            continue
        number = _DIGITS.search(instead.text)
        if number and number[0] != one.digits and instead.quantities[0].scale == one.fact.quantities[0].scale:
            yield _replaced(text, one.start, one.end, number[0])


def _sum(_: Facts, text: str, __: list[_Told], ___: TextKind) -> Broken:
    for found in re.finditer(r"(?:合计|共计|总计)(?:为|约|得|扣|失)?(\d+)(?!\.)", text):
        yield _replaced(text, found.start(1), found.end(1), str(int(found[1]) + 4))


def _adjusted(_: Facts, text: str, told: list[_Told], __: TextKind) -> Broken:
    for one in told:
        if one.fact.field == "adjusted_target":
            yield _replaced(text, one.start, one.end, str(Decimal(one.digits) + 1))


_OPERATORS: dict[str, Operator] = {
    "number": _number, "swapped digits": _swapped_digits, "magnitude": _magnitude, "unit": _unit,
    "indicator": _indicator,
    "direction": _direction, "comparison": _comparison, "rate": _rate, "points": _points, "score": _score,
    "invented number": _invented_number, "entity": _entity, "cause": _cause, "hedge": _hedge,
    "completeness": _completeness, "year": _year, "role": _role, "sum": _sum, "adjusted": _adjusted,
}  # fmt: skip
OPERATORS = tuple(_OPERATORS)
