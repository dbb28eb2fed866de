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

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from forms.table import SelfEvaluationTable
from scoring.profile_file import FOLDER, KEYS, LABELS, Basis, Cap, Dated, ProfileError, profile_names, read_profile
from scoring.recognise import Marks, Signs, shows

__all__ = [
    "FOLDER", "KEYS", "LABELS", "Basis", "Cap", "Inverse", "Profile", "ProfileError", "choose_profile", "load_profile",
    "profile_for", "profile_names",
]  # fmt: skip

DEFAULT = "central-2020"
_DECISIVE = (
    "weights", "grades", "bands", "rate_decimals", "zero_budget_rate", "inverse_formulas", "over_threshold",
    "over_consequence", "caps",
)  # fmt: skip
Rounding = Literal["half_up", "cut", "either"]
Inverse = Literal["ratio", "overrun"]
Consequence = Literal["explain", "mark", "note", "deduct"]


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

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """The values that decide scores and are unsure or borrowed, a line each for a report."""
        return tuple(
            f"{LABELS[key]}：{self.source(key)}" for key in _DECISIVE if self.source(key) != self.basis[key].source
        )

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


def _in_force(dated: list[Dated], year: int | None) -> Dated | None:
    """The newest value that had begun in `year`, else the oldest known; the newest at all without a year."""
    begun = [one for one in dated if year is None or one.basis.since <= year]
    return begun[-1] if begun else dated[0] if dated else None


@cache
def load_profile(name: str, year: int | None = None, folder: Path = FOLDER) -> Profile:
    """The profile `name` (file name without .toml) with the values in force in `year`. Raises ProfileError."""
    own = read_profile(name, folder)
    values: dict[str, Any] = {}
    basis: dict[str, Basis] = {}
    chain = [own]
    while chain[-1].base:
        if chain[-1].base in {part.name for part in chain}:
            raise ProfileError(f"{name}.toml", "base", "口径互相引用")
        chain.append(read_profile(chain[-1].base, folder))
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
    return tuple((name, marks) for name in profile_names() if (marks := read_profile(name, FOLDER).marks))
