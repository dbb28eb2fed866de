"""`ziping profiles [NAME]`: the scoring profiles, and one with every value in force and where it comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

import typer

from scoring.profile import KEYS, LABELS, Cap, Profile, ProfileError, load_profile, profile_names

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
