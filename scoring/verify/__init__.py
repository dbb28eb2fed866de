"""Verification of a text against its table: the one entry is `verify`. Deterministic, no model, no network.

lexer (typed numbers with offsets) → align (what each is about) → constructions (what its words say it is) → explain
(which fact explains it) → verdict; words without numbers are judged by detectors, a file each. See docs/verify.md.
"""

from __future__ import annotations

from scoring.claims import Claim, TextKind
from scoring.facts.model import Facts
from scoring.verify.index import index_of
from scoring.verify.lexer import lex
from scoring.verify.numbers import number_claims
from scoring.verify.words import (
    cause,
    completeness,
    dates,
    direction,
    entity,
    event,
    grade,
    movement,
    rank,
    relation,
    trouble,
)
from scoring.verify.words.scene import Scene

__all__ = ["verify"]

DETECTORS = (
    dates.detect, direction.detect, completeness.detect, grade.detect, cause.detect, entity.detect, event.detect,
    relation.detect, rank.detect, movement.detect, trouble.detect,
)  # fmt: skip


def verify(facts: Facts, text: str, kind: TextKind, row: int | None = None) -> list[Claim]:
    """Every claim of `text`, in order, judged against `facts`.

    `kind` is what the text is for; `row` the indicator row of a deviation. Spans count characters of `text` as given.
    Never raises on any text.
    """
    index = index_of(facts)
    lexed = lex(text, index.names, index.stems)
    scene = Scene(index, lexed, kind, row, tuple(number_claims(index, lexed, kind, row)))
    claims = [claim for _, claim, _ in scene.numbers]
    for detect in DETECTORS:
        claims.extend(detect(scene))
    return sorted(claims, key=lambda claim: (claim.start, claim.end))
