"""From the words of a question to tables and rows of the book, with the question masked where they are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.book import Book, Line
from assistant.answer.cues import P, R
from assistant.answer.mentions import Hit, Index, clean, row_number, table_number
from assistant.answer.types import Focus
from scoring.units import unit_of

_BLANKED = re.compile(
    r"完成率?|实际|目标值?|指标值?|得分|分值|执行率?|预算数?|资金|经费(?=[的是有花用还剩结])|原因|多少|几|为什么|为何|怎么|哪些|哪个|是不是|有没有|是否|情况|项目|指标|扣了?分|满分|总分|结余|调整|全部|一共|总共|"
    r"年初|全年|年度|达到|达标|超额|是|的|了|吗|呢|吧|没有?|未|共|占|和|与|跟|比|及|这|那|说明|分|？|，|。|、|！"
)
_UNIT = re.compile(
    r"(?:多少|几|第几)(?:个|多)?(人次|人|名|位|次|场|期|个|项|件|条|起|篇|家|户|所|台|套|辆|亩|公里|平方米|平米|天|小时|分钟|个?月|万元|元|块钱|块|钱|班次|班|份|吨|公斤|百分点|%|倍|年|座|栋|处|批|届|节|趟|班|例|张)"
)
_NOUN = re.compile("(人数|人次|户数|家数|天数|台数)(?!的?指标|占|得)")
_NOUNS = {"人数": "人", "户数": "户", "家数": "家", "天数": "天", "台数": "台"}
_CLASS = re.compile(
    r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响?|满意度?|产出|效益)(?:类|方面|这类|这块|部分)?(?:的)?(?:指标|这一?类|这一?块|类|方面|部分)|(数量|质量|时效|成本|产出|效益|社会效益|经济效益|生态效益)(?=(?:的)?(?:得|占|扣|有|几|多少|总|一共|丢|是))"
)
_NEAR, _SAME = 0.72, 0.8
_MONEY = frozenset(["元", "万元", "块", "块钱", "钱", "亿元"])


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
    tables_named, project_spans, several = _projects(index, masked)
    found = _row_hits(book, index, masked, tables or tables_named, focus, project_spans)
    if found.inside and not tables:
        tables_named, project_spans = found.tables, []
        several = ""
    if found.spans and _names_class(masked, found.spans[0]):
        found = _Rows()
    masked = _mask_all(masked, [span for span in project_spans if not _crossed(span, found.spans)], found.spans)
    tables = tables or tables_named
    kind = _class(masked)
    unit = _UNIT.search(masked) or _NOUN.search(masked)
    rows = found.rows
    if rows_by_number or last_row:
        rows, wrong = _numbered(book, rows_by_number, last_row, tables, focus)
        missing = missing or wrong
    partly = bool(project_spans) and not numbers
    asked = _NOUNS.get(unit[1], unit[1]) if unit else ""
    return Named(tables, rows, kind, masked, asked, missing, several, found.share, partly)


def rows_behind(
    book: Book, index: Index, text: str, tables: tuple[int, ...], counted: bool
) -> tuple[tuple[int, int], ...]:
    """Rows by the words that also named the project: 接待次数 in 接待费. `counted`: a count is asked for."""
    quiet = _BLANKED.sub(lambda m: " " * len(m[0]), _UNIT.sub(lambda m: " " * len(m[0]), text))
    found = _search(book, index, quiet, tables)
    if not found or (not counted and all(_in_project(book, tables, text[start:end]) for start, end in found.spans)):
        return ()
    return found.rows


def _in_project(book: Book, tables: tuple[int, ...], piece: str) -> bool:
    return any(piece in clean(book.page(table).name) for table in tables)


def _names_class(text: str, span: tuple[int, int]) -> bool:
    """满意度指标 names the class, not the rows whose names end so."""
    return text[span[0] : span[1]] in {"满意", "满意度", "满意率", "意度"} and bool(
        re.match("(?:类|的)?指标", text[span[1] :])
    )


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


def _projects(index: Index, text: str) -> tuple[tuple[int, ...], list[tuple[int, int]], str]:
    """Projects that the text names, by clusters of overlapping stretches."""
    names, where = index.projects
    flat = text
    hits: dict[str, Hit] = {name: hit for name, hit in names.find(flat).items() if _telling(index, hit, flat, name)}
    chosen: list[str] = []
    begins: dict[str, int] = {}
    spans: list[tuple[int, int]] = []
    several = ""
    while hits:
        best = max(hits.values(), key=lambda hit: (hit.score, hit.length, hit.share))
        cluster: dict[str, Hit] = {n: h for n, h in hits.items() if h.start < best.end and best.start < h.end}
        top = [n for n, h in cluster.items() if h.score >= _SAME * best.score and h.length >= best.length]
        exact = [n for n in top if cluster[n].share > 0.99]
        top = exact or top
        piece = flat[best.start : best.end]
        if not any(piece in name for name in chosen):
            several = piece if len(top) > 1 else several
            chosen += top
            spans.append(_wider(flat, best))
            begins.update(dict.fromkeys(top, best.start))
        hits = {n: h for n, h in hits.items() if n not in cluster and n not in chosen}
    chosen.sort(key=lambda name: begins.get(name, 0))
    tables = tuple(dict.fromkeys(t for name in chosen for t in where[name]))
    if len(chosen) == 1 and len(where[chosen[0]]) > 1:
        several = chosen[0]
    return tables, spans, several


def _wider(text: str, hit: Hit) -> tuple[int, int]:
    """The stretch with what belongs to the name's kind: 党建|工作经费, 同心圆|工程, 物业|项目."""
    tail = re.compile(
        r"(?:这个|那个|的)?(?:工作经费|经费|工程|项目(?!金额|名称|总|单位|资金|负责|叫)|工作|那边|那张表?|这张表?|表)"
    ).match(text, hit.end)
    if tail and not text.startswith(("工作量", "表现"), hit.end):
        return hit.start, tail.end()
    return hit.start, hit.end


def _telling(index: Index, hit: Hit, text: str, name: str) -> bool:
    """A stretch worth calling a name: no part of a longer word of the forms (石桥小学), none that most share."""
    names = index.projects[0]
    piece = text[hit.start : hit.end]
    if len(piece) < 2:
        return False
    if name in index.bodies and len(piece) < 3 and not name.startswith(piece):
        return False
    if len(piece) == 2 and len(name) > 3:
        around = (text[max(hit.start - 1, 0) : hit.end], text[hit.start : hit.end + 1])
        if any(len(wider) == 3 and wider not in name and wider in index.texts for wider in around):
            return False
    return any(names.weight(piece[n : n + 2]) > 0.35 for n in range(len(piece) - 1)) or len(name) <= 3


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    tables: tuple[int, ...] = ()
    inside: bool = False  # what looked like a project is but a part of an indicator's name
    share: float = 0.0


def _row_hits(
    book: Book, index: Index, text: str, tables: tuple[int, ...], focus: Focus, projects: Sequence[tuple[int, int]]
) -> _Rows:
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
    quiet = _BLANKED.sub(lambda m: " " * len(m[0]), _UNIT.sub(lambda m: " " * len(m[0]), blanked))
    asked = _UNIT.search(text)
    unit = asked[1] if asked else ""
    found = _search(book, index, quiet, scope, unit)
    if not found and not tables:
        found = _search(book, index, quiet, (), unit)
    if not found and tables and projects and not quiet.strip():
        return _Rows()
    return found or _Rows()


def _longer_row(
    book: Book, index: Index, text: str, tables: tuple[int, ...], projects: Sequence[tuple[int, int]]
) -> _Rows | None:
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


def _search(book: Book, index: Index, text: str, scope: tuple[int, ...], unit: str = "") -> _Rows | None:
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
    return _Rows(tuple(rows), tuple(spans), tuple(dict.fromkeys(t for t, _ in rows)), False, share)


def _in_unit(unit: str, cluster: Sequence[tuple[Hit, Line]], best: Hit) -> list[tuple[Hit, Line]]:
    """Where a count in a unit is asked for, rows of the cluster that are measured so, when the best ones are not."""
    if not unit:
        return []
    fitting = [(hit, line) for hit, line in cluster if hit.score >= 0.5 * best.score and measured_in(line, unit)]
    most = max((hit.score for hit, _ in fitting), default=0.0)
    return [(hit, line) for hit, line in fitting if hit.score >= _NEAR * most]


def _class(text: str) -> str:
    found = _CLASS.search(text)
    if not found:
        return "满意" if "满意" in text else ""
    name = next(group for group in found.groups() if group)
    return {"满意度": "满意", "可持续影响": "可持续", "经济效益": "经济", "社会效益": "社会", "生态效益": "生态"}.get(
        name, name
    )


def _numbered(
    book: Book, numbers: Sequence[int], last: bool, tables: tuple[int, ...], focus: Focus
) -> tuple[tuple[tuple[int, int], ...], str]:
    """Rows by number in the table named, in the one talked about, or in the only one."""
    scope = tables or ((focus.table,) if focus.table else tuple(range(1, len(book) + 1)) if len(book) == 1 else ())
    rows: list[tuple[int, int]] = []
    wrong = ""
    for table in scope:
        lines = book.page(table).by_row
        for number in [len(lines)] if last else numbers:
            if number in lines:
                rows.append((table, number))
            else:
                wrong = f"第{number}行"
    if not scope:
        wrong = "哪张表"
    return tuple(rows), wrong


def by_unit(book: Book, rows: Sequence[tuple[int, int]], unit: str) -> list[tuple[int, int]]:
    """Of some rows those that are measured in the unit that the question asks for."""
    return [(t, r) for t, r in rows if measured_in(book.line(t, r), unit)]


def measured_in(line: Line, unit: str) -> bool:
    """Whether a row's target or actual is told in that unit (or in one of its family)."""
    wanted = unit_of("元" if unit in _MONEY else unit)
    found = (*line.seen.aim.quantities, *line.seen.done)
    families = {q.family for q in found if q.family}
    if not families and found:
        return wanted.family in {"count", ""}
    return wanted.family in families
