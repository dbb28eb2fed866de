"""What the checker needs of `Facts`, compiled once and kept with them: topics, values by family, states of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import TypeVar

from forms.table import Indicator, SelfEvaluationTable
from scoring.facts.model import Fact, Facts
from scoring.numerals import plain
from scoring.quantity import quantities
from scoring.verify.lexer import STEM
from scoring.verify.shadows import SHADOWED, Rows, shadows
from scoring.verify.topics import Topic, Topics
from scoring.verify.values import Value, role_of, values_of

FUNDS_WORDS = "预算执行资金经费支出使用花费拨款金额结余支付到位财政"
TOTAL_WORDS = "总分自评得分总得分自评分综合得分评分复核"
_PASSAGE_END = re.compile(r"[。!?！？;；\n，,、]")
_FUNDS_ID = re.compile(r"(?:T\d+:)?(funds\d*|project_amount|average\.month)(?:\.|$)")
_CLASS_ID = re.compile(r"(?:T\d+:)?(?:class|count)\.([^.]+)\.")
_MONEY = re.compile("(?<=..)(资|经)[金费]")  # of 其他资金, the bigram 他资 stays
NAME, ACTUAL, TARGET, NOTE, LEVEL2, LEVEL1 = 1.0, 0.5, 0.4, 0.3, 0.25, 0.15
RUNNING = frozenset({"text", "note", "stated"})  # roles of facts whose every number has a clause around it

_LOCK = Lock()
_T = TypeVar("_T")


class Asked(Mapping[str, _T]):
    """A mapping by family whose entries are made when first asked for, each once: a text tells few families."""

    def __init__(self, families: Iterable[str], make: Callable[[str], _T]) -> None:
        self._families = dict.fromkeys(families)
        self._make = make
        self._made: dict[str, _T] = {}

    def __getitem__(self, family: str) -> _T:
        found = self._made.get(family)
        if found is None:
            if family not in self._families:
                raise KeyError(family)
            found = self._made.setdefault(family, self._make(family))  # of two threads the first one's is kept
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._families)

    def __len__(self) -> int:
        return len(self._families)


@dataclass(frozen=True, eq=False)
class Index:
    """Facts made ready for checking texts. Immutable; shared between threads.

    Of a fact that stands in a running text the values are made at once, of the others when their family is asked for.
    """

    facts: Facts
    topics: Topics
    place_of: Mapping[str, int]  # topic id -> its place in `topics.all`
    names: tuple[str, ...]  # names with digits in them
    stems: frozenset[str]  # every stretch of STEM characters of a row name
    passages: Mapping[int, tuple[Value, ...]]  # place in `facts.all` -> the numbers of that running text
    holding: Mapping[str, list[int]]  # family -> the places of the facts that hold a number of it

    @cached_property
    def by_family(self) -> Mapping[str, tuple[Value, ...]]:
        """The values of each family, in the order of the facts."""
        return Asked(self.holding, self._of_family)

    @cached_property
    def by_role(self) -> Mapping[str, Mapping[str, tuple[Value, ...]]]:
        """The values of each family by their role."""
        return Asked(self.holding, lambda family: _by_role(self.by_family[family]))

    @cached_property
    def owners(self) -> Mapping[str, frozenset[int]]:
        """The row topics that own a number of each family."""
        topics = self.topics.all
        return Asked(
            self.holding,
            lambda family: frozenset(v.topic for v in self.by_family[family] if topics[v.topic].row is not None),
        )

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value, in the order of the facts."""
        return tuple(value for place in range(len(self.facts)) for value in self._values_at(place))

    def _of_family(self, family: str) -> tuple[Value, ...]:
        places = self.holding[family]
        return tuple(value for place in places for value in self._values_at(place) if value.family == family)

    @cached_property
    def _made(self) -> dict[int, tuple[Value, ...]]:
        return dict(self.passages)

    def _values_at(self, place: int) -> tuple[Value, ...]:
        """The values of one fact, the same objects whoever asks."""
        found = self._made.get(place)
        if found is None:
            fact = self.facts.all[place]
            found = self._made.setdefault(place, tuple(values_of(fact, _topic_of(fact, self.facts, self.place_of))))
        return found

    def topic(self, name: str, table: int = 1) -> int | None:
        return self.place_of.get(_id(name, table, len(self.facts.tables)))

    def row(self, topic: int) -> Indicator | None:
        """The indicator row that a topic is, None for the others."""
        found = self.topics.all[topic]
        return self.facts.tables[found.table - 1].by_row.get(found.row) if found.row is not None else None

    def state(self, topic: int) -> str:
        """met, exceeded, missed or unknown; "" for what is no row."""
        found = self.topics.all[topic]
        return self.facts.states[found.table - 1].get(found.row, "") if found.row is not None else ""


def index_of(facts: Facts) -> Index:
    """The index of these facts, built at the first call and kept with them."""
    with _LOCK:
        found = facts.derived.get(_build)
        if found is None:
            found = facts.derived[_build] = _build(facts)
    return found


def _build(facts: Facts) -> Index:
    topics = list(_topics(facts))
    place_of = {topic.id: place for place, topic in enumerate(topics)}
    passages: dict[int, list[tuple[Topic, Value]]] = {}
    holding: dict[str, list[int]] = {}
    for place, fact in enumerate(facts):
        if role_of(fact) in RUNNING:
            passages[place] = list(_passages(fact, len(topics)))
            topics.extend(topic for topic, _ in passages[place])
        for family in _families_of(fact):
            holding.setdefault(family, []).append(place)
    rows = None
    values: dict[int, tuple[Value, ...]] = {}
    for place, told in passages.items():
        if told and facts.all[place].field in SHADOWED:
            rows = rows or Rows(facts, Topics(tuple(topics[: len(place_of)])))
            values[place] = tuple(replace(v, shadows=shadows(topic, v, rows)) for topic, v in told)
        else:
            values[place] = tuple(value for _, value in told)
    place_of |= {topic.id: place for place, topic in enumerate(topics[len(place_of) :], len(place_of))}
    return Index(
        facts, Topics(tuple(topics), rows.topics if rows else None), place_of, _names(facts),
        frozenset(_stems(facts)), values, holding,
    )  # fmt: skip


def _families_of(fact: Fact) -> Iterable[str]:
    """The families of the numbers that a fact holds."""
    if fact.quantities:
        return (fact.quantities[0].family,) if len(fact.quantities) == 1 else {q.family: None for q in fact.quantities}
    return () if fact.value is None else (fact.family,)


def _by_role(values: tuple[Value, ...]) -> Mapping[str, tuple[Value, ...]]:
    roles: dict[str, list[Value]] = {}
    for value in values:
        roles.setdefault(value.role, []).append(value)
    return {role: tuple(found) for role, found in roles.items()}


def _id(name: str, table: int, tables: int) -> str:
    return f"T{table}:{name}" if tables > 1 else name


def _topics(facts: Facts) -> Iterator[Topic]:
    many = len(facts.tables)
    for number, table in enumerate(facts.tables, 1):
        for row in table.indicators:
            yield Topic(
                _id(f"R{row.row}", number, many),
                row.level3 or f"第{row.row}行",
                tuple(_row_names(row)),
                row.row,
                number,
            )
        for count, funds in enumerate(table.funds, 1):
            name = "funds" if count == 1 else f"funds{count}"
            own = ((FUNDS_WORDS if count == 1 else _part_name(funds.name), NAME),)
            yield Topic(_id(name, number, many), funds.name, own, None, number, main=count == 1)
        yield Topic(_id("total", number, many), "总分", ((TOTAL_WORDS, NAME),), None, number, main=True)
        for name in _classes(table):
            yield Topic(_id(f"class:{name}", number, many), name, ((name, NAME),), None, number)
    yield Topic("other", "其他", (), main=True)


def _part_name(name: str) -> str:
    """The words that tell a part of the funds from the whole: 项目资金86万元 is not 其他资金."""
    return _MONEY.sub(r"\1", name.removeprefix("其中："))


def _row_names(row: Indicator) -> Iterator[tuple[str, float]]:
    for text, weight in (
        (row.level3, NAME), (row.actual, ACTUAL), (row.target, TARGET), (row.deviation_note, NOTE),
        (row.level2, LEVEL2), (row.level1, LEVEL1),
    ):  # fmt: skip
        if text:
            yield plain(text).replace(" ", ""), weight


def _classes(table: SelfEvaluationTable) -> list[str]:
    from scoring.facts.totals import classes

    return list(classes(table))


def _topic_of(fact: Fact, facts: Facts, place_of: Mapping[str, int]) -> int:
    many = len(facts.tables)
    if fact.row is not None:
        return place_of[_id(f"R{fact.row}", fact.table, many)]
    funds, of_class = _FUNDS_ID.match(fact.id), _CLASS_ID.match(fact.id)
    if funds:
        name = funds[1] if funds[1].startswith("funds") else "funds"
    elif of_class:
        name = f"class:{of_class[1]}"
    else:
        name = "total"
    return place_of.get(_id(name, fact.table, many), place_of["other"])


def _passages(fact: Fact, place: int) -> Iterator[tuple[Topic, Value]]:
    """Each number of a running text with a topic of its own: the clause that it stands in."""
    flat = plain(fact.shown)
    for count, value in enumerate(values_of(fact, place)):
        start = max((m.end() for m in _PASSAGE_END.finditer(flat, 0, value.start)), default=0)
        start = max([start, *(q.end for q in fact.quantities if q.end <= value.start)])
        end = _PASSAGE_END.search(flat, value.start)
        clause = flat[start : end.start() if end else len(flat)]
        topic = Topic(f"{fact.id}:{count}", fact.label, ((clause, NAME),), None, max(fact.table, 1), passage=True)
        yield topic, Value(
            value.fact, value.role, place + count, value.value, value.low, value.high, value.low_open, value.high_open,
            value.unit, value.family, value.scale, value.hedge, value.comparison, value.shown, value.start,
        )  # fmt: skip


def _names(facts: Facts) -> tuple[str, ...]:
    """Names of projects and units that hold numbers: told again they are no claims."""
    found = {
        plain(name).strip()
        for table in facts.tables
        for name in (table.project_name, table.department, table.implementing_unit)
        if name and len(name.strip()) > 3 and quantities(name)
    }
    return tuple(sorted(found, key=len, reverse=True))


def _stems(facts: Facts) -> Iterator[str]:
    for table in facts.tables:
        for row in table.indicators:
            name = plain(row.level3 or "").replace(" ", "")
            yield from (name[i : i + STEM] for i in range(len(name) - STEM + 1))
