"""One target number against one actual number: met, exceeded, missed, or why it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Literal

from scoring.profile import Inverse, Profile
from scoring.quantity import Quantity, in_unit_of
from scoring.target import Target

State = Literal["met", "exceeded", "missed", "unknown"]
Formula = Literal["proportion", "ratio", "overrun", "zero"]
ZERO, ONE = Decimal(0), Decimal(1)
_PERCENT = Decimal("0.01")
_FRACTION_AT_MOST = Decimal("1.5")  # a bare 0.964 is a fraction, a bare 96.4 a percentage without its sign
_LEVERAGE = ("撬动", "带动", "引导", "放大")


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the points a missed number keeps by one formula."""

    formula: Formula
    share: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one comparison. `low` and `high` bound the share kept where no single one can be told."""

    state: State
    reason: str = ""
    target: Quantity | None = None
    actual: Quantity | None = None
    completion: Decimal | None = None  # actual ÷ target
    shares: tuple[Share, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    lower_is_better: bool = False
    far: bool = False  # exceeded to the profile's threshold
    worse: bool = False  # lower is better by the class alone, and it went up


def unknown(reason: str, target: Quantity | None = None, actual: Quantity | None = None) -> Verdict:
    return Verdict("unknown", reason, target, actual)


def align(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Both numbers in one family, a missing unit taken from the other side; None when they measure different things."""
    if target.family == actual.family:
        return target, actual
    if target.family == "rate" and not actual.family:
        return target, _as_rate(actual)
    if actual.family == "rate" and not target.family:
        return _as_rate(target), actual
    if not actual.family or not target.family:
        return in_unit_of(target, actual), in_unit_of(actual, target)
    return None


def _as_rate(q: Quantity) -> Quantity:
    """A bare 0.964 or 96.4 beside a percentage is that percentage."""
    if q.value <= _FRACTION_AT_MOST:
        return replace(q, family="rate", digits=max(q.digits - 2, 0))
    ends = {name: None if (v := getattr(q, name)) is None else v * _PERCENT for name in ("low", "high", "upper")}
    return replace(q, value=q.value * _PERCENT, family="rate", scale=_PERCENT, **ends)


def compare(target: Target, wanted: Quantity, actual: Quantity, profile: Profile, *, cost: bool, name: str) -> Verdict:
    """Hold one actual against one number of a target. `cost` tells that the row's class alone says lower is better."""
    both = align(wanted, actual)
    if both is None:
        return unknown(f"指标值与实际完成值的单位不同（{wanted.text}、{actual.text}）", wanted, actual)
    wanted, actual = both
    if wanted.family == "ratio" and not any(word in name + target.text for word in _LEVERAGE):
        return unknown("比例类指标不能确定越大越好还是越小越好", wanted, actual)
    if target.periodic and actual.value != wanted.value:
        return unknown("指标值按期间计（每月、每季度等），实际完成值的口径不明", wanted, actual)
    comparison = wanted.comparison
    if comparison in {"≤", "<"} or (comparison in {"", "="} and target.polarity == "lower"):
        return _lower(wanted, actual, profile)
    if comparison in {"", "="} and target.unclear and _exact(actual) and actual.value != wanted.value:
        return unknown("指标值没有比较符号，名称也看不出越高越好还是越低越好", wanted, actual)
    if comparison in {"", "="} and wanted.value == 0:
        return _lower(wanted, actual, profile)
    if not comparison and cost and target.polarity != "higher":
        return _by_class(wanted, actual, profile)
    return _higher(wanted, actual, profile)


def _by_class(wanted: Quantity, actual: Quantity, profile: Profile) -> Verdict:
    """A cost with a bare number: less is fine, more is no proof of a miss."""
    found = _lower(wanted, actual, profile)
    if found.state == "missed":
        return replace(
            found, state="unknown", shares=(), low=None, high=None, worse=True,
            reason="成本类指标比指标值高，但指标值没有比较符号，不能确定是否未完成",
        )  # fmt: skip
    return found


def _exact(q: Quantity) -> bool:
    return q.low is not None and q.low == q.high


def _floor(wanted: Quantity) -> tuple[Decimal, bool]:
    """The least that meets a target of higher-is-better, and whether it must be more than that."""
    if wanted.hedge == "约" and wanted.upper is None and wanted.low is not None:
        return wanted.low, False
    return wanted.value, wanted.comparison == ">"


def _higher(wanted: Quantity, actual: Quantity, profile: Profile) -> Verdict:
    least, strict = _floor(wanted)
    top = wanted.upper if wanted.upper is not None else wanted.value
    completion = actual.value / wanted.value if wanted.value > 0 and _exact(actual) else None
    base = Verdict("unknown", "", wanted, actual, completion)
    low, high = actual.low, actual.high
    if low is not None and (low > least or (low == least and (not strict or actual.low_open))):
        if low > top or (low == top and actual.low_open):
            if profile.equal_target == "exact" and wanted.comparison in {"", "="} and wanted.upper is None:
                return replace(base, state="missed", reason="本口径下超过“等于”类指标值也算未完成，不能按比例计分")
            far = wanted.value > 0 and actual.value >= profile.over_threshold * top
            return replace(base, state="exceeded", far=far)
        return replace(base, state="met")
    if high is not None and (high < least or (high == least and (strict or actual.high_open))):
        return _missed_higher(base, wanted, actual)
    return replace(base, reason=f"实际完成值“{actual.text}”不是确数，不能证明是否完成")


def _missed_higher(base: Verdict, wanted: Quantity, actual: Quantity) -> Verdict:
    if actual.hedge in {"近", "不足"} and actual.value == wanted.value:
        return replace(base, reason=f"实际完成值“{actual.text}”不是确数，差多少没有写明")
    if wanted.value <= 0:
        return replace(base, state="missed", reason="指标值不是正数，不能按比例计分")
    if not _exact(actual):
        low, high = actual.low, actual.high
        return replace(
            base, state="missed", reason=f"实际完成值“{actual.text}”不是确数，不能按比例计分",
            low=max(low or ZERO, ZERO) / wanted.value, high=None if high is None else max(high, ZERO) / wanted.value,
        )  # fmt: skip
    if actual.value == wanted.value:
        return replace(base, state="missed", reason="指标值要求大于，恰好相等算未完成，没有比例可计")
    return replace(base, state="missed", shares=(Share("proportion", max(actual.value, ZERO) / wanted.value),))


def _lower(wanted: Quantity, actual: Quantity, profile: Profile) -> Verdict:
    most = wanted.upper if wanted.upper is not None else wanted.value
    if wanted.hedge == "约" and wanted.upper is None and wanted.high is not None:
        most = wanted.high
    strict = wanted.comparison == "<"
    completion = actual.value / wanted.value if wanted.value > 0 and _exact(actual) else None
    base = Verdict("unknown", "", wanted, actual, completion, lower_is_better=True)
    low, high = (abs(actual.value),) * 2 if wanted.text.startswith("±") else (actual.low, actual.high)
    if high is not None and (high < most or (high == most and (not strict or actual.high_open))):
        return replace(base, state="met")
    if low is None or low < most or (low == most and not strict and not actual.low_open):
        return replace(base, reason=f"实际完成值“{actual.text}”不是确数，不能证明是否完成")
    if not _exact(actual):
        return replace(base, state="missed", reason=f"实际完成值“{actual.text}”不是确数，不能按比例计分")
    if actual.value == most:
        return replace(base, state="missed", reason="指标值要求小于，恰好相等算未完成，没有比例可计")
    return replace(base, state="missed", shares=_inverse(most, abs(actual.value), profile))


def _inverse(most: Decimal, actual: Decimal, profile: Profile) -> tuple[Share, ...]:
    if most <= 0:
        return (Share("zero", ZERO),)
    made: dict[Inverse, Decimal] = {
        "ratio": most / actual,
        "overrun": max(ONE - (actual - most) / most, ZERO),
    }
    return tuple(Share(name, made[name]) for name in profile.inverse_formulas)


def compare_all(
    target: Target, actuals: tuple[Quantity, ...], profile: Profile, *, cost: bool, name: str
) -> tuple[Verdict, ...]:
    """Every number of a target against the actual that answers it; a single unknown when they cannot be paired."""
    wanted = target.quantities
    hold = partial(compare, target, profile=profile, cost=cost, name=name)
    if len(actuals) == 1 and all(align(one, actuals[0]) for one in wanted) and _one_interval(wanted):
        return tuple(hold(wanted=one, actual=actuals[0]) for one in wanted)
    if len(wanted) == 1:
        alike = [one for one in actuals if one.family == wanted[0].family] or [one for one in actuals if not one.family]
        if not alike and len(actuals) == 1:
            alike = list(actuals)
        if len(alike) != 1:
            return (unknown("实际完成值里有几个数，不能确定哪一个回答指标值", wanted[0]),)
        return (hold(wanted=wanted[0], actual=alike[0]),)
    if len(wanted) == len(actuals) and all(align(t, a) for t, a in zip(wanted, actuals, strict=True)):
        return tuple(hold(wanted=t, actual=a) for t, a in zip(wanted, actuals, strict=True))
    return (unknown("指标值里有几个数，实际完成值没有一一回答", wanted[0]),)


def _one_interval(wanted: tuple[Quantity, ...]) -> bool:
    """≥90% 且 ≤100%: two ends for one number; or just one target."""
    signs = {one.comparison for one in wanted}
    return len(wanted) == 1 or (len(wanted) == 2 and bool(signs & {"≥", ">"}) and bool(signs & {"≤", "<"}))
