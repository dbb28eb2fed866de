"""What every detector is given: the text, the index, what the numbers were found to be, and helpers over them."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scoring.claims import Claim, TextKind, Verdict
from scoring.facts.model import Fact
from scoring.verify.align import RELATIVE
from scoring.verify.explain import Explained, places_of
from scoring.verify.index import Index
from scoring.verify.lexer import Lexed, Mention

NAME_LEAST = 3
LEAST = 0.6  # a stretch names a row only when it scores this
NEGATED = re.compile(
    "(?:未|没有?|没能|未能|尚未|并未|不|无法|难以|并非|不是|是否|能否|未曾|从未|非|谈不上|算不上|称不上)(?:能|能够|有|是|完全|全部|全面|按期|按时|如期)?$"
)
NOT_SAID = re.compile("不(?:能|可|应|宜|得|好)(?:算|说|讲|写成?|称|认为|视为|认定|表述为?)[^，,。；;\n]{0,10}$")
PLANNED = re.compile(
    "(?:明年|下一?年度?|(?<!以)来年|(?<![场人批班频每一二三四两多首届车])次年|下一步|下一阶段|今后|未来|后续|力争|争取|计划|拟|打算|确保|力求|将要?|准备|预计|预期|推动|以便|旨在|为了|要求|(?<![响适反对相供效])应当?(?![急用对收付届聘])|需要?|必须|按照?(?![期时质量序月季年比]))[^。；;！!\n]{0,40}$"
)


@dataclass(frozen=True)
class Scene:
    """One text under examination."""

    index: Index
    lexed: Lexed
    kind: TextKind
    row: int | None
    numbers: tuple[tuple[Mention, Claim, Explained | None], ...]

    @property
    def skeleton(self) -> str:
        return self.lexed.skeleton

    def before(self, place: int, most: int = 40) -> str:
        """The sentence before a place of the skeleton, at most so long."""
        start = max(self.lexed.sentence_at(place)[0], place - most)
        return self.skeleton[start:place]

    def clause(self, place: int) -> str:
        start, end = self.lexed.clause_at(place)
        return self.skeleton[start:end]

    def negated(self, place: int) -> bool:
        """Whether the words right before a place deny what follows."""
        return bool(NEGATED.search(self.before(place, 8)) or NOT_SAID.search(self.before(place, 16)))

    def planned(self, place: int) -> bool:
        """Whether a place belongs to a plan, a wish or a duty rather than to what was done."""
        return self.kind == "goal" or bool(PLANNED.search(self.before(place)))

    def in_name(self, place: int) -> bool:
        """Whether a word belongs to the name of a row or of the project: 完成村数, 海堤达标加固工程."""
        at, _ = self.lexed.span(place, place)
        return any(start <= at < end for start, end in self._names)

    @cached_property
    def _names(self) -> list[tuple[int, int]]:
        """Where the text names a project of the form or a row, letter for letter."""
        tables = self.index.facts.tables
        rows = (row.level3 or "" for table in tables for row in table.indicators)
        names = {name.strip() for name in (*rows, *(table.project_name or "" for table in tables))}
        told = (name for name in names if len(name) >= NAME_LEAST and name in self.lexed.text)
        found = (re.finditer(re.escape(name), self.lexed.text) for name in told)
        return [match.span() for matches in found for match in matches]

    def rows_named(self, stretch: str) -> list[int]:
        """The row topics that a stretch names, best first."""
        scores = {t: s for t, s in self.index.topics.scores(stretch).items() if self._is_row(t)}
        best = max(scores.values(), default=0.0)
        if best < LEAST:
            return []
        meant = [t for t, s in scores.items() if s >= RELATIVE * best]
        return sorted(meant, key=lambda t: -scores[t])

    def rows_at(self, start: int, end: int) -> list[int]:
        """The rows that a stretch of the skeleton is about: those it names, else those of its clause, else of the numbers before."""
        named = self.rows_named(self.skeleton[start:end])
        if not named:
            clause = self.lexed.clause_at(start)
            named = self.rows_named(self.skeleton[clause[0] : end])
        return named or self.rows_before(start)

    def rows_before(self, place: int) -> list[int]:
        """The rows of the last number of the sentence before a place; of a deviation its own row."""
        sentence = self.lexed.sentence_at(place)[0]
        for mention, _, explained in reversed(self.numbers):
            if sentence <= mention.at < place and explained is not None:
                rows = [t for t in explained.topics if self._is_row(t)]
                if rows:
                    return rows
        home = self.index.topic(f"R{self.row}") if self.row is not None else None
        return [home] if home is not None else []

    def _is_row(self, topic: int) -> bool:
        row = self.index.row(topic)
        return row is not None and not row.is_none

    @cached_property
    def all_rows(self) -> list[int]:
        """Every row topic that sets an indicator, of the first table."""
        return [t for t, topic in enumerate(self.index.topics.all) if topic.table == 1 and self._is_row(t)]

    def state(self, topic: int) -> str:
        return self.index.state(topic)

    def levels(self, topic: int) -> str:
        """The first and second level of a row together; "" of what is no row."""
        row = self.index.row(topic)
        return row.level1 + row.level2 if row is not None else ""

    def facts_of(self, topics: Iterable[int], *fields: str) -> list[Fact]:
        """The facts of some rows, by field."""
        found: list[Fact] = []
        for topic in topics:
            place = self.index.topics.all[topic]
            for field in fields:
                fact = self.index.facts.get(self.index.facts.id_of(f"R{place.row}.{field}", place.table))
                if fact is not None:
                    found.append(fact)
        return found

    def fact(self, name: str) -> Fact | None:
        """A fact of the first table by its plain id."""
        return self.index.facts.get(self.index.facts.id_of(name))

    def label(self, topic: int) -> str:
        return self.index.topics.all[topic].label

    def claim(
        self,
        start: int,
        end: int,
        kind: str,
        verdict: Verdict,
        reason: str,
        facts: Iterable[Fact] = (),
        caution: str = "",
    ) -> Claim:
        """A claim over a stretch of the skeleton."""
        first, last = self.lexed.span(start, end)
        shown = list(dict.fromkeys(facts))
        return Claim(
            start=first, end=last, text=self.lexed.text[first:last], kind=kind, verdict=verdict, caution=caution,
            facts=tuple(dict.fromkeys(part for fact in shown for part in (fact.id, *fact.of[:4]))),
            cells=places_of(shown), reason=reason,
        )  # fmt: skip
