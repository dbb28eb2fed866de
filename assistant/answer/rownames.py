"""The rows that a question names: by nearly the whole name, else by what is left of it without common words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.book import Book, Line
from assistant.answer.mentions import Hit, Index, clean
from assistant.answer.types import Focus
from assistant.answer.units import ASKED, measured_in

_BLANKED = re.compile(
    r"完成率?|实际|目标值?|指标值?|得分|分值|执行率?|预算数?|资金|经费(?=[的是有花用还剩结])|原因|多少|几|为什么|为何|怎么|哪些|哪个|是不是|有没有|是否|情况|项目|指标|扣了?分|满分|总分|结余|调整|全部|一共|总共|"
    r"年初|年底|年末|年内|今年|全年|年度|达到|达标|超额|是|的|了|吗|呢|吧|没有?|未|共|占|和|与|跟|比|及|这|那|说明|分|？|，|。|、|！"
)
_NEAR = 0.72  # how near the best hit another row must come to be meant as well


@dataclass(frozen=True, slots=True)
class Rows:
    rows: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    tables: tuple[int, ...] = ()
    inside: bool = False  # what looked like a project is but a part of an indicator's name
    share: float = 0.0


def rows_named(
    book: Book, index: Index, text: str, tables: tuple[int, ...], focus: Focus, projects: Sequence[tuple[int, int]]
) -> Rows:
    """Rows that the text names: by nearly the whole name, else by what is left without common words."""
    whole = _search(book, index, text, ())
    if whole and whole.share >= 0.8 and whole.spans:
        start, end = whole.spans[0]
        covering = [
            span for span in projects if start <= span[0] and span[1] <= end and end - start > span[1] - span[0]
        ]
        if covering:
            return replace(whole, inside=not (set(tables) & set(whole.tables)) or len(covering) == len(projects))
    longer = _longer_row(book, index, text, tables, projects)
    if longer:
        return longer
    blanked = text
    for start, end in projects:
        blanked = blanked[:start] + " " * (end - start) + blanked[end:]
    scope = tables or ((focus.table,) if focus.table else ())
    full = _search(book, index, blanked, scope)
    if full and full.share >= 0.8:
        return full
    quiet = _BLANKED.sub(lambda m: " " * len(m[0]), ASKED.sub(lambda m: " " * len(m[0]), blanked))
    asked = ASKED.search(text)
    unit = asked[1] if asked else ""
    found = _search(book, index, quiet, scope, unit)
    if not found and not tables:
        found = _search(book, index, quiet, (), unit)
    if not found and tables and projects and not quiet.strip():
        return Rows()
    return found or Rows()


def _longer_row(
    book: Book, index: Index, text: str, tables: tuple[int, ...], projects: Sequence[tuple[int, int]]
) -> Rows | None:
    """A row whose name shares more of the text than the project's, just where the project seemed to be named."""
    if len(tables) != 1 or len(projects) != 1:
        return None
    found = _search(book, index, text, tables)
    if not found or not found.spans:
        return None
    (start, end), (first, last) = found.spans[0], projects[0]
    crossing = start < last and first < end and not (first <= start and end <= last)
    beyond = end - last >= (1 if start > first else 2)
    return (
        replace(found, share=1.0) if crossing and beyond and end - start > last - first and end - start >= 4 else None
    )


def _search(book: Book, index: Index, text: str, scope: tuple[int, ...], unit: str = "") -> Rows | None:
    """The rows of the scope (all tables when empty) whose names explain the text best."""
    if scope:
        found: list[tuple[Hit, Line]] = []
        for number in scope:
            names = index.rows_in(number)
            hits = names.find(text)
            found += [
                (hits[key], line)
                for line in book.page(number).lines
                if line.real and (key := clean(line.seen.name)) in hits
            ]
    else:
        names, where = index.rows
        found = [(hit, line) for name, hit in names.find(text).items() for line in where[name]]
    if not found:
        return None
    spans: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    share = 0.0
    while found:
        best = max((hit for hit, _ in found), key=lambda hit: (hit.length, hit.score, hit.share))
        cluster = [(hit, line) for hit, line in found if hit.start < best.end and best.start < hit.end]
        close = [
            (hit, line) for hit, line in cluster if hit.score >= _NEAR * best.score and hit.length >= best.length - 1
        ]
        exact = [(hit, line) for hit, line in close if hit.share > 0.99]
        close = exact or close
        close = _in_unit(unit, cluster, best) or close
        rows += sorted({(line.table, line.row) for _, line in close} - set(rows))
        share = share or best.share
        spans.append((best.start, best.end))
        found = [
            (hit, line)
            for hit, line in found
            if hit.length >= 3 and not (hit.start < best.end and best.start < hit.end)
        ]
    return Rows(tuple(rows), tuple(spans), tuple(dict.fromkeys(t for t, _ in rows)), False, share)


def _in_unit(unit: str, cluster: Sequence[tuple[Hit, Line]], best: Hit) -> list[tuple[Hit, Line]]:
    """Where a count in a unit is asked for, rows of the cluster that are measured so, when the best ones are not."""
    if not unit:
        return []
    fitting = [(hit, line) for hit, line in cluster if hit.score >= 0.5 * best.score and measured_in(line, unit)]
    most = max((hit.score for hit, _ in fitting), default=0.0)
    return [(hit, line) for hit, line in fitting if hit.score >= _NEAR * most]


def rows_behind(
    book: Book, index: Index, text: str, tables: tuple[int, ...], counted: bool
) -> tuple[tuple[int, int], ...]:
    """Rows by the words that also named the project: 接待次数 in 接待费. `counted`: a count is asked for."""
    quiet = _BLANKED.sub(lambda m: " " * len(m[0]), ASKED.sub(lambda m: " " * len(m[0]), text))
    found = _search(book, index, quiet, tables)
    if not found or (not counted and all(_in_project(book, tables, text[start:end]) for start, end in found.spans)):
        return ()
    return found.rows


def _in_project(book: Book, tables: tuple[int, ...], piece: str) -> bool:
    return any(piece in clean(book.page(table).name) for table in tables)


def names_class(text: str, span: tuple[int, int]) -> bool:
    """满意度指标 names the class, not the rows whose names end so."""
    return text[span[0] : span[1]] in {"满意", "满意度", "满意率", "意度"} and bool(
        re.match("(?:类|的)?指标", text[span[1] :])
    )


def numbered(
    book: Book, numbers: Sequence[int], last: bool, tables: tuple[int, ...], focus: Focus
) -> tuple[tuple[tuple[int, int], ...], str]:
    """Rows by number in the table named, in the one talked about, or in the only one."""
    scope = tables or ((focus.table,) if focus.table else tuple(range(1, len(book) + 1)) if len(book) == 1 else ())
    rows: list[tuple[int, int]] = []
    wrong = ""
    for table in scope:
        lines = book.page(table).by_row
        for asked in [-1] if last else numbers:
            number = len(lines) + 1 + asked if asked < 0 else asked
            if number in lines:
                rows.append((table, number))
            else:
                wrong = f"第{number}行"
    if not scope:
        wrong = "哪张表"
    return tuple(rows), wrong
