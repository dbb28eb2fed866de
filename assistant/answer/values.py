"""Values: what a table, a row or a class says, one by one; over many tables a summary."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import (
    cellnumber,
    decline,
    lists,
    money,
    ranking,
    refuse,
    review,
    rowsaid,
    rulesaid,
    scores,
    sums,
    texts,
    why,
)
from assistant.answer.book import Page
from assistant.answer.cues import MEASURES, R
from assistant.answer.measures import NAMES
from assistant.answer.reply import Reply, joined
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query

TABLE_TELLERS = {**money.TELLERS, **scores.TELLERS, **texts.TELLERS}


CLASS_MEASURES = frozenset(
    ["points", "score", "lost", "total", "rows", "actual", "target", "completion", "narrative", "overview", "row"]
) | {""}


MANY = 15  # tables told one by one; beyond that a summary


_OF_TABLES = frozenset({"rate", "balance", "executed", "annual_budget", "initial_budget", "budget_change", "sources"})


def value(reply: Reply, query: Query, focus: Focus) -> Answer:
    """What the form says of the measure asked for: of rows, of a class, of tables; else what is not held is said so."""
    if query.measure in {"tables", "profile", "findings"}:
        return _whole(reply, query, focus)
    pages = pages_of(reply.book, query, focus)
    if query.rows:
        if query.measure in {"executed", "annual_budget"} and any(
            q.family == "money" for row in query.rows for q in reply.book.line(*row).seen.done
        ):
            query = replace(query, measure="actual")
        if query.measure in _OF_TABLES and (R in query.masked or not query.tables):
            return refuse.not_held(reply, query, focus)
        return _rows(reply, query)
    if query.kind and query.measure in CLASS_MEASURES:
        return _class(reply, query, pages)
    told = _by_state(reply, query, focus)
    if told:
        return told
    if query.measure in TABLE_TELLERS:
        return _tables(reply, query, pages)
    if query.measure in {"completion", "actual", "target", "difference"} and len(pages) == 1:
        return _all_rows(reply, query, pages[0])
    if query.said and not query.measure and len(pages) == 1:
        return cellnumber.answer(reply, query, pages[0])
    if query.topic or query.reading_of:
        return refuse.not_held(reply, query, focus)
    if query.tables and not query.measure:
        told_all = "".join(texts.overview(reply, page) for page in pages[:5])
        return reply.done(told_all, table=pages[0].number if len(pages) == 1 else None)
    return decline.which(reply)


def _whole(reply: Reply, query: Query, focus: Focus) -> Answer:
    """Which tables there are, by which profile they are scored, what was found in them."""
    if query.measure == "tables":
        return lists.answer(reply, query, focus)
    if query.measure == "findings":
        return review.answer(reply, query, focus)
    if re.search("分|权重", query.masked):
        return rulesaid.answer(reply, replace(query, words=f"{query.words}权重"), focus)
    return rulesaid.profile(reply, pages_of(reply.book, query, focus))


def _by_state(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    if query.state and not query.measure:
        return lists.answer(reply, query, focus)
    if query.measure == "adjusted":
        return lists.answer(reply, _stated(query, "adjusted"), focus)
    if query.measure == "note":
        return why.answer(reply, _stated(query, "no_note"), focus)
    return None


_FIELDS = (
    ("target", "目标|指标值"),
    ("actual", "完成值|完成数|实际|完成情况"),
    ("points", "分值|权重"),
    ("score", "得分|得了"),
    ("note", "原因|说明(?=[、和及])|措施"),
    ("name", "名称"),
)


_OF_ROW = frozenset({"completion", "recomputed", "difference", "lost", "score", "note"})


def _measures_of_row(query: Query) -> list[str]:
    """完成比例及应得分数: the two measures that the question joins; none where it asks for one."""
    if not re.search("及|和|与|、|以及|分别", query.masked):
        return []
    found: list[tuple[int, int, str]] = []
    for name, pattern in MEASURES:
        hit = pattern.search(query.masked)
        if hit and name in _OF_ROW and not any(start < hit.end() and hit.start() < end for start, end, _ in found):
            found.append((hit.start(), hit.end(), name))
    return [name for _, _, name in sorted(found)] if len(found) > 1 else []


def _stated(query: Query, state: str) -> Query:
    return replace(query, state=state)  # type: ignore[arg-type]


def _rows(reply: Reply, query: Query) -> Answer:
    """A cell of each row named; rows of many tables are told shortly."""
    told: list[str] = []
    first = reply.book.line(*query.rows[0])
    if len({name for name, pattern in _FIELDS if re.search(pattern, query.masked)}) >= 3:
        query = replace(query, measure="row")
    several = _measures_of_row(query) if query.measure != "row" else []
    teller = rowsaid.TELLERS.get(query.measure, rowsaid.actual)
    if query.measure == "" and re.search(
        r"第.{1,3}行|[Rr]\d|这一?行|那一?行|说的?(?:是)?什么|讲|是什么|内容|怎么写|写(?:了|的)什么", query.words
    ):
        teller = rowsaid.whole
    for table, row in query.rows[:40]:
        line, page = reply.book.line(table, row), reply.book.page(table)
        tellers = [rowsaid.TELLERS[name] for name in several] or [teller]
        told += [one for tell in tellers if (one := tell(reply, page, line))]
    where = reply.book.page(first.table)
    if not told:
        if query.measure == "note":
            reply.cite(where, first.id("deviation_note"))
            blank = first.cells.deviation_note
            return reply.done(
                f"表内没有说明：{where.name}的“{first.name}”"
                f"偏差原因栏{'填的是“' + blank + '”' if blank else '是空的'}。",
                table=where.number,
                row=first.row,
            )
        if query.measure in {"completion", "difference"}:
            fact = rowsaid.actual(reply, where, first)
            return reply.done(
                f"{where.name}的“{first.name}”算不出{rowsaid.LABELS[query.measure]}："
                f"指标值和完成值不是可以相比的数。{fact}",
                table=where.number,
                row=first.row,
                answered=False,
            )
        return refuse.blank_field(reply, where, rowsaid.LABELS.get(query.measure, "这一格"), first)
    if re.search("哪(?:个|些|几|家|所|处|座)", query.masked) and query.measure in {"", "actual"}:
        missed = [line for row in query.rows if (line := reply.book.line(*row)).state == "missed" and line.seen.note]
        told += [rowsaid.note(reply, reply.book.page(line.table), line) for line in missed[:3]]
    one_table = len({table for table, _ in query.rows}) == 1
    head = f"问到的有{len(query.rows)}行：" if len(query.rows) > 3 else ""
    listed = list(query.rows)
    text = head + "".join(told)
    return reply.done(
        text, table=first.table if one_table else None, row=first.row if len(query.rows) == 1 else None, listed=listed
    )


def _class(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    measure = {"total": "score", "": "actual"}.get(query.measure, query.measure)
    if measure in {"points", "actual"} and re.search("(?:得|拿)了?(?:多少|几)", query.masked):
        measure = "score"
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
    title = texts.class_title(query.kind)
    if not said:
        where = pages[0].name if len(pages) == 1 else "这些表"
        return reply.done(
            f"{where}没有设置{title}（表内为空或填“无”），没有可说的数。要回答需要补设指标。",
            answered=measure in {"points", "score", "rows"}
            or not re.search("多少|几|率|值", query.masked.replace("满意度", "")),
            table=pages[0].number if len(pages) == 1 else None,
        )
    return reply.done("".join(said), table=pages[0].number if len(pages) == 1 else None, listed=listed)


def _tables(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    teller = TABLE_TELLERS[query.measure]
    others = [m for m in also(query) if m in TABLE_TELLERS]
    if len(pages) == 1 and others and (query.act == "value" or "比" in query.masked):
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
        table=None if many else next(page.number for page in pages),
        listed=[(page.number, None) for page in pages],
    )


def also(query: Query) -> list[str]:
    """The measures of 执行率和结余分别是多少, in the order of the question; none where only one is asked for."""
    if not re.search("和|与|跟|、|及|分别|还有|占|比|，", query.masked):
        return []
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in MEASURES:
        hit = pattern.search(query.masked)
        if hit and name in TABLE_TELLERS and not any(start < hit.end() and hit.start() < end for start, end in taken):
            taken.append(hit.span())
            found.append((hit.start(), name))
    names = [name for _, name in sorted(found)]
    if "rate" in names:  # 执行率怎么样，得了多少分: the points of the rate
        names = ["funds_score" if name == "score" else name for name in names]
    return names if len(names) > 1 else []


def _summary(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """A value over hundreds of tables: the whole, the lowest and the highest, and the question which is meant."""
    measure = query.measure if query.measure in NAMES else "total"
    asked = replace(query, measure=measure)  # type: ignore[arg-type]
    whole = None if measure in {"rate", "total", "score", "lost"} else sums.total(reply, asked, Focus())
    whole = whole or sums.mean(reply, asked, Focus())
    low = ranking.answer(reply, replace(asked, direction="low", count=1, across=True), Focus())
    high = ranking.answer(reply, replace(asked, direction="high", count=1, across=True), Focus())
    return reply.done(
        f"没有说是哪张表，先说{len(pages)}张表总的情况。"
        f"{whole.text}{low.text}{high.text}要看某一张，请说项目名称或第几张表。"
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
