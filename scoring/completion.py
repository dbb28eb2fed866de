"""Whether a row met its target, how far, and what part of its points it keeps (RULES.md, Decisions)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from forms.numbers import is_blank
from forms.table import Indicator, SelfEvaluationTable
from scoring.adjusted import adjusted_by_note
from scoring.bands import band_of
from scoring.compare import Share, State, Verdict, align, compare_all
from scoring.context import Row, row_of
from scoring.deadline import kept
from scoring.profile import Profile
from scoring.quantity import Quantity
from scoring.target import NONE, Target, main_numbers, parse_target

__all__ = ["Assessment", "Share", "State", "assess", "judge"]

_NOTHING = re.compile(
    "无|零|没有|未(?:发生|出现|接到|收到|产生)[^，。；]{0,12}|无[^，。；]{0,8}(?:事故|投诉|差错|违规|发生|事件|情况|现象)[^，。；]{0,4}"
)

AdjustedBy = Literal["", "note", "column"]
Kind = Literal["number", "numbers", "deadline", "words", "none", "shifted", "blank"]


@dataclass(frozen=True, slots=True, eq=False)  # shared objects of a cache, so cheap keys of the next one
class Assessment:
    """What a row's actual is worth against the target in force.

    `state`: words in the first band are met, in the others missed. `completion` is actual ÷ target, where both are
    single exact numbers and the target is positive. `shares` are the parts of the points that the formulas in force
    leave a missed row (several: any of them is right); none of them where no proportion can be told, and `reason` says
    why. `adjusted` is the target that the note put in force, `first` the state against the first target.
    """

    state: State
    kind: Kind
    reason: str = ""
    target: Target = NONE
    quantity: Quantity | None = None  # the single number of the target in force, units aligned with `actual`
    actual: Quantity | None = None
    completion: Decimal | None = None
    shares: tuple[Share, ...] = ()
    low: Decimal | None = None  # bounds of the share kept, for a missed row without a single share
    high: Decimal | None = None
    band: int | None = None
    adjusted: Quantity | None = None
    adjusted_by: AdjustedBy = ""
    first: State | None = None
    lower_is_better: bool = False
    far: bool = False  # exceeded to the profile's threshold (over_threshold)
    worse: bool = False  # lower is better by its class alone, and it went up

    @property
    def is_met(self) -> bool:
        return self.state in {"met", "exceeded"}

    @property
    def qualitative(self) -> bool:
        return self.kind == "words"


_SHIFTED = Assessment("unknown", "shifted", "这一行的内容错了一列，不能判断")
_NO_INDICATOR = Assessment("unknown", "none", "本行没有设置指标")


def assess(row: Indicator, table: SelfEvaluationTable, profile: Profile) -> Assessment:
    """Judge one row. Never raises; what cannot be told is state "unknown" with a reason in Chinese."""
    return judge(row_of(row), table.year, profile)


def judge(row: Row, year: int | None, profile: Profile) -> Assessment:
    """The same for a row whose cells have been read already; `year` is the table's."""
    if row.shifted:
        return _SHIFTED
    if not row.filled:
        return _NO_INDICATOR
    cells = row.cells
    return _judged(
        row.name,
        cells.target,
        cells.initial_target,
        cells.actual,
        cells.deviation_note,
        row.kind == "成本",
        year,
        profile,
    )


@lru_cache(maxsize=8192)
def _judged(
    name: str, target: str | None, initial: str | None, actual: str | None, note: str | None,
    cost: bool, year: int | None, profile: Profile,
) -> Assessment:  # fmt: skip
    blank = is_blank(target)
    stated = parse_target(initial if blank else target, name)
    if stated.none:
        return Assessment("unknown", "blank", "指标值没有填", stated)
    if is_blank(actual) and not ((actual or "").strip() == "无" and _wants_none(stated)):
        return Assessment("unknown", "blank", "实际完成值没有填", stated)
    first = parse_target(initial, name) if initial and not blank and not is_blank(initial) else None
    in_force, adjusted, by = _in_force(stated, first, note)
    text = actual or ""
    found = _against(in_force, text, name, cost, year, profile)
    if not by:
        return found
    before = _against(first or stated, text, name, cost, year, profile)
    return replace(found, adjusted=adjusted, adjusted_by=by, first=before.state)


def _in_force(stated: Target, first: Target | None, note: str | None) -> tuple[Target, Quantity | None, AdjustedBy]:
    """The target to score against, the number that a note put in its place, and what changed it."""
    if first is not None and first.quantities and first.quantities != stated.quantities and not first.none:
        return stated, None, "" if _same_values(first, stated) else "column"
    changed = adjusted_by_note(note)
    single = stated.quantity
    if changed is None or single is None or not align(single, changed) or changed.value == single.value:
        return stated, None, ""
    comparison = changed.comparison or single.comparison
    filled = replace(
        changed, comparison=comparison, unit=changed.unit or single.unit, family=changed.family or single.family
    )
    return replace(stated, quantities=(filled,), comparison=comparison), changed, "note"


def _same_values(first: Target, stated: Target) -> bool:
    """Whether both columns aim at the same (90 beside ≥90%), however they write it."""
    if len(first.quantities) != len(stated.quantities):
        return False
    pairs = [align(one, other) for one, other in zip(first.quantities, stated.quantities, strict=True)]
    return all(pair is not None and pair[0].value == pair[1].value for pair in pairs)


def _against(target: Target, actual: str, name: str, cost: bool, year: int | None, profile: Profile) -> Assessment:
    if target.quantities:
        return _by_number(target, actual, name, cost, profile)
    if target.deadline:
        state = {"kept": "met", "late": "missed", "unknown": "unknown"}[kept(target.deadline, actual, year)]
        reason = {
            "met": f"按期完成（{target.deadline}前）",
            "missed": f"晚于指标值要求的{target.deadline}，没有比例可计",
            "unknown": "实际完成值看不出完成的日期",
        }[state]
        return Assessment(state, "deadline", reason, target)  # type: ignore[arg-type]
    band, reason = band_of(target.text, actual, name)
    state = "unknown" if band is None else "met" if band == 1 else "missed"
    return Assessment(state, "words", reason, target, band=band)


def _by_number(target: Target, actual: str, name: str, cost: bool, profile: Profile) -> Assessment:
    numbers = main_numbers(actual)
    kind: Kind = "number" if target.quantity else "numbers"
    if not numbers and _NOTHING.fullmatch(actual.strip()) and _wants_none(target):
        return Assessment("met", kind, "没有发生，符合指标值", target)
    if not numbers:
        return Assessment("unknown", kind, "指标值是数，实际完成值没有数", target)
    verdicts = compare_all(target, numbers, profile, cost=cost, name=name)
    if len(verdicts) == 1:
        return _assessment(verdicts[0], kind, target)
    states = {one.state for one in verdicts}
    if "missed" in states:
        missed = next(one for one in verdicts if one.state == "missed")
        return Assessment(
            "missed", kind, f"几个数中“{missed.actual.text if missed.actual else ''}”没有达到，得分不能确定", target
        )
    if "unknown" in states:
        return Assessment("unknown", kind, next(v.reason for v in verdicts if v.reason), target)
    met: State = "exceeded" if states == {"exceeded"} else "met"
    return Assessment(met, kind, "", target, far=all(v.far for v in verdicts))


def _wants_none(target: Target) -> bool:
    """Whether nothing at all meets the target: 0次, ≤3起, or a name that says lower is better."""
    single = target.quantity
    return single is not None and (single.value == 0 or target.polarity == "lower")


def _assessment(found: Verdict, kind: Kind, target: Target) -> Assessment:
    return Assessment(
        found.state, kind, found.reason, target, found.target, found.actual, found.completion, found.shares,
        found.low, found.high, lower_is_better=found.lower_is_better, far=found.far, worse=found.worse,
    )  # fmt: skip
