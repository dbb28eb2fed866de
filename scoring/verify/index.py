"""What the checker needs of `Facts`, compiled once and kept with them: topics, values by family, states of rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

from forms.table import Indicator, SelfEvaluationTable
from scoring.facts.model import Fact, Facts
from scoring.numerals import plain
from scoring.quantity import quantities
from scoring.verify.lexer import STEM
from scoring.verify.topics import Topic, Topics, grams
from scoring.verify.values import Value, role_of, values_of

FUNDS_WORDS = "预算执行资金经费支出使用花费拨款金额结余支付到位财政"
TOTAL_WORDS = "总分自评得分总得分自评分综合得分评分复核"
_PASSAGE_END = re.compile(r"[。!?！？;；\n，,、]")
_FUNDS_ID = re.compile(r"(?:T\d+:)?(funds\d*|project_amount|average\.month)(?:\.|$)")
_CLASS_ID = re.compile(r"(?:T\d+:)?(?:class|count)\.([^.]+)\.")
SHADOW_LEAST = 1.5  # a passage that names a row as strongly as this gives way to its cells; weaker likeness is chance
NAME, ACTUAL, TARGET, NOTE, LEVEL2, LEVEL1 = 1.0, 0.5, 0.4, 0.3, 0.25, 0.15


@dataclass(frozen=True, eq=False)
class Index:
    """Facts made ready for checking texts. Immutable; shared between threads."""

    facts: Facts
    topics: Topics
    values: tuple[Value, ...]
    by_family: Mapping[str, tuple[Value, ...]]
    by_role: Mapping[str, Mapping[str, tuple[Value, ...]]]  # family -> role -> values
    owners: Mapping[str, frozenset[int]]  # family -> the row topics that own a number of it
    place_of: Mapping[str, int]  # topic id -> its place in `topics.all`
    names: tuple[str, ...]  # names with digits in them
    stems: frozenset[str]  # every stretch of STEM characters of a row name

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


_KEPT: WeakKeyDictionary[Facts, Index] = WeakKeyDictionary()
_LOCK = Lock()


def index_of(facts: Facts) -> Index:
    """The index of these facts, built at the first call."""
    with _LOCK:
        found = _KEPT.get(facts)
        if found is None:
            found = _KEPT[facts] = _build(facts)
    return found


def _build(facts: Facts) -> Index:
    topics = list(_topics(facts))
    place_of = {topic.id: place for place, topic in enumerate(topics)}
    values: list[Value] = []
    cells = [
        value
        for fact in facts
        if fact.field in {"actual", "target"}
        for value in values_of(fact, _topic_of(fact, facts, place_of))
    ]
    rows = Topics(tuple(topics))
    for fact in facts:
        if role_of(fact) in {"text", "note", "stated"}:
            for topic, value in _passages(fact, len(topics)):
                topics.append(topic)
                place_of[topic.id] = len(topics) - 1
                values.append(replace(value, shadows=_shadows(topic, value, rows, cells)))
        else:
            values.extend(values_of(fact, _topic_of(fact, facts, place_of)))
    families: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        families[value.family].append(value)
    by_role: dict[str, dict[str, list[Value]]] = {}
    for value in values:
        by_role.setdefault(value.family, {}).setdefault(value.role, []).append(value)
    return Index(
        facts, Topics(tuple(topics), rows), tuple(values), {family: tuple(found) for family, found in families.items()},
        {family: {role: tuple(found) for role, found in roles.items()} for family, roles in by_role.items()},
        {name: frozenset(v.topic for v in held if topics[v.topic].row is not None) for name, held in families.items()},
        place_of, _names(facts), frozenset(_stems(facts)),
    )  # fmt: skip


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
            own = ((FUNDS_WORDS, NAME),) if count == 1 else ((funds.name.removeprefix("其中："), NAME),)
            yield Topic(_id(name, number, many), funds.name, own, None, number, main=count == 1)
        yield Topic(_id("total", number, many), "总分", ((TOTAL_WORDS, NAME),), None, number, main=True)
        for name in _classes(table):
            yield Topic(_id(f"class:{name}", number, many), name, ((name, NAME),), None, number)
    yield Topic("other", "其他", (), main=True)


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


def _shadows(topic: Topic, value: Value, rows: Topics, cells: list[Value]) -> frozenset[str]:
    """Which cells of the row that a passage of goal or narrative speaks of tell another number: actual, target."""
    if value.fact.field not in {"goal", "narrative", "conclusion", "problems_found"}:
        return frozenset()
    name = topic.names[0][0]
    scores = rows.scores(name)
    by_name = {place for gram in grams(name) for place, _, in_name in rows.named_by(gram) if in_name}
    told = {q.value for q in value.fact.quantities}  # a row whose own number the text tells as well is not meant here
    alike = [
        c
        for c in cells
        if scores.get(c.topic, 0.0) > 0
        and (c.family == value.family or "" in {c.unit, value.unit})
        and (c.value == value.value or c.value not in told)
    ]
    best = max((scores[c.topic] for c in alike), default=0.0)
    near = [c for c in alike if scores[c.topic] >= best and best > SHADOW_LEAST and c.topic in by_name]
    found: set[str] = set()
    for role in ("actual", "target"):
        own = [c for c in near if c.role == role]
        if own and all(c.value != value.value or (c.point and not value.point) for c in own):
            found.add(role)
    if value.fact.field == "goal" and any(c.role == "target" and c.value == value.value and c.unit for c in alike):
        found.add("actual")  # a goal's number is the target of its row: told as done it is judged by the cells
    return frozenset(found)


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
