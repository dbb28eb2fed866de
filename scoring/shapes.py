"""Numbers that are not plain: fractions, ratios, halves, multiples, 数百, 三五."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from scoring import lexis
from scoring.numerals import LONGEST, MAGNITUDES, chinese, decimal
from scoring.units import NO_UNIT, Unit, is_unit, unit_of

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A number as it stands, before its hedges: `value` × `magnitude` (万) × the unit's scale is the base value."""

    end: int
    value: Decimal
    unit: Unit = NO_UNIT
    magnitude: Decimal = ONE
    digits: int = 0
    more: bool = False  # 余, 多, 几 within it
    sign: str = ""
    chinese: bool = False
    slack: Decimal = Decimal(0)  # told in words: true to within this
    hedge: str = ""  # a kind of `scoring.hedges` that the shape itself carries

    @property
    def scale(self) -> Decimal:
        return self.magnitude * self.unit.scale

    @property
    def base(self) -> Decimal:
        return self.value * self.scale


Shape = tuple[Part, Part]  # the same part twice, or the two ends of a range


def unit_at(flat: str, position: int) -> tuple[str, int]:
    """The unit that stands at a position of a half-width text, and its end; ("", position) where there is none."""
    found = lexis.UNIT_AT.match(flat, position)
    return (found["unit"], found.end()) if found else ("", position)


def special(flat: str, start: int) -> Shape | None:
    """The number of a special shape that starts at `start` of a half-width text, if there is one."""
    for pattern, read in _SHAPES:
        found = pattern.match(flat, start)
        if found and (shape := read(found)):
            return shape
    return None


def _read(numeral: str) -> Decimal | None:
    if len(numeral) > LONGEST:
        return None
    return decimal(numeral) if numeral[0].isdecimal() else chinese(numeral)


def _fraction(found: re.Match[str]) -> Shape | None:
    whole = Decimal(MAGNITUDES[found["b"]]) if found["b"] in MAGNITUDES else _read(found["b"])
    part = Decimal(100) if found["a"] == "百" else _read(found["a"])
    if not whole or part is None:
        return None
    more = bool(found["more"])
    if found["b"] in {"百", "千"}:
        digits = len(found["a"].replace("点", ".").partition(".")[2])
        only = Part(found.end(), part, unit_of("%" if found["b"] == "百" else "‰"), digits=digits, more=more)
        return only, only
    return _share(found.end(), part / whole, more)


def _share(end: int, share: Decimal, more: bool = False, hedge: str = "") -> Shape:
    """A share told in words is told to half a percent: 三分之一 agrees with 33.4 %."""
    only = Part(end, share, Unit("", "rate", ONE), digits=2, more=more, slack=Decimal("0.005"), hedge=hedge)
    return only, only


def _slash(found: re.Match[str]) -> Shape | None:
    top, bottom = _read(found["a"]), _read(found["b"])
    return _share(found.end(), top / bottom) if top is not None and bottom else None


def _ratio(found: re.Match[str]) -> Shape | None:
    one, other = _read(found["a"]), _read(found["b"])
    if not one or other is None:
        return None
    only = Part(found.end(), other / one, Unit(found[0], "ratio", ONE), more=bool(found["more"]))
    return only, only


def _half(found: re.Match[str]) -> Shape:
    if found["dur"]:
        unit = lexis.DURATION.match(found.string, found.end())
        word = unit[0] if unit else ""
        only = Part(found.end() + len(word), Decimal("0.5"), unit_of(word), digits=1)
        return only, only
    hedge = "gt" if found["over"] else ""
    return _share(found.end(), Decimal("0.5"), hedge=hedge)


def _double(found: re.Match[str]) -> Shape:
    times = 2 ** int(chinese(found["n"]) or 1) if found["n"] else 2
    only = Part(found.end(), Decimal(times), Unit(found[0], "multiple", ONE), more=bool(found["more"]))
    return only, only


def _tenths(found: re.Match[str]) -> Shape | None:
    """两成五 is 25 %, 三成半 35 %."""
    whole, part = chinese(found["a"]), Decimal(5) if found["b"] == "半" else chinese(found["b"])
    if whole is None or part is None:
        return None
    only = Part(found.end(), whole + part / 10, unit_of("成"), digits=1)
    return only, only


def _several(found: re.Match[str]) -> Shape:
    """数百: from two hundred to a thousand; 上百: a hundred at least; 过百: more than a hundred."""
    size = Decimal(MAGNITUDES.get(found["m"], 10))
    word, end = unit_at(found.string, found.end())
    unit = unit_of(word)
    if found["how"] in "上过":
        only = Part(end, size, unit, hedge="ge" if found["how"] == "上" else "gt")
        return only, only
    return Part(end, size * 2, unit), Part(end, size * 10, unit)


def _pair(found: re.Match[str]) -> Shape | None:
    """三五个, 七八百人: two neighbours, at most two apart, of something counted."""
    one, other = chinese(found["a"]), chinese(found["b"])
    word, end = unit_at(found.string, found.end())
    if one is None or other is None or not 0 < other - one <= 2 or not is_unit(word):
        return None
    size, unit = Decimal(MAGNITUDES.get(found["m"] or "", 10 if found["m"] else 1)), unit_of(word)
    return Part(end, one * size, unit), Part(end, other * size, unit)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Shape | None]], ...] = (
    (lexis.FRACTION, _fraction), (lexis.RATIO, _ratio), (lexis.SLASH, _slash), (lexis.HALF, _half),
    (lexis.DOUBLE, _double), (lexis.TENTHS, _tenths), (lexis.SEVERAL, _several), (lexis.PAIR, _pair),
)  # fmt: skip
