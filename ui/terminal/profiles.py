"""`ziping profiles [NAME]`: the scoring profiles, and one with every value in force and where it comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

import typer

from scoring.profile import KEYS, Cap, Profile, ProfileError, load_profile, profile_names

LABELS = {
    "weights": "权重",
    "total_points": "满分",
    "satisfaction_inside": "满意度列在效益之内",
    "grades": "等次",
    "score_decimals": "得分小数位",
    "score_rounding": "得分取位",
    "rate_decimals": "执行率小数位",
    "zero_budget_rate": "预算数为 0 的执行率",
    "inverse_formulas": "越低越好未完成时",
    "zero_target": "指标值为 0 时",
    "equal_target": "不带符号或“=”的指标值",
    "over_threshold": "指标值偏低的界线（完成值 ÷ 指标值）",
    "over_consequence": "超过界线时",
    "over_deduction": "超过界线扣分",
    "note_from": "必须说明的超额倍数",
    "bands": "定性指标三档",
    "caps": "按执行率封顶",
    "low_rate": "执行率偏低的界线",
    "budget_change": "预算调整须说明的幅度",
    "heavy_points": "单个指标分值过重的界线",
    "least_rows": "最少指标数",
    "shortfall_margin": "指标得分率高出执行率的界线",
    "survey_needed": "满意度须写明调查",
    "late_task": "一项任务超期扣",
    "not_assessable": "无法考核扣",
    "zeroed": "不得分的情形",
}
_WORDS = {
    "half_up": "四舍五入", "cut": "截去", "either": "四舍五入或截去都算对",
    "ratio": "指标值 ÷ 完成值 × 分值", "overrun": "（1 − 超出部分 ÷ 指标值）× 分值",
    "all_or_nothing": "全得或不得", "at_least": "达到即完成", "exact": "须恰好相等",
    "explain": "须说明，可酌情扣分", "mark": "只作标记", "note": "必须说明，不扣分", "deduct": "扣固定分",
    "no_survey": "没有满意度调查", "wrong_class": "与二级指标不符", "duplicate": "产出与效益重复",
}  # fmt: skip
_RATES = {"low_rate", "budget_change", "shortfall_margin", "late_task", "not_assessable"}
_UNSET = {"rate_decimals", "zero_budget_rate"}  # -1 stands for no convention


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("profiles")(profiles)


def profiles(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="口径名称，如 shenzhen-2021；不填列出全部")] = None,
    year: Annotated[int | None, typer.Option("--year", help="看哪一年度有效的取值")] = None,
) -> None:
    """列出评分口径，或显示一个口径的全部取值和出处。"""
    try:
        lines = list(_list() if name is None else page(load_profile(name, year)))
    except ProfileError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _list() -> Iterator[str]:
    for name in profile_names():
        yield f"{name:<16}{load_profile(name).title}"


def page(profile: Profile) -> Iterator[str]:
    """One profile, a line for each value and one for its source."""
    yield f"{profile.name}  {profile.title}"
    yield profile.about
    yield ""
    for key in KEYS:
        basis = profile.basis[key]
        yield f"{LABELS[key]}：{said(key, getattr(profile, key))}"
        remark = f"；{basis.remark}" if basis.remark else ""
        yield f"    {basis.since} 年起，{profile.source(key)}{remark}"


def said(key: str, value: object) -> str:
    """A value of a profile in words."""
    if key in _UNSET and value in {-1, Decimal(-1)}:
        return "没有规定"
    if key in {"note_from", "over_deduction", "late_task"} and value == 0:
        return "没有规定"
    if key == "bands":
        return "、".join(f"{_percent(best)}–{_percent(least)}" for best, least in value)  # type: ignore[attr-defined]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | int):
        return _percent(Decimal(value)) if key in _RATES else _plain(Decimal(value))
    if isinstance(value, str):
        return _WORDS.get(value, value)
    return _listed(key, value) or "没有规定"


def _listed(key: str, value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(_entry(key, entry) for entry in value)
    return "、".join(f"{name} {_plain(points)}" for name, points in dict(value).items())  # type: ignore[call-overload]


def _entry(key: str, entry: object) -> str:
    if isinstance(entry, Cap):
        return f"低于 {_percent(entry.below)} 最高 {_plain(entry.total)}"
    if isinstance(entry, tuple):
        return f"{entry[0]} ≥ {_plain(entry[1])}"
    if isinstance(entry, Decimal):
        return _percent(entry) if key in _RATES else _plain(entry)
    return _WORDS.get(str(entry), str(entry))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _percent(value: Decimal) -> str:
    return f"{_plain(value * 100)}%"
