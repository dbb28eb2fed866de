"""Quantities: a number with unit, hedge and comparison, as an interval that can be compared exactly.

`Quantity` is the one typed result for numbers in cells and in prose. Values are in the family's base unit
(money: 元; rates: the plain fraction, 90 % = 0.9; counts: 1), with the written unit and scale kept beside it.
What is no quantity is passed over: text in 《》, ordinals (第七次), list markers, document numbers, codes, names (A4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from scoring import hedges, lexis
from scoring.dates import read_dates
from scoring.hedges import Comparison, Hedge
from scoring.numerals import DIGITS, LONGEST, MAGNITUDES, chinese, decimal, last_place, plain
from scoring.shapes import Part, special, unit_at
from scoring.units import is_unit, unit_of

__all__ = ["Comparison", "Hedge", "Quantity", "in_unit_of", "quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, with offsets into it.

    `value` is the number as written, in base units (6000余条 -> 6000; 50-60个 -> 50, with `high` 60). `low`..`high` is
    what it may be once hedge and comparison are applied (None: unbounded), each end open or closed. `step` is the
    step of the last non-zero digit in base units, `digits` the decimals shown in the written unit. `scale` holds 万 and
    亿 too (3万人: unit 人, scale 10000; 3万元: unit 万元). Dates have the families year (2021年), month (9月) and
    date (9月30日, value 930; 2021年9月, value 20210900); lengths of time are seconds, days, workdays, months.
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
    family: str = ""  # see scoring.units; "" is a bare number
    scale: Decimal = Decimal(1)  # written unit -> base unit (万元 -> 10000, % -> 0.01)
    digits: int = 0
    step: Decimal = Decimal(1)
    comparison: Comparison = ""
    hedge: Hedge = ""
    upper: Decimal | None = None  # the second end as written, of a range

    @property
    def is_date(self) -> bool:
        return self.family in {"year", "month", "date"}


def in_unit_of(bare: Quantity, donor: Quantity) -> Quantity:
    """A bare number in the unit of its row's other cell: 57 beside ≥60公里 is 57公里.

    Beside 12万人次 it is in 万人次 where that lies nearer to it: 15.3 is 15.3万人次, 153000 is 153000人次.
    """
    if bare.unit or not donor.unit:
        return bare
    own = unit_of(donor.unit).scale
    size = donor.scale / own if bare.scale == 1 else Decimal(1)
    factor = own * size if size != 1 and _times_off(bare, own * size, donor) < _times_off(bare, own, donor) else own
    ends = {n: None if (v := getattr(bare, n)) is None else v * factor for n in ("low", "high", "upper")}
    return replace(
        bare, value=bare.value * factor, unit=donor.unit, family=donor.family, scale=bare.scale * factor,
        step=bare.step * factor, **ends,
    )  # fmt: skip


def _times_off(bare: Quantity, factor: Decimal, donor: Quantity) -> Decimal:
    """How many times a number in a scale is another, or the other way round; 1 where one of them is nothing."""
    one, other = abs(bare.value * factor), abs(donor.value)
    return max(one, other) / min(one, other) if one and other else Decimal(1)


# After a single 一 these make adverbs and nouns (一点, 一步, 一方) far more often than a count of one.
_LOOSE_AFTER_ONE = frozenset("点步路面层线口头网号方回段组对双部本分级类种度处节把支根包单道间")
_NUMERALS = frozenset(DIGITS + "十百千万亿")
_TIMES = frozenset({"months", "days", "seconds", "workdays"})


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order, with offsets into `text` as given. Never raises; linear in its length."""
    return tuple(_scan(text, plain(text)))


def _scan(text: str, flat: str) -> Iterator[Quantity]:
    pos = floor = 0
    while start := lexis.CANDIDATE.search(flat, pos):
        token = lexis.TOKEN.match(flat, start.start())
        if not token:
            pos = start.end()
            continue
        found: Quantity | None = None
        if token["date"]:
            found = _date(text, token)
        elif token["num"]:
            found = _number(text, flat, token.start(), floor)
        if found:
            yield found
            pos = floor = found.end
        elif token["num"]:
            pos = _past(flat, token.start())
        else:
            pos = floor = max(token.end(), token.start() + 1)


def _past(flat: str, start: int) -> int:
    """Behind a run of digits that is no quantity (a code, half a name), so that no part of it is read as one."""
    end = start + 1
    if flat[start] in _NUMERALS:
        while end < len(flat) and flat[end] in _NUMERALS:
            end += 1
        return end
    while end < len(flat) and flat[end].isascii() and (flat[end].isalnum() or flat[end] == "."):
        end += 1
    return end


def _date(text: str, token: re.Match[str]) -> Quantity | None:
    days = read_dates(token["date"])
    if not days:
        return None
    start, end = token.span()
    low, high = days[0].value, days[-1].value
    return Quantity(text[start:end], start, end, low, low, high, family=days[-1].family)


def _number(text: str, flat: str, start: int, floor: int) -> Quantity | None:
    shape = special(flat, start)
    if shape:
        return _hedged(text, flat, start, floor, *shape)
    first = _part(flat, start)
    if not first:
        return None
    low, high = _range(flat, start, first) or (first, first)
    return _hedged(text, flat, start, floor, low, high) if _stands(flat, start, first, high) else None


def _part(flat: str, start: int) -> Part | None:
    found = lexis.ONE.match(flat, start)
    if not found:
        return None
    numeral, size = found["n"] or found["cn"], found["mag"] or ""
    if not found["n"]:  # 三万: the last 万 is the size of what is told, as in 3万
        written = "零" if found["zero"] else numeral or "一" + found["vague"]
        if not size and len(written) > 1 and written[-1] in "万亿":
            written, size = written[:-1], written[-1]
        value = chinese(written)
    else:
        value = decimal(numeral) if not _is_code(numeral) else None
    if value is None:
        return None
    magnitude = Decimal(MAGNITUDES[size]) if size else Decimal(1)
    word, end = unit_at(flat, found.end())
    if word.startswith("个半"):  # 1个半月 is 1.5个月
        word, value = word.replace("半", ""), value + Decimal("0.5")
    if size and word[:1] == "元":
        word, magnitude = size + word, Decimal(1)
    return Part(
        end, -value if found["sign"] == "-" else value, unit_of(word), magnitude,
        digits=len(numeral.partition(".")[2]) if found["n"] else 0,
        more=found["more"] not in {None, "来"} or bool(found["more2"]), hedge="about" if found["more"] == "来" else "",
        sign=found["sign"] or "", chinese=bool(found["cn"]),
    )  # fmt: skip


def _is_code(numeral: str) -> bool:
    bare = numeral.replace(",", "")
    return len(bare) > LONGEST or (len(bare) > 1 and bare[0] == "0" and bare[1] != ".")


def _range(flat: str, start: int, first: Part) -> tuple[Part, Part] | None:
    """The two ends of a range, each in the unit that only one of them may show (10-15%); None when there is none."""
    sep = lexis.RANGE.match(flat, first.end)
    if not sep or (sep[0].strip() in {"到", "至"} and flat[start - 1 : start] in {"由", "从", "自"}):
        return None
    second = _part(flat, sep.end())
    if not second or second.sign or (second.unit.word and first.unit.word and second.unit.family != first.unit.family):
        return None
    low = first if first.unit.word else _in_unit_of(first, second)
    high = second if second.unit.word else _in_unit_of(second, first)
    return (low, high) if low.base <= high.base else None


def _in_unit_of(part: Part, other: Part) -> Part:
    """A number without a unit in that of the other end: 50-60万元, 50万-60万元."""
    if part.magnitude == 1:
        return replace(part, unit=other.unit, magnitude=other.magnitude)
    return replace(part, unit=unit_of("元") if other.unit.family == "money" else other.unit)


def _stands(flat: str, start: int, first: Part, last: Part) -> bool:
    """Whether it is a number at all: not the head of a word (一致), of a name (3D) or of a code."""
    after = flat[last.end : last.end + 1]
    if after.isascii() and after.isalpha() and not last.unit.word:
        return False
    if not first.chinese:
        return True
    written = flat[start : first.end].rstrip()
    if last.unit.word:
        loose = written[0] == "一" and written[1:] in _LOOSE_AFTER_ONE
        return is_unit(last.unit.word) and not loose
    if flat.strip() == written:
        return True
    return len(written) > 1 and any(c in "十百千万亿" for c in written) and first.base >= 10


def _hedged(text: str, flat: str, start: int, floor: int, first: Part, last: Part) -> Quantity:
    begin, kind, words = hedges.ahead(flat, start, floor)
    if kind == "near" and last.unit.family in _TIMES:
        begin, kind, words = start, "", ""  # 近三年 is the last three years, not almost three
    end, after = hedges.behind(flat, last.end)
    more = "more" if first.more or last.more or "多" in last.unit.word else ""
    if first.sign == "±":
        kind, words = "le", "≤"
    low, high = first.base - first.slack, last.base + last.slack
    kinds = tuple(k for k in (kind, last.hedge, after, more) if k)
    if kinds:
        low, high = first.base, last.base
    place = last.scale * Decimal(1).scaleb(-last.digits)
    symbol = bool(words) and not any("\u4e00" <= c <= "\u9fff" for c in words)
    limits = hedges.bounds(low, high, kinds, place, symbol=symbol)
    return Quantity(
        text[begin:end], begin, end, first.base, limits.low, limits.high, limits.low_open, limits.high_open,
        unit=last.unit.word, family=last.unit.family, scale=last.scale, digits=last.digits,
        step=Decimal("0.01") if last.slack else last_place(first.base),
        comparison=limits.comparison, hedge=limits.hedge, upper=last.base if last is not first else None,
    )  # fmt: skip
