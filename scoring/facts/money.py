"""What the funds block yields beyond its cells: balances, rates, shares, and what changed between its columns.

Amounts are in 元. Changes are signed: a budget cut is negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import money, points
from forms.table import FundsRow, SelfEvaluationTable
from scoring.facts.build import derived
from scoring.facts.model import Fact

COLUMNS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
Amounts = dict[str, Decimal | None]


def funds_facts(table: SelfEvaluationTable) -> Iterator[Fact]:
    """Derived facts of every funds row, the shares of the parts, and the ratios to 项目金额."""
    for index, row in enumerate(table.funds, 1):
        prefix, amounts = funds_prefix(index), _amounts(table, row)
        yield from _execution(table, prefix, amounts)
        yield from _change(table, prefix, amounts)
        yield from _lost(table, row, prefix)
    yield from _shares(table)
    yield from _against_project(table)


def funds_prefix(index: int) -> str:
    """The id prefix of the n-th funds row, from 1: funds, funds2, funds3 …"""
    return "funds" if index == 1 else f"funds{index}"


def _amounts(table: SelfEvaluationTable, row: FundsRow) -> Amounts:
    return {field: money(getattr(row, field), table.unit) for field in COLUMNS}


def _execution(table: SelfEvaluationTable, prefix: str, amounts: Amounts) -> Iterator[Fact]:
    annual, executed = amounts["annual_budget"], amounts["executed"]
    if annual is None or executed is None:
        return
    of = (f"{prefix}.executed", f"{prefix}.annual_budget")
    yield derived(table, f"{prefix}.balance", "结余", annual - executed, "money", of, "全年预算数 − 全年执行数")
    if annual:
        rate = executed / annual
        yield derived(table, f"{prefix}.rate", "执行率", rate, "rate", of, "全年执行数 ÷ 全年预算数")
        yield derived(table, f"{prefix}.unspent_rate", "结余率", 1 - rate, "rate", of, "结余 ÷ 全年预算数")
        yield derived(table, f"{prefix}.gap", "执行率距100%", 1 - rate, "percentage point", of, "1 − 执行率")


def _change(table: SelfEvaluationTable, prefix: str, amounts: Amounts) -> Iterator[Fact]:
    initial, annual, executed = amounts["initial_budget"], amounts["annual_budget"], amounts["executed"]
    if initial is None or annual is None or initial == annual:
        return
    of = (f"{prefix}.initial_budget", f"{prefix}.annual_budget")
    how = "全年预算数 − 年初预算数"
    yield derived(table, f"{prefix}.change", "全年预算比年初增减", annual - initial, "money", of, how)
    if initial:
        how = f"({how}) ÷ 年初预算数"
        change = (annual - initial) / initial
        yield derived(table, f"{prefix}.change_rate", "全年预算比年初增减的比例", change, "rate", of, how)
    if initial and executed is not None:
        of = (f"{prefix}.executed", f"{prefix}.initial_budget")
        how = "全年执行数 ÷ 年初预算数"
        yield derived(table, f"{prefix}.initial_rate", "执行数占年初预算", executed / initial, "rate", of, how)
        less = initial - executed
        yield derived(table, f"{prefix}.initial_balance", "执行数比年初预算少", less, "money", of)


def _lost(table: SelfEvaluationTable, row: FundsRow, prefix: str) -> Iterator[Fact]:
    full, score = points(row.points), points(row.score)
    if full is not None and score is not None:
        of = (f"{prefix}.points", f"{prefix}.score")
        yield derived(table, f"{prefix}.lost", "预算执行扣分", full - score, "points", of, f"{full} − {score}")


def _shares(table: SelfEvaluationTable) -> Iterator[Fact]:
    """Each part of the funds as a share of the whole, column by column."""
    if not table.funds:
        return
    whole = _amounts(table, table.funds[0])
    for index, row in enumerate(table.funds[1:], 2):
        prefix, part = funds_prefix(index), _amounts(table, row)
        for field, label in COLUMNS.items():
            total, amount = whole[field], part[field]
            if total and amount:
                of = (f"{prefix}.{field}", f"funds.{field}")
                name = f"{row.name}{label}占比"
                yield derived(table, f"{prefix}.{field}_share", name, amount / total, "rate", of, "部分 ÷ 总额")


def _against_project(table: SelfEvaluationTable) -> Iterator[Fact]:
    amount = money(table.project_amount, table.project_unit)
    if not amount or not table.funds:
        return
    for field, label in COLUMNS.items():
        value = _amounts(table, table.funds[0])[field]
        if value:
            of = (f"funds.{field}", "project_amount")
            share, rest = value / amount, amount - value
            yield derived(table, f"funds.{field}_of_project", f"{label}占项目金额", share, "rate", of)
            yield derived(table, f"funds.{field}_to_project", f"项目金额与{label}之差", rest, "money", of)
