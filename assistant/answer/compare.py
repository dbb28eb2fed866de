"""Two (or a few) tables or rows side by side, by the measure asked for or by the usual ones."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer import money, rowsaid, scores
from assistant.answer.book import Page
from assistant.answer.cues import LOWER
from assistant.answer.frames import TABLE_VALUES
from assistant.answer.measures import CELLS, MONEY, NAMES
from assistant.answer.ranking import said
from assistant.answer.reply import Reply
from assistant.answer.types import Answer, Query

USUAL = ("rate", "total", "balance", "annual_budget")


def answer(reply: Reply, query: Query) -> Answer | None:
    """Which is higher and by how much; without a measure rate, total, balance and budget."""
    pages = [reply.book.page(n) for n in query.tables]
    if query.rows and query.measure not in TABLE_VALUES:
        return _rows(reply, query)
    measure = {"score": "total", "points": "total", "grade": "total"}.get(query.measure, query.measure)
    if measure in TABLE_VALUES:
        told = _by(reply, pages, measure, query.direction or ("low" if LOWER.search(query.masked) else ""))
        return reply.done(told, listed=[(page.number, None) for page in pages]) if told else None
    told = "".join(f"{one}" for measure in USUAL if (one := _by(reply, pages, measure)))
    missed = [f"{page.name}没完成的指标有{sum(line.state == 'missed' for line in page.lines)}项" for page in pages]
    return reply.done(told + "，".join(missed) + "。", listed=[(page.number, None) for page in pages])


def _by(reply: Reply, pages: list[Page], measure: str, direction: str = "") -> str:
    valued = [(value, page) for page in pages if (value := TABLE_VALUES[measure](page)) is not None]
    if len(valued) < 2:
        return ""
    for _, page in valued:
        reply.cite(page, *CELLS.get(measure, ()))
    valued.sort(key=lambda pair: pair[0], reverse=True)
    (high, first), (low, last) = valued[0], valued[-1]
    told = "，".join(f"{page.name}{said(page, measure, value)}" for value, page in valued)
    if high == low:
        return f"{NAMES[measure]}相同：{told}。"
    reply.number(high - low)
    amount = measure in MONEY or measure == "lost"
    word = "多" if amount else "高"
    if direction == "low":
        valued.reverse()
        first, word = last, "少" if amount else "低"
    return f"{NAMES[measure]}{first.name}更{word}：{told}，相差{_gap(first, measure, high - low)}。"


def _gap(page: Page, measure: str, gap: Decimal) -> str:
    if measure == "rate":
        return f"{(gap * 100).quantize(Decimal('0.01'))}个百分点"
    return said(page, measure, gap).partition("，")[0]


def _rows(reply: Reply, query: Query) -> Answer | None:
    told: list[str] = []
    for table, row in query.rows[:8]:
        page, line = reply.book.page(table), reply.book.line(table, row)
        teller = rowsaid.TELLERS.get(query.measure, rowsaid.actual)
        one = teller(reply, page, line)
        if one:
            told.append(one)
    return reply.done("".join(told), listed=list(query.rows)) if told else None


__all__ = ["answer", "money", "scores"]
