"""Sums and means over tables, and which budgets were changed."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer.book import Page
from assistant.answer.frames import TABLE_VALUES
from assistant.answer.measures import CELLS, MONEY, NAMES
from assistant.answer.ranking import said, table_measure
from assistant.answer.reply import Reply, joined, said_rate
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query

ZERO = Decimal(0)


def changed(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """The tables whose budget was changed in the year, upwards or downwards where the question says so."""
    down, up = (re.search(words, query.masked) for words in ("减|砍|削|降|少|压", "增|追加|加(?!起来)|涨|多(?!少)"))
    valued = [(value, page) for page in pages if (value := page.change)]
    chosen = [(v, page) for v, page in valued if (v < 0 if down and not up else v > 0 if up and not down else True)]
    word = "调减" if down and not up else "调增" if up and not down else "调整"
    if not chosen:
        return reply.done(f"{len(pages)}张表里没有{word}过预算的。")
    told: list[str] = []
    for value, page in chosen:
        reply.cite(page, *CELLS["budget_change"])
        told.append(f"{page.name}（{'调增' if value > 0 else '调减'}{page.amount(abs(value))}）")
    return reply.done(
        f"预算有{word}的项目有{len(chosen)}个：{joined(told, 60)}。", listed=[(page.number, None) for _, page in chosen]
    )


def total(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """Sums over tables; a rate over all is all money spent ÷ all money budgeted."""
    pages = pages_of(reply.book, query, focus)
    if len(pages) == 1:
        return None
    measure = {"score": "total"}.get(query.measure, query.measure)
    measure = measure if measure in MONEY | {"rate", "lost", "rows", "findings", "total"} else "annual_budget"
    if measure == "rate":
        return mean(reply, query, focus)
    values = [(value, page) for page in pages if (value := TABLE_VALUES[measure](page)) is not None]
    for _, page in values[:80]:
        reply.cite(page, *CELLS.get(measure, ()))
    whole = reply.number(sum((value for value, _ in values), ZERO))
    unit = values[0][1] if values else pages[0]
    missing = f"（{len(pages) - len(values)}张没有填，没有计入）" if len(values) < len(pages) else ""
    wan = f"（约{whole / 10000:.2f}万元）" if measure in MONEY and whole >= 100000 and unit.table.unit == "元" else ""
    parts = (
        "：" + joined([f"{page.name}{said(page, measure, value)}" for value, page in values], 15)
        if len(values) <= 15
        else ""
    )
    return reply.done(f"{len(values)}张表的{NAMES[measure]}合计{said(unit, measure, whole)}{wan}{missing}{parts}。")


def mean(reply: Reply, query: Query, focus: Focus) -> Answer:
    """Means over tables; of rates both the plain mean and the one by money."""
    pages = pages_of(reply.book, query, focus)
    measure = table_measure(query)
    values = [(value, page) for page in pages if (value := TABLE_VALUES[measure](page)) is not None]
    if not values:
        return reply.done(f"这些表内没有填{NAMES[measure]}，算不出平均数。", answered=False)
    for _, page in values[:80]:
        reply.cite(page, *CELLS.get(measure, ()))
    middle = reply.number(sum((value for value, _ in values), ZERO) / len(values))
    first = values[0][1]
    if measure == "rate":
        spent = sum((page.money("executed") or ZERO for _, page in values), ZERO)
        budget = sum((page.money("annual_budget") or ZERO for _, page in values), ZERO)
        reply.computed += [spent, budget, spent / budget]
        whole = (
            f"{len(values)}张表合计执行{first.amount(spent)}，预算{first.amount(budget)}，"
            f"总的执行率是{said_rate(spent / budget)}；各表执行率的简单平均是{said_rate(middle)}。"
        )
        plain = (
            f"{len(values)}张表执行率的简单平均是{said_rate(middle)}；"
            f"按金额合计（执行{first.amount(spent)} ÷ 预算{first.amount(budget)}）是{said_rate(spent / budget)}。"
        )
        return reply.done(plain if "平均" in query.words else whole)
    shown = middle.quantize(Decimal("0.01"))
    return reply.done(f"{len(values)}张表的{NAMES[measure]}平均是{said(first, measure, shown)}。")
