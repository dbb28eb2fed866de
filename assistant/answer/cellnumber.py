"""A number of the form by itself (9.8万是什么, 9.38怎么来的): the cells that hold it, and what it follows from."""

from __future__ import annotations

import re

from assistant.answer import money, rowsaid, scores
from assistant.answer.book import Page
from assistant.answer.reply import Reply
from assistant.answer.types import Answer, Query
from scoring.facts import Fact

_HOW = {"funds.score": scores.funds_score, "funds.execution_rate": money.rate, "total_score": scores.composition}


def answer(reply: Reply, query: Query, page: Page) -> Answer:
    """9.8万是什么: the cells that hold the number, or that none does."""
    said = query.said[0]
    for fact in page.facts:
        if fact.kind == "cell" and fact.value is not None and fact.value == said.value:
            reply.cite(page, fact.id)
            how = _how(reply, page, fact) if re.search("怎么|如何|怎样|为什么", query.words) else ""
            told = f"{page.name}的表内{fact.text}是{fact.label}。{how}"
            return reply.done(told, table=page.number, row=fact.row)
    return reply.done(
        f"{page.name}的表内没有所说的这个数，回答不了。要回答需要说明这个数从哪里来。",
        answered=False,
        table=page.number,
    )


def _how(reply: Reply, page: Page, fact: Fact) -> str:
    """What a number of the form follows from."""
    if fact.id in _HOW:
        reply.cite(page, "funds.executed", "funds.annual_budget")
        return _HOW[fact.id](reply, page)
    if fact.row is not None and fact.id.endswith(".score"):
        return rowsaid.recomputed(reply, page, reply.book.line(page.number, fact.row))
    return ""
