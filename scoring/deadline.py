"""Deadlines in targets, and whether an actual keeps them. The day that is named belongs to the time allowed."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from scoring.dates import Day, read_dates
from scoring.numerals import plain
from scoring.quantity import Quantity, quantities

Kept = Literal["kept", "late", "unknown"]

_LONGEST = 300  # what is longer sets no deadline that can be told
_YEAR_END = re.compile("(?:年内|年度内|年底|年末|年终|当年|本年度?内|全年)(?!.*(?:提升|提高|增长))")
_HALF = re.compile("(上半年|下半年|第?[一二三四1-4]季度)")
_HALF_END = {
    "上半年": (6, 30), "下半年": (12, 31), "一": (3, 31), "二": (6, 30), "三": (9, 30), "四": (12, 31),
    "1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31),
}  # fmt: skip
_PART_END = {"上旬": 10, "初": 10, "中旬": 20}
_TASK = re.compile(
    "完成|前|内|底|按时|及时|到位|竣工|验收|上线|交付|年度?$|月$|日$|实施|开展|建成|投入|支付|结束|截止|至"
)
_DONE = re.compile(
    "(?<![未没])(?:已|均|全部|按时|按期|按计划|如期|及时|提前|准时|顺利|按要求|都)[^，。；]{0,8}?(?:完成|完工|竣工|验收|到位|交付|上线|实施|开展|建成|结束)|^(?:完成|提前|按时|如期|已完成|及时)"
)
_NOT_DONE = re.compile("未(?!来|超|发生|出现)|尚未|没有(?!发生|出现)|逾期|延期|推迟|滞后|延误|超期|部分")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day allowed, as far as the text tells it: year and month or day may be open."""

    text: str
    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        return (f"{self.year}年" if self.year else "") + f"{self.month}月{self.day}日"


def deadline_of(text: str, dates: tuple[Quantity, ...]) -> Deadline | None:
    """The deadline of a target text with the dates found in it; None when it sets none."""
    flat = plain(text[:_LONGEST])
    if dates:
        if not _TASK.search(flat):
            return None
        last = _last_day(dates[-1])
        half = _HALF.search(flat, dates[-1].end)
        if last and half and last.month is None:
            month, day = _end_of(half[1])
            return Deadline(text, last.year, month, day)
        return _end(text, last) if last else None
    half = _HALF.search(flat)
    if half and _TASK.search(flat):
        month, day = _end_of(half[1])
        return Deadline(text, None, month, day)
    found = _YEAR_END.search(flat)
    if found and not any(not q.is_date for q in quantities(text)):
        return Deadline(text, None, 12, 31)
    return None


def _end_of(part: str) -> tuple[int, int]:
    return _HALF_END.get(part) or _HALF_END[part.removeprefix("第")[0]]


def _last_day(date: Quantity) -> Day | None:
    days = read_dates(plain(date.text))
    return days[-1] if days else None


def _end(text: str, day: Day) -> Deadline:
    """The last day of what a date names: 2021年 ends on 31 December, 9月 on the 30th, 9月中旬 on the 20th."""
    month = day.month or 12
    if day.day:
        return Deadline(text, day.year, month, day.day)
    last = _PART_END.get(day.part) or (monthrange(day.year or 2023, month)[1] if 1 <= month <= 12 else 31)
    return Deadline(text, day.year, month, last)


def kept(deadline: Deadline, actual: str, year: int | None = None) -> Kept:
    """Whether an actual says that the deadline was kept. `year` is the table's, for dates told without one."""
    flat = plain(actual[:_LONGEST])
    if _NOT_DONE.search(flat):
        return "late" if re.search("未完成|尚未|没有完成|逾期|延期|超期|未能", flat) else "unknown"
    dates = [day for q in quantities(actual) if q.is_date and (day := _last_day(q))]
    if not dates:
        same = "".join(flat.split()) == "".join(plain(deadline.text).split())
        return "kept" if same or _DONE.search(flat.strip()) or _YEAR_END.search(flat) else "unknown"
    return _compare(deadline, dates[-1], year)


def _compare(deadline: Deadline, done: Day, year: int | None) -> Kept:
    limit_year, done_year = deadline.year, done.year
    if limit_year is not None and done_year is not None and limit_year != done_year:
        return "kept" if done_year < limit_year else "late"
    if (limit_year is None) != (done_year is None) and year is not None and (limit_year or done_year) != year:
        return "unknown"
    if done.month is None:
        return "kept" if (deadline.month, deadline.day) == (12, 31) else "unknown"
    first = (done.month, done.day or 1)
    limit = (deadline.month, deadline.day)
    end = _end("", done)
    if (end.month, end.day) <= limit:
        return "kept"
    return "late" if first > limit else "unknown"
