"""How number formats show dates, times and durations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_WEEKDAYS = "一二三四五六日"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LARGEST_DATE = Decimal(2_958_466)  # 9999-12-31


def date_renderer(kinds: list[tuple[str, str]], otherwise: Callable[[Decimal], str]) -> Callable[[Decimal, bool], str]:
    """A renderer for a format with these parts (kind, text); `otherwise` shows what is no date. In: the serial number,
    and whether days count from 1904."""
    half_days = any(kind == "ampm" for kind, _ in kinds)

    def render(value: Decimal, epoch_1904: bool) -> str:
        if value < 0 or value >= _LARGEST_DATE:
            return otherwise(value)
        moment = _moment(value, epoch_1904, any(t.lower().startswith("s") and "." in t for _, t in kinds))
        parts: list[str] = []
        previous = ""
        for at, (kind, text) in enumerate(kinds):
            if kind == "date":
                low = text.lower()
                minutes = low in {"m", "mm"} and (previous == "h" or _next_date(kinds, at).startswith("s"))
                parts.append(_minute(moment, low) if minutes else _date_part(moment, low, half_days))
                previous = low[0]
            elif kind == "elapsed":
                parts.append(_elapsed(value, text))
                previous = text[0]
            elif kind == "ampm":
                parts.append(_half_day(moment, text))
            else:
                parts.append(text)
        return "".join(parts).strip()

    return render


def _moment(value: Decimal, epoch_1904: bool, fractions: bool) -> datetime:
    """The date of a serial number. 1900 had no 29 February, though Excel counts it as day 60."""
    days = value + 1462 if epoch_1904 else value
    start = datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    seconds = (days % 1) * 86_400
    seconds = seconds.quantize(Decimal("0.001") if fractions else Decimal(1), ROUND_HALF_UP)
    return start + timedelta(days=int(days), seconds=float(seconds))


def _next_date(kinds: list[tuple[str, str]], at: int) -> str:
    return next((text.lower() for kind, text in kinds[at + 1 :] if kind in {"date", "elapsed"}), "")


def _minute(moment: datetime, low: str) -> str:
    return f"{moment.minute:02}" if len(low) == 2 else str(moment.minute)


def _half_day(moment: datetime, text: str) -> str:
    before, after = text.split("/")
    return before if moment.hour < 12 else after


def _date_part(moment: datetime, low: str, half_days: bool) -> str:
    size = len(low)
    if low[0] == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if low[0] == "m":
        month = _MONTHS[moment.month - 1]
        return {1: str(moment.month), 2: f"{moment.month:02}", 3: month}.get(size, moment.strftime("%B"))
    if low[0] == "d":
        day = _DAYS[moment.weekday()]
        return {1: str(moment.day), 2: f"{moment.day:02}", 3: day[:3]}.get(size, day)
    if low[0] == "h":
        hour = (moment.hour % 12 or 12) if half_days else moment.hour
        return f"{hour:02}" if size > 1 else str(hour)
    if low[0] == "a":
        return ("星期" if size > 3 else "") + _WEEKDAYS[moment.weekday()]
    whole, _, fraction = low.partition(".")
    text = f"{moment.second:02}" if len(whole) > 1 else str(moment.second)
    return text + (f".{moment.microsecond:06}"[: len(fraction) + 1] if fraction else "")


def _elapsed(value: Decimal, text: str) -> str:
    unit = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
    return str(int(value * unit)).rjust(len(text), "0")
