"""Fitting a text into a length: each section has wordings from the shortest to the fullest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.render import Parts, parts, render
from scoring.facts import Facts

_GAP = re.compile("〔[^〔〕]*〕")
SLACK = {100: (60, 125), 200: (120, 250), 400: (240, 500)}


@dataclass(frozen=True, slots=True)
class Section:
    """One or more sentences in several wordings. `weight` says which section grows first (the largest)."""

    levels: tuple[Parts, ...]
    weight: int = 1
    wanted: int = 0  # a level worth going to the limit for


def measured_length(text: str) -> int:
    """Characters of a text as its length is counted: without spaces and 〔…〕."""
    return len("".join(_GAP.sub("", text).split()))


def fit(sections: Sequence[Section], facts: Facts, table: int, length: int) -> Parts:
    """The sections in order, each as full as the length allows."""
    sections = [section for section in sections if section.levels]
    chosen = [0] * len(sections)
    high = SLACK[length][1]
    aim = min(high, length + length // 4)
    sizes = [[measured_length(render(level, facts, table).text) for level in s.levels] for s in sections]

    def total() -> int:
        return sum(sizes[i][chosen[i]] for i in range(len(sections)))

    order = sorted(range(len(sections)), key=lambda i: -sections[i].weight)
    for index in order:
        while chosen[index] < min(sections[index].wanted, len(sizes[index]) - 1):
            if total() - sizes[index][chosen[index]] + sizes[index][chosen[index] + 1] > high:
                break
            chosen[index] += 1
    growing = True
    while growing:  # one step each a round, so that no section takes all the room
        growing = False
        for index in order:
            if chosen[index] + 1 == len(sizes[index]):
                continue
            now, then = sizes[index][chosen[index]], sizes[index][chosen[index] + 1]
            if total() - now + then <= aim or then <= now:
                chosen[index] += 1
                growing = True
    return parts(section.levels[chosen[i]] for i, section in enumerate(sections))
