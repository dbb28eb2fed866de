"""Which tables and rows a question names: by order, by a stretch of the name, by its rarest pairs of characters.

Relative, never absolute: what counts is how much of the question a name explains compared with the other names.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.answer import cues
from assistant.answer.book import Book, Line
from assistant.answer.normalise import ordinal

_NUMBER = "(\\d{1,4}|[一二两三四五六七八九十]{1,3})"
_TABLE = re.compile(
    rf"第{_NUMBER}(?:张|个|份|号)?(?:自评)?(?:表格?|项目)|(?:表|项目){_NUMBER}(?!\d|年|行|分|次|个|项|名|共|般|样|起|直|致|定|览|下|张|家)|{_NUMBER}号(?:表|项目)|第{_NUMBER}张"
)
_LAST_TABLE = re.compile("(?:最后|末尾|倒数第一)(?:的)?一?(?:张|个|份)(?:表|项目)?")
_ROW = re.compile(
    rf"第{_NUMBER}(?:行|项指标|条指标|个指标|条|项)|(?<![A-Za-z])[Rr]\s?{_NUMBER}(?!\d)|指标{_NUMBER}(?!个|项|共|般|样|起|直|定|致|分|次|览)|{_NUMBER}号指标"
)
_LAST_ROW = re.compile("最后一(?:行|项|个指标|条)(?!表)")
_FROM_THE_END = re.compile(rf"倒数第{_NUMBER}(?:行|项|条|个指标)")
MOST = 120  # names looked at closely for one question
_GENERIC = cues.COMMON_PAIRS


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that the question holds a stretch of: where, and how much of the name and of the question it explains."""

    start: int
    end: int
    score: float
    share: float  # of the name

    @property
    def length(self) -> int:
        return self.end - self.start


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text; digits and signs name nothing."""
    return [pair for n in range(len(text) - 1) if (pair := text[n : n + 2]).isalpha()]


class Names:
    """Distinct names with an inverted index of their pairs of characters."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._post: dict[str, list[int]] = defaultdict(list)
        for n, name in enumerate(self.names):
            for pair in set(pairs(name)):
                self._post[pair].append(n)
        self._count = max(len(self.names), 1)

    def weight(self, pair: str) -> float:
        """Rare pairs say more; ones that every form has say little."""
        found = len(self._post.get(pair, ()))
        base = math.log(1 + self._count / found) if found else 0.0
        return base * (0.15 if pair in _GENERIC else 1.0)

    def find(self, text: str) -> dict[str, Hit]:
        """Every name that shares at least one telling stretch with `text`."""
        told: dict[int, set[str]] = defaultdict(set)
        for pair in set(pairs(text)):
            for n in self._post.get(pair, ()):
                told[n].add(pair)
        weights = {pair: self.weight(pair) for shared in told.values() for pair in shared}
        scored = [(sum(weights[p] for p in shared), n) for n, shared in told.items() if not shared <= _GENERIC]
        scored.sort(reverse=True)
        found: dict[str, Hit] = {}
        for score, n in scored[:MOST]:
            name = self.names[n]
            start, end = stretch(text, name)
            whole = sum(self.weight(pair) for pair in set(pairs(name))) or 1.0
            found[name] = Hit(start, end, score, score / whole)
        return found


def stretch(text: str, name: str) -> tuple[int, int]:
    """Where the longest common stretch of both stands in `text`; (0, 0) when they share no two characters in a row."""
    start = end = 0
    for at in range(len(text) - 1):
        length = max(end - start + 1, 2)
        if text[at : at + length] not in name or at + length > len(text):
            continue
        while at + length < len(text) and text[at : at + length + 1] in name:
            length += 1
        start, end = at, at + length
    return start, end


def clean(name: str) -> str:
    return re.sub(r"[\s“”\"'‘’《》()（）、，,。；;：:]", "", name)


class Index:
    """The names of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @cached_property
    def projects(self) -> tuple[Names, dict[str, tuple[int, ...]]]:
        where: dict[str, list[int]] = defaultdict(list)
        for page in self.book.pages:
            where[clean(page.table.project_name or "")].append(page.number)
        where.pop("", None)
        for name, pages in self.bodies.items():
            where.setdefault(name, []).extend(pages)
        return Names(where), {name: tuple(found) for name, found in where.items()}

    @cached_property
    def bodies(self) -> dict[str, tuple[int, ...]]:
        """Departments and units by name, where they tell the tables of a book apart."""
        found: dict[str, list[int]] = defaultdict(list)
        for page in self.book.pages:
            for text in (page.table.implementing_unit, page.table.department):
                name = clean(text or "")
                if len(name) > 3 and not name.isdigit():
                    found[name].append(page.number)
        few = max(len(self.book) // 2, 1)
        return {name: tuple(dict.fromkeys(n)) for name, n in found.items() if len(self.book) > 1 and len(set(n)) <= few}

    @cached_property
    def rows(self) -> tuple[Names, dict[str, tuple[Line, ...]]]:
        where: dict[str, list[Line]] = defaultdict(list)
        for page in self.book.pages:
            for line in page.lines:
                if line.real and line.seen.name:
                    where[clean(line.seen.name)].append(line)
        return Names(where), {name: tuple(found) for name, found in where.items()}

    @cached_property
    def texts(self) -> str:
        """All free texts of the book, to look words up in."""
        return "\n".join(text for page in self.book.pages for _, text in page.context.texts())

    @cached_property
    def rows_of(self) -> dict[int, Names]:
        return {}

    def rows_in(self, table: int) -> Names:
        """The row names of one table."""
        if table not in self.rows_of:
            lines = self.book.page(table).lines
            self.rows_of[table] = Names(clean(line.seen.name) for line in lines if line.real and line.seen.name)
        return self.rows_of[table]


def table_number(text: str, count: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Tables named by order, with where they are named; 0 stands for one that does not exist."""
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    for found in _TABLE.finditer(text):
        number = ordinal(next(group for group in found.groups() if group))
        if number is not None:
            numbers.append(number if number <= count else 0)
            spans.append(found.span())
    last = _LAST_TABLE.search(text)
    if last and not numbers:
        numbers.append(count)
        spans.append(last.span())
    return numbers, spans


def row_number(text: str) -> tuple[list[int], list[tuple[int, int]], bool]:
    """Rows named by order, where, and whether the last row is meant."""
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    for found in () if _FROM_THE_END.search(text) else _ROW.finditer(text):
        number = ordinal(next(group for group in found.groups() if group))
        if number is not None:
            numbers.append(number)
            spans.append(found.span())
    back = _FROM_THE_END.search(text)
    if back and not numbers:
        return [-(ordinal(back[1]) or 1)], [back.span()], False
    last = _LAST_ROW.search(text)
    if last and not numbers:
        return [], [last.span()], True
    return numbers, spans, False


def rarest(counted: Counter[str]) -> list[str]:
    """The most frequent of some names, ties in order."""
    if not counted:
        return []
    most = max(counted.values())
    return [name for name, times in counted.items() if times == most]
