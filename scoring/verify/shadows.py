"""Which cells win over a number of goal or narrative: the text speaks of a row whose own cells tell another one."""

from __future__ import annotations

from scoring.facts.model import Facts
from scoring.verify.topics import Topic, Topics, grams
from scoring.verify.values import Value, values_of

SHADOWED = frozenset({"goal", "narrative", "conclusion", "problems_found"})  # texts that give way to the cells of a row
SHADOW_LEAST = 1.5  # a passage that names a row as strongly as this gives way to its cells; weaker likeness is chance
MEASURED = frozenset({"actual", "target"})


class Rows:
    """The topics without passages, and what their cells measure."""

    def __init__(self, facts: Facts, topics: Topics) -> None:
        self.topics = topics
        self._facts = facts
        self._measured: dict[int, list[Value]] = {}

    def measured(self, place: int) -> list[Value]:
        """The numbers of actual and target of the row that a topic is; none for the others."""
        found = self._measured.get(place)
        if found is None:
            topic = self.topics.all[place]
            cells = self._facts.of_row(topic.row, topic.table) if topic.row is not None else ()
            found = [value for fact in cells if fact.field in MEASURED for value in values_of(fact, place)]
            self._measured[place] = found
        return found


def shadows(topic: Topic, value: Value, rows: Rows) -> frozenset[str]:
    """Which cells of the row that a passage of goal or narrative speaks of tell another number: actual, target."""
    name = topic.names[0][0]
    scores = rows.topics.scores(name)
    by_name = {place for gram in grams(name) for place, _, in_name in rows.topics.named_by(gram) if in_name}
    told = {q.value for q in value.fact.quantities}  # a row whose own number the text tells as well is not meant here
    alike = [
        c
        for place, score in scores.items()
        if score > 0
        for c in rows.measured(place)
        if (c.family == value.family or "" in {c.unit, value.unit}) and (c.value == value.value or c.value not in told)
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
