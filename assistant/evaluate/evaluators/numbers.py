"""A second reader of numbers, on purpose without a line of `scoring.verify` or `scoring.quantity`.

Every number of a text must be one that a cell or the user shows, or that simple arithmetic makes of them. It knows
nothing of what a number is about, so it finds fewer faults than the checker; what it finds, the checker must too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import NamedTuple
from weakref import WeakKeyDictionary

from assistant.evaluate.case import EvalCase
from assistant.evaluate.material import Material, material
from assistant.evaluate.output import Mark, Output
from forms.table import SelfEvaluationTable
from scoring.facts import Facts

_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])(?P<digits>\d+(?:\.\d+)?)(?P<more>[余多几]?)(?P<scale>亿|万)?(?P<again>[余多几]?)(?P<rate>%|个百分点|‰)?(?P<money>元)?"
)
_HAN_NUMBER = re.compile(r"[零〇一二三四五六七八九十百千万两]{2,}(?=[次场期个项件条起篇人名家天])")
_SKIPPED = (
    re.compile(r"《[^》]*》|〔[^〔〕]*〕"),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?:年|[—-]\d{1,2}(?!\d))(?:\d{1,2}月(?:\d{1,2}日)?)?"),
    re.compile(r"(?<![\d.])\d{1,2}月(?:\d{1,2}日)?"),
    re.compile(r"(?:^|(?<=[。；\n]))\d{1,2}(?:、|[.．](?!\d))"),
    re.compile(r"第\d+"),
)
_DIGITS = {
    c: d for d, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in chars
}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
HUNDRED, MONTHS = Decimal(100), Decimal(12)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LOOSE = re.compile(r"(?:近|约|将近|不足|不到|接近|大约|超过?|逾)$")


class Number(NamedTuple):
    """A number as a text shows it: its digits, what they are multiplied by, open (余), only about (约), money."""

    shown: str
    digits: Decimal
    scale: Decimal
    open: bool
    loose: bool
    money: bool

    @property
    def value(self) -> Decimal:
        """In 元, pieces, or as a fraction."""
        return self.digits * self.scale


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text but for years, dates, ordinals, list marks, and names of documents."""
    text = numerals(text)
    for pattern in _SKIPPED:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    for found in _NUMBER.finditer(text):
        scale = _SCALES.get(found["scale"] or "", Decimal(1))
        scale = scale / HUNDRED if found["rate"] == "%" else scale
        more, loose = bool(found["more"] or found["again"]), _loose(text, found.start())
        yield Number(found[0], Decimal(found["digits"]), scale, more, loose, bool(found["money"]))
    for found in _HAN_NUMBER.finditer(text):
        value = _han(found[0])
        if value is not None:
            yield Number(found[0], Decimal(value), Decimal(1), False, _loose(text, found.start()), False)


def numerals(text: str) -> str:
    """The text with full-width forms folded and without thousands separators."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))


def _loose(text: str, at: int) -> bool:
    return _LOOSE.search(text[max(0, at - 2) : at]) is not None


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


class Known(NamedTuple):
    """The values that a text may show: money in 元, and all others, rates as fractions."""

    money: frozenset[Decimal]
    other: frozenset[Decimal]


_KNOWN: WeakKeyDictionary[Facts, Known] = WeakKeyDictionary()


def known(about: Material) -> Known:
    """All values that a text about the table may show; worked out once for a table."""
    found = _KNOWN.get(about.facts)
    if found is None:
        found = _KNOWN[about.facts] = _known(about)
    return found


def _known(about: Material) -> Known:
    table = about.table
    cells = [text for text in _texts(table) if text] + [said.text for said in about.facts.stated]
    shown = [number for text in cells for number in numbers(text)]
    apart = [(number.value, number.money) for number in shown] + list(_rows(table))
    money = {value for value, is_money in apart if is_money} | set(_money(table))
    other = {value for value, is_money in apart if not is_money} | {
        Decimal(n) for n in range(len(table.indicators) + 1)
    }
    other |= set(_points(table)) | set(_shares(table))
    other |= {fact.value for fact in about.facts if fact.kind == "recomputed" and fact.value is not None}
    return Known(frozenset(map(abs, money)), frozenset(map(abs, other)))


def _values(*texts: str | None) -> list[Decimal]:
    return [number.value for text in texts for number in numbers(text or "")]


def _amounts(table: SelfEvaluationTable) -> list[Decimal]:
    """The columns of the funds and the amount of the project, in 元."""
    unit = _SCALES.get(table.unit[:1], Decimal(1))
    shown = [text for row in table.funds for text in (row.initial_budget, row.annual_budget, row.executed)]
    found = [number for text in [*shown, table.project_amount] for number in numbers(text or "")]
    return [number.digits * (number.scale if number.scale > 1 else unit) for number in found]


def _money(table: SelfEvaluationTable) -> Iterator[Decimal]:
    """The amounts, what lies between any two, and what was spent on each of the counted, and a month."""
    values = _amounts(table)
    yield from values
    yield from _between(values)
    spent = _values(table.funds[0].executed)[:1] if table.funds else []
    unit = _SCALES.get(table.unit[:1], Decimal(1))
    counts = [value for row in table.indicators for value in _values(row.actual) if value > 1]
    yield from (value * unit / count for value in spent for count in (*counts, MONTHS))


def _shares(table: SelfEvaluationTable) -> Iterator[Decimal]:
    """How much one amount is of another, and by how much it is more or less."""
    yield from _ratios(_amounts(table))


def _rows(table: SelfEvaluationTable) -> Iterator[tuple[Decimal, bool]]:
    """What lies between target, actual and note of one row, and whether it is money; averages of one row by another."""
    counts: list[Decimal] = []
    for row in table.indicators:
        found = [n for text in (row.initial_target, row.target, row.actual) for n in numbers(text or "")]
        money = any(number.money for number in found)
        own = [number.value for number in found]
        if any("%" in numerals(text) for text in (row.target, row.actual, row.level3) if text):
            own += [value / HUNDRED for value in own if value > 1]  # ≥90 beside 95%: both are rates
            yield from ((value, False) for value in own)
        noted = _values(row.deviation_note)
        apart = [*_between([*own, *noted])]
        yield from ((value, money) for value in apart)
        yield from ((value * HUNDRED, False) for value in apart)  # 个百分点
        yield from ((value, False) for value in _ratios([*own, *noted]))
        days = [date for text in (row.initial_target, row.target, row.actual) for date in _dates(text or "")]
        yield from ((Decimal(abs((one - other).days)), False) for one, other in combinations(days, 2))
        counts += [value for value in _values(row.actual) if value > 1]
    yield from ((value / MONTHS, False) for value in counts)
    yield from ((one / other, False) for one in counts for other in counts if one > other)


def _dates(text: str) -> Iterator[date]:
    for found in _DATE.finditer(text):
        with suppress(ValueError):  # 2月30日 is no day
            yield date(*map(int, found.groups()))


def _points(table: SelfEvaluationTable) -> Iterator[Decimal]:
    """Points and scores lost by row, by class and in all, and sums of rows that follow one another."""
    full = _values(table.total_points) or [HUNDRED]
    yield from (full[0] - total for total in _values(table.total_score))
    pairs = [(_values(row.points)[:1], _values(row.score)[:1]) for row in [*table.indicators, *table.funds[:1]]]
    lost = [points[0] - score[0] for points, score in pairs if points and score]
    yield from (*lost, sum(lost, Decimal(0)))
    for column in (0, 1):
        values = [pair[column][0] for pair in pairs if pair[column]]
        yield from _runs(values)
    yield from _runs(lost)
    yield from _runs([value for row in table.indicators for value in _values(row.actual)[:1] if value > 1])


def _runs(values: list[Decimal]) -> Iterator[Decimal]:
    for start in range(len(values)):
        for end in range(start + 2, len(values) + 1):
            yield sum(values[start:end], Decimal(0))


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


def _between(values: Iterable[Decimal]) -> Iterator[Decimal]:
    """Differences and sums of every two values; a rate and a count have none."""
    for one, other in combinations([*dict.fromkeys(values)], 2):
        if (one <= 1) == (other <= 1):
            yield from (abs(one - other), one + other)


def _ratios(values: Iterable[Decimal]) -> Iterator[Decimal]:
    """What every value is of every other, and by how much it is more or less."""
    for one, other in combinations([*dict.fromkeys(values)], 2):
        for part, whole in ((one, other), (other, one)):
            if whole:
                yield part / whole
                yield abs(part - whole) / whole


def explained(number: Number, values: Known) -> bool:
    """Whether a value, rounded or cut off to the digits shown, is the number; 余 is some more, 约 a tenth off."""
    exponent = number.digits.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) else Decimal(1)
    high = number.digits * (Decimal("1.25") if number.open else Decimal("1.1"))
    low = number.digits * (Decimal("0.9") if number.loose else Decimal(1))
    for value in values.money if number.money else values.other:
        scaled = value / number.scale
        if (number.open or number.loose) and low <= scaled <= high:
            return True
        if any(scaled.quantize(step, way) == number.digits for way in (ROUND_HALF_UP, ROUND_DOWN)):
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
