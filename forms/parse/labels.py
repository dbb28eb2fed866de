"""Labels of the form: how they are normalised, and which words mean which field.

Known labels stand in `vocabulary.toml`; labels that it lacks are understood by the words that they are made of
(a label with 原因 in it is that of the deviation note). Everything here is a function of one cell's text, cached,
because the same few hundred labels come back in every table.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord(a): b for a, b in zip("\u3000【】〔〕［］", " ()()()", strict=True)
}
_DROPPED = re.compile(r"[\s*※★☆#\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = re.compile(r"\([^()]*\)")
NUMBERED = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]|\d{1,2}(?:\.\d{1,2})+[、.)]?(?=\D)|\d{1,2}[、.)](?!\d))"
)
_LONGEST_LABEL = 60
CACHED = 20_000


def _load() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("forms.parse").joinpath("vocabulary.toml").read_text("utf-8"))


VOCABULARY = _load()


def fields_of(section: str) -> dict[str, str]:
    """word -> field, for a section of the vocabulary."""
    return {word: field for field, words in VOCABULARY[section].items() for word in words.split()}


def words_of(name: str) -> frozenset[str]:
    """A set of words of the vocabulary."""
    return frozenset(VOCABULARY["sets"][name].split())


_COLUMNS, _FUNDS, _HEAD = fields_of("columns"), fields_of("funds"), fields_of("head")
_LABEL_ENDS = tuple(words_of("label_ends"))
SECTIONS, TOTALS, WEAK = words_of("sections"), words_of("totals"), words_of("weak")


@lru_cache(maxsize=CACHED)
def plain(text: str) -> str:
    """A label with half-width signs, no spaces, no stars, no colon at its end; "" when it is too long to be one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return _DROPPED.sub("", text.translate(_WIDE)).rstrip(":")


@lru_cache(maxsize=CACHED)
def bare(text: str) -> str:
    """A label without what its brackets say, nor a number before it: 一、全年执行数（B） -> 全年执行数."""
    word = NUMBERED.sub("", plain(text))
    return _BRACKETS.sub("", word).strip(":,、/") or word.strip("()")


_Patterns = tuple[tuple[re.Pattern[str], str], ...]


def _patterns(name: str) -> _Patterns:
    """Pattern -> field ("" for a label of no field), in the order in which they decide."""
    return tuple((re.compile(pattern), field) for pattern, field in VOCABULARY["patterns"][name])


_COLUMN_WORDS, _FUNDS_WORDS, _HEAD_WORDS = _patterns("columns"), _patterns("funds"), _patterns("head")
_NO_LABEL = re.compile(r"[0-9:：。；;，,！？≥≤%“”《》]")


def _by_words(word: str, patterns: _Patterns, longest: int) -> str | None:
    if not 2 <= len(word) <= longest or _NO_LABEL.search(word):
        return None
    return next((field for pattern, field in patterns if pattern.search(word)), None) or None


@lru_cache(maxsize=CACHED)
def in_brackets(text: str) -> str:
    """What the brackets of a label say: 指标值（实际） -> 实际."""
    found = re.search(r"\(([^()]+)\)", plain(text))
    return found[1] if found else ""


@lru_cache(maxsize=CACHED)
def column_field(text: str) -> str | None:
    """The field of a column of the indicator block that a heading names, or None."""
    word = bare(text)
    return _COLUMNS.get(word) or _by_words(word, _COLUMN_WORDS, 24)


@lru_cache(maxsize=CACHED)
def names_no_field(text: str) -> bool:
    """A heading that is known to be that of a column without a field (完成率, 偏离度)."""
    word = bare(text)
    if word in _COLUMNS or not 2 <= len(word) <= 24 or _NO_LABEL.search(word):
        return False
    return next((field == "" for pattern, field in _COLUMN_WORDS if pattern.search(word)), False)


@lru_cache(maxsize=CACHED)
def funds_field(text: str) -> str | None:
    """The field of a column of the funds block that a heading names, or None."""
    word = bare(text)
    return _FUNDS.get(word) or _by_words(word, _FUNDS_WORDS, 20)


@lru_cache(maxsize=CACHED)
def head_field(text: str) -> str | None:
    """The field of the head, the goal block or the closing blocks that a label names, or None."""
    word = bare(text)
    return _HEAD.get(word) or _by_words(word, _HEAD_WORDS, 16)


_OTHER_PERIOD = re.compile(
    "项目总(?!体?目标完成)|实施期|全周期|中长期|长期|三年|五年|以前年度|往年|历年|上年|上一年|下年|次年|明年|累计"
    r"|\d{4}年?[-—–~～至]+\d{4}|^总(?:体|的)?(?:指标|目标)值?$"
)


@lru_cache(maxsize=CACHED)
def other_period(text: str) -> bool:
    """A label of another time than the year of the form: 项目总目标值, 截至上年完成值, 实施期目标."""
    return bool(_OTHER_PERIOD.search(plain(text)))


@lru_cache(maxsize=CACHED)
def labels_other(text: str) -> bool:
    """By how it ends, the label of something that the form has no field for (联系电话)."""
    word = plain(text)
    return 2 <= len(word) <= 20 and word.endswith(_LABEL_ENDS) and not _NO_LABEL.search(word)


@lru_cache(maxsize=CACHED)
def weak_label(text: str) -> bool:
    """填报单位 and the like: taken for the unit only where the form has no better label for it."""
    return bare(text) in WEAK


@lru_cache(maxsize=CACHED)
def section_label(text: str) -> bool:
    """A label of a whole block that stands at its left (年度绩效指标), with no value of its own."""
    return bare(text) in SECTIONS


@lru_cache(maxsize=CACHED)
def total_label(text: str) -> bool:
    """The label of the total row."""
    return bare(text) in TOTALS


_UNIT = re.compile(r"\(?(?:金额)?(?:计量)?(?:单位)?[:为]?(?:人民币)?(万元|亿元|元)\)?")
_STATED_UNIT = re.compile(
    r"\((?:金额)?(?:单位)?[:为,]?(?:人民币)?(万元|亿元|元)[^()]*\)|(?:金额)?单位[:为]?(?:人民币)?(万元|亿元|元)"
)


@lru_cache(maxsize=CACHED)
def money_unit(text: str) -> str | None:
    """The money unit that a label, a title or a caption states: 项目资金（万元） -> 万元."""
    word = plain(text)
    if "元" not in word:
        return None
    found = _STATED_UNIT.search(word)
    if found:
        return found[1] or found[2]
    whole = _UNIT.fullmatch(word)
    return whole[1] if whole and len(word) > 1 else None
