"""Which tables: by a word of their texts, by a field that was not filled in, by the points of a class of indicators."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.answer import cues, finding, tablelists
from assistant.answer.book import Page
from assistant.answer.mentions import stretch
from assistant.answer.ranking import fits
from assistant.answer.reply import Reply, joined, said_points
from assistant.answer.scope import pages_of
from assistant.answer.texts import class_title, lines_of
from assistant.answer.types import Answer, Focus, Query
from forms.numbers import is_blank

_WHICH = re.compile("(?:哪|那)(?:个|些|几个|一个|张|几张|家)(?:项目|表)|^(?:哪|那)(?:个|些|几个|家)单位")
_UNFILLED = re.compile("(?:没|未|没有)(?:有)?(?:写|填|注明|标明|标|说明|填写)|空着|缺")
_FIELDS: tuple[tuple[str, Callable[[Page], bool]], ...] = (
    ("年度|年份|哪年|哪一年", lambda page: page.table.year is None),
    ("主管部门", lambda page: is_blank(page.table.department)),
    ("实施单位", lambda page: is_blank(page.table.implementing_unit)),
    ("项目金额", lambda page: is_blank(page.table.project_amount)),
    ("预期目标|总体目标|绩效目标", lambda page: is_blank(page.table.goal)),
    ("实际完成情况|完成情况", lambda page: is_blank(page.table.narrative)),
    ("执行数", lambda page: is_blank(page.table.text("funds.executed"))),
    ("总分", lambda page: is_blank(page.table.total_score)),
)
_AT_LEAST = 3  # characters in a row that a text must share with what is asked after


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """The tables that the question asks after; None where it asks otherwise."""
    if len(reply.book) < 2 or query.act in {"why", "rule", "verify", "draft", "change", "help", "chat", "foreign"}:
        return None
    return _unfilled(reply, query) or _class_within(reply, query, focus) or _by_text(reply, query)


def _unfilled(reply: Reply, query: Query) -> Answer | None:
    """没写年度的表有哪些."""
    if query.rows or not _UNFILLED.search(query.words) or not re.search("表|项目|单位", query.words):
        return None
    for words, is_empty in _FIELDS:
        named = re.search(words, query.words)
        if not named or "原因" in query.words:
            continue
        chosen = [page for page in reply.book.pages if is_empty(page)]
        if not chosen:
            return reply.done(f"{len(reply.book)}张表都填了{named[0]}。")
        return tablelists.named(reply, f"没有填{named[0]}", chosen, 40)
    return None


def _class_within(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """满意度指标合计超过20分的项目: the points of a class, added up a table."""
    bound = query.bound
    if bound is None or not query.kind or query.measure not in {"points", "score", "total"} or query.rows:
        return None
    if not re.search("合计|加起来|总共|一共|共", query.words) or not re.search("项目|表", query.words):
        return None
    told: list[str] = []
    chosen: list[int] = []
    field = "points" if query.measure == "points" else "score"
    for page in pages_of(reply.book, query, focus):
        lines = lines_of(page, query.kind)
        values = [value for line in lines if (value := getattr(line.seen, field)) is not None]
        whole = sum(values, Decimal(0))
        if not values or not fits(whole, bound, "total"):
            continue
        for line in lines:
            reply.cite(page, line.id(field))
        told.append(f"{page.name}（{said_points(reply.number(whole))}）")
        chosen.append(page.number)
    title = f"{class_title(query.kind)}{'分值' if field == 'points' else '得分'}合计{bound.text}"
    if not told:
        return reply.done(f"没有{title}的表。")
    return reply.done(f"{title}的有{len(told)}张：{joined(told, 40)}。", listed=[(number, None) for number in chosen])


def _by_text(reply: Reply, query: Query) -> Answer | None:
    """哪个项目做了党代会宣传: the tables whose name or texts speak of it most."""
    plain = not (query.measure or query.state or query.direction or query.bound or query.said or query.rows)
    which = _WHICH.search(query.words)
    if not plain or not which or cues.REVIEW.search(query.words) or query.kind or cues.COUNT.search(query.words):
        return None
    rest = query.words[: which.start()] + " " + query.words[which.end() :]
    wanted = max(finding.quiet(rest).split(), key=len, default="")
    if len(wanted) < 2:
        return None
    best: list[tuple[Page, str, str]] = []
    longest = min(len(wanted), _AT_LEAST) - 1
    for page in reply.book.pages:
        texts = sorted(finding.cells(page), key=lambda pair: pair[0] == "goal")  # what was done before what was meant
        for cell, text in [*texts, ("project_name", page.name)]:
            start, end = stretch(wanted, text)
            if end - start < max(longest, 2) or end - start < min(len(wanted), _AT_LEAST):
                continue
            if end - start > longest:
                longest, best = end - start, []
            if all(page.number != other.number for other, _, _ in best):
                clause = next((one for one in finding.clauses(text) if wanted[start:end] in one), text)
                best.append((page, cell, clause))
    if not best:
        return reply.done(
            f"这些表里没有写到“{wanted[:16]}”的项目，回答不了。要回答需要单位补充这方面的资料。", answered=False
        )
    told: list[str] = []
    for page, cell, clause in best[:8]:
        reply.cite(page, "project_name", cell)
        label = "" if cell == "project_name" else f"（{finding.Found(cell, clause, 1).label}里写的是“{clause[:80]}”）"
        told.append(page.name + label)
    one = best[0][0].number if len(best) == 1 else None
    return reply.done(f"是{joined(told, 8)}。", table=one, listed=[(page.number, None) for page, _, _ in best])
