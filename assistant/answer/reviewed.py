"""The reviewer's scores beside the unit's, row by row: which differ, which way, with the reviewer's opinion."""

from __future__ import annotations

import re

from assistant.answer.book import Line
from assistant.answer.reply import Reply, joined
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from forms.numbers import points

_ASKED = re.compile("复核(?:的)?(?:得)?(?:分|评分|打分)|复核给")
_AGAINST = re.compile("自评|单位(?:自己)?(?:打|给|评)|不一样|不同|不一致|差异|扣|减|低|高|少|多")


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """Rows whose review score is below, above or other than the unit's own; None where none is asked for."""
    words = query.words
    if not _ASKED.search(words) or not _AGAINST.search(words) or query.rows or query.act == "why":
        return None
    pages = pages_of(reply.book, query, focus)
    down, up = bool(re.search("低于|低|少|扣|减|下调", words)), bool(re.search("高于|高|多(?!少)|上调", words))
    told: list[str] = []
    listed: list[tuple[int, int | None]] = []
    seen = False
    for page in pages:
        for line in page.lines:
            own, its = line.seen.score, points(line.cells.review_score)
            seen = seen or its is not None
            if (
                own is None
                or its is None
                or own == its
                or (down and not up and its > own)
                or (up and not down and its < own)
            ):
                continue
            told.append(_said(reply, line))
            listed.append((page.number, line.row))
    if not seen:
        return reply.done("表内没有复核得分这一列，回答不了。要回答需要先填复核得分。", answered=False)
    which = "低于" if down and not up else "高于" if up and not down else "不同于"
    if not told:
        return reply.done(f"没有复核得分{which}自评得分的指标。")
    return reply.done(
        f"复核得分{which}自评得分的指标有{len(told)}项：{joined(told)}。",
        table=pages[0].number if len(pages) == 1 else None,
        listed=listed,
    )


def _said(reply: Reply, line: Line) -> str:
    page = reply.book.page(line.table)
    told = f"{line.name}（自评{reply.score(page, line.id('score'))}，复核{reply.score(page, line.id('review_score'))}"
    reply.cite(page, line.id("review_opinion"))
    opinion = (line.cells.review_opinion or "").strip()
    return told + (f"，复核意见：{opinion}）" if opinion else "）")
