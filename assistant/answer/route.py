"""From a query to the tool that answers it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import (
    compare,
    finding,
    lists,
    money,
    per,
    ranking,
    refuse,
    review,
    rowsaid,
    rulesaid,
    scores,
    texts,
    verifying,
    whether,
    why,
)
from assistant.answer.book import Book, Page
from assistant.answer.cues import FOREIGN, MEANING, MEASURES, R
from assistant.answer.reply import Reply, joined
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query

TABLE_TELLERS = {**money.TELLERS, **scores.TELLERS, **texts.TELLERS}
CLASS_MEASURES = frozenset(
    "points score lost total rows actual target completion narrative overview row".split()
) | {""}
MANY = 15  # tables told one by one; beyond that a summary
_OTHER_YEAR = re.compile("去年|上(?:一)?年(?!结转)|上年度|前年|往年|历年|同比|环比|明年|下一?年|次年|后年|未来")


def route(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The answer of the tool that fits; where none does, what is not held is said so."""
    book = reply.book
    simple = {
        "chat": lambda: refuse.chat(reply),
        "help": lambda: refuse.help_text(reply, book),
        "foreign": lambda: refuse.outside(reply),
        "draft": lambda: refuse.drafting(reply, query),
        "change": lambda: refuse.change(reply, query, focus),
        "verify": lambda: verifying.answer(reply, query, focus),
    }
    if query.act in simple:
        return simple[query.act]()
    if query.missing_table:
        return refuse.no_such(reply, query, book)
    if query.act == "meaning":
        told = rulesaid.meaning(reply, query, focus)
        if told:
            return told
    foreign = _other_year(reply, query, focus) or _foreign(reply, query, focus)
    if foreign:
        return foreign
    if query.act == "rule" or (MEANING.search(query.masked) and not query.rows and query.measure and not query.tables):
        return rulesaid.answer(reply, query, focus)
    late = _late(reply, query, focus) or per.answer(reply, query, focus)
    if late:
        return late
    if (
        not query.rows
        and not query.kind
        and (query.measure in {"", "overview", "actual"} or (query.act == "why" and not query.state))
    ):
        told = refuse.from_text(reply, query, pages_of(book, query, focus))
        if told:
            return told
    by_number = re.search(r"第.{1,3}行|[Rr]\d", query.words)
    beside = None if by_number else refuse.beside_the_rows(reply, query)
    if beside:
        return beside
    differs = refuse.unit_differs(reply, query, focus)
    if differs:
        return differs
    return _tool(reply, query, focus) or _value(reply, query, focus)


def _other_year(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """2020年的执行率, of tables of 2021: not held."""
    years = [int(q.value) for q in query.said if q.family == "year"]
    if (
        not years
        or query.rows
        or query.act in {"verify", "rule"}
        or re.search("是不是|吗|写|年度是|对吧", query.masked)
    ):
        return None
    pages = pages_of(reply.book, query, focus)
    if any(page.year in years or page.year is None for page in pages):
        return None
    return refuse.not_held(reply, replace(query, words=f"其他年度{query.words}", topic=""), focus, search=False)


def _late(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """晚了几天: the days between the deadline and the date of completion."""
    if query.state != "late" or query.reading_of not in {"天", "个月", "月", "日"}:
        return None
    told: list[str] = []
    pages = pages_of(reply.book, query, focus)
    for page in pages:
        for line in page.lines:
            fact = page.facts.get(line.id("days_late"))
            if fact is None or fact.value is None or (query.rows and (page.number, line.row) not in query.rows):
                continue
            reply.cite(page, line.id("target"), line.id("actual"))
            word = "晚" if fact.value > 0 else "早"
            told.append(
                f"{page.name}的“{line.name}”比时限{word}{fact.text}（指标值{line.seen.target}，完成{line.seen.actual}）。"
            )
    if not told and not query.rows:
        for page in pages:
            for cell, text in finding.cells(page):
                for clause in finding.clauses(text):
                    if re.search("[晚迟延][^，]{0,3}\\d+天|逾期", clause):
                        reply.cite(page, cell)
                        told.append(f"{page.name}的{finding.Found(cell, clause, 1).label}里写的是：{clause}。")
    return reply.done("".join(told), table=pages[0].number if len(pages) == 1 else None) if told else None


def _foreign(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """What forms never hold, unless a text of this one does."""
    if not FOREIGN.search(query.masked.replace("上年结转", "").replace("其他资金", "")) and not _OTHER_YEAR.search(
        query.words
    ):
        return None
    if query.measure in {"unit", "department"} and not re.search("负责人|联系|电话|领导|经办", query.words):
        return None
    timed = None if _OTHER_YEAR.search(query.words) else refuse.no_time(reply, query, focus)
    if timed:
        return timed
    if (
        query.act == "why"
        and query.measure in {"rate", "balance", "lost", "total"}
        and not _OTHER_YEAR.search(query.words)
    ):
        return None
    if _OTHER_YEAR.search(query.words):
        return refuse.not_held(reply, query, focus, search=False)
    return refuse.not_held(reply, query, focus)


def _tool(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    pages = pages_of(reply.book, query, focus)
    if (
        query.measure == "budget_change"
        and len(pages) > 1
        and query.act in {"list", "count", "value", "whether"}
        and not query.tables
    ):
        return ranking.changed(reply, query, pages)
    match query.act:
        case "compare":
            return compare.answer(reply, query, focus)
        case "rank":
            return ranking.answer(reply, query, focus)
        case "sum":
            return ranking.total(reply, query, focus)
        case "mean":
            return ranking.mean(reply, query, focus) if len(reply.book) > 1 else None
        case "review":
            return review.answer(reply, query, focus)
        case "why":
            return why.answer(reply, query, focus)
        case "list" | "count":
            return _list(reply, query, focus)
        case "whether":
            return _whether(reply, query, focus)
        case _:
            return None


def _list(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    if query.state or query.bound is not None or query.measure in {"tables", "cut"}:
        return lists.answer(reply, query, focus)
    if query.kind and query.across and re.search("没有|没设|未设|缺|不设", query.masked):
        return lists.answer(reply, query, focus)
    if query.measure in {"rows", ""} and (query.of_rows or query.kind):
        return lists.answer(reply, query, focus)
    return None


def _whether(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    pages = pages_of(reply.book, query, focus)
    if len(pages) > 1 and not query.rows:
        if query.bound is not None and query.measure:
            return ranking.within(reply, query, pages)
        if query.state or query.measure == "cut":
            return lists.answer(reply, query, focus)
        return None
    return whether.answer(reply, query, focus)


# -- values ------------------------------------------------------------------------------------------------------------


def _value(reply: Reply, query: Query, focus: Focus) -> Answer:
    pages = pages_of(reply.book, query, focus)
    if query.measure == "tables":
        return lists.answer(reply, query, focus)
    if query.measure == "profile":
        if re.search("分|权重", query.masked):
            return rulesaid.answer(reply, replace(query, words=f"{query.words}权重"), focus)
        return rulesaid.profile(reply, pages)
    if query.measure == "findings":
        return review.answer(reply, query, focus)
    if query.rows and query.measure in {
        "rate",
        "balance",
        "executed",
        "annual_budget",
        "initial_budget",
        "budget_change",
        "sources",
    }:
        if not query.tables:
            return refuse.not_held(reply, query, focus)
        if R in query.masked:
            return refuse.not_held(reply, query, focus)
    if query.rows:
        return _rows(reply, query)
    if query.kind and query.measure in CLASS_MEASURES:
        return _class(reply, query, pages)
    if query.state and not query.measure:
        return lists.answer(reply, query, focus)
    if query.measure == "adjusted":
        return lists.answer(reply, _stated(query, "adjusted"), focus)
    if query.measure == "note":
        told = why.answer(reply, _stated(query, "no_note"), focus)
        if told:
            return told
    teller = TABLE_TELLERS.get(query.measure)
    if teller:
        return _tables(reply, query, pages)
    if query.measure in {"completion", "actual", "target", "difference"} and len(pages) == 1:
        return _all_rows(reply, query, pages[0])
    if query.topic:
        return refuse.not_held(reply, query, focus)
    if query.tables and not query.measure:
        return reply.done(
            "".join(texts.overview(reply, page) for page in pages[:5]),
            table=pages[0].number if len(pages) == 1 else None,
        )
    return refuse.which(reply, query, reply.book)


def _stated(query: Query, state: str) -> Query:
    return replace(query, state=state)  # type: ignore[arg-type]


def _rows(reply: Reply, query: Query) -> Answer:
    """A cell of each row named; rows of many tables are told shortly."""
    told: list[str] = []
    first = reply.book.line(*query.rows[0])
    teller = rowsaid.TELLERS.get(query.measure, rowsaid.actual)
    if query.measure == "" and re.search(
        r"第.{1,3}行|[Rr]\d|这一?行|那一?行|说的?(?:是)?什么|讲|是什么|内容|怎么写|写(?:了|的)什么", query.words
    ):
        teller = rowsaid.whole
    for table, row in query.rows[:40]:
        line, page = reply.book.line(table, row), reply.book.page(table)
        one = teller(reply, page, line)
        if one:
            told.append(one)
    where = reply.book.page(first.table)
    if not told:
        if query.measure == "note":
            reply.cite(where, first.id("deviation_note"))
            blank = first.cells.deviation_note
            return reply.done(
                f"表内没有说明：{where.name}的“{first.name}”偏差原因栏{'填的是“' + blank + '”' if blank else '是空的'}。",
                table=where.number,
                row=first.row,
            )
        if query.measure in {"completion", "difference"}:
            fact = rowsaid.actual(reply, where, first)
            return reply.done(
                f"{where.name}的“{first.name}”算不出{rowsaid.LABELS[query.measure]}：指标值和完成值不是可以相比的数。{fact}",
                table=where.number,
                row=first.row,
                answered=False,
            )
        return refuse.blank_field(reply, where, rowsaid.LABELS.get(query.measure, "这一格"), first)
    one_table = len({table for table, _ in query.rows}) == 1
    head = f"问到的有{len(query.rows)}行：" if len(query.rows) > 3 else ""
    listed = list(query.rows)
    text = head + "".join(told)
    return reply.done(
        text, table=first.table if one_table else None, row=first.row if len(query.rows) == 1 else None, listed=listed
    )


def _class(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    measure = {"total": "score", "": "actual"}.get(query.measure, query.measure)
    told: list[str] = []
    listed: list[tuple[int, int | None]] = []
    for page in pages[:MANY]:
        lines = texts.lines_of(page, query.kind)
        listed += [(line.table, line.row) for line in lines]
        if measure in {"points", "score", "lost"}:
            told.append(texts.classes(reply, page, query.kind, measure))
        elif measure == "rows":
            return lists.answer(reply, query, Focus(table=page.number))
        else:
            teller = rowsaid.TELLERS.get(measure, rowsaid.actual)
            told += [teller(reply, page, line) for line in lines]
    said = [one for one in told if one]
    title = texts.class_title(pages[0], query.kind)
    if not said:
        where = pages[0].name if len(pages) == 1 else "这些表"
        return reply.done(
            f"{where}没有设置{title}（表内为空或填“无”），没有可说的数。要回答需要补设指标。",
            answered=not re.search("多少|几|率|值", query.masked.replace("满意度", "")),
            table=pages[0].number if len(pages) == 1 else None,
        )
    return reply.done("".join(said), table=pages[0].number if len(pages) == 1 else None, listed=listed)


def _tables(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    teller = TABLE_TELLERS[query.measure]
    others = [m for m in also(query) if m in TABLE_TELLERS]
    if len(pages) == 1 and others and query.act == "value":
        between = money.between(reply, pages[0], tuple(dict.fromkeys((*others, query.measure))), query.masked)
        if between:
            return reply.done(between, table=pages[0].number)
        told = [one for m in dict.fromkeys((*others, query.measure)) if (one := TABLE_TELLERS[m](reply, pages[0]))]
        return reply.done("".join(told), table=pages[0].number)
    if len(pages) > MANY:
        return _summary(reply, query, pages)
    many = len(pages) > 1
    head = ""
    if many and query.several and query.tables:
        head = (
            f"提到“{query.several}”的有{len(pages)}张表："
            if len({p.name for p in pages}) > 1
            else f"叫这个名字的有{len(pages)}张表："
        )
    told: list[str] = []
    empty: list[str] = []
    for page in pages:
        one = teller(reply, page)
        (told if one else empty).append(one or page.name)
    if many and query.measure in {"carried", "grant", "other_funds"} and re.search("哪|有没有|谁", query.masked):
        having = [one for one in told if not re.search("没有(?:上年结转资金|当年财政拨款|其他资金)：", one)]
        if not having:
            return reply.done(f"{len(pages)}张表都没有{texts.MISSING[query.measure]}（各列都是零）。")
        told, head = having, f"有{texts.MISSING[query.measure]}的是{len(having)}张表："
    if many and query.measure in {"department", "unit", "grade"} and re.search("一样|相同|一致|同一", query.masked):
        cell = {"department": "department", "unit": "implementing_unit", "grade": "stated_grade"}[query.measure]
        kinds = dict.fromkeys((page.table.text(cell) or "").strip() for page in pages)
        head = f"一样，{len(pages)}张表都是{next(iter(kinds))}。" if len(kinds) == 1 else f"不一样，有{len(kinds)}种。"
        return reply.done(head + ("" if len(kinds) == 1 else "".join(told)))
    if not told:
        what = texts.MISSING.get(query.measure, "这一格")
        if len(pages) == 1:
            return refuse.blank_field(reply, pages[0], what)
        return reply.done(f"这些表内都没有填{what}，回答不了。要回答需要单位补填。", answered=False)
    tail = f"{'、'.join(empty)}没有填。" if empty else ""
    numbered = "".join(f"{n}. {one}" for n, one in enumerate(told, 1)) if many and len(told) > 1 else "".join(told)
    return reply.done(
        head + numbered + tail,
        table=pages[0].number if not many else None,
        listed=[(page.number, None) for page in pages],
    )


def also(query: Query) -> list[str]:
    """The measures of 执行率和结余分别是多少, in the order of the question; none where only one is asked for."""
    if not re.search("和|与|跟|、|及|分别|还有|占|比", query.masked):
        return []
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in MEASURES:
        hit = pattern.search(query.masked)
        if hit and name in TABLE_TELLERS and not any(start < hit.end() and hit.start() < end for start, end in taken):
            taken.append(hit.span())
            found.append((hit.start(), name))
    return [name for _, name in sorted(found)] if len(found) > 1 else []


def _summary(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """A value over hundreds of tables: the whole, the lowest and the highest, and the question which is meant."""
    measure = query.measure if query.measure in ranking.NAMES else "total"
    asked = replace(query, measure=measure)  # type: ignore[arg-type]
    whole = (
        ranking.mean(reply, asked, Focus())
        if measure in {"rate", "total", "score", "lost"}
        else ranking.total(reply, asked, Focus())
    )
    low = ranking.answer(reply, replace(asked, direction="low", count=1, across=True), Focus())
    high = ranking.answer(reply, replace(asked, direction="high", count=1, across=True), Focus())
    return reply.done(
        f"没有说是哪张表，先说{len(pages)}张表总的情况。{whole.text}{low.text}{high.text}要看某一张，请说项目名称或第几张表。"
    )


def _all_rows(reply: Reply, query: Query, page: Page) -> Answer:
    """目标是多少, without naming a row: every row of the table."""
    teller = rowsaid.TELLERS[query.measure]
    told = [one for line in page.lines if line.real and (one := teller(reply, page, line))]
    if not told:
        return refuse.blank_field(reply, page, rowsaid.LABELS.get(query.measure, "这一格"))
    return reply.done(
        joined([one.rstrip("。") for one in told], 30) + "。",
        table=page.number,
        listed=[(page.number, line.row) for line in page.lines if line.real],
    )


__all__ = ["Book", "route"]
