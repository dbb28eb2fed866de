"""Tasks that a goal counts (新建公厕20座): the clause, and whether another text takes it up."""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.context import counted
from scoring.words import bigrams

_CLAUSE = re.compile(r"[^，。；;\n]+")
_COUNTED = frozenset(
    {"rate", "percentage point", "points", "money", "days", "months", "seconds", "workdays", "multiple"}
)
_LEAST_BIGRAMS = 2


@lru_cache(maxsize=1024)
def counted_tasks(goal: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The clauses of a goal that say how many of a thing, each with its content words as bigrams."""
    found: list[tuple[str, frozenset[str]]] = []
    for clause in _CLAUSE.findall(goal):
        numbers = [
            q for q in counted(clause) if q.unit and q.text != "一批" and q.family.partition("/")[0] not in _COUNTED
        ]
        if not numbers:
            continue
        words = bigrams(re.sub(r"[\d.,％%≥≤]+", " ", clause))
        if len(words) >= _LEAST_BIGRAMS:
            found.append((clause.strip(), words))
    return tuple(found)


def untold(goal: str, other: str) -> list[str]:
    """The counted tasks of a goal of which another text has not one word."""
    tasks = counted_tasks(goal)
    if not other or not tasks:
        return []
    there = bigrams(other)
    return [clause for clause, words in tasks if not words & there]
