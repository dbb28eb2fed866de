"""Dates of the calendar in running text, kept apart from durations: 12月 is a month, 12个月 a length of time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.numerals import CHINESE, chinese

_YEAR = r"(?:19|20)\d\d"
_YEAR_CN = "[一二][一二三四五六七八九零〇○]{3}"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH_CN = "(?:十[一二]?|[一二三四五六七八九])"
_PART = r"(?:份|底|初|末|中旬|上旬|下旬)?"
_TO = r"\s?(?:-{1,2}|~|至|到)\s?"

DATE = (
    rf"{_YEAR}\s?年?{_TO}{_YEAR}\s?(?:年度?|学年)"  # 2020-2022年
    rf"|(?:{_YEAR}|(?<!\d)\d\d(?=年{_MONTH}月)|{_YEAR_CN})\s?年度?(?:\s?(?:{_MONTH}|{_MONTH_CN})\s?月{_PART}(?:\s?{_DAY}\s?[日号])?)?"
    rf"(?:{_TO}(?:{_YEAR}年)?{_MONTH}月{_PART}(?:{_DAY}[日号])?)?"
    rf"|{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}"
    rf"|{_YEAR}[-/](?:1[0-2]|0[1-9]|[1-9])(?![\d/%.,-]|\s?[万亿元次个%])"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.,万亿元次个])"
    rf"|{_YEAR}(?=[、和及与,]\s?{_YEAR}(?:[、和及与,]\s?{_YEAR})?\s?年)"
    rf"|{_MONTH}\s?月?{_TO}{_MONTH}\s?月{_PART}(?!\s?\d)"
    rf"|{_MONTH}\s?月{_PART}(?:\s?{_DAY}\s?[日号])?(?:{_TO}(?:{_MONTH}\s?月)?\s?{_DAY}[日号])?"
    rf"|(?<![{'个几数每'}十一二三四五六七八九]){_MONTH_CN}月{_PART}(?:{CHINESE}[日号])?"
)

_NUMERAL = r"\d+|[一二三四五六七八九十零〇○]+"
_SPAN = re.compile(rf"\s?(?:(?<=[\d年月日号份底初末旬])(?:-{{1,2}}|~|至|到))\s?(?=(?:{_NUMERAL}))")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WRITTEN = re.compile(
    rf"(?:(?P<y>{_NUMERAL})\s?年度?)?\s?(?:(?P<m>{_NUMERAL})\s?月(?P<part>{_PART}))?\s?(?:(?P<d>{_NUMERAL})\s?[日号])?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it was told: 2021年, 9月, 9月30日, 2021年9月底. None is not told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""  # 底 初 末 中旬 上旬 下旬

    @property
    def value(self) -> Decimal:
        """The date as one number YYYYMMDD with zeros for what was not told; 2021 for a year, 9 for a month alone."""
        if self.month is None and self.day is None:
            return Decimal(self.year or 0)
        if self.year is None and self.day is None:
            return Decimal(self.month or 0)
        return Decimal((self.year or 0) * 10_000 + (self.month or 0) * 100 + (self.day or 0))

    @property
    def family(self) -> str:
        if self.month is None and self.day is None:
            return "year"
        return "month" if self.year is None and self.day is None else "date"


def read_dates(text: str) -> tuple[Day, ...]:
    """The one or two dates of a stretch that `DATE` matched (in half-width signs); a span gives both its ends."""
    iso = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if iso:
        return (Day(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None),)
    parts = [p for p in _SPAN.split(text) if p]
    if len(parts) == 1:
        return (_written(parts[0]),)
    last = _written(parts[-1])
    first = _written(parts[0], like=last)
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year)
    if last.month is None and last.day is not None:
        last = replace(last, month=first.month)
    return first, last


def _written(text: str, like: Day | None = None) -> Day:
    found = _WRITTEN.fullmatch(text.strip())
    if not found or not any(found.group("y", "m", "d")):
        bare = _int(text.strip().rstrip("年月学度"))
        if (like and like.family == "year") or (bare or 0) > 31:
            return Day(year=bare)
        return Day(year=like.year if like else None, month=bare)
    year = _int(found["y"])
    if year is not None and year < 100:
        year += 2000
    return Day(year, _int(found["m"]), _int(found["d"]), found["part"] or "")


def _int(text: str | None) -> int | None:
    if not text:
        return None
    value = Decimal(text) if text.isdigit() and text.isascii() else chinese(text)
    return None if value is None else int(value)
