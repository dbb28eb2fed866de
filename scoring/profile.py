"""Profiles: the law by which a form is scored, as data. One TOML file each under `scoring/profiles/`.

A file holds `title`, `about`, optionally `base` (a profile whose values stand where this one is silent), `recognise`
(what in a form shows that it is this profile's) and, a key each, one or more values, the newest in force winning:

    [[low_rate]]
    value = 0.80
    since = 2020
    source = "…"       # document, article; or platform and page. A value without one does not load.
    unsure = true      # recalled or not found: the report says so

The keys, each an attribute of `Profile` under the same name (rates and ratios are plain: 0.8 is 80 %):

weights                 class -> points: 预算执行率 成本 产出 效益 满意度
total_points            full score of a form
satisfaction_inside     satisfaction counts within the benefit class
grades                  grade -> least total, best first
score_decimals          decimals of a recomputed score; score_rounding  half_up | cut | either
rate_decimals           decimals of the execution rate before it is multiplied (-1: none set); half up
zero_budget_rate        rate of a row with no budget (-1: no convention)
inverse_formulas        lower is better, missed: ratio (target/actual), overrun (1 − (actual − target)/target)
zero_target             all_or_nothing
equal_target            at_least | exact: whether above a bare or `=` target is met
over_threshold          actual/target from which a target was set too low (inclusive)
over_consequence        explain | mark | note | deduct; over_deduction  points taken off with deduct
note_from               actual/target from which a note is compulsory (0: nowhere)
bands                   the three qualitative bands as [best, least] shares of the points
caps                    list of {below, total}: total score at most `total` when the rate is below `below`
low_rate                execution rate below which a reason is asked for
budget_change           change of the annual against the initial budget that must be explained
heavy_points            points above which one indicator carries too much
least_rows              fewest filled indicator rows
shortfall_margin        how far the rate may stay below the indicators' share of full score
survey_needed           satisfaction must name its survey
late_task, not_assessable, zeroed    deductions of a reviewer: shares of the points, and what scores zero
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from forms.table import SelfEvaluationTable
from scoring.recognise import CLASSES, Marks, Signs, marks_of, shows

FOLDER = Path(__file__).with_name("profiles")
DEFAULT = "central-2020"
Rounding = Literal["half_up", "cut", "either"]
Inverse = Literal["ratio", "overrun"]
Consequence = Literal["explain", "mark", "note", "deduct"]


class ProfileError(Exception):
    """A profile that cannot be used. `str()` is one Chinese line: file, key, what is wrong."""

    def __init__(self, file: str, key: str, what: str) -> None:
        self.file, self.key, self.what = file, key, what
        super().__init__(f"评分口径 {file}" + (f" 的 {key}" if key else "") + f"：{what}")


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


@dataclass(frozen=True, eq=False)  # one object a name and year (`load_profile` is cached), so a cheap cache key
class Profile:
    """The values in force in one year. `basis` tells the source of each by its key."""

    name: str
    title: str
    about: str
    year: int | None
    weights: Mapping[str, Decimal]
    total_points: Decimal
    satisfaction_inside: bool
    grades: tuple[tuple[str, Decimal], ...]
    score_decimals: int
    score_rounding: Rounding
    rate_decimals: int
    zero_budget_rate: Decimal
    inverse_formulas: tuple[Inverse, ...]
    zero_target: str
    equal_target: str
    over_threshold: Decimal
    over_consequence: Consequence
    over_deduction: Decimal
    note_from: Decimal
    bands: tuple[tuple[Decimal, Decimal], ...]
    caps: tuple[Cap, ...]
    low_rate: Decimal
    budget_change: Decimal
    heavy_points: Decimal
    least_rows: int
    shortfall_margin: Decimal
    survey_needed: bool
    late_task: Decimal
    not_assessable: tuple[Decimal, ...]
    zeroed: tuple[str, ...]
    basis: Mapping[str, Basis] = field(default_factory=dict[str, Basis])

    def source(self, key: str) -> str:
        """The source of a value for a report, with what is unsure or borrowed said in Chinese."""
        basis = self.basis[key]
        doubts = [f"本口径未定，按 {basis.borrowed}"] if basis.borrowed else []
        if basis.unsure:
            doubts.append("出处待核实")
        return basis.source + (f"（{'；'.join(doubts)}）" if doubts else "")

    def grade(self, total: Decimal) -> str:
        """The grade of a total score."""
        return next((name for name, least in self.grades if total >= least), self.grades[-1][0])

    def cap(self, rate: Decimal) -> Decimal | None:
        """The most that a total may be with this execution rate; None where nothing caps it."""
        totals = [cap.total for cap in self.caps if rate < cap.below]
        return min(totals, default=None)

    def rounded_rate(self, rate: Decimal) -> Decimal:
        """The execution rate as it is multiplied."""
        if self.rate_decimals < 0:
            return rate
        return _quantized(rate, self.rate_decimals, ROUND_HALF_UP)

    def rounded(self, score: Decimal) -> Decimal:
        """An exact score as the profile shows it."""
        mode = ROUND_DOWN if self.score_rounding == "cut" else ROUND_HALF_UP
        return _quantized(score, self.score_decimals, mode)


def _quantized(value: Decimal, decimals: int, mode: str) -> Decimal:
    """`value` at so many decimals; a number too long to have any keeps what it has."""
    return value if value.adjusted() > 20 else value.quantize(Decimal(1).scaleb(-decimals), mode)


_META = {"name", "title", "about", "year", "basis"}
KEYS = tuple(f.name for f in fields(Profile) if f.name not in _META)


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


def _one_of(*words: str) -> Any:
    def read(value: Any) -> str:
        if value not in words:
            raise TypeError(f"只能是 {'、'.join(words)}")
        return cast(str, value)

    return read


def _words(*allowed: str) -> Any:
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


_READ: dict[str, Any] = dict.fromkeys(KEYS, _decimal) | {
    "weights": _weights, "satisfaction_inside": _flag, "grades": _grades, "score_decimals": _number,
    "score_rounding": _one_of("half_up", "cut", "either"), "rate_decimals": _number,
    "inverse_formulas": _words("ratio", "overrun"), "zero_target": _one_of("all_or_nothing"),
    "equal_target": _one_of("at_least", "exact"), "over_consequence": _one_of("explain", "mark", "note", "deduct"),
    "bands": _bands, "caps": _caps, "least_rows": _number, "survey_needed": _flag, "not_assessable": _decimals,
    "zeroed": _words("no_survey", "wrong_class", "duplicate"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Dated:
    value: Any
    basis: Basis


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    title: str
    about: str
    base: str
    marks: Marks | None
    values: dict[str, list[_Dated]]  # oldest first


@cache
def _file(name: str, folder: Path) -> _File:
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
    return _File(name, title, about, base, read_marks, values)


def _dated(file: str, key: str, entries: Any) -> list[_Dated]:
    if key not in _READ:
        raise ProfileError(file, key, "没有这个键")
    if not isinstance(entries, list):
        raise ProfileError(file, key, "要写成 [[…]]，每个取值带 since 和 source")
    found: list[_Dated] = []
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
        found.append(_Dated(value, basis))
    return sorted(found, key=lambda dated: dated.basis.since)


def _in_force(dated: list[_Dated], year: int | None) -> _Dated | None:
    """The newest value that had begun in `year`, else the oldest known; the newest at all without a year."""
    begun = [one for one in dated if year is None or one.basis.since <= year]
    return begun[-1] if begun else dated[0] if dated else None


@cache
def load_profile(name: str, year: int | None = None, folder: Path = FOLDER) -> Profile:
    """The profile `name` (file name without .toml) with the values in force in `year`. Raises ProfileError."""
    own = _file(name, folder)
    values: dict[str, Any] = {}
    basis: dict[str, Basis] = {}
    chain = [own]
    while chain[-1].base:
        if chain[-1].base in {part.name for part in chain}:
            raise ProfileError(f"{name}.toml", "base", "口径互相引用")
        chain.append(_file(chain[-1].base, folder))
    for key in KEYS:
        for part in chain:
            dated = _in_force(part.values.get(key, []), year)
            if dated is not None:
                values[key] = dated.value
                borrowed = "" if part is own else part.name
                basis[key] = Basis(
                    dated.basis.since, dated.basis.source, dated.basis.unsure, borrowed, dated.basis.remark
                )
                break
        else:
            raise ProfileError(f"{name}.toml", key, f"{year or '当前'}年度没有取值")
    return Profile(name=name, title=own.title, about=own.about, year=year, basis=basis, **values)


@cache
def profile_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all profiles, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def choose_profile(table: SelfEvaluationTable, setting: str | None = None) -> Profile:
    """The profile that the form itself shows (headings, weights, year, wording), else `setting`, else central-2020.

    A profile that a user names for one table wins over the form: `profile_for`. Raises ProfileError for an unknown
    `setting` or a profile that does not load.
    """
    if table.profile:
        return load_profile(table.profile, table.year)
    signs = Signs(table)
    best = max(((shows(marks, signs), name) for name, marks in _recognisable()), default=(0, ""))
    return load_profile(best[1] if best[0] else setting or DEFAULT, table.year)


def profile_for(table: SelfEvaluationTable, chosen: str | None = None, setting: str | None = None) -> Profile:
    """The profile that a user chose for this table, with the values of its year; without one, `choose_profile`."""
    return load_profile(chosen, table.year) if chosen else choose_profile(table, setting)


@cache
def _recognisable() -> tuple[tuple[str, Marks], ...]:
    """The profiles that a form can show."""
    return tuple((name, marks) for name in profile_names() if (marks := _file(name, FOLDER).marks))
