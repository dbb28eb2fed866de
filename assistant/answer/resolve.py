"""From the words of a question to tables and rows of the book, with the question masked where they are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.book import Book
from assistant.answer.cues import P, R
from assistant.answer.mentions import Index, row_number, table_number
from assistant.answer.projects import projects_named
from assistant.answer.rownames import Rows, names_class, numbered, rows_named
from assistant.answer.types import Focus
from assistant.answer.units import unit_asked

_CLASS = re.compile(
    r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响?|满意度?|产出|效益)(?:类|方面|这类|这块|部分)?(?:的)?(?:指标|这一?类|这一?块|类|方面|部分)|(数量|质量|时效|成本|产出|效益|社会效益|经济效益|生态效益)(?=(?:的)?(?:得|占|扣|有|几|多少|总|一共|丢|是|\d|呢|怎么样|[？]?$))"
)

_LIKED = re.compile("(?:怎么|如何)评价|评价(?:怎么样|如何|好|高|不高|多高)|口碑|买账|反响")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names."""

    tables: tuple[int, ...]
    rows: tuple[tuple[int, int], ...]
    kind: str
    masked: str
    unit: str
    missing: str = ""  # 表 or 行 that does not exist, as asked for
    several: str = ""
    share: float = 0.0  # how much of the row's name the question holds
    partly: bool = False  # the project is named by a stretch that may be but a part of an indicator's name


def resolve(book: Book, index: Index, text: str, focus: Focus) -> Named:
    """Tables, rows and class that `text` (normalised) names, relative to what the talk is about."""
    masked, missing = text, ""
    rows_by_number, spans, last_row = row_number(text)
    masked = _mask(masked, spans, R)
    numbers, table_spans = table_number(masked, len(book))
    if 0 in numbers:
        missing = masked[table_spans[0][0] : table_spans[0][1]].replace(P, "")
    masked = _mask(masked, table_spans, P)
    tables = tuple(dict.fromkeys(n for n in numbers if n))
    tables_named, project_spans, several = projects_named(index, masked)
    found = rows_named(book, index, masked, tables or tables_named, focus, project_spans)
    if found.inside and not tables:
        tables_named, project_spans = found.tables, []
        several = ""
    if found.spans and names_class(masked, found.spans[0]):
        found = Rows()
    masked = _mask_all(masked, [span for span in project_spans if not _crossed(span, found.spans)], found.spans)
    tables = tables or tables_named
    kind = _class(masked)
    rows = found.rows
    if _LIKED.search(text):  # 农户怎么评价: their satisfaction, not their number
        rows = tuple(row for row in rows if book.line(*row).seen.satisfaction)
    if rows_by_number or last_row:
        rows, wrong = numbered(book, rows_by_number, last_row, tables, focus)
        missing = missing or wrong
    partly = bool(project_spans) and not numbers
    return Named(tables, rows, kind, masked, unit_asked(masked), missing, several, found.share, partly)


def _crossed(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _mask(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _mask_all(text: str, projects: Sequence[tuple[int, int]], rows: Sequence[tuple[int, int]]) -> str:
    every = [(start, end, P) for start, end in projects] + [(start, end, R) for start, end in rows]
    for start, end, mark in sorted(every, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _class(text: str) -> str:
    found = _CLASS.search(text)
    if not found:
        return "满意" if "满意" in text or _LIKED.search(text) else ""
    name = next(group for group in found.groups() if group)
    return {"满意度": "满意", "可持续影响": "可持续", "经济效益": "经济", "社会效益": "社会", "生态效益": "生态"}.get(
        name, name
    )
