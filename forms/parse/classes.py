"""Class headings (产出指标（50分） / 数量指标): which level a label belongs to, and the points that it states."""

from __future__ import annotations

import re
from functools import lru_cache

from forms.parse.labels import bare, plain, words_of

_LEVEL1, _LEVEL2, _WITH_SUFFIX = words_of("level1"), words_of("level2"), words_of("level2_with_suffix")
SATISFACTION = "满意度"
ONLY_SECOND, BOTH = frozenset((2,)), frozenset((1, 2))  # what `levels` may say
_POINTS = re.compile(r"\(?(\d+(?:\.\d+)?)(?:分|%)\)?|\((\d+(?:\.\d+)?)\)")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|\d+(?:\.\d+)+[、.．]?|\d+[、.．])")


@lru_cache(maxsize=20_000)
def class_name(text: str) -> str:
    """A heading without its points and line breaks: "产出指标 (50分)" -> 产出指标."""
    word = bare(text)
    return re.sub(r"\d+(?:\.\d+)?(?:分|%)$", "", word) or word


@lru_cache(maxsize=20_000)
def class_points(text: str) -> str | None:
    """The points that a heading states ("50"), or None."""
    found = _POINTS.search(plain(text))
    return (found[1] or found[2]) if found else None


@lru_cache(maxsize=20_000)
def levels(text: str) -> frozenset[int]:
    """The levels (1, 2) of which the text may be the heading; empty when it is none. 成本指标 is of both."""
    word = _NUMBER.sub("", class_name(text))
    # 三级指标 are often named 群众满意度: only the heading word itself or with 指标 makes a class.
    stem = word.removesuffix("指标")
    marked = stem != word
    found: set[int] = set()
    if stem in _LEVEL1 and (marked or class_points(text) or len(stem) == 2 or stem == SATISFACTION):
        found.add(1)
    if stem in _LEVEL2 and (marked or stem not in _WITH_SUFFIX):
        found.add(2)
    if marked and not found and SATISFACTION in stem and len(stem) <= 16:
        found.add(2)
    return frozenset(found)


def is_satisfaction(text: str) -> bool:
    """The heading is one of satisfaction."""
    return SATISFACTION in class_name(text)
