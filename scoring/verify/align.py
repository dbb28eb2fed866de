"""What each number of a text is about: the topics that its words name, or that the words before it named.

The words nearest to a number count: those before it up to the last separator, else those behind it, else the rest of
its clause, else what the sentence spoke of so far, else (in a deviation) the row that the text is for, else what the
sentence before spoke of. A number that was explained tells what the next ones without words of their own are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scoring.verify.index import Index
from scoring.verify.lexer import CONJUNCTION, Lexed, M, Mention, is_mark
from scoring.verify.topics import content

RELATIVE = 0.6  # a topic is meant when it scores this much of the best one that could own the number
SHORT_NOUN = 2
AROUND = 0.4  # words before a number whose noun stands behind it
_HEAD_BEFORE = re.compile("[\u4e00-\u9fff](?<![对围绕向给从用为])$")  # a noun right before the number: 采样204次
NOUN = 4  # what a number counts stands right behind it (18个断面开展采样)
RECENT = 6  # numbers back
BOUND = 2.0  # a topic that explained the number before, against the others that its words named
BEHIND = 0.7  # words behind the number, where there are words before it too
_BEFORE = re.compile(f"[、:;()]|以及|其中|(?<={M})(?:{CONJUNCTION})")
_AFTER = re.compile(f"[、，,;:()]|{CONJUNCTION}|{M}")
Scores = Mapping[int, float]


@dataclass(frozen=True)
class Alignment:
    """The topics of one number. `own`: its own words name them, they are not carried on from before."""

    scores: Scores = field(default_factory=dict[int, float])
    own: bool = False
    words: str = ""  # the content words near the number
    recent: frozenset[int] = frozenset()  # the rows that this sentence and the one before spoke of
    actuals: frozenset[tuple[int, str]] = frozenset()  # rows whose actual this sentence has told already, in that unit
    hinted: frozenset[int] = frozenset()  # rows that share a rare character with words that name none (办班, 培训班)

    def names_row(self, index: Index) -> float:
        """How strongly the words name their best row."""
        return max((s for t, s in self.scores.items() if index.topics.all[t].row is not None), default=0.0)

    @property
    def best(self) -> float:
        return max(self.scores.values(), default=0.0)


class Walk:
    """One pass over the numbers of a text, in order, keeping what it speaks of. `row` is that of a deviation."""

    def __init__(self, index: Index, lexed: Lexed, row: int | None) -> None:
        self.index, self.lexed = index, lexed
        own = index.topic(f"R{row}") if row is not None else None
        self.home: dict[int, float] = {own: 1.0} if own is not None else {}
        self.carried: Scores = {}
        self.last: Scores = {}  # of the sentence before
        self.spoken: set[int] = set()  # the rows that the sentence has named
        self.actuals: set[tuple[int, str]] = set()  # the rows whose actual the sentence has told, and its unit
        self.recent: list[dict[int, float]] = []  # what the numbers so far were found to be about
        self.pair: tuple[dict[int, float], dict[int, float]] | None = None  # 前者 and 后者
        self.behind_last = (
            False  # the number before was followed by its noun, with which the words before this one begin
        )
        self._clause = self._sentence = -1

    def bind(self, topics: Iterable[int], *, actual: str | None = None) -> None:
        """The number just aligned was found to be about these topics; `actual` is its unit where it is their actual."""
        topics = tuple(topics)
        if actual is not None:
            self.actuals.update((topic, actual) for topic in topics)
        best = max(self.carried.values(), default=1.0)
        bound = dict.fromkeys(topics, BOUND * best)
        self.carried = {**self.carried, **bound}
        if bound:
            self.recent.append(bound)

    def of(self, mention: Mention, stretch: str | None = None) -> Alignment:
        """The alignment of the next number; `stretch` are its words where a list gives them (A、B分别为…)."""
        start, end = self.lexed.clause_at(mention.at)
        self._advance(start)
        if stretch is not None:
            found = Alignment(self.index.topics.scores(stretch), True, content(stretch))
        else:
            found = self._aligned(mention, start, end)
        return replace(found, recent=self._recent(), actuals=frozenset(self.actuals))

    def _aligned(self, mention: Mention, start: int, end: int) -> Alignment:
        skeleton = self.lexed.skeleton
        marks = (place + 1 for place in range(mention.at - 1, start - 1, -1) if is_mark(skeleton[place]))
        floor = next(marks, start)
        near, behind, closed = self._stretches(mention, floor, end)
        whole = skeleton[floor : mention.at]
        words = content(near).strip("\ufffc项个，、 ") or content(behind).strip("\ufffc项个，、 ")
        pointed = self._pointed(whole)
        if pointed:
            self.carried = pointed
            return Alignment(pointed, True)
        scores = self.index.topics.scores
        named = self._named(near, behind, closed) or scores(whole) or self._in_clause(mention, start, floor)
        self.spoken.update(t for t in self.carried if self.index.topics.all[t].row is not None)
        if named:
            if all(self.index.topics.all[t].main for t in named):
                named = {**self.carried, **named}
            elif all(self.index.topics.all[t].passage for t in named):  # words of a note alone change no subject
                best = max(named.values())
                spoken = self.carried or self.home or self.last
                named = {**{t: min(s, best) for t, s in spoken.items()}, **named}
            self.carried = named
            return Alignment(named, True, words)
        hinted = frozenset(self.index.topics.by_character(near + behind[:NOUN]))
        return Alignment(self.carried or self.home or self.last, False, words, hinted=hinted)

    def _recent(self) -> frozenset[int]:
        """Rows spoken of lately: bound to the last numbers, or named in the sentence."""
        bound = {topic for found in self.recent[-RECENT:] for topic in found}
        return frozenset(bound | set(self.carried) | set(self.home) | self.spoken)

    def _pointed(self, near: str) -> dict[int, float]:
        """前者 is the first and 后者 the second of the two things spoken of last."""
        former, latter = near.rfind("前者"), near.rfind("后者")
        if max(former, latter) < 0 or "比" in near:
            return {}
        if self.pair is None:
            self.pair = self._last_two()
        if self.pair is None:
            return {}
        return self.pair[1] if latter > former else self.pair[0]

    def _last_two(self) -> tuple[dict[int, float], dict[int, float]] | None:
        distinct = [
            bound for i, bound in enumerate(self.recent) if i + 1 == len(self.recent) or bound != self.recent[i + 1]
        ]
        if len(distinct) > 1:
            return distinct[-2], distinct[-1]
        tied = sorted(distinct[0]) if distinct else []
        return ({tied[0]: 1.0}, {tied[1]: 1.0}) if len(tied) == 2 else None

    def _advance(self, clause: int) -> None:
        """Takes up what the clauses since the last number name, and starts afresh with a new sentence."""
        for start, end in self.lexed.clauses_between(self._clause, clause):
            sentence = self.lexed.sentence_at(start)[0]
            if sentence != self._sentence:
                self.last, self.carried, self._sentence = self.carried or self.last, {}, sentence
                self.actuals.clear()
                self.spoken.clear()
            if start != clause and start > self._clause and not any(map(is_mark, self.lexed.skeleton[start:end])):
                self.carried = self.index.topics.scores(self.lexed.skeleton[start:end]) or self.carried
        self.behind_last = self.behind_last and clause == self._clause
        self._clause = clause

    def _named(self, near: str, behind: str, closed: bool) -> dict[int, float]:
        named = self.index.topics.scores(near)
        counted = (
            self.index.topics.scores(behind[:NOUN]) if behind and not _HEAD_BEFORE.search(content(near[-1:])) else {}
        )
        if self.behind_last and len(near) > SHORT_NOUN:
            rest = self.index.topics.scores(near[SHORT_NOUN:])
            if any(self.index.topics.all[t].row is not None for t in rest):
                self.behind_last = False
                return rest
        self.behind_last = any(self.index.topics.all[t].row is not None for t in counted)
        if self.behind_last:
            return {t: counted.get(t, 0.0) + AROUND * named.get(t, 0.0) for t in {*counted, *named}}
        if named and behind and not closed and not any(self.index.topics.all[t].row is not None for t in named):
            named = {**named, **self.index.topics.scores(behind[:NOUN])}
        if not named:
            return self.index.topics.scores(behind[:NOUN]) or self.index.topics.scores(behind)
        if behind and closed:
            for topic, weight in self.index.topics.scores(behind).items():
                named[topic] = named.get(topic, 0.0) + BEHIND * weight
        return named

    def _in_clause(self, mention: Mention, start: int, floor: int) -> dict[int, float]:
        """What the clause names before the number, when it is the clause's first."""
        return self.index.topics.scores(self.lexed.skeleton[start : mention.at]) if floor == start else {}

    def _stretches(self, mention: Mention, floor: int, end: int) -> tuple[str, str, bool]:
        """The words before the number, those behind it, and whether the latter end before another number."""
        skeleton = self.lexed.skeleton
        near = skeleton[floor : mention.at]
        cut = max((m.end() for m in _BEFORE.finditer(near)), default=0)
        stop = _AFTER.search(skeleton, mention.at + 1, end)
        to = stop.start() if stop else end
        closed = not (stop and is_mark(skeleton[stop.start()]))
        return near[cut:], skeleton[mention.at + 1 : to], closed
