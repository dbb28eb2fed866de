"""Which tables to look at first: by risk, with the reasons, or at random with a seed that can be told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms.numbers import money
from forms.table import SelfEvaluationTable
from scoring.findings import CheckResult

ERROR, WARNING = 10, 1  # weight of a finding
DIFFERENCE = 4  # weight of each point between stated and recomputed total
ALL_FULL = 6
LARGE_MONEY = 5  # the tenth with the most money
ROUNDED_UP = 3
BESIDE = ALL_FULL + LARGE_MONEY + ROUNDED_UP  # the most that comes to what findings and difference weigh


@dataclass(frozen=True, slots=True)
class Pick:
    """A table to review (number from 1), why, and how much speaks for it."""

    number: int
    reasons: tuple[str, ...]
    risk: Decimal


def weight(errors: int, warnings: int, difference: Decimal) -> Decimal:
    """What findings and the difference of the totals weigh; a table's risk is between that and BESIDE more."""
    return ERROR * errors + WARNING * warnings + DIFFERENCE * difference


def by_risk(
    tables: Sequence[SelfEvaluationTable],
    results: Sequence[CheckResult],
    count: int,
    *,
    among: Sequence[Decimal | None] = (),
) -> list[Pick]:
    """The `count` tables with the greatest risk, greatest first; equal ones in the order given.

    `among`: the budgets in 元 of all tables, where these are only some of them; they tell what is large.
    """
    budgets = [_budget(table) for table in tables]
    all_budgets = among or budgets
    large = sorted((b for b in all_budgets if b), reverse=True)[: max(1, len(all_budgets) // 10)]
    picks = [
        _judge(number, result, budget, bool(large) and budget is not None and budget >= large[-1])
        for number, (result, budget) in enumerate(zip(results, budgets, strict=True), start=1)
    ]
    return sorted(picks, key=lambda pick: (-pick.risk, pick.number))[:count]


def at_random(total: int, count: int, seed: int) -> list[Pick]:
    """`count` of `total` tables, the same ones for the same seed, in the order given."""
    numbers = random.Random(seed).sample(range(1, total + 1), min(count, total))  # noqa: S311  # a draw, not a secret
    return [Pick(number, (f"随机抽取，种子 {seed}",), Decimal(0)) for number in sorted(numbers)]


def _judge(number: int, result: CheckResult, budget: Decimal | None, large: bool) -> Pick:
    reasons: list[str] = []
    scores = result.scores
    counted = [f for f in result.findings if f.ignored is None]
    errors = sum(f.severity == "error" for f in counted)
    warnings = sum(f.severity == "warning" for f in counted)
    difference = Decimal(0)
    if errors:
        reasons.append(f"须改 {errors} 条")
    if scores.stated_total is not None and scores.recomputed_total is not None:
        difference = abs(scores.stated_total - scores.recomputed_total)
        if difference:
            reasons.append(f"自评与复算差 {difference.quantize(Decimal('0.01'))} 分")
    risk = weight(errors, warnings, difference)
    filled = [row for row in scores.rows if row.points]
    if filled and all(row.stated == row.points for row in filled):
        risk += ALL_FULL
        reasons.append("指标全部满分")
    if large and budget is not None:
        risk += LARGE_MONEY
        reasons.append(f"预算 {budget:,.2f} 元")
    if any(f.rule == "FD09" for f in counted):
        risk += ROUNDED_UP
        reasons.append("执行率四舍五入得满分")
    if not reasons and warnings:
        reasons.append(f"须说明 {warnings} 条")
    return Pick(number, tuple(reasons) or ("没有发现问题",), risk)


def _budget(table: SelfEvaluationTable) -> Decimal | None:
    return money(table.funds[0].annual_budget, table.unit) if table.funds else None
