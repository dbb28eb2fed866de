"""用电量上升4.1% beside 用电量下降率: that something rose where the row measures how far it fell, and the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.claims import Claim
from scoring.verify.constructions.words import M
from scoring.verify.words.scene import Scene

_UP = "上升|增长|增加|上涨|攀升|反弹|回升|提高|提升"
_DOWN = "下降|降低|减少|下跌|下滑|回落|压降|压减"
_TOLD = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度|比例)?(?:了|约|为|达到?|近)*(?P<mark>{M})")
_MEASURES = {
    "up": re.compile(f"(?:{_DOWN}|降)(?:幅|率|比例|幅度)"),
    "down": re.compile(f"(?:{_UP}|增)(?:幅|率|比例|幅度)"),
}


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims that the number of a row moved against what its name measures."""
    for found in _TOLD.finditer(scene.skeleton):
        at = found.start("mark")
        claim, explained = next(((c, e) for mention, c, e in scene.numbers if mention.at == at), (None, None))
        if claim is None or explained is None or scene.negated(found.start()) or not _is_actual(claim):
            continue
        against = _MEASURES["up" if found["up"] else "down"]
        for topic in explained.topics:
            if against.search(scene.label(topic)):
                facts = scene.facts_of([topic], "actual", "target")
                reason = f"表中“{scene.label(topic)}”的方向与此相反。"
                yield scene.claim(found.start(), found.end(), "direction", "contradicted", reason, facts)
                break


def _is_actual(claim: Claim) -> bool:
    """下降率提高了3.6个百分点 tells a difference, which may go either way."""
    return claim.verdict == "supported" and bool(claim.facts) and claim.facts[0].endswith(".actual")
