"""Should it be sent back, what is wrong with it: the findings of the rules, errors first."""

from __future__ import annotations

import re

from assistant.answer.book import Page
from assistant.answer.frames import frames_of
from assistant.answer.reply import Reply, joined
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from scoring.findings import Finding

_SEND_BACK = re.compile("退|通过|过关|过审|合格|提交|上报|报送|放行|过得|过不|交")
_ERRORS = re.compile("错误|硬伤|硬错误|严重|错")
GROUPS = "SC FD NT NV PT IN GL BI XT"
RANK = {"error": 0, "warning": 1, "info": 2}


def answer(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The verdict with its reasons, for one table or for many."""
    pages = pages_of(reply.book, query, focus)
    if len(pages) == 1:
        return _one(reply, query, pages[0])
    return _many(reply, query, pages)


def ordered(page: Page) -> list[Finding]:
    found = [f for f in page.checked.findings if f.ignored is None]
    return sorted(found, key=lambda f: (RANK[f.severity], f.confidence != "sure", GROUPS.find(f.rule[:2]) % 99))


def _one(reply: Reply, query: Query, page: Page) -> Answer:
    found = ordered(page)
    errors = [f for f in found if f.severity == "error"]
    warnings = [f for f in found if f.severity == "warning"]
    sent_back = bool(_SEND_BACK.search(query.masked))
    if sent_back:
        head = (
            f"建议退回：{page.name}有{len(errors)}处必须改正的问题。" if errors
            else f"{page.name}没有查出必须退回的错误，但不宜直接通过：有{len(warnings)}处应当先请单位说明或补正，"
            f"说明不清的再退回。" if warnings
            else f"{page.name}没有发现需要退回的问题。"
        )  # fmt: skip
    else:
        head = (
            f"{page.name}查出{len(errors)}处错误、{len(warnings)}处需要说明的问题。" if errors or warnings
            else f"{page.name}没有查出问题。"
        )  # fmt: skip
    shown = (
        errors
        if _ERRORS.search(query.masked) and errors and not sent_back
        else [*errors, *warnings[: max(10 - len(errors), 3)]]
    )
    lines: list[str] = []
    length = len(head)
    for count, finding in enumerate(shown, 1):
        text = f"{count}. {finding.message}（{finding.rule}）"
        if length + len(text) > 1_300:
            break
        length += len(text)
        reply.finding(page, finding)
        lines.append(text)
    rest = len(errors) + len(warnings) - len(lines)
    tail = f"其余{rest}处见复核清单。" if rest > 0 and shown is not errors else ""
    row = shown[0].row if len(shown) == 1 else None
    return reply.done(head + "".join(lines) + tail, table=page.number, row=row)


def _good(reply: Reply, pages: tuple[Page, ...], bad: set[int]) -> Answer:
    """The tables without an error."""
    good = [page for page in pages if page.number not in bad]
    for page in good[:60]:
        reply.cite(page, "project_name")
    if not good:
        return reply.done(f"{len(pages)}张表都查出了必须改正的错误。")
    named = joined([page.name for page in good], 60)
    text = f"没有查出必须改正的错误的有{len(good)}张：{named}。但仍可能有需要说明的问题，请逐张看复核清单。"
    return reply.done(text, listed=[(page.number, None) for page in good])


def _short(message: str) -> str:
    """The first sentence of a message, without what follows a long quotation."""
    first = re.split("。|。按|；", message)[0]
    return first if len(first) <= 70 else f"{first[:69]}…"


def _many(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    errors = frames_of(reply.book).column("errors")
    bad = [page for page in pages if errors.get(page.number, 0) > 0]
    if re.search(
        "没(?:有)?(?:什么)?(?:问题|错误|毛病)|不(?:用|需要?|必)退|(?:能|可以)(?:直接)?通过", query.masked
    ) and (re.search("哪|几|多少", query.masked)):
        return _good(reply, pages, {page.number for page in bad})
    if not bad:
        return reply.done(f"{len(pages)}张表里没有查出必须退回的错误。")
    told: list[str] = []
    for page in bad:
        first = [f for f in ordered(page) if f.severity == "error"]
        for finding in first[:2]:
            reply.finding(page, finding)
        names = "；".join(_short(f.message) for f in first[:2])
        told.append(f"{page.name}（{len(first)}处）：{names}" + ("等" if len(first) > 2 else ""))
    head = (
        f"{len(pages)}张表里有{len(bad)}张有必须改正的错误，建议退回"
        if _SEND_BACK.search(query.masked)
        else f"{len(pages)}张表里有{len(bad)}张查出错误"
    )
    return reply.done(f"{head}：{joined(told, 12)}。", listed=[(page.number, None) for page in bad])
