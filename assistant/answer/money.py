"""What a table says about its money, a sentence a measure. Every cell told is cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.answer.book import Page
from assistant.answer.reply import Reply, blank, said_rate
from forms.numbers import is_blank, money
from scoring.reasons import why_budget_changed

Teller = Callable[[Reply, Page], str]
_EMPTY = "表内没有填"


def rate(reply: Reply, page: Page) -> str:
    """69.28%（全年执行数34638.00元 ÷ 全年预算数50000.00元，表内显示0.69）."""
    shown = reply.cell(page, "funds.execution_rate")
    exact = page.rate
    if exact is None:
        if shown:
            return f"{page.name}的预算执行率表内填的是{shown}。"
        return ""
    how = f"全年执行数{reply.money(page, 'funds.executed')} ÷ 全年预算数{reply.money(page, 'funds.annual_budget')}"
    return f"{page.name}的预算执行率是{said_rate(exact)}（{how}" + (f"，表内填{shown}）。" if shown else "）。")


def balance(reply: Reply, page: Page) -> str:
    left = page.balance
    if left is None:
        return ""
    how = f"全年预算数{reply.money(page, 'funds.annual_budget')} − 全年执行数{reply.money(page, 'funds.executed')}"
    if left < 0:
        return f"{page.name}没有结余，反而超支{page.amount(-left)}（{how}）。"
    if left == 0:
        return f"{page.name}没有结余，结余为0（{how}）。"
    annual = page.money("annual_budget")
    rate = ""
    if annual and re.search("结余率|结余比例|结余占", reply.query.words):
        reply.number(left / annual)
        rate = f"，结余率{said_rate(left / annual)}"
    return f"{page.name}结余{page.amount(left)}{rate}（{how}）。"


def _amount(field: str, label: str) -> Teller:
    def tell(reply: Reply, page: Page) -> str:
        cell = f"funds.{field}"
        if blank(page, cell):
            return ""
        return f"{page.name}的{label}是{reply.money(page, cell)}。"

    return tell


def executed(reply: Reply, page: Page) -> str:
    if blank(page, "funds.executed"):
        return ""
    told = f"{page.name}的全年执行数（实际支出）是{reply.money(page, 'funds.executed')}"
    if page.money("annual_budget") is not None:
        told += f"，全年预算数是{reply.money(page, 'funds.annual_budget')}"
    return told + "。"


def annual_budget(reply: Reply, page: Page) -> str:
    if blank(page, "funds.annual_budget"):
        return ""
    told = f"{page.name}的全年预算数是{reply.money(page, 'funds.annual_budget')}"
    change = page.change
    if change:
        told += f"（年初预算数{reply.money(page, 'funds.initial_budget')}，年中{_by(page, change)}）"
    return told + "。"


def budget_change(reply: Reply, page: Page) -> str:
    change = page.change
    if change is None:
        return ""
    initial, annual = reply.money(page, "funds.initial_budget"), reply.money(page, "funds.annual_budget")
    if change == 0:
        return f"{page.name}的预算没有调整：年初预算数和全年预算数都是{annual}。"
    share = ""
    first = page.money("initial_budget")
    if first:
        share = f"（{'增加' if change > 0 else '减少'}{said_rate(abs(change) / first)}）"
    why = "" if why_budget_changed(page.context.remarks) else "表内没有说明调整原因。"
    return f"{page.name}的预算有调整，{_by(page, change)}{share}：年初预算数{initial}，全年预算数{annual}。{why}"


def _by(page: Page, change: Decimal) -> str:
    return f"{'调增' if change > 0 else '调减'}{page.amount(abs(change))}"


def project_amount(reply: Reply, page: Page) -> str:
    if blank(page, "project_amount"):
        return ""
    return f"{page.name}的项目金额是{reply.money(page, 'project_amount')}。"


def part_name(name: str) -> str:
    return name.strip().removeprefix("其中：").removeprefix("其中:").strip() or "年度资金总额"


def sources(reply: Reply, page: Page) -> str:
    """Which parts of the funds hold money, in the three columns."""
    told: list[str] = []
    empty: list[str] = []
    for index, row in enumerate(page.table.funds[1:], 2):
        name = part_name(row.name)
        amounts = [
            (label, f"funds{index}.{field}")
            for field, label in (
                ("initial_budget", "年初预算数"),
                ("annual_budget", "全年预算数"),
                ("executed", "全年执行数"),
            )
            if money(getattr(row, field), page.table.unit)
        ]
        if amounts:
            told.append(
                name
                + "".join(
                    f"{'，' if n else ''}{label}{reply.money(page, cell)}" for n, (label, cell) in enumerate(amounts)
                )
            )
        else:
            empty.append(name)
    if not told:
        return ""
    zero = f"；{'、'.join(empty)}为零或没有填" if empty else ""
    return f"{page.name}的资金来源：{'；'.join(told)}{zero}。"


def part(word: str, label: str) -> Teller:
    """One part of the funds by a word of its name."""

    def tell(reply: Reply, page: Page) -> str:
        for index, row in enumerate(page.table.funds[1:], 2):
            if word not in row.name:
                continue
            cells = [
                (name, f"funds{index}.{field}")
                for field, name in (
                    ("initial_budget", "年初预算数"),
                    ("annual_budget", "全年预算数"),
                    ("executed", "全年执行数"),
                )
            ]
            told = [f"{name}{reply.money(page, cell)}" for name, cell in cells if not is_blank(page.table.text(cell))]
            if not told:
                return ""
            amounts = [
                money(getattr(row, field), page.table.unit) for field in ("initial_budget", "annual_budget", "executed")
            ]
            start = f"{page.name}没有{label}：" if not any(amounts) else f"{page.name}的{label}："
            return start + "，".join(told) + "。"
        return ""

    return tell


_CELLS = {
    "project_amount": ("project_amount", "项目金额"),
    "initial_budget": ("funds.initial_budget", "年初预算数"),
    "annual_budget": ("funds.annual_budget", "全年预算数"),
    "executed": ("funds.executed", "全年执行数"),
}


def between(reply: Reply, page: Page, measures: tuple[str, ...], words: str) -> str:
    """The difference of two amounts, or the share of one in the other; "" where the question asks for neither."""
    pair = [m for m in measures if m in _CELLS][:2]
    if len(pair) < 2 or not re.search("差|占|比例|比重|(?<!项目)多(?!少)|少(?!分)", words.replace("多少", "")):
        return ""
    amounts = [money(page.table.text(_CELLS[m][0]), page.table.unit) for m in pair]
    first, second = amounts
    if first is None or second is None:
        return ""
    told = [f"{_CELLS[m][1]}{reply.money(page, _CELLS[m][0])}" for m in pair]
    if re.search("占|比例|比重", words) and second:
        reply.number(first / second)
        return (
            f"{page.name}的{_CELLS[pair[0]][1]}占{_CELLS[pair[1]][1]}的{said_rate(first / second)}（{told[0]}，"
            f"{told[1]}）。"
        )
    reply.number(abs(first - second))
    return (
        f"{page.name}的{_CELLS[pair[0]][1]}与{_CELLS[pair[1]][1]}相差{page.amount(abs(first - second))}（{told[0]}，"
        f"{told[1]}）。"
    )


TELLERS: dict[str, Teller] = {
    "rate": rate,
    "balance": balance,
    "executed": executed,
    "annual_budget": annual_budget,
    "initial_budget": _amount("initial_budget", "年初预算数"),
    "budget_change": budget_change,
    "project_amount": project_amount,
    "sources": sources,
    "carried": part("结转", "上年结转资金"),
    "grant": part("财政", "当年财政拨款"),
    "other_funds": part("其他", "其他资金"),
}
EMPTY = _EMPTY
