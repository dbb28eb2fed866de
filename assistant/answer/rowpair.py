"""Two rows of one table side by side: 家长和学生谁更满意, 机耕路和沟渠哪个修得长."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import cues
from assistant.answer.book import Line, Page
from assistant.answer.mentions import clean, pairs
from assistant.answer.ranking import row_said, row_value
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query

_BETWEEN = re.compile("还是|[和与跟同比、]")
_AGAINST_TARGET = re.compile("目标|指标值|计划|任务|要求|标准|预算|去年|上年")
_MEASURES = frozenset({"points", "score", "lost", "completion"})


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """Which of two named rows is higher, with both cells; None where no two rows are compared."""
    words = query.words
    compared = cues.COMPARE.search(words) or cues.HIGHER.search(words) or cues.LOWER.search(words)
    if not compared or query.across or _AGAINST_TARGET.search(words):
        return None
    pages = pages_of(reply.book, query, focus)
    if len(pages) != 1:
        return None
    measure = query.measure if query.measure in _MEASURES else "actual"
    found = _pair(pages[0], words, measure)
    return _told(reply, pages[0], found, measure, query) if found else None


def _pair(page: Page, words: str, measure: str) -> tuple[Line, Line] | None:
    """The rows left and right of the word that joins them, of one kind of number."""
    lines = [line for line in page.lines if line.real and row_value(line, measure) is not None]
    whole = set(pairs(words)) - cues.COMMON_PAIRS
    shared = {line.row: set(pairs(clean(line.name))) for line in lines}
    best: tuple[float, tuple[Line, Line]] | None = None
    for joint in _BETWEEN.finditer(words):
        left = set(pairs(words[: joint.start()])) - cues.COMMON_PAIRS
        right = set(pairs(words[joint.end() :])) - cues.COMMON_PAIRS
        for one in lines:
            for other in lines:
                own, its = shared[one.row], shared[other.row]
                if one.row == other.row or not left & (own - its) or not right & (its - own):
                    continue
                if measure == "actual" and one.seen.done[0].family != other.seen.done[0].family:
                    continue
                score = len(left & own) + len(right & its) + 0.5 * (len(whole & own) + len(whole & its))
                if best is None or score > best[0]:
                    best = score, (one, other)
    return best[1] if best else None


def _told(reply: Reply, page: Page, found: tuple[Line, Line], measure: str, query: Query) -> Answer:
    low = bool(cues.LOWER.search(query.words))
    valued = sorted(
        ((row_value(line, measure) or Decimal(0), line) for line in found), key=lambda pair: pair[0], reverse=not low
    )
    (first, line), (second, other) = valued
    said = "；".join(row_said(reply, page, one, measure, False) for _, one in valued)
    listed = [(page.number, line.row), (page.number, other.row)]
    if first == second:
        return reply.done(f"{page.name}的这两项相同：{said}。", table=page.number, listed=listed)
    counted = measure == "actual" and line.seen.done[0].family != "rate"
    word = ("少" if low else "多") if counted else ("低" if low else "高")
    return reply.done(f"{page.name}的“{line.name}”更{word}：{said}。", table=page.number, listed=listed)
