"""The score sheet of a table: stated beside recomputed, row by row and as a whole. Never invents a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms.numbers import points
from forms.table import SelfEvaluationTable
from scoring.completion import Assessment, judge
from scoring.context import Row, money_row, row_of
from scoring.findings import ClassScore, Loss, RowScore, ScoreSheet
from scoring.profile import Profile
from scoring.recognise import EXECUTION
from scoring.rowscore import row_score, total_of
from scoring.shown import shown

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Funds:
    """The funds row as far as it is scored. `scored` tells that the form gives it points at all."""

    scored: bool
    rate: Decimal | None = None
    points: Decimal | None = None
    stated: Decimal | None = None
    recomputed: Decimal | None = None
    how: str = ""

    @property
    def value(self) -> Decimal | None:
        return self.stated if self.recomputed is None else self.recomputed


def score_sheet(table: SelfEvaluationTable, profile: Profile, rows: Sequence[Row] | None = None) -> ScoreSheet:
    """Score a table by a profile. `rows` are the table's, where the caller has read them already. Never raises."""
    rows = [row_of(cells) for cells in table.indicators] if rows is None else rows
    judged = [judge(row, table.year, profile) for row in rows]
    scores = tuple(row_score(row, found, profile) for row, found in zip(rows, judged, strict=True))
    funds = _funds(table, profile)
    counted = [score for score in scores if score.counted and not _is_empty(score)]
    total = _total(funds.value, [score.value for score in counted], funds)
    cap = profile.cap(funds.rate) if funds.rate is not None and profile.caps else None
    lowest = _total(funds.value, [_end(score, score.min) for score in counted], funds)
    highest = _total(funds.value, [_end(score, score.max) for score in counted], funds)
    capped = _capped(total, cap)
    return ScoreSheet(
        execution_rate=funds.rate,
        funds_score=funds.recomputed,
        stated_total=points(table.total_score),
        row_total=_total(funds.stated, [score.stated for score in counted], funds),
        recomputed_total=capped,
        recomputed_min=_capped(lowest, cap),
        recomputed_max=_capped(highest, cap),
        grade=None if capped is None else profile.grade(capped),
        rows=scores,
        funds_how=funds.how,
        cap=cap,
        classes=_classes(rows, scores),
        doubts=profile.doubts,
        losses=tuple(_losses(funds, counted, judged, rows, total, cap)),
    )


def _is_empty(score: RowScore) -> bool:
    """A row of 无: no points and no score, so it brings nothing."""
    return not score.points and not score.stated


def _end(score: RowScore, end: Decimal | None) -> Decimal | None:
    return score.value if end is None else end


def _total(funds: Decimal | None, rows: list[Decimal | None], block: _Funds) -> Decimal | None:
    if not rows and funds is None:
        return None
    return total_of([*rows, funds] if block.scored else rows)


def _capped(total: Decimal | None, cap: Decimal | None) -> Decimal | None:
    return total if total is None or cap is None else min(total, cap)


# -- funds -----------------------------------------------------------------------------------------------------------


def _funds(table: SelfEvaluationTable, profile: Profile) -> _Funds:
    """The row 年度资金总额: points × rate, the rate rounded first as the profile says, at most the points."""
    if not table.funds:
        return _Funds(False)
    row = table.funds[0]
    read = money_row(row, 0, table.unit)
    slipped = ("annual_budget", "executed") in read.slips
    rate = None if slipped else read.exact_rate
    full, stated = points(row.points), shown(row.score)
    if full is None and stated is None and row.points is None:
        full_of_profile = profile.weights.get(EXECUTION)
        if not _leaves_room(table, full_of_profile):
            return _Funds(False, rate)
        full = full_of_profile
    base = _Funds(True, rate, full, stated.value if stated else None)
    if full is None:
        return _with(base, None, "预算执行率的分值没有填，不能复算")
    if slipped:
        return _with(base, None, "全年预算数与全年执行数相差上万倍，像是单位不同，不能复算")
    if read.annual_budget == 0 and not read.executed:
        if profile.zero_budget_rate < 0:
            return _with(base, None, "预算数为 0，本口径没有规定怎样计分")
        score = profile.rounded(full * profile.zero_budget_rate)
        return _with(base, score, f"预算数为 0，执行率按 {profile.zero_budget_rate} 计，得 {score}")
    if rate is None:
        return _with(base, None, "全年预算数或执行数没有填或不是数，不能复算")
    rates = [profile.rounded_rate(rate)]
    if profile.rate_decimals < 0 and read.rate is not None and read.rate.is_of(rate):
        rates.append(read.rate.value)  # no rounding is set, so the rate as the form rounds it is right as well
    for factor in rates:
        score = _at_most(full, full * factor)
        if stated is not None and stated.is_of(score):
            return _with(base, stated.value, _funds_formula(factor, full, stated.value))
    score = profile.rounded(_at_most(full, full * rates[0]))
    return _with(base, score, _funds_formula(rates[0], full, score))


def _leaves_room(table: SelfEvaluationTable, execution: Decimal | None) -> bool:
    """Whether a form without points at its funds row leaves them to it: its rows add up to 90, not to 100."""
    rows = sum((points(row.points) or ZERO for row in table.indicators if row.parent_row is None), ZERO)
    return execution is not None and rows > 0 and rows + execution == (points(table.total_points) or Decimal(100))


def _with(base: _Funds, score: Decimal | None, how: str) -> _Funds:
    return _Funds(base.scored, base.rate, base.points, base.stated, score, how)


def _at_most(full: Decimal, score: Decimal) -> Decimal:
    return max(min(score, full), ZERO)


def _funds_formula(rate: Decimal, full: Decimal, score: Decimal) -> str:
    shown_rate = f"{rate:.4f}".rstrip("0").rstrip(".") if rate.as_tuple().exponent not in {0, -1, -2} else f"{rate}"
    return f"执行率 {shown_rate} × {full.normalize():f} = {score}" + ("（最多得分值）" if rate > 1 else "")


# -- classes and losses ----------------------------------------------------------------------------------------------


def _classes(rows: Sequence[Row], scores: Sequence[RowScore]) -> tuple[ClassScore, ...]:
    grouped: dict[str, list[RowScore]] = {}
    for row, score in zip(rows, scores, strict=True):
        if score.counted and not _is_empty(score):
            grouped.setdefault(row.cells.level1, []).append(score)
    return tuple(
        ClassScore(
            name=name,
            points=total_of([score.points for score in group]),
            stated=total_of([score.stated for score in group]),
            recomputed=total_of([score.value for score in group]),
        )
        for name, group in grouped.items()
    )


def _losses(
    funds: _Funds, counted: Sequence[RowScore], judged: Sequence[Assessment], rows: Sequence[Row],
    total: Decimal | None, cap: Decimal | None,
) -> list[Loss]:  # fmt: skip
    """What each point that the recomputed total lacks is due to."""
    found: list[Loss] = []
    if funds.points is not None and funds.value is not None and funds.value < funds.points:
        found.append(Loss(row=None, points=funds.points - funds.value, due=funds.how))
    states = {row.row: state for row, state in zip(rows, judged, strict=True)}
    for score in counted:
        if score.points is not None and score.value is not None and score.value < score.points:
            due = score.how if score.recomputed is not None else f"自评扣分；{score.how or states[score.row].reason}"
            found.append(Loss(row=score.row, points=score.points - score.value, due=due))
    if total is not None and cap is not None and total > cap:
        found.append(Loss(row=None, points=total - cap, due=f"执行率偏低，总分最高 {cap}"))
    return found
