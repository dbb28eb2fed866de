"""Which rows of a scope refute that all was done: for the set phrases and for clauses that are read as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.claims import Claim
from scoring.facts.totals import lost_of
from scoring.quantity import Quantity
from scoring.verify.words.scene import Scene


@dataclass(frozen=True, slots=True)
class Undone:
    """The rows that fell short, the fields that show it, and what is said of them."""

    rows: list[int]
    fields: tuple[str, ...]
    what: str

    def claim(self, scene: Scene, start: int, end: int) -> Claim:
        """That a stretch of the skeleton is wrong because of these rows."""
        names = "、".join(scene.label(t) for t in self.rows[:3])
        facts = scene.facts_of(self.rows[:4], *self.fields)
        return scene.claim(start, end, "completeness", "contradicted", f"表中{names}{self.what}，不能说全部。", facts)


def undone(scene: Scene, rows: list[int], *, full_score: bool, exceeded: bool = False) -> Undone:
    """Of `rows` those without their full score, or not done (`exceeded`: merely done is not enough)."""
    if full_score:
        lost = [t for t in rows if (row := scene.index.row(t)) is not None and (lost_of(row) or 0) > 0]
        return Undone(lost, ("points", "score"), "没有得满分")
    short = [t for t in rows if scene.state(t) == "missed" or (exceeded and scene.state(t) == "met")]
    return Undone(short, ("target", "actual", "adjusted_target"), "没有完成")


def is_whole(q: Quantity) -> bool:
    """各项任务百分之百完成."""
    return q.family == "rate" and q.value == 1 and not q.hedge
