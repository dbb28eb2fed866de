"""A question as a `Query`: what is asked for, of which tables and rows, under which condition."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import cues
from assistant.answer.account import unaccounted
from assistant.answer.book import Book, Line
from assistant.answer.cues import P, R
from assistant.answer.intent import act_of, measure_of
from assistant.answer.mentions import Index, clean, pairs, stretch
from assistant.answer.normalise import normalise, ordinal
from assistant.answer.resolve import resolve
from assistant.answer.rownames import rows_behind
from assistant.answer.types import Direction, Focus, Query, State
from assistant.answer.units import by_unit, measured_in
from scoring.quantity import Quantity, quantities

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{6,})[”\"」』]")
_AFTER_COLON = re.compile(r"[:：]\s*(.{6,})$", re.S)
_BOUND = re.compile(
    r"低于|不到|小于|少于|以下|不足|未达|没到|高于|超过|过了?(?=\d)|大于|多于|以上|不低于|不少于|至少|不高于|不超过|≥|≤|>|<|以内|达到|在.{1,8}(?:到|至|-|~).{1,8}之间"
)
_ROW_MEASURES = frozenset(
    {
        "points",
        "score",
        "target",
        "actual",
        "note",
        "completion",
        "difference",
        "adjusted",
        "lost",
        "recomputed",
        "gap",
        "row",
    }
)


def understand(book: Book, index: Index, question: str, focus: Focus) -> Query:
    """The question as understood. Never raises; what is not understood is left empty and told in `topic`."""
    text, body = _text_to_verify(question)
    words = normalise(body)
    named = resolve(book, index, words, focus)
    masked = named.masked
    query = Query(
        tables=named.tables, rows=named.rows, kind=named.kind, words=words, masked=masked, text=text,
        reading_of=named.unit, missing_table=named.missing, several=named.several,
        across=bool(cues.ACROSS.search(masked)) and len(book) > 1, of_rows=bool(cues.OF_ROWS.search(masked)),
        yes_no=bool(cues.YES_NO.search(masked)), topic=_topic(masked), state=_state(masked),
    )  # fmt: skip
    query = _fit_numbers(query)
    if (
        query.tables
        and len(book) > len(query.tables)
        and re.search("去掉|除了|除开|除去|不算|不含|排除|刨去|剔除", words)
    ):
        rest = tuple(page.number for page in book.pages if page.number not in query.tables)
        query = replace(query, tables=rest, across=True, several="")
    if not query.rows and named.partly and _asks_row(query):
        query = replace(
            query, rows=rows_behind(book, index, words, query.tables, bool(query.reading_of or _counted(query)))
        )
    if not query.rows and not query.kind:
        query = replace(query, rows=_by_number(book, query, focus) or _by_asked_unit(book, query, focus))
    if query.rows and query.tables and _about_money(book, query):
        query = replace(query, rows=())
    query = _fit_rows(book, query)
    query = _with_the_value(book, query)
    if not query.rows and not query.kind:
        query = replace(query, kind=_bare_class(query))
    query = replace(query, measure=measure_of(query))
    if not query.measure and query.bound is not None and query.bound.family == "points" and not query.of_rows:
        query = replace(query, measure="total")
    return replace(query, act=act_of(query))


def _text_to_verify(question: str) -> tuple[str, str]:
    """The text that the question wants held against the table, and the question without it."""
    for pattern in (_AFTER_COLON, _QUOTED):
        found = pattern.search(question)
        if not found:
            continue
        rest = question[: found.start()] + " " + question[found.end() :]
        text = found[1].strip().strip('“”"「」『』')
        if cues.VERIFY_HEAD.search(rest) or (cues.VERIFY.search(rest) and len(text) >= 8):
            return text, rest
    return "", question


def _bare_class(query: Query) -> str:
    """成本控制得怎么样: a class named without 指标, where nothing else is asked for."""
    found = re.search("(成本|质量|时效|数量)(?:控制|方面|上|这块|情况)", query.masked)
    return found[1] if found and measure_of(query) in {"", "overview", "actual"} else ""


def _topic(masked: str) -> str:
    left = cues.NOISE.sub(" ", masked)
    return " ".join(run for run in re.findall(r"[\u4e00-\u9fff]{2,}", left))


def _state(masked: str) -> State:
    for name, pattern in cues.STATES:
        if pattern.search(masked):
            return name
    return ""


_MONEY = frozenset(
    {"carried", "grant", "other_funds", "rate", "balance", "executed", "annual_budget", "initial_budget", "sources"}
)


def _about_money(book: Book, query: Query) -> bool:
    """A money question whose row is named only by words that the project's name has as well (校舍改造的执行率)."""
    if measure_of(replace(query, rows=())) not in _MONEY:
        return False
    for table, row in query.rows:
        start, end = stretch(query.words, clean(book.line(table, row).seen.name))
        if query.words[start:end] not in clean(book.page(table).name):
            return False
    return True


def _asks_row(query: Query) -> bool:
    """Whether nothing but an indicator can be meant: a count in a unit, or no field of the table at all."""
    measure = measure_of(query)
    if measure not in {"", "actual", "target", "completion", "difference"}:
        return False
    if not re.search(
        P
        + (
            "(?!的|项目|经费|怎么|如何|呢|情况|这|那|和|与|跟|类|两"
            "|二|三|四|哪|谁|各|分别|比|工程|办|中心)[\u4e00-\u9fff]"
        ),
        query.masked,
    ):
        return False
    return bool(query.reading_of or _counted(query)) or query.state in {"", "met"}


_NOT_COUNTED = frozenset({"", "rate", "points", "money", "year", "percentage point", "multiple", "date", "month"})


def _counted(query: Query) -> tuple[Quantity, ...]:
    """The numbers of the question that count things: 120场, not 80% or 5分."""
    return tuple(q for q in query.said if q.family not in _NOT_COUNTED)


def _by_asked_unit(book: Book, query: Query, focus: Focus) -> tuple[tuple[int, int], ...]:
    """发了多少人: the only row that is counted in the unit asked for, where the question names nothing else."""
    scope = query.tables or ((focus.table,) if focus.table else (1,) if len(book) == 1 else ())
    if (
        not query.reading_of
        or query.topic
        or len(scope) != 1
        or query.reading_of in {"个", "项", "条", "元", "万元", "钱", "块", "块钱", "年", "%"}
    ):
        return ()
    rows = [
        (scope[0], line.row) for line in book.page(scope[0]).lines if line.real and measured_in(line, query.reading_of)
    ]
    if len(rows) != 1:
        return ()
    left = unaccounted(query.words, [book.line(*rows[0])], [book.page(scope[0])], singles=True)
    return () if left else tuple(rows)


def _by_number(book: Book, query: Query, focus: Focus) -> tuple[tuple[int, int], ...]:
    """The row that a counted number of the question can only be about: the one with that number, or with that unit."""
    counted = _counted(query)
    if not counted or query.across:
        return ()
    wanted = counted[0]
    scope = query.tables or (
        (focus.table,) if focus.table else tuple(range(1, len(book) + 1)) if len(book) <= 12 else ()
    )
    alike: list[tuple[int, int]] = []
    equal: list[tuple[int, int]] = []
    for table in scope:
        for line in book.page(table).lines:
            cells = (*line.seen.aim.quantities, *line.seen.done)
            if any(q.unit == wanted.unit for q in cells):
                alike.append((table, line.row))
            if any(q.unit == wanted.unit and q.value == wanted.value for q in cells):
                equal.append((table, line.row))
    for found in (equal, alike):
        if len(found) == 1:
            return tuple(found)
    return ()


def _fit_rows(book: Book, query: Query) -> Query:
    """Of rows that fit alike those in the unit that is asked for, or with a count where one is asked for."""
    rows = query.rows
    unit = query.reading_of or next((q.unit for q in _counted(query)), "")
    if unit and len(rows) > 1:
        rows = tuple(by_unit(book, rows, unit)) or rows
    if len(rows) > 1 and re.search(f"(?:多少|几).{{0,2}}{R}", query.masked):
        rows = tuple(row for row in rows if _counts(book, row)) or rows
    if len(rows) > 1:
        rows = _nearest(book, rows, _without_projects(book, query))
    if query.tables and rows:
        inside = tuple(row for row in rows if row[0] in query.tables)
        rows = inside or rows
    return replace(query, rows=rows)


def _with_the_value(book: Book, query: Query) -> Query:
    """培训出勤率99%是哪个项目的: where none of the rows named holds the number, rows of like names that do."""
    told = [q for q in query.said if q.family != "year"]
    if not query.rows or query.tables or not told or not (cues.WHICH.search(query.masked) and query.across):
        return query
    if any(_holds(book.line(*row), told[0]) for row in query.rows):
        return query
    named = {pair for row in query.rows for pair in pairs(clean(book.line(*row).seen.name))}
    rows = tuple(
        (page.number, line.row)
        for page in book.pages
        for line in page.lines
        if line.real and _holds(line, told[0]) and len(named & set(pairs(clean(line.seen.name)))) >= 0.5 * len(named)
    )
    return replace(query, rows=rows or query.rows)


def _holds(line: Line, said: Quantity) -> bool:
    return any(q.value == said.value and q.family == said.family for q in line.seen.done)


def _without_projects(book: Book, query: Query) -> str:
    words = query.words
    for table in query.tables:
        start, end = stretch(words, clean(book.page(table).name))
        words = words[:start] + " " + words[end:]
    return words


def _nearest(book: Book, rows: tuple[tuple[int, int], ...], words: str) -> tuple[tuple[int, int], ...]:
    """Of rows that share a word with the question those that share the most of their name with it."""
    said = set(pairs(words))
    shared = [len(said & set(pairs(clean(book.line(*row).seen.name)))) for row in rows]
    return tuple(row for row, found in zip(rows, shared, strict=True) if found >= 0.6 * max(shared))


def _counts(book: Book, row: tuple[int, int]) -> bool:
    return any(q.family not in {"rate", ""} for q in book.line(*row).seen.done)


def _fit_numbers(query: Query) -> Query:
    """Numbers of the question: a bound (低于80%), the N of a ranking, or what the user claims (是80%吧)."""
    masked = query.masked
    direction: Direction = "low" if cues.LEAST.search(masked) else "high" if cues.MOST.search(masked) else ""
    if not direction and ((len(query.tables) != 1 and not query.rows) or len(query.rows) > 1):
        direction = "low" if cues.LOWER.search(masked) else "high" if cues.HIGHER.search(masked) else ""
    count = 0
    top = cues.TOP_N.search(masked)
    bare = masked
    if top:
        count = ordinal(next(group for group in top.groups() if group)) or 0
        bare = masked[: top.start()] + masked[top.end() :]
    found = tuple(q for q in quantities(bare) if not (q.is_date and q.family != "year"))
    found = tuple(
        _open(q)
        for q in found
        if not re.match(r"(?:张|个)?(?:表|项目|指标)", bare[q.end :]) and q.text not in {"一次", "一个", "一下"}
    )
    picks = len(query.tables) != 1 and re.search(
        "的(?:有|是)?(?:几|哪|多少|项目|表|指标|都|分别)|(?:几|哪|多少).{0,4}(?:个|张|些).{0,14}(?:是|为|等于|占了?|拿了?|得了?|打了?)",
        bare,
    )
    found = tuple(_beyond(q, bare) for q in found)
    bound = found[0] if found and (_BOUND.search(bare) or picks) else None
    return replace(query, direction=direction, count=count, bound=bound, said=found)


def _beyond(q: Quantity, text: str) -> Quantity:
    """过了99% is anything above it."""
    return replace(q, high=None, low_open=True) if re.search("(?<!超)过了?$", text[: q.start]) else q


def _open(q: Quantity) -> Quantity:
    """In a question 不到90% is anything below; only prose means "almost" by it."""
    return replace(q, low=None) if q.hedge in {"不足", "近"} and re.match("不到|不足|未达|没到", q.text) else q


__all__ = ["P", "Quantity", "R", "understand"]
