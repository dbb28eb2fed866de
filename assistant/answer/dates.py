"""When: the date or the limit of time that a row or a text of the form gives, for questions that name it loosely."""

from __future__ import annotations

import re

from assistant.answer import rowsaid
from assistant.answer.account import unaccounted
from assistant.answer.book import Line, Page
from assistant.answer.cues import TIME
from assistant.answer.mentions import clean
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from scoring.quantity import quantities

_ASKED = re.compile("日期|时限|期限|限期|截止|时间(?!范围)")
_DEMANDED = re.compile("要求|计划|规定|原来|本来|应该|应当|最晚|最迟|限|截止|之前要|目标")
_TIMES = frozenset({"seconds", "days", "workdays", "months"})


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """The target or the actual of the one dated row that the question is about; None where there is none."""
    if not (TIME.search(query.words) or _ASKED.search(query.words)) or query.across or query.act in {"why", "rule"}:
        return None
    if query.state == "late" and query.reading_of in {"天", "日", "个月", "月"}:
        return None  # how many days late is worked out from both dates
    named = [reply.book.line(*row) for row in query.rows]
    dated = [line for line in named if _dated(line)]
    if named and not dated:
        return None
    if not dated and query.measure not in {"rate", "balance", "executed", "unit", "department"}:
        pages = pages_of(reply.book, query, focus)
        dated = _nearest(pages[0], query.words) if len(pages) == 1 else []
    if len(dated) != 1 or query.act == "rank":
        return None
    line, page = dated[0], reply.book.page(dated[0].table)
    if query.act == "whether":
        return _early(reply, page, line) if re.search("早|晚|迟|先|按|提前|逾|超", query.words) else None
    teller = rowsaid.target if _DEMANDED.search(query.words) and not re.search("实际", query.words) else rowsaid.actual
    told = teller(reply, page, line)
    return reply.done(told, table=page.number, row=line.row) if told else None


def _early(reply: Reply, page: Page, line: Line) -> Answer | None:
    fact = page.facts.get(line.id("days_late"))
    told = rowsaid.actual(reply, page, line)
    if fact is None or fact.value is None or not told:
        return None
    reply.number(abs(fact.value))
    days = f"{abs(fact.value):f}天"
    head = f"晚了{days}：" if fact.value > 0 else f"早了{days}：" if fact.value < 0 else "正好在限期当天："
    return reply.done(head + told, table=page.number, row=line.row)


def _dated(line: Line) -> bool:
    found = [*quantities(line.seen.actual), *quantities(line.seen.target)]
    return line.real and any(q.is_date or q.family in _TIMES for q in found)


def _nearest(page: Page, words: str) -> list[Line]:
    """The row with a date that shares most with the question, where nothing of the question is left over."""
    lines = [line for line in page.lines if line.real and any(q.is_date for q in quantities(line.seen.target))]
    if not lines or unaccounted(words, lines, [page], singles=True):
        return []
    shared = [(len({c for c in clean(line.name) if c in words}), line) for line in lines]
    most = max(count for count, _ in shared)
    best = [line for count, line in shared if count == most]
    return best if len(best) == 1 and (most >= 2 or len(lines) == 1) else []
