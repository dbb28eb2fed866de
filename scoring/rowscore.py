"""One row of the score sheet: what its score should be, between which bounds, and the formula in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from scoring.completion import Assessment, Share
from scoring.context import Row
from scoring.findings import RowScore
from scoring.profile import Profile
from scoring.shown import Shown, shown

_ADJUSTED = "（按年中调整后的指标值）"
_BANDS = ("第一档", "第二档", "第三档")


@dataclass(frozen=True, slots=True)
class _Due:
    """A score that can be told (`recomputed`), or only its bounds, with the reason in words."""

    how: str
    recomputed: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def row_score(row: Row, found: Assessment, profile: Profile) -> RowScore:
    """Stated beside recomputed. A stated score that fits a formula in force, rounded or cut, is the recomputed one."""
    text = row.cells.deviation_note if row.shifted else row.cells.score
    return _row_score(row.row, row.points, text, bool(row.note), not row.sub, found, profile)


@lru_cache(maxsize=8192)
def _row_score(
    number: int,
    points: Decimal | None,
    text: str | None,
    noted: bool,
    counted: bool,
    found: Assessment,
    profile: Profile,
) -> RowScore:
    stated = shown(text)
    value = stated.value if stated else None
    due = _due(points, stated, noted, found, profile) if counted else _Due("其中项，不单独计分")
    return RowScore(
        row=number, stated=value, recomputed=due.recomputed, min=due.low, max=due.high, how=due.how, points=points,
        counted=counted,
    )  # fmt: skip


def _due(points: Decimal | None, stated: Shown | None, noted: bool, found: Assessment, profile: Profile) -> _Due:
    if found.kind == "none":
        return _Due(found.reason)
    if points is None or points < 0:
        return _Due("分值没有填或不是数，不能复算")
    if found.qualitative and found.band is not None:
        best, least = profile.bands[found.band - 1]
        low, high = profile.rounded(points * least), profile.rounded(points * best)
        name = f"定性指标{_BANDS[found.band - 1]} {_percent(least)}–{_percent(best)}"
        return _Due(f"{found.reason}，{name}：{low}–{high} 分，档内取多少由评分人定", None, low, high)
    if found.is_met:
        return _met(points, stated, noted, found, profile)
    if found.state == "missed":
        return _missed(points, stated, found, profile)
    return _Due(found.reason)


def _met(points: Decimal, stated: Shown | None, noted: bool, found: Assessment, profile: Profile) -> _Due:
    full = profile.rounded(points)
    said = _comparison(found)
    if found.far and profile.over_consequence == "deduct":
        off = profile.over_deduction
        return _fixed(
            f"{said}，超过指标值 {_times(profile.over_threshold)}，扣 {_plain(off)} 分",
            max(points - off, Decimal(0)),
            profile,
        )
    if noted and stated is not None and Decimal(0) <= stated.value < points:
        value = profile.rounded(stated.value)
        return _Due(f"{said}，已完成；按说明扣 {_plain(points - stated.value)} 分", value, value, value)
    return _Due(f"{said}，得满分 {full}", full, full, full)


def _missed(points: Decimal, stated: Shown | None, found: Assessment, profile: Profile) -> _Due:
    if not found.shares:
        low, high = (None if part is None else profile.rounded(points * part) for part in (found.low, found.high))
        return _Due(f"未完成：{found.reason}", None, low, high)
    exact = [points * share.share for share in found.shares]
    how = "；或 ".join(_formula(share, points, found, profile) for share in found.shares)
    how += _ADJUSTED if found.adjusted_by else ""
    for share, score in zip(found.shares, exact, strict=True):
        if stated is not None and stated.value < points and stated.is_of(score):  # 10 of 10 is never 9.80 rounded
            fits = "" if len(found.shares) == 1 else f"；自评得分合“{_NAMES[share.formula]}”算法"
            return _Due(how + fits, stated.value, stated.value, stated.value)
    scores = [_short_of(points, score, profile) for score in exact]
    return _Due(how, scores[0], min(scores), max(scores))


def _short_of(points: Decimal, score: Decimal, profile: Profile) -> Decimal:
    """A score of a missed row as shown: where rounding would make it full, it is cut (9.999 of 10 is 9.99)."""
    value = profile.rounded(score)
    return value if value < points or score >= points else value - Decimal(1).scaleb(-profile.score_decimals)


_NAMES = {"proportion": "按比例", "ratio": "指标值 ÷ 完成值", "overrun": "按超出部分扣减", "zero": "全得或不得"}


def _fixed(how: str, score: Decimal, profile: Profile) -> _Due:
    value = profile.rounded(score)
    return _Due(f"{how} = {value}", value, value, value)


def _formula(share: Share, points: Decimal, found: Assessment, profile: Profile) -> str:
    score = _short_of(points, points * share.share, profile)
    wanted, actual = _numbers(found)
    match share.formula:
        case "proportion":
            return f"{actual} ÷ {wanted} × {_plain(points)} = {score}"
        case "ratio":
            return f"{wanted} ÷ {actual} × {_plain(points)} = {score}"
        case "overrun":
            return f"（1 −（{actual} − {wanted}）÷ {wanted}）× {_plain(points)} = {score}"
        case "zero":
            return f"指标值为 0，完成值 {actual}，不得分 = {score}"


def _comparison(found: Assessment) -> str:
    """What was held against what: 110人 达到 ≥100人."""
    changed = _ADJUSTED if found.adjusted_by else ""
    if found.quantity and found.actual:
        return f"完成 {found.actual.text.strip()}，指标值 {found.quantity.text.strip()}{changed}"
    return (found.reason or "各项数量都已达到") + changed


def _numbers(found: Assessment) -> tuple[str, str]:
    """Target and actual as the formula shows them: in the unit of the cells when both have the same."""
    wanted, actual = found.quantity, found.actual
    if wanted is None or actual is None:
        return "", ""
    edge = wanted.value
    if found.lower_is_better and wanted.upper is not None:
        edge = wanted.upper
    if wanted.family == "rate":
        return _percent(edge), _percent(actual.value)
    scale = wanted.scale if wanted.scale == actual.scale else Decimal(1)
    return _plain(edge / scale), _plain(actual.value / scale)


def _plain(value: Decimal) -> str:
    shortened = f"{value.normalize():f}"
    return shortened if len(shortened) < 16 else f"{value:.4f}"


def _percent(value: Decimal) -> str:
    return f"{_plain(value * 100)}%"


def _times(value: Decimal) -> str:
    return f"{_plain(value)} 倍"


def total_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None when one of them is unknown."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None
