"""完成率最低的是会议次数 · 失分最多的是…: which row is the highest or the lowest in something."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import points
from scoring.claims import Claim
from scoring.facts.totals import lost_of
from scoring.verify.words.scene import Scene

_WHAT = {
    "lost": "失分|扣分|丢分|扣得|失得", "score": "得分", "points": "分值|权重", "completion": "完成率|完成比例|完成程度|完成情况|超额",
    "actual": "满意度|满意率|完成值|数值",
}  # fmt: skip
_RANK = re.compile(
    "(?P<what>"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WHAT.items())
    + ")[^，,。；;]{0,4}?最(?P<end>多|高|大|重|少|低|小|差|严重)的?"
    "(?:指标|一项|项目|两项)?(?:是|为|属|：|:|当属)(?P<name>[^，,。；;：:（(\n]{2,24})"
)
_LEAST = frozenset("少低小差")


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims that a row is first or last."""
    for found in _RANK.finditer(scene.skeleton):
        field = next(name for name in _WHAT if found[name])
        least = found["end"] in _LEAST
        named = scene.rows_named(found["name"])
        rows = _scope(scene, found.start()) if field == "actual" else scene.all_rows
        scale = {t: value for t in rows if (value := _value(scene, t, field)) is not None}
        if not named or not scale or not any(t in scale for t in named):
            continue
        end = min(scale.values()) if least else max(scale.values())
        first = [t for t, value in scale.items() if value == end]
        right = bool(set(first) & set(named)) or "预算" in found["name"] or "资金" in found["name"]
        facts = scene.facts_of(first[:2], field, "target", "actual")
        reason = f"{found['what']}最{found['end']}的是{'、'.join(scene.label(t) for t in first[:2])}。"
        yield scene.claim(
            found.start(), found.end(), "comparison", "supported" if right else "contradicted", reason, facts
        )


def _scope(scene: Scene, place: int) -> list[int]:
    named = scene.rows_named(scene.before(place, 30))
    return named if len(named) > 1 else scene.all_rows


def _value(scene: Scene, topic: int, field: str) -> Decimal | None:
    row = scene.index.row(topic)
    if row is None:
        return None
    if field == "lost":
        return lost_of(row)
    if field in {"score", "points"}:
        return points(getattr(row, field))
    facts = scene.facts_of([topic], field)
    return facts[0].value if facts and (field != "actual" or facts[0].family == "rate") else None
