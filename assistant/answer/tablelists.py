"""Tables in a state: all of them, those with a full total, a wrong one, a copied goal, a class left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answer.book import Book, Page
from assistant.answer.reply import Reply, joined, said_points
from assistant.answer.texts import class_title, lines_of
from assistant.answer.types import Answer, Query

ZERO = Decimal(0)


def all_tables(reply: Reply, book: Book) -> Answer:
    for page in book.pages[:60]:
        reply.cite(page, "project_name")
    named = joined([f"{page.number}. {page.name}" for page in book.pages], 60)
    return reply.done(f"一共{len(book)}张表：{named}。", listed=[(page.number, None) for page in book.pages])


def copied_goal(reply: Reply, pages: tuple[Page, ...]) -> Answer:
    """The tables whose narrative repeats the goal."""
    chosen = [page for page in pages if any(f.rule == "NV03" for f in page.checked.findings)]
    for page in chosen:
        reply.cite(page, "goal", "narrative")
    if not chosen:
        return reply.done("没有发现实际完成情况照抄预期目标的表。", table=pages[0].number if len(pages) == 1 else None)
    named = joined([page.name for page in chosen])
    return reply.done(
        f"实际完成情况几乎照抄预期目标的有{len(chosen)}张：{named}。", listed=[(page.number, None) for page in chosen]
    )


def without_class(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """The tables that have no indicator of a class."""
    chosen = [page for page in pages if not lines_of(page, query.kind)]
    title = class_title(query.kind)
    if not chosen:
        return reply.done(f"{len(pages)}张表都设置了{title}。")
    return named(reply, f"没有设置{title}", chosen)


def named(reply: Reply, what: str, pages: Sequence[Page], most: int = 30) -> Answer:
    """没有填年度的有2张：…: some tables by name, each with the cell that holds it."""
    for page in pages:
        reply.cite(page, "project_name")
    return reply.done(
        f"{what}的有{len(pages)}张：{joined([page.name for page in pages], most)}。",
        listed=[(page.number, None) for page in pages],
    )


def full_totals(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """The tables with a full total, or with points lost."""
    chosen = [page for page in pages if page.lost is not None and (page.lost == 0) == (query.state == "full")]
    what = "总分满分" if query.state == "full" else "总分有扣分"
    if not chosen:
        return reply.done(f"{len(pages)}张表里没有{what}的。")
    told = [f"{page.name}（{reply.score(page, 'total_score')}）" for page in chosen]
    return reply.done(
        f"{what}的有{len(chosen)}张：{joined(told, 50)}。", listed=[(page.number, None) for page in chosen]
    )


def wrong_totals(reply: Reply, pages: tuple[Page, ...]) -> Answer:
    from assistant.answer import scores

    if len(pages) == 1:
        return reply.done(scores.right(reply, pages[0]), table=pages[0].number)
    wrong = [
        page
        for page in pages
        if page.total is not None and page.sheet.row_total is not None and page.sheet.row_total != page.total
    ]
    again = [
        page
        for page in pages
        if page not in wrong and page.sheet.recomputed_total not in {None, page.total} and page.total is not None
    ]
    told: list[str] = []
    for page in wrong:
        told.append(
            f"{page.name}（总分填{reply.score(page, 'total_score')}，各行合计"
            f"{said_points(page.sheet.row_total or ZERO)}）"
        )
    text = (
        f"总分与各行得分加总不一致的有{len(wrong)}张：{joined(told)}。"
        if told
        else f"{len(pages)}张表的总分与各行得分加总都一致。"
    )
    if again:
        named = [
            f"{p.name}（自评{reply.score(p, 'total_score')}，重新计算{said_points(p.sheet.recomputed_total or ZERO)}）"
            for p in again
        ]
        text += f"加总没错但按公式重新计算不同的有{len(again)}张：{joined(named)}。"
    return reply.done(text, listed=[(page.number, None) for page in (*wrong, *again)])
