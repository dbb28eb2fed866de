"""Recomputed scores, totals and grades, and the profile's numbers, as facts beside the stated ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from forms.numbers import points
from forms.table import SelfEvaluationTable
from scoring.facts.build import derived
from scoring.facts.model import Fact
from scoring.facts.render import say_number, say_percent
from scoring.profile import Profile
from scoring.scoresheet import score_sheet

ZERO = Decimal(0)


def recomputed_facts(table: SelfEvaluationTable, profile: Profile) -> Iterator[Fact]:
    """What the rows, the funds and the whole would score by the profile; the grades of both totals."""
    sheet = score_sheet(table, profile)
    for row in sheet.rows:
        of = (f"R{row.row}.target", f"R{row.row}.actual", f"R{row.row}.points")
        for field in ("recomputed", "min", "max"):
            value = getattr(row, field)
            if value is not None and (field == "recomputed" or row.recomputed is None):
                yield _points(table, f"R{row.row}.{_name(field)}", "重新计算的得分", value, of, row.how, row.row)
        full = points(table.by_row[row.row].points)
        if row.recomputed is not None and full:
            yield _points(
                table, f"R{row.row}.recomputed_lost", "重新计算应扣的分", full - row.recomputed, of, row.how, row.row
            )
            share = row.recomputed / full
            yield derived(table, f"R{row.row}.score_rate", "得分比例", share, "rate", of, "得分 ÷ 分值", row=row.row)
    of_funds = ("funds.executed", "funds.annual_budget", "funds.points")
    if sheet.funds_score is not None:
        yield _points(table, "funds.recomputed", "重新计算的预算执行得分", sheet.funds_score, of_funds)
    for field, label in (("total", "重新计算的总分"), ("min", "重新计算的最低总分"), ("max", "重新计算的最高总分")):
        value = getattr(sheet, f"recomputed_{field}")
        if value is not None:
            yield _points(table, f"recomputed_{field}", label, value, ("total_score",))
    if sheet.recomputed_total is not None and sheet.stated_total is not None:
        gap = sheet.stated_total - sheet.recomputed_total
        yield _points(table, "recomputed_gap", "自评总分与重新计算的总分之差", gap, ("total_score",))
    yield from _grades(table, profile, sheet.stated_total, sheet.recomputed_total)


@lru_cache(maxsize=64)
def profile_facts(profile: Profile) -> tuple[Fact, ...]:
    """The numbers of the profile that a text may quote: grade bounds, class weights, full score, thresholds."""
    return tuple(_profile_facts(profile))


def _profile_facts(profile: Profile) -> Iterator[Fact]:
    for name, least in profile.grades:
        yield _rule(profile, f"grade.{name}", f"{name}的最低分", least, "points", "grades")
    for name, weight in profile.weights.items():
        yield _rule(profile, f"weight.{name}", f"{name}权重", weight, "points", "weights")
    yield _rule(profile, "total_points", "满分", profile.total_points, "points", "total_points")
    yield _rule(profile, "low_rate", "执行率偏低的界线", profile.low_rate, "rate", "low_rate")
    yield _rule(profile, "budget_change", "预算调整幅度的界线", profile.budget_change, "rate", "budget_change")
    yield _rule(profile, "over_threshold", "指标值偏低的界线", profile.over_threshold, "rate", "over_threshold")
    for count, (best, least) in enumerate(profile.bands, 1):
        for end, value in (("best", best), ("least", least)):
            yield _rule(profile, f"band{count}.{end}", f"定性指标第{count}档", value, "rate", "bands")


def _name(field: str) -> str:
    return field if field == "recomputed" else f"recomputed_{field}"


def _points(
    table: SelfEvaluationTable, fact_id: str, label: str, value: Decimal, of: tuple[str, ...], how: str = "",
    row: int | None = None,
) -> Fact:  # fmt: skip
    return derived(table, fact_id, label, value, "points", of, how, row=row, kind="recomputed")


def _grades(
    table: SelfEvaluationTable, profile: Profile, stated: Decimal | None, recomputed: Decimal | None
) -> Iterator[Fact]:
    """The grade that the profile gives to a total; a grade that the form states is a cell of its own."""
    total = stated if stated is not None else points(table.total_score)
    places = tuple(place for place in (table.place("total_score"),) if place)
    for fact_id, label, value in (
        ("grade", "总分对应的等级", total),
        ("recomputed_grade", "重算总分对应的等级", recomputed),
    ):
        if value is not None:
            yield Fact(
                id=fact_id, label=label, text=profile.grade(value), formula=f"总分 {say_number(value)}", cells=places,
                of=("total_score",), field=fact_id, kind="recomputed", source=profile.source("grades"),
            )  # fmt: skip


def _rule(profile: Profile, name: str, label: str, value: Decimal, family: str, key: str) -> Fact:
    said = say_percent(value) if family == "rate" else f"{say_number(value)}分"
    return Fact(
        id=f"profile.{name}", label=label, text=said, value=value, unit="%" if family == "rate" else "分",
        family=family, field=f"profile.{name}", kind="profile", source=profile.source(key), table=0,
    )  # fmt: skip
