"""The unit that a question asks for (多少人, 几次), and which rows are measured in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.book import Book, Line
from scoring.units import unit_of

ASKED = re.compile(
    r"(?:多少|几|第几)(?:个|多)?(人次|人|名|位|次|场|期|个|项|件|条|起|篇|家|户|所|台|套|辆|亩|公里|平方米|平米|天|小时|分钟|个?月|万元|元|块钱|块|钱|班次|班|份|吨|公斤|百分点|%|倍|年|座|栋|处|批|届|节|趟|班|例|张|趟|回|日)"
)
_NOUN = re.compile("(人数|人次|户数|家数|天数|台数)(?!的?指标|占|得)")
_NOUNS = {"人数": "人", "户数": "户", "家数": "家", "天数": "天", "台数": "台"}
_TIMES = frozenset(["趟", "回", "遍"])
_MONEY = frozenset(["元", "万元", "块", "块钱", "钱", "亿元"])


def unit_asked(text: str) -> str:
    """The unit that `text` asks for a number in; "" where it asks for none."""
    found = ASKED.search(text) or _NOUN.search(text)
    return _NOUNS.get(found[1], found[1]) if found else ""


def by_unit(book: Book, rows: Sequence[tuple[int, int]], unit: str) -> list[tuple[int, int]]:
    """Of some rows those that are measured in the unit that the question asks for."""
    return [(t, r) for t, r in rows if measured_in(book.line(t, r), unit)]


def measured_in(line: Line, unit: str) -> bool:
    """Whether a row's target or actual is told in that unit (or in one of its family)."""
    wanted = unit_of("元" if unit in _MONEY else "次" if unit in _TIMES else unit)
    found = (*line.seen.aim.quantities, *line.seen.done)
    families = {q.family for q in found if q.family}
    if not families and found:
        return wanted.family in {"count", ""}
    return wanted.family in families
