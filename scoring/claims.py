"""What verification of a text yields. Spans count characters of the text as given, `end` excluded."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["supported", "contradicted", "unsupported", "unchecked"]
TextVerdict = Literal["faithful", "unfaithful"]
TextKind = Literal["narrative", "deviation", "answer", "goal"]
WRONG: frozenset[Verdict] = frozenset({"contradicted", "unsupported"})  # of one such claim a text is unfaithful


class Claim(BaseModel):
    """One claim of a text: the shortest stretch that carries it, the verdict, and why, for a clerk to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    text: str
    kind: str  # number, direction, completeness, grade, year, cause, entity, event, hedge, plan …
    verdict: Verdict
    caution: str = ""
    facts: tuple[str, ...] = ()  # fact ids
    cells: tuple[str, ...] = ()  # places
    reason: str = ""


def verdict_of(claims: tuple[Claim, ...] | list[Claim]) -> TextVerdict:
    """A text is unfaithful when one claim is contradicted or unsupported."""
    return "unfaithful" if any(c.verdict in WRONG for c in claims) else "faithful"
