"""Rows or tables in a state, or within a bound: listed or counted, each with the cells that show it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import measures, ranking
from assistant.answer.book import Book, Line, Page
from assistant.answer.reply import Reply, joined, said_points
from assistant.answer.scope import cut_cells, in_state, lines_named, pages_of
from assistant.answer.tablelists import all_tables, copied_goal, full_totals, without_class, wrong_totals
from assistant.answer.texts import class_title
from assistant.answer.types import Answer, Focus, Query
from forms.numbers import is_blank

MOST = 30  # tables of a list that are told with their rows
LABELS = {
    "missed": "没有完成的指标",
    "exceeded": "超额完成的指标",
    "met": "完成的指标",
    "full": "得满分的指标",
    "lost": "扣分的指标",
    "full_missed": "没有完成却得满分的指标",
    "none": "填“无”的指标行",
    "adjusted": "年中调整过指标值的指标",
    "no_note": "没完成或扣了分、又没有写原因的指标",
    "noted": "写了偏差说明的指标",
    "words": "定性指标",
    "numbers": "定量指标",
    "cut": "文字像是没有写完的地方",
    "late": "没有按时完成的指标",
    "copied": "完成值照抄指标值的指标",
}
NOTHING = {
    "missed": "没有发现没完成的指标",
    "lost": "各项指标都没有扣分",
    "full_missed": "没有发现没完成却得满分的指标",
    "adjusted": "没有发现年中调整过指标值的指标",
    "cut": "没有发现文字没写完的单元格",
    "no_note": "没有发现缺原因说明的指标",
    "exceeded": "没有超额完成的指标",
}


def answer(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The list or the count that the query asks for."""
    book = reply.book
    if query.state == "none" and query.rows and all(book.line(*row).seen.satisfaction for row in query.rows):
        query = replace(query, kind="满意", rows=(), across=True)  # 满意度没填: the class, not the rows that have it
    pages = pages_of(book, query, focus)
    if query.measure == "tables":
        return all_tables(reply, book)
    if (
        query.bound is not None
        and query.measure
        and not query.rows
        and not query.kind
        and (query.across or len(pages) > 1)
        and not (query.of_rows and query.measure in {"points", "score", "completion"})
    ):
        return ranking.within(reply, query, pages)
    if query.state == "copied" and query.measure in {"goal", "narrative"}:
        return copied_goal(reply, pages)
    if (
        query.kind
        and re.search("没有|没设|未设|没填|未填|空着|缺|不设|无", query.masked)
        and (query.across or len(pages) > 1)
    ):
        return without_class(reply, query, book.pages if query.across and not query.tables else pages)
    if query.state in {"full", "lost"} and query.across and not query.of_rows and not query.kind:
        return full_totals(reply, query, pages)
    if query.rows and query.bound is not None:
        return _rows_within(reply, query, pages)
    if query.state == "wrong_total":
        return wrong_totals(reply, pages)
    if query.measure == "cut":
        query = _with(query, "cut")
    if query.bound is not None and query.measure in {"points", "score", "completion", "lost"}:
        return _rows_within(reply, query, pages)
    if not query.state:
        return _plain(reply, query, pages)
    return _in_state(reply, query, pages)


def _with(query: Query, state: str) -> Query:
    return replace(query, state=state)  # type: ignore[arg-type]


def _plain(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """指标有哪些: by class, or all."""
    from assistant.answer import texts

    if query.kind:
        lines = lines_named(reply.book, query, pages)
        page = pages[0]
        for line in lines:
            reply.cite(reply.book.page(line.table), line.id("level3"))
        told = "、".join(line.name for line in lines)
        if not lines:
            return reply.done(f"{page.name}没有设置{class_title(query.kind)}（表内为空或填“无”）。", table=page.number)
        return reply.done(
            f"{page.name}的{class_title(query.kind)}有{len(lines)}项：{told}。",
            table=page.number,
            listed=[(line.table, line.row) for line in lines],
        )
    head = ""
    if len(pages) > 1:
        every = [line for page in pages for line in page.lines]
        none = sum(not line.real for line in every)
        head = f"{len(pages)}张表共有{len(every)}行指标" + (f"，其中{none}行填“无”。" if none else "。")
    told = "".join(texts.rows(reply, page) for page in pages)
    return reply.done(head + told, table=pages[0].number if len(pages) == 1 else None)


def _in_state(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    label = LABELS[query.state]
    if query.kind:
        label = f"{class_title(query.kind)}中{label}"
    groups: list[tuple[Page, list[Line]]] = []
    for page in pages:
        lines = _lines(reply.book, query, page)
        if lines:
            groups.append((page, lines))
    listed = [(line.table, line.row) for _, lines in groups for line in lines]
    count = len(listed)
    if len(pages) == 1:
        page = pages[0]
        if not groups:
            return reply.done(_nothing(reply, query, page), table=page.number)
        told = joined([_told(reply, query, page, line) for line in groups[0][1]])
        return reply.done(
            f"{page.name}{label}有{count}项：{told}。{_aside(reply, query, page)}",
            table=page.number,
            row=groups[0][1][0].row if count == 1 else None,
            listed=listed,
        )
    if not groups:
        return reply.done(f"{len(pages)}张表里{NOTHING.get(query.state, '没有' + label)}。")
    shown = [  # what is cut from the sentence is neither told nor cited
        f"{page.name}：" + "、".join(_told(reply, query, page, line) for line in lines) for page, lines in groups[:MOST]
    ]
    told = joined(shown + [page.name for page, _ in groups[MOST:]], MOST)
    return reply.done(f"{len(pages)}张表里有{label}的是{len(groups)}张，共{count}项：{told}。", listed=listed)


def _lines(book: Book, query: Query, page: Page) -> list[Line]:
    if query.state == "none":
        return [line for line in page.lines if not line.real]
    wanted = lines_named(book, query, (page,))
    return [line for line in wanted if line.table == page.number and in_state(line, query.state)]


def _nothing(reply: Reply, query: Query, page: Page) -> str:
    if query.state == "missed":
        return f"{page.name}{NOTHING['missed']}：能判断的指标都达到了指标值。{_aside(reply, query, page)}"
    if query.state == "lost" and page.funds_lost:
        reply.cite(page, "funds.points", "funds.score")
        return (
            f"{page.name}{NOTHING['lost']}，"
            f"只有预算执行扣{said_points(page.funds_lost)}（得{page.table.text('funds.score')}分）。"
        )
    return f"{page.name}{NOTHING.get(query.state, '没有' + LABELS[query.state])}。"


def _aside(reply: Reply, query: Query, page: Page) -> str:
    """What a list of missed rows must not hide: rows met only by a changed target, rows that nobody can judge."""
    if query.state == "lost" and page.funds_lost and not query.kind:
        reply.cite(page, "funds.points", "funds.score")
        return f"另外预算执行扣{said_points(page.funds_lost)}。"
    if query.state not in {"missed", "full_missed"} or query.kind:
        return ""
    told = ""
    adjusted = [
        line
        for line in page.lines
        if line.judged and line.judged.adjusted_by and line.judged.first == "missed" and line.judged.is_met
    ]
    if adjusted:
        for line in adjusted:
            reply.cite(page, line.id("target"), line.id("actual"), line.id("deviation_note"))
        told += (
            f"另有{len(adjusted)}项没达到年初指标值，但按年中调整后的指标值算完成："
            f"{'、'.join(line.name for line in adjusted)}。"
        )
    unknown = [line for line in page.lines if line.real and line.state == "unknown"]
    if unknown:
        told += (
            f"还有{len(unknown)}项从表内看不出是否完成："
            f"{'、'.join(line.name for line in unknown[:8])}{'等' if len(unknown) > 8 else ''}。"
        )
    return told


def _told(reply: Reply, query: Query, page: Page, line: Line) -> str:
    """One row of a list with what shows that it belongs there."""
    seen = line.seen
    if query.state == "none":
        reply.cite(page, line.id("level3"))
        return f"第{line.row}行（{line.cells.level2 or line.cells.level1}）"
    if query.state == "cut":
        return _cut(reply, page, line)
    if query.state == "adjusted" and line.judged is not None:
        changed = line.judged.adjusted.text if line.judged.adjusted else seen.target
        first = line.cells.initial_target if line.judged.adjusted_by == "column" else seen.target
        reply.cite(page, line.id("target"), line.id("initial_target"), line.id("actual"), line.id("deviation_note"))
        return f"{line.name}（由{first}调整为{changed}，完成{seen.actual}）"
    if query.state in {"full", "lost"}:
        reply.cite(page, line.id("points"), line.id("score"))
        extra = f"，扣{said_points(line.lost)}" if line.lost else ""
        if query.state == "lost":
            reply.cite(page, line.id("target"), line.id("actual"))
            extra += f"；指标值{seen.target}，完成{seen.actual}"
        return f"{line.name}（分值{line.cells.points}，得{line.cells.score}分{extra}）"
    if query.state in {"words", "numbers"}:
        return f"{line.name}（{reply.cell(page, line.id('target'), 40)}）"
    if query.state == "noted":
        return f"{line.name}（{reply.cell(page, line.id('deviation_note'), 60)}）"
    target = reply.cell(page, line.id("initial_target" if is_blank(line.cells.target) else "target"), 60)
    told = f"指标值{target}，完成{reply.cell(page, line.id('actual'), 60)}"
    if line.judged and line.judged.adjusted is not None:
        reply.cite(page, line.id("deviation_note"))
        told += f"，年中调整为{line.judged.adjusted.text}"
    if query.state in {"missed", "full_missed"}:
        score = reply.cell(page, line.id("score"))
        told += f"，分值{reply.cell(page, line.id('points'))}" + (f"得{score}分" if score else "")
    return f"{line.name}（{told}）"


def _cut(reply: Reply, page: Page, line: Line) -> str:
    labels = {
        "level3": "三级指标",
        "target": "指标值",
        "actual": "完成值",
        "deviation_note": "偏差说明",
        "initial_target": "年初指标值",
    }
    told = [f"{labels[cell.partition('.')[2]]}“{reply.cell(page, cell, 60)}”" for cell in cut_cells(line)]
    return f"第{line.row}行{'、'.join(told)}"


def _rows_within(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """分值在10分以上的指标."""
    from assistant.answer.ranking import fits, row_value

    bound = query.bound
    assert bound is not None
    measure = query.measure if query.measure in {"points", "score", "completion", "lost"} else "actual"
    items: list[str] = []
    listed: list[tuple[int, int | None]] = []
    for page in pages:
        for line in page.lines:
            if query.rows and (page.number, line.row) not in query.rows:
                continue
            value = row_value(line, measure)
            if line.real and value is not None and fits(value, bound, measure):
                listed.append((page.number, line.row))
                items.append(ranking.row_said(reply, page, line, measure, len(pages) > 1))
    where = pages[0].name if len(pages) == 1 else f"{len(pages)}张表"
    if not items:
        return reply.done(f"{where}没有这样的指标（{measures.BOUND_WORDS.get(query.measure, '')}{bound.text}）。")
    return reply.done(
        f"{where}符合条件（{bound.text}）的指标有{len(items)}项：{joined(items)}。",
        table=pages[0].number if len(pages) == 1 else None,
        listed=listed,
    )
