"""A second reader of numbers, on purpose without a line of `scoring.verify` or `scoring.quantity`.

Every number of a text must be one that a cell or the user shows, or that simple arithmetic makes of them. It knows
nothing of what a number is about, so it finds fewer faults than the checker; what it finds, the checker must too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import NamedTuple

from assistant.evaluate.case import EvalCase
from assistant.evaluate.material import Material, material
from assistant.evaluate.output import Mark, Output
from forms.table import SelfEvaluationTable

_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])(?P<digits>\d+(?:\.\d+)?)(?P<more>[余多几]?)(?P<scale>亿|万)?(?P<again>[余多几]?)(?P<rate>%|个百分点|‰)?"
)
_HAN_NUMBER = re.compile(r"[零〇一二三四五六七八九十百千万两]{2,}(?=[次场期个项件条起篇人名家天])")
_SKIPPED = (
    re.compile(r"《[^》]*》|〔[^〔〕]*〕"),
    re.compile(r"(?:19|20)\d\d(?:年|—|-)?(?:\d{1,2}月(?:\d{1,2}日|底|初|中旬)?)?"),
    re.compile(r"\d{1,2}月(?:份|底|初|末)?(?:\d{1,2}日)?"),
    re.compile(r"(?:^|(?<=[。；\n]))\d{1,2}[.、．]"),
    re.compile(r"第\d+"),
)
_DIGITS = {
    c: d for d, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in chars
}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
HUNDRED = Decimal(100)


class Number(NamedTuple):
    """A number as a text shows it: its digits, what they are multiplied by, and whether it is open upwards (余)."""

    shown: str
    digits: Decimal
    scale: Decimal
    open: bool
    at: int


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text but for years, dates, ordinals, list marks, and names of documents."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    for pattern in _SKIPPED:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    for found in _NUMBER.finditer(text):
        scale = _SCALES.get(found["scale"] or "", Decimal(1))
        scale = scale / HUNDRED if found["rate"] == "%" else scale
        yield Number(found[0], Decimal(found["digits"]), scale, bool(found["more"] or found["again"]), found.start())
    for found in _HAN_NUMBER.finditer(text):
        value = _han(found[0])
        if value is not None:
            yield Number(found[0], Decimal(value), Decimal(1), False, found.start())


def _han(text: str) -> int | None:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            step = _STEPS[char]
            if step == 10_000:
                total, section, digit = (total + section + digit) * step, 0, 0
            else:
                section, digit = section + (digit or 1) * step, 0
    return total + section + digit


def known(about: Material) -> frozenset[Decimal]:
    """All values that a text about the table may show, money in 元 and rates as fractions."""
    table = about.table
    unit = _SCALES.get(table.unit[:1], Decimal(1))
    cells = [text for text in _texts(table) if text]
    cells += [said.text for said in about.facts.stated]
    plain = {n.digits * n.scale for text in cells for n in numbers(text)}
    made: set[Decimal] = set(plain) | {Decimal(n) for n in range(len(table.indicators) + 1)}
    money = [_column(table, name, unit) for name in ("initial_budget", "annual_budget", "executed")]
    flat = [value for column in money for value in column]
    amount = [n.digits * (n.scale if n.scale > 1 else unit) for n in numbers(table.project_amount or "")]
    made.update(flat)
    made.update(amount)
    made.update(_derived([*flat, *amount]))
    for row in table.indicators:
        own = [n.digits * n.scale for text in (row.initial_target, row.target, row.actual) for n in numbers(text or "")]
        note = [n.digits * n.scale for n in numbers(row.deviation_note or "")]
        made.update(_derived([*own, *note]))
        made.update(_derived(n.digits * n.scale for text in (row.points, row.score) for n in numbers(text or "")))
        made.update(value * HUNDRED for value in _derived(own))  # 个百分点
    points = [
        [n.digits for n in numbers(row.points or "")] + [n.digits for n in numbers(row.score or "")]
        for row in table.indicators
    ]
    scores = [n.digits for n in numbers(table.total_score or "")]
    made.update(Decimal(100) - score for score in scores)
    made.update(Decimal(sum(pair[:1])) for pair in points)
    made.update(fact.value for fact in about.facts if fact.kind == "recomputed" and fact.value is not None)
    return frozenset(abs(value) for value in made)


def _texts(table: SelfEvaluationTable) -> Iterator[str | None]:
    yield from (
        table.project_name,
        table.goal,
        table.narrative,
        table.funds_note,
        table.conclusion,
        table.problems_found,
    )
    yield from (table.improvements, table.total_points, table.total_score, table.project_amount)
    for row in table.indicators:
        yield from (row.level3, row.initial_target, row.target, row.actual, row.points, row.score, row.deviation_note)
    for fund in table.funds:
        yield from (fund.name, fund.points, fund.execution_rate, fund.score)
    yield from (entry.text for entry in table.other)


def _column(table: SelfEvaluationTable, name: str, unit: Decimal) -> list[Decimal]:
    found: list[Decimal] = []
    for row in table.funds:
        for number in numbers(getattr(row, name) or ""):
            found.append(number.digits * (number.scale if number.scale > 1 else unit))
    return found


def _derived(values: Iterable[Decimal]) -> Iterator[Decimal]:
    """Differences, sums, shares and changes of every two values."""
    for one, other in combinations([*dict.fromkeys(values)], 2):
        yield from (abs(one - other), one + other)
        for part, whole in ((one, other), (other, one)):
            if whole:
                yield part / whole
                yield abs(part - whole) / whole


def explained(number: Number, values: frozenset[Decimal]) -> bool:
    """Whether a value, rounded or cut off to the digits shown, is the number; 余 says more, by at most a quarter."""
    exponent = number.digits.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) else Decimal(1)
    for value in values:
        scaled = value / number.scale
        if number.open:
            if number.digits <= scaled <= number.digits * Decimal("1.25"):
                return True
        elif any(scaled.quantize(step, way) == number.digits for way in (ROUND_HALF_UP, ROUND_DOWN)):
            return True
    return False


def numbers_known(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Every number of the text is shown by a cell or the user, or follows from them by one step of arithmetic."""
    found = list(numbers(output.text))
    if not found:
        return
    values = known(material(case))
    strange = [number.shown for number in found if not explained(number, values)]
    yield Mark("numbers_known_share", 1 - len(strange) / len(found))
    yield Mark("numbers_known", not strange, f"表中没有：{'、'.join(strange)}" if strange else "")
