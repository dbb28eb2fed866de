"""超过150个的目标 · 控制在3起的上限以内 · 不低于30次: a target rightly quoted, and the side of it that is claimed wrongly.

The number itself agrees with the target; what is judged is the comparison, against the row's actual — or, in a goal,
against the direction that the target cell gives (≥30次 told as 30次以内).
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.claims import Claim
from scoring.facts.model import Fact
from scoring.quantity import Quantity
from scoring.verify.constructions.model import TARGETS
from scoring.verify.constructions.words import TARGET
from scoring.verify.explain import Explained
from scoring.verify.lexer import Mention
from scoring.verify.words.scene import Scene

_TARGET_BEHIND = re.compile(f"^(?:的|以上|以下|以内|之内|左右)*{TARGET}")
_SIDE = re.compile(
    "(?P<above>^(?:超过|超出|高于|突破|大于|多于|优于|超|逾|高出|远超))|(?P<below>^(?:低于|少于|小于|不足|不到|未达到?|未满|短于|不及))"
    "|(?P<atleast>^(?:不低于|不少于|不小于|达到|至少))|(?P<atmost>^(?:不超过|不高于|不大于|不多于|未超过|控制在|没有超过|最多))"
)
_WITHIN = re.compile("控制在[^，,。；;]{0,4}$|(?:压|降)(?:减|低|缩)?(?:到|至)[^，,。；;]{0,4}$")
_WITHIN_BEHIND = re.compile(f"^的?(?:{TARGET})?(?:的)?(?:以内|之内|以下)")
_SAYS = {"above": "没有高于", "below": "没有低于", "atleast": "没有达到", "atmost": "超过了"}
_UP, _DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims that quote a target and put the actual on a side of it."""
    for mention, claim, explained in scene.numbers:
        if claim.verdict != "supported" or explained is None or not explained.facts:
            continue
        fact = explained.facts[0]
        if fact.field in TARGETS and fact.row is not None:
            found = _in_goal(scene, mention, fact) if scene.kind == "goal" else _told(scene, mention, explained, fact)
            if found:
                yield found


def _told(scene: Scene, mention: Mention, explained: Explained, fact: Fact) -> Claim | None:
    """The side is told by a verb before a number that the words behind it call the target."""
    at = mention.at
    behind = scene.skeleton[at + 1 : at + 14]
    side = _side(scene, mention, behind)
    same = _UP if side == "atleast" else _DOWN if side == "atmost" else frozenset[str]()
    if (
        fact.quantities
        and fact.quantities[0].comparison in same
        and not _WITHIN.search(scene.before(at, 10))
        and not _WITHIN_BEHIND.match(behind)
    ):
        return None  # 不少于30次的指标值 quotes the target with its own sign
    if not side or not (_TARGET_BEHIND.match(behind) or side == "atmost"):
        return None
    actuals = scene.facts_of(explained.topics, "actual")
    target = next((q for q in fact.quantities), None)
    if not actuals or target is None or scene.planned(at):
        return None
    right = [
        _holds(side, q, target.value)
        for actual in actuals
        for q in actual.quantities
        if q.family == target.family or not q.unit
    ]
    if not right or any(right):
        return None
    reason = f"{actuals[0].label}是{actuals[0].text}，{_SAYS[side]}指标值{fact.text}。"
    return scene.claim(
        _start(scene, mention), at + 1 + _length(behind), "direction", "contradicted", reason, [fact, *actuals]
    )


def _side(scene: Scene, mention: Mention, behind: str) -> str:
    found = _SIDE.match(mention.q.text)
    before = scene.before(mention.at, 10)
    if _WITHIN.search(before) or _WITHIN_BEHIND.match(behind):
        return "atmost"
    if found:
        return found.lastgroup or ""
    return ""


def _holds(side: str, actual: Quantity, target: Decimal) -> bool:
    low = actual.low if actual.low is not None else actual.value
    match side:
        case "above":
            return low > target or (low == target and actual.low_open)
        case "below":
            return actual.value < target
        case "atleast":
            return low >= target
        case _:
            return actual.value <= target


def _in_goal(scene: Scene, mention: Mention, fact: Fact) -> Claim | None:
    """A goal keeps the direction of its target."""
    if not fact.quantities:
        return None
    cell, said = fact.quantities[0].comparison, mention.q.comparison
    if _WITHIN.search(scene.before(mention.at, 8)):
        said = "≤"
    if (cell in _UP and said in _DOWN) or (cell in _DOWN and said in _UP):
        reason = f"{fact.label}是“{fact.text}”，方向相反。"
        return scene.claim(_start(scene, mention), mention.at + 1, "direction", "contradicted", reason, [fact])
    return None


def _start(scene: Scene, mention: Mention) -> int:
    within = _WITHIN.search(scene.before(mention.at, 10))
    return mention.at - len(within[0]) if within else mention.at


def _length(behind: str) -> int:
    found = _TARGET_BEHIND.match(behind)
    return len(found[0]) if found else 0
