"""Sentences about the money: budget, what was spent, rate and balance."""

from __future__ import annotations

from assistant.draft.phrases import chained
from assistant.draft.quoting import because
from assistant.draft.view import TableView
from assistant.render import Gap, Parts, Slot, parts

BALANCE_CAUSE = "资金结余的原因"


def spent(view: TableView, full: bool = False) -> Parts:
    """Budget, executed and rate as one clause without a full stop; gaps where the form has no figures yet."""
    money = view.money
    if money is None:
        return ()
    if money.annual_budget is None:
        return parts(Gap("全年预算数和全年执行数", "全年预算数和全年执行数各是多少？"))
    budget = Slot("funds.annual_budget", "wan")
    if money.executed is None:
        return parts("全年预算", budget, "，", Gap("全年执行数", "全年执行数是多少？"))
    if view.fact("funds.rate") is None:
        return parts("全年预算", budget, "，执行", Slot("funds.executed", "wan"))
    rate = Slot("funds.rate")
    if money.executed == money.annual_budget:
        return parts("全年预算", budget, "，已全部执行，执行率", rate)
    said = parts("全年预算", budget, "，执行", Slot("funds.executed", "wan"), "，执行率", rate)
    if full and money.executed < money.annual_budget:
        return parts(said, "，结余", Slot("funds.balance", "wan"))
    return said


def parts_of_funds(view: TableView) -> Parts:
    """Where the money came from, as far as it was executed."""
    clauses: list[Parts] = []
    for index, row in enumerate(view.table.funds[1:], 2):
        name = "".join(row.name.split()).removeprefix("其中：").removeprefix("其中:")
        fact = view.fact(f"funds{index}.executed")
        if name and fact is not None and fact.value:
            clauses.append(parts(name, "执行", Slot(f"funds{index}.executed", "wan")))
    return parts("其中", chained(clauses, "、")) if clauses else ()


def change(view: TableView) -> Parts:
    """That the budget was changed in the year, where it was."""
    fact, first = view.fact("funds.change"), view.money.initial_budget if view.money else None
    if fact is None or fact.value is None or not first:
        return ()
    word = "调增" if fact.value > 0 else "调减"
    return parts("年初预算", Slot("funds.initial_budget", "wan"), "，年度内", word, Slot("funds.change", "wan"))


def why_left(view: TableView) -> Parts:
    """Why money was left, as a clause with its source; a gap where nobody said it. () when the rate is high enough."""
    row = view.rate_row if view.rate_row and view.rate_row.state == "missed" else None
    if not view.low_rate and row is None:
        return ()
    if view.money_cause:
        return because(view.money_cause)
    if row and row.cause:
        return because(row.cause)
    number = row.row if row else None
    return parts(Gap(BALANCE_CAUSE, "资金为什么没有用完？", row=number, examples=("合同尾款尚未支付", "采购节约")))
