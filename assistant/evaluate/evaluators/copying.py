"""Whether a narrative tells what was done, or only says the goal again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from assistant.evaluate.case import EvalCase
from assistant.evaluate.evaluators.words import plain
from assistant.evaluate.material import material
from assistant.evaluate.output import Mark, Output

MOST = 0.5  # of the characters of a text may stand in clauses that are the goal's
_GAP = re.compile(r"〔[^〔〕]*〕")
_CLAUSES = re.compile(r"[，。；：、\n]")


def copied(case: EvalCase, output: Output) -> Iterator[Mark]:
    """The share of a narrative or deviation, by characters, in clauses that the goal has nearly word for word."""
    goal = plain(material(case).table.goal or "")
    clauses = [clause for clause in _CLAUSES.split(plain(_GAP.sub("", output.text))) if clause]
    size = sum(map(len, clauses))
    if case.given.get("kind") == "goal" or len(goal) < 12 or not size:
        return
    same = sum(len(clause) for clause in clauses if len(clause) >= 6 and fuzz.partial_ratio(clause, goal) >= 88)
    yield Mark("copied_from_goal", same / size)
    yield Mark("not_copied", same / size <= MOST, f"{same / size:.0%} 与预期目标相同")
