"""Over many tables or rows: the highest and lowest, those within a bound, sums and means."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.answer.book import Line, Page, exact
from assistant.answer.frames import ROW_VALUES, TABLE_VALUES, frames_of
from assistant.answer.measures import CELLS, MONEY, NAMES, PARTS, RATES
from assistant.answer.reply import Reply, joined, said_points, said_rate
from assistant.answer.scope import lines_named, pages_of
from assistant.answer.types import Answer, Focus, Query
from scoring.quantity import Quantity

ZERO = Decimal(0)


def answer(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The first N by the measure asked for: of rows, or of tables."""
    if "结余率" in query.words:  # the more is left, the lower is the rate
        query = replace(query, measure="rate", direction="high" if query.direction == "low" else "low")
    pages = pages_of(reply.book, query, focus)
    if _of_rows(query, pages):
        return _rows(reply, query, pages)
    if len(pages) == 2 and not query.count:
        from assistant.answer import compare

        told = compare.answer(reply, replace(query, tables=tuple(page.number for page in pages)))
        if told:
            return told
    return _tables(reply, query, pages)


def _of_rows(query: Query, pages: tuple[Page, ...]) -> bool:
    if query.measure == "rows" or (
        query.measure in {"rate", *MONEY, "total", "recomputed", "gap", "funds_score"} and not query.rows
    ):
        return False
    if query.of_rows or query.kind or query.rows or query.measure in {"completion", "actual", "difference", "target"}:
        return not (query.of_rows and query.state == "missed" and query.across)
    return len(pages) == 1


def table_measure(query: Query) -> str:
    """What tables are ranked by when the question does not say: their total."""
    if query.state in {"missed", "full_missed"} and query.measure in {"", "rows"}:
        return "missed"
    if query.measure in TABLE_VALUES:
        return query.measure
    if query.measure in {"score", "points", "grade"}:
        return "total"
    if query.state in {"missed", "full_missed"}:
        return "missed"
    if re.search("贵|费钱|花钱", query.words):
        return "executed"
    if not query.measure and re.search("钱|资金|经费|预算", query.words):
        return "annual_budget"
    if re.search("退回|打回", query.words) or "问题" in query.words or "毛病" in query.words or "错" in query.words:
        return "findings"
    return "total"


def _tables(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    measure = table_measure(query)
    column = frames_of(reply.book).column(measure)
    column = column[column.index.isin([page.number for page in pages])]
    if column.empty:
        return reply.done(f"这些表内没有填{NAMES[measure]}，排不出来。", answered=False)
    if measure in PARTS and not column.any():
        return reply.done(f"{len(pages)}张表都没有{NAMES[measure]}（各列都是零）。")
    low = query.direction == "low"
    if measure == "budget_change":
        column = column.abs()
    ordered = column.sort_values(ascending=low, kind="stable")
    everyone = bool(
        not query.count
        and any(
            word in query.masked
            for word in (
                "排名",
                "排序",
                "排个",
                "从高到低",
                "从低到高",
                "排一下",
                "从大到小",
                "从小到大",
                "从多到少",
                "从少到多",
            )
        )
    )
    count = query.count or (len(ordered) if everyone else 1)
    edge = ordered.iloc[min(count, len(ordered)) - 1]
    chosen = ordered[ordered <= edge] if low else ordered[ordered >= edge]
    if len(chosen) > max(count * 4, 30):
        chosen = chosen.iloc[:30]
    numbers = [int(number) for number in chosen.index]
    told = [_table_said(reply, reply.book.page(n), measure) for n in numbers]
    word = "最低" if low else "最高"
    if measure in MONEY | {"lost", "findings", "missed"}:
        word = "最少" if low else "最多"
    listed: list[tuple[int, int | None]] = [(n, None) for n in numbers]
    if count == 1 and not everyone:
        tie = f"（并列{len(numbers)}张）" if len(numbers) > 1 else ""
        return reply.done(
            f"{NAMES[measure]}{word}的是{joined(told)}{tie}。",
            table=numbers[0] if len(numbers) == 1 else None,
            listed=listed,
        )
    order = "从低到高" if low else "从高到低"
    return reply.done(
        f"按{NAMES[measure]}{order}：{joined([f'{n}. {one}' for n, one in enumerate(told, 1)], 60)}。", listed=listed
    )


def _table_said(reply: Reply, page: Page, measure: str) -> str:
    part = [n for n, row in enumerate(page.table.funds, 1) if measure in PARTS and n > 1 and PARTS[measure] in row.name]
    reply.cite(page, *(f"funds{n}.annual_budget" for n in part), *CELLS.get(measure, () if part else ("project_name",)))
    if measure == "missed":
        missed = [line for line in page.lines if line.state == "missed"]
        for line in missed:
            reply.cite(page, line.id("target"), line.id("actual"))
        return (
            f"{page.name}（{len(missed)}项：{'、'.join(line.name for line in missed)}）"
            if missed
            else f"{page.name}（0项）"
        )
    value = TABLE_VALUES[measure](page)
    return f"{page.name}（{said(page, measure, value)}）" if value is not None else page.name


def said(page: Page, measure: str, value: Decimal) -> str:
    if measure in RATES:
        return said_rate(value)
    if measure == "budget_change":
        return f"{'调增' if value >= 0 else '调减'}{page.amount(abs(value))}"
    if measure in MONEY:
        return page.amount(value)
    if measure in {"rows", "findings", "errors", "missed"}:
        return f"{exact(value)}项"
    if measure == "recomputed" and page.total is not None:
        return f"{said_points(value)}，自评{said_points(page.total)}"
    return said_points(value)


def _rows(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    lines = lines_named(reply.book, query, pages)
    measure = (
        query.measure
        if query.measure in ROW_VALUES
        else "lost"
        if query.state == "lost"
        else "completion"
        if query.state in {"missed", "exceeded"} or query.measure in {"difference"}
        else "actual"
        if query.kind == "满意" or query.rows
        else "points"
        if "重" in query.words or "大" in query.words
        else "score"
    )
    if query.kind == "满意" and measure in {"score"} and "分" not in query.words:
        measure = "actual"
    valued = [(value, line) for line in lines if line.real and (value := row_value(line, measure)) is not None]
    if measure == "score":
        valued = [(value, line) for value, line in valued if line.seen.points]
    if measure == "actual":
        valued = _one_family(valued)
    if not valued:
        return reply.done(f"表内没有可以比较的{NAMES[measure]}。", answered=False)
    low = query.direction == "low"
    if measure == "completion":  # a ratio to a target that should not be reached says nothing of who did better
        valued = [(v, line) for v, line in valued if line.judged and not line.judged.lower_is_better] or valued
    valued.sort(key=lambda pair: pair[0], reverse=not low)
    count = query.count or 1
    edge = valued[min(count, len(valued)) - 1][0]
    chosen = [(v, line) for v, line in valued if (v <= edge if low else v >= edge)][: max(count * 3, 30)]
    many = len(pages) > 1
    told = [row_said(reply, reply.book.page(line.table), line, measure, many) for _, line in chosen]
    listed: list[tuple[int, int | None]] = [(line.table, line.row) for _, line in chosen]
    first = chosen[0][1]
    where = "" if many else reply.book.page(first.table).name
    word = ("最少" if low else "最多") if measure == "lost" else "最低" if low else "最高"
    tie = f"（并列{len(chosen)}项）" if len(chosen) > count else ""
    rest = [line for _, line in valued if line not in [one for _, one in chosen]]
    if query.rows and 0 < len(rest) <= 3:  # the rows named are few: what the others are is a part of the answer
        tie += "；其余：" + joined([row_said(reply, reply.book.page(o.table), o, measure, many) for o in rest])
    label = "满意度" if measure == "actual" and all(line.seen.satisfaction for _, line in chosen) else NAMES[measure]
    funds = _funds_lost_more(reply, pages, query, measure, valued[0][0])
    return reply.done(
        f"{funds}{where}{label}{word}的是{joined(told)}{tie}。",
        table=first.table if len({t for t, _ in listed}) == 1 else None,
        row=first.row if len(chosen) == 1 else None,
        listed=listed,
    )


def _funds_lost_more(reply: Reply, pages: tuple[Page, ...], query: Query, measure: str, most: Decimal) -> str:
    """扣分最多的 is no row where the execution of the budget lost more."""
    if measure != "lost" or len(pages) != 1 or query.kind or query.rows or query.direction == "low":
        return ""
    gone = pages[0].funds_lost
    if not gone or gone <= most:
        return ""
    reply.cite(pages[0], "funds.points", "funds.score")
    return f"扣得最多的是预算执行（扣{said_points(gone)}）；指标里，"


def _one_family(valued: list[tuple[Decimal, Line]]) -> list[tuple[Decimal, Line]]:
    """Numbers of one kind only: rates are not ranked against counts."""
    families = [line.seen.done[0].family for _, line in valued]
    most = max(set(families), key=families.count) if families else ""
    return [pair for pair, family in zip(valued, families, strict=True) if family == most]


def row_value(line: Line, measure: str) -> Decimal | None:
    value = ROW_VALUES.get(measure)
    return value(line) if value else None


def row_said(reply: Reply, page: Page, line: Line, measure: str, with_table: bool) -> str:
    """One row of a ranking with the number that it is ranked by."""
    name = f"{page.name}的{line.name}" if with_table else line.name
    if measure in {"points", "score", "lost"}:
        reply.cite(page, line.id("points"), line.id("score"))
        what = f"扣{said_points(line.lost or ZERO)}，" if measure == "lost" else ""
        return f"{name}（{what}分值{line.cells.points}，得{line.cells.score}分）"
    target, actual = reply.cell(page, line.id("target"), 40), reply.cell(page, line.id("actual"), 40)
    if measure == "completion" and line.completion is not None:
        return f"{name}（完成率{said_rate(line.completion)}：指标值{target}，完成{actual}）"
    return f"{name}（{actual}，指标值{target}）"


def fits(value: Decimal, bound: Quantity, measure: str) -> bool:
    """Whether a value lies within what the question says (低于80%, 95分以上)."""
    low, high = bound.low, bound.high
    if low is not None and low == high:
        if bound.family == "points" or (measure in RATES and bound.value == 1):  # 99.83% is not 100%
            return value == bound.value
        return same(value, bound, measure)
    if measure in RATES and not bound.family and bound.value > 2:
        low, high = (None if edge is None else edge / 100 for edge in (low, high))
    if low is not None and (value < low or (value == low and bound.low_open)):
        return False
    return not (high is not None and (value > high or (value == high and bound.high_open)))


def same(value: Decimal, said: Quantity, measure: str = "") -> bool:
    """Whether a value, rounded to the digits said, is the number said (a bare 80 of a rate is 80 %)."""
    percent = measure in RATES and not said.family and said.value > 2
    told = said.value / 100 if percent else said.value
    step = Decimal("0.01") if percent else said.scale * Decimal(1).scaleb(-said.digits)
    return value == told if step == 0 else (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == told


def within(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer:
    """The tables whose measure lies within the bound, listed and counted."""
    bound, measure = query.bound, table_measure(query)
    assert bound is not None
    chosen = [
        (value, page)
        for page in pages
        if (value := TABLE_VALUES[measure](page)) is not None and fits(value, bound, measure)
    ]
    if not chosen:
        return reply.done(f"{len(pages)}张表里没有{NAMES[measure]}{bound.text}的。")
    chosen.sort(key=lambda pair: pair[0])
    head = ""
    if query.yes_no and re.search("都|全部|均", query.masked):
        inside = {page.number for _, page in chosen}
        others = [page for page in pages if page.number not in inside]
        if others:
            told = [_table_said(reply, page, measure) for page in others]
            return reply.done(
                f"不是，{len(pages)}张中有{len(others)}张没有：{joined(told, 50)}。",
                table=others[0].number if len(others) == 1 else None,
                listed=[(page.number, None) for page in others],
            )
        head = "是的，"
    told = [_table_said(reply, page, measure) for _, page in chosen]
    return reply.done(
        f"{head}{NAMES[measure]}{bound.text}的有{len(chosen)}张：{joined(told, 50)}。",
        table=chosen[0][1].number if len(chosen) == 1 else None,
        listed=[(page.number, None) for _, page in chosen],
    )
