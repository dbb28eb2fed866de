"""Units: their families (what may be compared with what) and their scale within the family.

The words stand in `units.toml`; a unit that is not there is a family by itself, named by its word. Families:
count 次 场 期 个 项 件 条 起 篇 · person 人 名 位 · person-time 人次 · money 元 · rate % · percentage point
multiple 倍 · points 分 · seconds, days, workdays, months (lengths of time) · month, year, date (calendar)
ratio 1:3 · area, length, volume, mass
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, tuple[str, Decimal]] = {word: (word, Decimal(1)) for word in _DATA["own"]}
for _family, _words in _DATA["family"].items():
    _WORDS.update({word: (_family, Decimal(scale)) for word, scale in _words.items()})


def _pattern() -> str:
    words = sorted(_WORDS, key=len, reverse=True)
    parts: list[str] = []
    for word in words:
        stop = "|".join(_DATA["not_before"].get(word, []))
        letters = "(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        parts.append(re.escape(word) + (f"(?!{stop})" if stop else "") + letters)
    return "|".join(parts)


UNIT = _pattern()
_PER_END = r"(?=$|[^\u4e00-\u9fff]|[以之][内下上])"
PER = rf"(?:\s?/\s?(?:人次|人|年|月|天|次|日|平方米|㎡|亩|户|个|套|[\u4e00-\u9fff]{{1,4}}?{_PER_END}))?"
STOP_WORDS = (
    "的了和与及或且为是在已以至到由从于被将把并共均各该等其中含后前上下内外也而但则又再还不未无比较占超近约余多几"
    "计得算看"
)
FALLBACK = rf"(?![{STOP_WORDS}])[\u4e00-\u9fff](?=$|[\s,，。；;、)）/])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with its family and the factor to the family's base unit."""

    word: str
    family: str
    scale: Decimal


NO_UNIT = Unit("", "", Decimal(1))


def unit_of(word: str) -> Unit:
    """The unit that a word names; a word that is not known is a family by itself; "" is no unit."""
    word = word.strip()
    if not word:
        return NO_UNIT
    known = _DATA["same"].get(word.replace(" ", ""), word)
    if known in _WORDS:
        family, scale = _WORDS[known]
        return Unit(word, family, scale)
    head, slash, per = word.partition("/")
    if slash and per:
        above = unit_of(head)
        if per.strip() in {"年", "年度"}:  # a form is about one year: 30次/年 is 30次
            return Unit(word, above.family, above.scale)
        return Unit(word.replace(" ", ""), f"{above.family}/{per.strip()}", above.scale)
    if word[0] in "十百千万亿" and word[1:] in _WORDS:
        family, scale = _WORDS[word[1:]]
        size = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[word[0]]
        return Unit(word, family, scale * size)
    return Unit(word, word, Decimal(1))


def is_unit(word: str) -> bool:
    """Whether a word is a known unit, with 万/亿 before it or not."""
    return word in _WORDS or (len(word) > 1 and word[0] in "百千万亿" and word[1:] in _WORDS)
