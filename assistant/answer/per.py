"""Averages by the form's own counts: 平均每次花多少, 月均支出; without such a count there is none to be told."""

from __future__ import annotations

import re

from assistant.answer import refuse, rowsaid
from assistant.answer.book import Line, Page
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from assistant.answer.units import measured_in

_PER = re.compile(
    "(?:人|户|次|场|月|年|家|台|件|期|亩)均(?!每)|平均(?:每|一)(?:个|名|"
    "位)?(人次|人|次|场|户|家|台|套|件|期|个月|月|篇|条|所|亩|公里|天)?|"
    "每(?:一|个|名|位)?(人次|人|次|场|户|家|台|套|件|期|月|篇|条|所|亩|公里|天)(?!月)[^，"
    "]{0,6}(?:花|用|要|多少钱|支出|成本|费用)|(?:多少钱|多少元)一(?:个|名)?(人次|人|次|场|户|家|台|套|件|期|月)"
)


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """Money per something; None where the question asks no such thing or names a row that tells it."""
    hit = _PER.search(query.masked)
    if not hit or query.rows or query.across:
        return None
    unit = next((group for group in hit.groups() if group), hit[0][:1])
    pages = pages_of(reply.book, query, focus)
    if len(pages) != 1 or not re.search("花|用|支出|成本|费|钱|元|均", query.words):
        return None
    page = pages[0]
    if unit in {"月", "个月"}:
        fact = page.facts.get("average.month")
        if fact is None:
            return None
        return reply.done(
            f"{page.name}月均支出{fact.text}（全年执行数{reply.money(page, 'funds.executed')} ÷ 12，"
            f"表内没有分月的数）。",
            table=page.number,
        )
    return _by_count(reply, query, page, unit)


def rows_of_money(page: Page) -> list[Line]:
    """The rows that tell an amount of money."""
    return [line for line in page.lines if line.real and any(q.family == "money" for q in line.seen.done)]


def _by_count(reply: Reply, query: Query, page: Page, unit: str) -> Answer | None:
    rows = [
        line for line in page.lines if line.real and measured_in(line, unit) and f"average.R{line.row}" in page.facts
    ]
    named = [line for line in rows_of_money(page) if f"{unit}均" in line.name or f"每{unit}" in line.name]
    if len(named) == 1:  # the form's own average
        told = rowsaid.actual(reply, page, named[0])
        if told:
            return reply.done(told, table=page.number, row=named[0].row)
    exact = [line for line in rows if any(q.unit == unit for q in line.seen.done)]
    chosen = exact or rows
    if len(chosen) != 1:
        from dataclasses import replace

        return refuse.not_held(reply, replace(query, reading_of=unit, topic=""), Focus(table=page.number), search=False)
    line = chosen[0]
    fact = page.facts[f"average.R{line.row}"]
    spent = reply.money(page, "funds.executed")
    return reply.done(
        f"{page.name}平均每{unit}支出{fact.text}（全年执行数{spent} ÷ “{line.name}”"
        f"{reply.cell(page, line.id('actual'))}）。",
        table=page.number,
        row=line.row,
    )
