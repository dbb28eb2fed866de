"""Does a text agree with its table? The verifier's claims, told in a few sentences; any text, any table at hand."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.book import Book, Page
from assistant.answer.mentions import pairs
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from scoring.claims import WRONG, Claim
from scoring.verify import verify


def answer(reply: Reply, query: Query, focus: Focus) -> Answer:
    """What in the text is wrong and why; `claims` count characters of the text that was asked about."""
    page = page_for(reply.book, query, focus)
    return hold(reply, page, query.text, "answer")


def page_for(book: Book, query: Query, focus: Focus) -> Page:
    """The table that the text is about: named, the one talked about, or the one whose words it shares most."""
    pages = pages_of(book, query, focus)
    if len(pages) == 1 and (query.tables or query.rows or focus.table or len(book) == 1):
        return pages[0]
    wanted = set(pairs(query.text))

    def shared(page: Page) -> int:
        name = len(wanted & set(pairs(page.name))) * 3
        rows = sum(len(wanted & set(pairs(line.name))) for line in page.lines if line.real)
        values = sum(q.text in query.text for line in page.lines for q in line.seen.done)
        return name + rows + values * 3

    return max(pages if query.tables else book.pages, key=shared)


def hold(reply: Reply, page: Page, text: str, kind: str) -> Answer:
    """A text against one table."""
    claims = tuple(verify(page.facts, text, kind))  # type: ignore[arg-type]
    wrong = [claim for claim in claims if claim.verdict in WRONG]
    for claim in claims:
        reply.cite(page, *[fact for fact in claim.facts if fact in page.facts and page.facts[fact].kind == "cell"])
        for fact in claim.facts:
            found = page.facts.get(fact)
            if found is not None:
                reply.cite(page, *found.of)
    if wrong:
        told = "".join(f"{n}. “{claim.text}”：{_reason(claim)}" for n, claim in enumerate(wrong[:8], 1))
        head = f"不一致，与{page.name}的表对不上的有{len(wrong)}处："
        made = reply.done(head + told, table=page.number)
    elif any(claim.verdict == "supported" for claim in claims):
        right = "、".join(f"“{claim.text}”" for claim in claims if claim.verdict == "supported")[:300]
        caution = "".join(f"“{claim.text}”：{claim.caution}" for claim in claims if claim.caution)[:200]
        made = reply.done(f"一致：这段文字与{page.name}的表没有矛盾，核对上的有{right}。{caution}", table=page.number)
    else:
        made = reply.done(
            f"这段文字里没有可以与{page.name}的表核对的数字或结论，没有发现矛盾，但也证实不了。",
            table=page.number,
            answered=bool(claims),
        )
    return replace(made, claims=claims)


def _reason(claim: Claim) -> str:
    return claim.reason if claim.reason.endswith("。") else f"{claim.reason}。"
