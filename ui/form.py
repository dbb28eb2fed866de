"""The form as the page shows it: rows and cells laid out like the printed 项目支出绩效自评表, from the table's values.

The order and the merged cells are the form's usual ones, whatever file the table came from; the letters and row numbers
beside it are those of the user's own file, so that "F12" names the same cell here and there. Values in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from forms.numbers import money
from scoring.findings import RowScore
from scoring.wording import fixed

_A1 = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_WORDED = re.compile(r"第(\d+)行第(\d+)列")


@dataclass(frozen=True)
class CellView:
    """One cell of the page. `fact` is its fact id ("" for what cannot be edited), `text` what is displayed."""

    text: str = ""
    fact: str = ""
    place: str = ""
    kind: str = "text"  # text, number, label, rotated, title, ours (复算), long
    raw: str = ""  # what the edit field starts with
    columns: int = 1
    rows: int = 1
    column: str = ""  # letter over it, to light the ruler
    muted: bool = False
    differs: bool = False  # our own number that is not the form's
    grows: int = 0  # on a class heading: the last row of the class, below which one more can be added

    @property
    def editable(self) -> bool:
        return bool(self.fact)


@dataclass(frozen=True)
class RowView:
    cells: tuple[CellView, ...]
    label: str = ""  # row number in the user's file
    kind: str = ""  # title, head, total, indicator …


@dataclass(frozen=True)
class Column:
    key: str
    letter: str
    width: str = ""  # as CSS has it; "" shares what is left


@dataclass(frozen=True)
class FormView:
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    facts: Mapping[str, str] = field(default_factory=dict)  # fact id -> place

    @property
    def facts_at(self) -> dict[str, str]:
        """Place -> fact id; a place that joins several columns ("F9+G9") answers to each of them."""
        return {part: fact for fact, place in self.facts.items() for part in place.split("+")}


def split_place(place: str) -> tuple[str, str]:
    """Column and row of a place: "F12" -> ("F", "12"), "表3 第5行第4列" -> ("4", "5"); ("", "") when it has none."""
    first = place.split("+")[0].split("!")[-1]
    if found := _A1.fullmatch(first):
        return found[1], found[2]
    if found := _WORDED.search(first):
        return found[2], found[1]
    return "", ""


def short_place(place: str) -> str:
    """A place short enough for a tag: "表3 第5行第4列" -> "5行4列"; a letter and number stay."""
    if found := _WORDED.search(place):
        return f"{found[1]}行{found[2]}列"
    return place.split("+")[0]


def show_money(text: str | None, unit: str) -> str:
    """Money with separators, two places in 元; anything that is no plain amount stays as it stands."""
    if text is None:
        return ""
    plain = text.strip()
    amount = money(plain) if re.fullmatch(r"[-+]?[\d,]*\.?\d+", plain) else None
    if amount is None:
        return text
    if unit == "元":
        return f"{amount:,.2f}"
    decimals = max(2, -int(amount.as_tuple().exponent))
    return f"{amount:,.{min(decimals, 6)}f}"


def show_score(value: Decimal | None) -> str:
    return "" if value is None else fixed(value)


def band(row: RowScore | None) -> str:
    """Our own score of a row: "13.50", a band "8–10", or nothing where nothing can be said."""
    if row is None:
        return ""
    if row.recomputed is not None:
        return show_score(row.recomputed)
    if row.min is None or row.max is None:
        return ""
    return f"{_short(row.min)}–{_short(row.max)}"


def _short(value: Decimal) -> str:
    return fixed(value).rstrip("0").rstrip(".")
