"""The TOML files of profiles: reading them, and saying what is wrong with one. `scoring.profile` lists the keys."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from forms.errors import FormError, printable
from scoring.recognise import CLASSES, Marks, marks_of

FOLDER = Path(__file__).with_name("profiles")


class ProfileError(FormError):
    """A profile that cannot be used. `str()` is one Chinese line: file, key, what is wrong."""

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(what, file=file, place=key)

    def __str__(self) -> str:
        return f"评分口径 {printable(self.file)}" + (f" 的 {self.place}" if self.place else "") + f"：{self.what}"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a value of a profile comes from."""

    since: int
    source: str
    unsure: bool = False
    borrowed: str = ""  # the profile that it was taken from, where this one is silent
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """With an execution rate below `below` the total is at most `total`."""

    below: Decimal
    total: Decimal


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError("要一个数")
    return Decimal(value)


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("要一个整数")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("要 true 或 false")
    return value


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise TypeError(f"只能是 {'、'.join(words)}")
        return cast(str, value)

    return read


def _words(*allowed: str) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or any(word not in allowed for word in cast(list[Any], value)):
            raise TypeError(f"要一列，各项只能是 {'、'.join(allowed)}")
        return tuple(cast(list[str], value))

    return read


def _weights(value: Any) -> dict[str, Decimal]:
    wrong = set(cast(dict[str, Any], value)) - set(CLASSES)
    if wrong:
        raise TypeError(f"没有 {'、'.join(sorted(wrong))} 这一类，只有 {'、'.join(CLASSES)}")
    return {name: _decimal(least) for name, least in cast(dict[str, Any], value).items()}


def _grades(value: Any) -> tuple[tuple[str, Decimal], ...]:
    grades = {str(name): _decimal(least) for name, least in cast(dict[str, Any], value).items()}
    return tuple(sorted(grades.items(), key=lambda grade: -grade[1]))


def _bands(value: Any) -> tuple[tuple[Decimal, Decimal], ...]:
    bands = tuple((_decimal(best), _decimal(least)) for best, least in value)
    if len(bands) != 3:
        raise TypeError("要三档")
    return bands


def _caps(value: Any) -> tuple[Cap, ...]:
    return tuple(Cap(_decimal(cap["below"]), _decimal(cap["total"])) for cap in value)


def _decimals(value: Any) -> tuple[Decimal, ...]:
    return tuple(_decimal(part) for part in value)


# What each key may hold, in the order in which they are shown.
_READ: dict[str, Callable[[Any], Any]] = {
    "weights": _weights,
    "total_points": _decimal,
    "satisfaction_inside": _flag,
    "grades": _grades,
    "score_decimals": _number,
    "score_rounding": _one_of("half_up", "cut", "either"),
    "rate_decimals": _number,
    "zero_budget_rate": _decimal,
    "inverse_formulas": _words("ratio", "overrun"),
    "zero_target": _one_of("all_or_nothing"),
    "equal_target": _one_of("at_least", "exact"),
    "over_threshold": _decimal,
    "over_consequence": _one_of("explain", "mark", "note", "deduct"),
    "over_deduction": _decimal,
    "note_from": _decimal,
    "bands": _bands,
    "caps": _caps,
    "low_rate": _decimal,
    "budget_change": _decimal,
    "heavy_points": _decimal,
    "least_rows": _number,
    "shortfall_margin": _decimal,
    "survey_needed": _flag,
    "late_task": _decimal,
    "not_assessable": _decimals,
    "zeroed": _words("no_survey", "wrong_class", "duplicate"),
}
KEYS = tuple(_READ)
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


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with its basis."""

    value: Any
    basis: Basis


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A profile's file as it was read: every value of every year."""

    name: str
    title: str
    about: str
    base: str
    marks: Marks | None
    values: dict[str, list[Dated]]  # oldest first


@cache
def read_profile(name: str, folder: Path) -> ProfileFile:
    """Read `name`.toml of a folder. Raises ProfileError with file and key."""
    path = folder / f"{name}.toml"
    if name not in profile_names(folder):  # never a path that a form or a user makes up
        raise ProfileError(path.name, "", f"没有这个口径。现有：{'、'.join(profile_names(folder))}")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(path.name, "", f"读不出（{error}）") from None
    title, about, base = (str(raw.pop(key, "")) for key in ("title", "about", "base"))
    if not title:
        raise ProfileError(path.name, "title", "没有写名称")
    marks = raw.pop("recognise", None)
    values = {key: _dated(path.name, key, entries) for key, entries in raw.items()}
    try:
        read_marks = marks_of(marks) if marks is not None else None
    except (TypeError, ValueError) as error:
        raise ProfileError(path.name, "recognise", str(error)) from None
    return ProfileFile(name, title, about, base, read_marks, values)


def _dated(file: str, key: str, entries: Any) -> list[Dated]:
    if key not in _READ:
        raise ProfileError(file, key, "没有这个键")
    if not isinstance(entries, list):
        raise ProfileError(file, key, "要写成 [[…]]，每个取值带 since 和 source")
    found: list[Dated] = []
    for entry in cast(list[dict[str, Any]], entries):
        source, since = entry.get("source"), entry.get("since")
        if not isinstance(source, str) or not source.strip():
            raise ProfileError(file, key, "取值没有写出处（source）")
        if not isinstance(since, int):
            raise ProfileError(file, key, "取值没有写起始年度（since）")
        try:
            value = _READ[key](entry["value"])
        except (KeyError, TypeError, ValueError) as error:
            what = "没有写 value" if isinstance(error, KeyError) else str(error)
            raise ProfileError(file, key, what) from None
        basis = Basis(since, source.strip(), bool(entry.get("unsure")), remark=str(entry.get("remark", "")))
        found.append(Dated(value, basis))
    return sorted(found, key=lambda dated: dated.basis.since)


@cache
def profile_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all profiles, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))
