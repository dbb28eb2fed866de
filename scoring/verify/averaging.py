"""月均17次 · 场均600人次 · 期均4.83万元: averages by the form's own counts, in whatever unit the words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoring.facts.model import Fact
from scoring.verify.agree import agrees
from scoring.verify.constructions import Context
from scoring.verify.constructions.words import NOT_M, compiled
from scoring.verify.index import Index
from scoring.verify.sums import Told
from scoring.verify.values import Value, plain_value

_EACH = compiled(
    f"(?P<a>(?!平)[\u4e00-\u9fff])均{NOT_M}{{0,8}}$",
    f"平均每?[一\ufffc]?(?P<b>[\u4e00-\u9fff]{{1,3}}?){NOT_M}{{0,8}}$",
    f"每一?(?P<c>[\u4e00-\u9fff]{{1,3}}?){NOT_M}{{0,8}}$",
)  # fmt: skip
_OF_YEAR = re.compile("占(?:全年|年度|一年)(?:总?天数|日数)?的?(?:约|近)?$")
_DAYS_OF_YEAR = (Decimal(365), Decimal(366))
_MONTHS, _QUARTERS = Decimal(12), Decimal(4)
_PEOPLE = re.compile("人|名|位|学员|学生|老人|户")
_PLANNED = re.compile("预算|安排|下达|拨款|资金")
BUDGETS = frozenset({"annual_budget", "initial_budget"})
NOT_SPREAD = frozenset({"rate", "percentage point", "points", "multiple", "ratio", "year", "date", "month"})


def averaged(index: Index, ctx: Context, told: list[Told]) -> tuple[Fact, ...]:
    """The facts whose quotient the number is; none when its words name no average, or none fits."""
    if ctx.q.family == "rate" and _OF_YEAR.search(ctx.left):
        return _share_of_year(index, ctx)
    found = _EACH.search(ctx.left)
    if not found or ctx.q.family in NOT_SPREAD:
        return ()
    unit = found["a"] or found["b"] or found["c"]
    for top in _tops(index, ctx, told):
        for bottom, fact in _bottoms(index, unit):
            if bottom and agrees(ctx.q, plain_value(top.value / bottom, ctx.q.unit, ctx.q.family, exact=False)).ok:
                return (top.fact,) if fact is None else (top.fact, fact)
    return ()


def _share_of_year(index: Index, ctx: Context) -> tuple[Fact, ...]:
    """优良天数318天，占全年的87.12%."""
    for value in index.by_family.get("days", ()):
        shares = (value.value / days for days in _DAYS_OF_YEAR)
        if value.role == "actual" and any(agrees(ctx.q, plain_value(s, "", "rate", exact=False)).ok for s in shares):
            return (value.fact,)
    return ()


def _tops(index: Index, ctx: Context, told: list[Told]) -> Iterator[Value]:
    """What may be spread: the money spent, and exact actuals in the number's own unit."""
    families = {ctx.q.family, ""} if ctx.q.family else set(index.by_family)
    told_facts = {t.fact for t in told}
    for family in sorted(families):
        for value in index.by_family.get(family, ()):
            money = value.role == "executed" and value.family == "money"
            planned = value.role in BUDGETS and not _PLANNED.search(ctx.left)
            if value.point and not planned and (money or value.role == "actual" or value.fact in told_facts):
                yield value
    if ctx.q.family == "count":
        for value in index.values:
            if value.role == "actual" and value.point and value.family not in NOT_SPREAD and value.family != "money":
                yield value


def _bottoms(index: Index, unit: str) -> Iterator[tuple[Decimal, Fact | None]]:
    """How many of the unit there were: twelve months, four quarters, or the actuals counted in it."""
    if unit.startswith("月") or unit == "个月":
        yield _MONTHS, None
    if unit.startswith("季"):
        yield _QUARTERS, None
    for value in index.values:
        if value.role != "actual" or not value.point or value.family in NOT_SPREAD or value.family == "money":
            continue
        name = index.topics.all[value.topic].label
        people = bool(_PEOPLE.match(unit)) and value.family in {"person", "person-time"}
        if people or (value.unit and value.unit[0] in unit) or (len(unit) > 1 and unit[-2:] in name):
            yield value.value, value.fact
