"""The span between two dates in cells: how many days (or months) after its deadline something was done."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from forms.table import SelfEvaluationTable
from scoring.facts.build import derived
from scoring.facts.model import Fact
from scoring.quantity import Quantity

_MONTH_END = re.compile("月(?:份)?[底末]")


def span_facts(table: SelfEvaluationTable, row: int, target: Fact | None, actual: Fact | None) -> Iterator[Fact]:
    """`R5.days_late`: actual date minus target date, positive when late; in months where neither tells the day."""
    planned, done = _date(target), _date(actual)
    if planned is None or done is None or target is None or actual is None:
        return
    year, month, day = planned
    done_year, done_month, done_day = done[0] or year, done[1], done[2]
    year = year or done_year
    if month and not day and done_day and year and _MONTH_END.search(target.shown):  # 9月底前 lasts to the 30th
        day = monthrange(year, month)[1]
    of = (target.id, actual.id)
    if day and done_day:
        try:
            late = (date(done_year or 2000, done_month, done_day) - date(year or 2000, month, day)).days
        except ValueError:
            return
        yield derived(table, f"R{row}.days_late", "比时限晚", Decimal(late), "days", of, unit="天", row=row)
    else:
        months = Decimal((done_year - year) * 12 + done_month - month)
        fact = derived(table, f"R{row}.days_late", "比时限晚", months, "months", of, unit="个月", row=row)
        yield fact._replace(field="days_late")


def _date(fact: Fact | None) -> tuple[int, int, int] | None:
    """Year, month and day of a cell's only date; zero for what is not told."""
    found = [q for q in fact.quantities if q.family == "date"] if fact else []
    return _parts(found[0]) if len(found) == 1 else None


def _parts(q: Quantity) -> tuple[int, int, int]:
    value = int(q.value)
    return value // 10_000, value // 100 % 100, value % 100
