"""A true cell that answers another question is not told: what it leaves over is looked for in the texts, or refused."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import finding, refuse, rowsaid
from assistant.answer.account import other_quantity, unaccounted
from assistant.answer.book import Line, Page
from assistant.answer.mentions import clean, pairs, stretch
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.texts import class_title, lines_of
from assistant.answer.types import Answer, Focus, Query
from scoring.quantity import quantities

_ACTS = frozenset({"value", "whether", "count", "list"})
_BY_NUMBER = re.compile("第.{1,3}(?:行|项|条|个指标)|[Rr]\\d")
_OF_TABLE = frozenset(
    {
        "rate", "balance", "executed", "annual_budget", "initial_budget", "project_amount", "total", "carried", "grant",
        "other_funds",
    }
)  # fmt: skip


def the_question(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """A text that holds what the question asks beside the row it names, or that the form lacks it; None where the
    row, the class or the table accounts for the whole question."""
    named = _NAMES.search(query.words)
    if named and (query.tables or not query.across) and query.act in _ACTS and not query.measure and not query.state:
        return _names(reply, query, focus, named[1])
    if query.across or query.act not in _ACTS or _BY_NUMBER.search(query.words):
        return None
    if query.rows:
        return _rows(reply, query)
    pages = pages_of(reply.book, query, focus)
    if len(pages) != 1 or query.act != "value":
        return None
    if query.kind:
        lines = lines_of(pages[0], query.kind)
        words = unaccounted(query.words, lines, pages, class_title(query.kind))
    elif query.measure in _OF_TABLE:
        told = _by_its_verb(reply, query, pages[0])
        if told:
            return told
        words = unaccounted(query.words, (), pages)
    else:
        return None
    return _lacking(reply, replace(query, topic=" ".join(words)), pages[0]) if words else None


_VERB = re.compile("([\u4e00-\u9fff])(?:了|掉|来|到)?(?:多少|几)(?:钱|万|元|款)")


def _by_its_verb(reply: Reply, query: Query, page: Page) -> Answer | None:
    """罚了多少钱: the one row of money that has the verb in its name; None where the verb is a common one."""
    verb = _VERB.search(query.words)
    if not verb or verb[1] not in "".join(unaccounted(query.words, (), [page], singles=True)):
        return None
    lines = [
        line
        for line in page.lines
        if line.real and verb[1] in line.name and any(q.family == "money" for q in line.seen.done)
    ]
    told = rowsaid.actual(reply, page, lines[0]) if len(lines) == 1 else ""
    if told:
        return reply.done(told, table=page.number, row=lines[0].row)
    return _lacking(reply, replace(query, topic=verb[0].rstrip("钱元万款"), reading_of="元"), page)


_NAMES = re.compile(
    "(?:哪些|哪几(?:个|家|户|位|所|名)?|哪(?:家|位|户|所))"
    "(?!没|未|不|超|扣|被|是|有|完成|达|写|得|满|指标|项|项目|表|问题|原因|情况|内容|方面|地方|任务|目标|工作|措施|资金|行|年|单位实施)([\u4e00-\u9fff]{2,4})[？。]*$"
)


def _names(reply: Reply, query: Query, focus: Focus, noun: str) -> Answer:
    """哪些农户: names, which a form does not list unless a text does."""
    pages = pages_of(reply.book, query, focus)
    for page in pages:
        for cell, text in finding.cells(page):
            for clause in re.split("[。；;]", text):
                if noun in clause and re.search("、.+、|包括|分别(?:是|为)", clause):
                    reply.cite(page, cell)
                    return _told(reply, page, finding.Found(cell, clause, 1))
    return refuse.not_held(reply, replace(query, topic=f"{noun}名单"), focus, search=False)


def _rows(reply: Reply, query: Query) -> Answer | None:
    lines = [reply.book.line(table, row) for table, row in query.rows]
    pages = tuple(reply.book.page(table) for table in dict.fromkeys(line.table for line in lines))
    other = other_quantity(query.words, lines[0]) if query.measure in {"", "actual", "overview"} else ""
    words = [other] if other else unaccounted(query.words, lines, pages, _notes(query, lines))
    if re.search("占.{0,10}(?:比例|比重|多少|几成|百分之几)", query.words) and not _tells_share(lines, query):
        words = words or ["所占的比例"]
    best = _better_text(query, lines, pages)
    if best and all(set(pairs(word)) & set(pairs(best[0].text)) for word in words):
        return _told(reply, best[1], best[0])
    if query.state == "late" and not any(line.seen.kind == "时效" for line in lines):
        words = words or ["未按时完成"]
    if not words or (query.said and query.act == "whether"):
        return None
    for word in words:
        for page in pages:
            hit = finding.search(page, word, word, _unit_asked(query, lines))
            if hit and (hit.cell.endswith("deviation_note") or not hit.cell.startswith("R")):
                return _told(reply, page, hit)
    return _lacking(reply, replace(query, topic=" ".join(words)), pages[0])


def _tells_share(lines: list[Line], query: Query) -> bool:
    """Whether a row tells a share, or points are asked for."""
    return query.measure in {"points", "score"} or any(re.search("占|比|率", line.name) for line in lines)


def _notes(query: Query, lines: list[Line]) -> str:
    """A note explains the words of a question that asks for it, of no other."""
    return "".join(line.seen.note for line in lines) if query.measure == "note" else ""


def _better_text(query: Query, lines: list[Line], pages: tuple[Page, ...]) -> tuple[finding.Found, Page] | None:
    """A clause of a free text that shares more of the question than the name of the row does."""
    if query.measure not in {"", "actual", "overview"}:
        return None
    start, end = stretch(query.words, clean(lines[0].seen.name))
    found = [(one, page) for page in pages if (one := finding.search(page, query.words, query.topic, query.reading_of))]
    best = max(found, key=lambda pair: pair[0].score, default=None)
    own = {(q.value, q.family) for q in lines[0].seen.done}
    if best and own and own & {(q.value, q.family) for q in quantities(best[0].text)}:
        return None  # the text tells what the row tells
    return best if best and best[0].score >= end - start + 2 and not best[0].cell.startswith("R") else None


def _unit_asked(query: Query, lines: list[Line]) -> str:
    """The unit that a number of the text must have: the one asked for, else the row's own where a number is asked."""
    if query.reading_of:
        return query.reading_of
    if not re.search("多少|几|人次|人数|总数", query.words):
        return ""
    return next((q.unit for line in lines for q in line.seen.done if q.unit), "")


def _told(reply: Reply, page: Page, found: finding.Found) -> Answer:
    reply.cite(page, found.cell)
    return reply.done(f"{page.name}的{found.label}里写的是：{found.text}。", table=page.number)


def _lacking(reply: Reply, query: Query, page: Page) -> Answer:
    return refuse.not_held(reply, query, Focus(table=page.number), search=False)
