"""超额完成 · 未达到指标值 · 高于目标 · 持平: on which side of its target a row is said to be.

超额, 完成 and 未完成 go by the state of the row (a lower target may be the better one); 高于, 低于 and 持平 by arithmetic.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.claims import Claim, Verdict
from scoring.quantity import Quantity
from scoring.verify.constructions.words import STRICT, TARGET, M
from scoring.verify.lexer import ENUMERATION
from scoring.verify.words.scene import Scene

_GAP = f"[^，,。；;\n{M[1:-1]}]"
_SUBJECT = f"(?:{_GAP}{{0,14}}?)"
_PATTERNS = {
    "exceeded": f"超额(?![或和、])(?:完成|实现|达成)?(?:了)?(?:{_SUBJECT}{TARGET})?",
    "missed": f"(?:未能?|没有?能?|尚未|并未)(?:按期|按时|如期|全部|全面)?(?:完成|达到|实现|达成|满足)(?:了)?(?:{M})?的?{_SUBJECT}?{TARGET}|(?:未|没有?|不)达标|未能?达成目标",
    "met": f"(?:圆满|全面|顺利|如期|按期|按时|较好地?|已经?|均已?|都)?(?:完成(?!率|度|比|进度|情况|时)|达到|实现|达成|满足)(?:了)?(?:{M}(?:以上)?的?)?"
    f"{_SUBJECT}?{TARGET}(?!值|数|任务|目标)(?!(?:任务)?的?(?:{M}|一半|大半|[百二三四]))(?!完成|达成)|(?<![未不没])达标(?!率)|圆满完成|(?:完成|达到|实现|达成)(?:了)?{TARGET}(?:为|的)?{M}的?(?:全部|所有|各项)(?:任务|目标|指标|计划)",
    "above": f"(?:超过|超出|高于|突破|优于|大于|多于|高出|超)(?:了)?{TARGET}(?![完的]?{M})",
    "below": f"(?:低于|少于|不及|小于|短于|不足|差于)(?:了)?{TARGET}(?![的]?{M})",
    "atleast": f"(?:(?:未|没有?|并未)(?:低于|少于|小于)|不低于|不少于|不小于|不亚于){TARGET}(?![的]?{M})",
    "atmost": f"(?:(?:未|没有?|并未)(?:高于|多于|大于)|不超过|不高于|不大于|未超过?|没有超过|不超){TARGET}(?![的]?{M})|控制在(?:了)?{TARGET}(?:的)?(?:范围)?(?:以|之)?[内下]",
    "equal": f"(?:刚好|正好|恰好|刚刚?|恰)(?:达到|完成|等于|满足|为){TARGET}|(?:与|和|同)?{TARGET}(?:值)?(?:持平|一致|相同|相当|相等|吻合)|(?<!水平)持平|不多不少",
}  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_SIDES = {"above": {1}, "below": {-1}, "equal": {0}, "atleast": {0, 1}, "atmost": {0, -1}}
_WHOLE = re.compile(
    f"(?:年度|全年|本年|绩效|各项|既定|预期|总体|工作)*{STRICT}|(?:年度|全年|各项|绩效|工作|目标)+任务|(?:年度|全年|各项|绩效)+(?:指标|计划)"
)
_NOT_ALL = re.compile("除|其余|其他|部分|大部分|多数|基本|绝大")
_SAYS = {
    "exceeded": "超过指标值", "met": "完成指标值", "missed": "没有完成指标值", "above": "高于指标值", "below": "低于指标值",
    "equal": "与指标值相等", "atleast": "不低于指标值", "atmost": "不超过指标值",
}  # fmt: skip


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims about which side of its target a row is on."""
    if scene.kind == "goal":
        return
    for found in _ANY.finditer(scene.skeleton):
        said = found.lastgroup or ""
        if said not in {"missed", "below", "atleast", "atmost"} and scene.negated(found.start()):
            continue
        if scene.in_name(found.start()):
            continue
        if scene.planned(found.start()) or _NOT_ALL.search(scene.before(found.start(), 10)):
            continue
        claim = _judge(scene, found, said)
        if claim:
            yield claim


def _judge(scene: Scene, found: re.Match[str], said: str) -> Claim | None:
    rows = _rows(scene, found)
    if not rows:
        return None
    verdict, about = _compare(scene, rows, said, found)
    if not verdict:
        return None
    facts = scene.facts_of(about[:4], "target", "adjusted_target", "actual")
    names = "、".join(scene.label(t) for t in about[:3])
    reason = (
        f"{names}确实{_SAYS[said]}。"
        if verdict == "supported"
        else f"表中{names}并没有{_SAYS[said]}。"
        if said != "missed"
        else f"表中{names}已经完成指标值。"
    )
    if verdict == "contradicted" and said == "missed":
        reason = f"表中{names}已完成指标值，不是未完成。"
    return scene.claim(found.start(), found.end(), "direction", verdict, reason, facts)


def _rows(scene: Scene, found: re.Match[str]) -> list[int]:
    """The rows spoken of: named within, in the clause, by the number before; else all when the whole is meant."""
    inside = scene.rows_named(found[0])
    if inside:
        return inside
    start, end = scene.lexed.clause_at(found.start())
    named = scene.rows_named(scene.skeleton[start : found.start()]) or scene.rows_named(
        scene.skeleton[found.end() : end]
    )
    if named:
        return named
    if _WHOLE.search(found[0]) and any(word in found[0] for word in ("年度", "全年", "各项", "绩效", "总体", "既定")):
        before = scene.rows_before(found.start()) if "，" in scene.before(found.start()) else []
        return before if before and "各项" not in found[0] else scene.all_rows
    return scene.rows_before(found.start())


def _compare(scene: Scene, rows: list[int], said: str, found: re.Match[str]) -> tuple[Verdict | None, list[int]]:
    states = {t: scene.state(t) for t in rows}
    missed = [t for t in rows if states[t] == "missed" or (_of_first(found) and _short_of_first(scene, t))]
    known = [t for t in rows if states[t] in {"met", "exceeded", "missed"}]
    if not known:
        return None, []
    if said in _SIDES:
        return _arithmetic(scene, rows, said, found)
    if said == "missed":
        wrong = _not_missed(scene, found)
        if wrong:
            return "contradicted", wrong
        return ("supported", missed) if missed else ("contradicted", known)
    if missed:
        return "contradicted", missed
    if said == "met":
        return "supported", known
    exceeded = [t for t in rows if states[t] == "exceeded"]
    return ("supported", exceeded) if exceeded else ("contradicted", known)


def _of_first(found: re.Match[str]) -> bool:
    return "年初" in found[0] or "调整前" in found[0]


def _short_of_first(scene: Scene, topic: int) -> bool:
    """Whether a row whose target was lowered stays below its first target."""
    return any(_sign(fact.value, fact.quantities) < 0 for fact in scene.facts_of([topic], "initial_difference"))


def _not_missed(scene: Scene, found: re.Match[str]) -> list[int]:
    """Of an enumeration (A和B两项未达标) the rows that did meet their target."""
    clause = scene.skeleton[scene.lexed.clause_at(found.start())[0] : found.start()]
    pieces = [rows for piece in ENUMERATION.split(clause.removeprefix("除")) if (rows := scene.rows_named(piece))]
    wrong = [rows for rows in pieces if all(scene.state(t) in {"met", "exceeded"} for t in rows)]
    return [t for rows in wrong for t in rows] if len(pieces) > 1 else []


def _arithmetic(scene: Scene, rows: list[int], said: str, found: re.Match[str]) -> tuple[Verdict | None, list[int]]:
    """By the sign of the difference; 年初 asks for the first target, and either does where nothing says which."""
    initial = "年初" in found[0] or "原" in found[0]
    fields = ("initial_difference",) if initial else ("difference",)
    right: list[int] = []
    known: list[int] = []
    for topic in rows:
        facts = scene.facts_of([topic], *fields) or scene.facts_of([topic], "difference", "days_late")
        signs = {_sign(fact.value, fact.quantities) for fact in facts}
        if not signs:
            continue
        known.append(topic)
        if signs & _SIDES[said]:
            right.append(topic)
    if not known:
        return None, []
    return ("supported", right) if right else ("contradicted", known)


def _sign(value: Decimal | None, quantities: tuple[Quantity, ...]) -> int:
    """Of a plain difference, or of the least that a hedged one may be."""
    least = value if value is not None else quantities[0].low if quantities else None
    size = least if least is not None else Decimal(0)
    return (size > 0) - (size < 0)
