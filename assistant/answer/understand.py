"""A question as a `Query`: what is asked for, of which tables and rows, under which condition."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import cues
from assistant.answer.account import unaccounted
from assistant.answer.book import Book
from assistant.answer.cues import P, R
from assistant.answer.fitrows import fit_rows, with_the_value
from assistant.answer.intent import act_of, measure_of
from assistant.answer.mentions import Index, clean, stretch
from assistant.answer.normalise import normalise
from assistant.answer.projects import abbreviated
from assistant.answer.resolve import resolve
from assistant.answer.rownames import rows_behind
from assistant.answer.saidnumbers import counted, fit_numbers
from assistant.answer.types import Focus, Query, State
from assistant.answer.units import measured_in
from scoring.quantity import Quantity

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{6,})[”\"」』]")
_AFTER_COLON = re.compile(r"[:：]\s*(.{6,})$", re.S)
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
    query = fit_numbers(_abbreviated(index, query, len(book)))
    if (
        query.tables
        and len(book) > len(query.tables)
        and re.search("去掉|除了|除开|除去|不算|不含|排除|刨去|剔除", words)
    ):
        rest = tuple(page.number for page in book.pages if page.number not in query.tables)
        query = replace(query, tables=rest, across=True, several="")
    if not query.rows and named.partly and _asks_row(query):
        query = replace(
            query, rows=rows_behind(book, index, words, query.tables, bool(query.reading_of or counted(query)))
        )
    if not query.rows and not query.kind:
        query = replace(query, rows=_by_number(book, query, focus) or _by_asked_unit(book, query, focus))
    if query.rows and query.tables and _about_money(book, query):
        query = replace(query, rows=())
    query = fit_rows(book, query)
    query = with_the_value(book, query)
    if not query.rows and not query.kind:
        query = replace(query, kind=_bare_class(query))
    if re.search("(?:几|多少)(?:个项目|张表)(?:呢|啊)?[？。]*$", masked) and not query.state and not query.said:
        query = replace(query, rows=())  # 网信办一共有几个项目: of tables, whatever row shares a word
    query = replace(query, measure=measure_of(query))
    if query.bound is not None and query.bound.family == "multiple" and query.measure in {"target", "actual", ""}:
        query = replace(query, measure="completion", of_rows=True)  # 达到目标的三倍以上
    if not query.measure and query.bound is not None and query.bound.family == "points" and not query.of_rows:
        query = replace(query, measure="total")
    return replace(query, act=act_of(query))


def _abbreviated(index: Index, query: Query, count: int) -> Query:
    """The query with the projects that it names by an abbreviation."""
    if count < 2 or not query.topic or (query.rows and not query.tables):
        return query
    found = abbreviated(index, query.topic)
    masked, tables = query.masked, list(query.tables)
    for word, numbers in found.items():
        masked = masked.replace(word, P)
        tables += [number for number in numbers if number not in tables]
    return replace(query, masked=masked, tables=tuple(tables), topic=_topic(masked)) if found else query


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
    return bool(query.reading_of or counted(query)) or query.state in {"", "met"}


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
    told = counted(query)
    if not told or query.across:
        return ()
    wanted = told[0]
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


__all__ = ["P", "Quantity", "R", "understand"]
