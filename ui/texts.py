"""A text cut up for showing: at its claims and placeholders, or against the present text of its field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scoring.claims import Claim
from ui.marks import PLACEHOLDER

VERDICTS = (("supported", "相符"), ("contradicted", "不符"), ("unsupported", "无依据"), ("unchecked", "未核"))


@dataclass(frozen=True)
class Part:
    """A stretch of text; `verdict` is "" for plain text and "missing" for a placeholder."""

    text: str
    verdict: str = ""
    id: str = ""
    caution: str = ""
    cells: tuple[str, ...] = ()


def parts(text: str, claims: Sequence[Claim], prefix: str) -> list[Part]:
    """`text` as parts in order; where spans overlap, the first one wins."""
    spans = [(found.start(), found.end(), Part(found[1], "missing")) for found in PLACEHOLDER.finditer(text)]
    for i, claim in enumerate(claims):
        part = Part(claim.text, claim.verdict, f"{prefix}-claim-{i}", claim.caution, claim.cells)
        spans.append((claim.start, claim.end, part))
    spans.sort(key=lambda span: (span[0], -span[1]))
    pieces: list[Part] = []
    at = 0
    for start, end, part in spans:
        if start < at or end > len(text):
            continue
        if start > at:
            pieces.append(Part(text[at:start]))
        shown = part.text if part.verdict == "missing" else text[start:end]
        pieces.append(Part(shown, part.verdict, part.id, part.caution, part.cells))
        at = end
    if at < len(text):
        pieces.append(Part(text[at:]))
    return pieces


def tally(text: str, claims: Iterable[Claim]) -> list[tuple[str, str, int]]:
    """How many claims there are of each verdict, with the placeholders last."""
    claims = list(claims)
    counts = [(key, name, sum(c.verdict == key for c in claims)) for key, name in VERDICTS]
    return [*counts, ("missing", "待补充", len(PLACEHOLDER.findall(text)))]


def length(text: str) -> int:
    """Characters without spaces and placeholders, as the length of a draft counts."""
    return len("".join(PLACEHOLDER.sub("", text).split()))


SHORT = 24  # characters of both texts: a number or a few words are told whole
LEAST_SAME = 4  # shorter stretches that happen to be equal only tear a change to pieces


def compare(before: str, after: str) -> list[tuple[str, str]]:
    """What changed from `before` to `after`: ("same" | "removed" | "added", text) in reading order."""
    if len(before) + len(after) <= SHORT and before != after:
        return [(kind, text) for kind, text in (("removed", before), ("added", after)) if text]
    pieces: list[tuple[str, str]] = []
    removed = added = ""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal" or (b - a < LEAST_SAME and a > 0 and b < len(before)):
            removed, added = removed + before[a:b], added + after[c:d]
            continue
        pieces += [("removed", removed), ("added", added), ("same", before[a:b])]
        removed = added = ""
    pieces += [("removed", removed), ("added", added)]
    return [(kind, text) for kind, text in pieces if text]
