"""How strongly the words around a number speak of each topic, against the best topic that could own the number."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.verify.align import Alignment
from scoring.verify.constructions import Reading
from scoring.verify.index import Index

FAR = 2.5
NAMED_LEAST = 1.2  # a clause that names a row less strongly than this names none


class Shares:
    """`owners` are the topics of all values that the readings license, whether they agree with the number or not."""

    def __init__(self, index: Index, alignment: Alignment, owners: Iterable[int]) -> None:
        self.index, self.alignment = index, alignment
        owners = set(owners)
        topics = index.topics.all
        rows = {t for t in owners if not topics[t].passage and not topics[t].main} or owners
        self.top = self._best(rows) or self._best(owners)
        self.names_row = alignment.names_row(index)
        if alignment.own:  # another row that cannot own the number is named far better: the unit is wrong
            self.top = max(self.top, self.names_row / FAR) if self.top else self.top

    def _best(self, topics: Iterable[int]) -> float:
        return max((self.alignment.scores.get(topic, 0.0) for topic in topics), default=0.0)

    def of(self, topic: int, reading: Reading) -> float:
        """1 and more: fully meant; 0: the words name something else; 1 too where they name nothing at all."""
        main = self.index.topics.all[topic].main
        if main and (reading.named or (reading.loose and not self.alignment.own)):
            return 1.0
        score = self.alignment.scores.get(topic, 0.0)
        if main and score > 0 and self.alignment.own:
            return 1.0
        if self.top > 0:
            return score / self.top
        return 0.0 if self.alignment.own and self.names_row >= NAMED_LEAST else 1.0
