"""A text as the checker reads it: typed numbers with offsets, sentences and clauses, and a skeleton for patterns.

In the *skeleton* each number stands as one character of the private use area, so a pattern can say 比目标少N without
knowing how numbers are written. Every position maps back to the text as given.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from scoring.numerals import plain
from scoring.quantity import Quantity, quantities
from scoring.verify.exempt import masked

STEM = 4  # characters in a row that make a stretch of a name
NAME = "\u3013"  # stands where a row name was
_TARGET_LIKE = frozenset({"时限", "标准", "任务", "计划", "期限", "目标", "限额", "定额", "要求", "基准", "上限"})
FIRST_MARK = 0xE000
LAST_MARK = 0xF8FE
M = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"  # any number, in patterns over skeletons
CONJUNCTION = "以及|和(?!谐|平)|(?<![普涉])及(?!时|格|其)|与(?!会|否)"  # what joins the parts of an enumeration
ENUMERATION = re.compile(f"[、，,;；:：()（）。\\n]|{CONJUNCTION}|{M}")  # what parts them
_SENTENCE_END = re.compile(r"[。!?！？;；\n]")
_CLAUSE_END = re.compile(r"[。!?！？;；\n，,]")


def is_mark(character: str) -> bool:
    """Whether a character of a skeleton stands for a number."""
    return FIRST_MARK <= ord(character) <= LAST_MARK


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of the text: the quantity, and its place in the skeleton."""

    index: int
    q: Quantity
    at: int

    @property
    def start(self) -> int:
        return self.q.start

    @property
    def end(self) -> int:
        return self.q.end


@dataclass(frozen=True)
class Lexed:
    """The reading of one text. `skeleton[i]` stands at `origin[i]` of `text` (`origin` has one more entry, the end)."""

    text: str
    flat: str  # `text` in half-width signs with exempt stretches blanked, same length
    mentions: tuple[Mention, ...]
    skeleton: str
    origin: tuple[int, ...]
    plainest: str  # the skeleton with stretches of row names blanked: 维修改造 is no 改为, 告知时限 no target

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences as spans of the skeleton."""
        return _spans(_SENTENCE_END, self.skeleton)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The clauses (up to a comma) as spans of the skeleton."""
        return _spans(_CLAUSE_END, self.skeleton)

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.clauses]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause that holds a skeleton position."""
        return self.clauses[max(0, bisect_right(self._clause_starts, place) - 1)]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that holds a skeleton position."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, place) - 1)]

    def mention_at(self, place: int) -> Mention | None:
        """The number whose mark stands at a skeleton position."""
        mark = ord(self.skeleton[place]) - FIRST_MARK if place < len(self.skeleton) else -1
        return self.mentions[mark] if 0 <= mark < len(self.mentions) else None

    def clauses_between(self, after: int, upto: int) -> tuple[tuple[int, int], ...]:
        """The clauses that start behind skeleton position `after`, up to the one that starts at `upto`."""
        first = bisect_right(self._clause_starts, after)
        return self.clauses[first : bisect_right(self._clause_starts, upto)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the skeleton as a span of the text as given."""
        return self.origin[start], self.origin[end]


def lex(text: str, names: tuple[str, ...] = (), stems: frozenset[str] = frozenset()) -> Lexed:
    """Reads a text; `names` are names with digits in them that hold no claim, `stems` all stretches of STEM characters of row names."""
    flat = masked(_flat(text), names)
    found = list(quantities(flat))[: LAST_MARK - FIRST_MARK]
    pieces: list[str] = []
    origin: list[int] = []
    mentions: list[Mention] = []
    at = 0
    for index, q in enumerate(found):
        pieces.append(flat[at : q.start])
        origin.extend(range(at, q.start))
        mentions.append(Mention(index, q, len(origin)))
        pieces.append(chr(FIRST_MARK + index))
        origin.append(q.start)
        at = q.end
    pieces.append(flat[at:])
    origin.extend(range(at, len(flat) + 1))
    skeleton = "".join(pieces)
    return Lexed(text, flat, tuple(mentions), skeleton, tuple(origin), _without_names(skeleton, stems))


def _without_names(skeleton: str, stems: frozenset[str]) -> str:
    """The skeleton with every stretch that a row name holds blanked, of the same length."""
    hidden = [i for i in range(len(skeleton) - STEM + 1) if skeleton[i : i + STEM] in stems]
    if not hidden:
        return skeleton
    letters = list(skeleton)
    for place, behind in zip(hidden, [*hidden[1:], -1], strict=True):
        if behind == place + 1:  # a lone stretch (采购节约 of 采购节约率) may be words of its own
            letters[place : place + STEM + 1] = NAME * (STEM + 1)
        elif skeleton[place + 2 : place + STEM] in _TARGET_LIKE:
            letters[place : place + STEM] = NAME * STEM
    return "".join(letters)


def _flat(text: str) -> str:
    """`text` in half-width signs with its line ends kept, of the same length."""
    flat = plain(text)
    if "\n" in text:
        flat = "".join("\n" if given == "\n" else c for given, c in zip(text, flat, strict=True))
    return flat


def _spans(end: re.Pattern[str], skeleton: str) -> tuple[tuple[int, int], ...]:
    """Stretches between separators, each with its separator; the last may have none."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in end.finditer(skeleton):
        spans.append((start, mark.end()))
        start = mark.end()
    if start < len(skeleton) or not spans:
        spans.append((start, len(skeleton)))
    return tuple(spans)
