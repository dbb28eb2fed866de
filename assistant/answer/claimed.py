"""A number that a question claims, held against the cell that it is about: never simply agreed with."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.answer import money, rowsaid, scores, texts
from assistant.answer.book import Line, Page
from assistant.answer.frames import TABLE_VALUES
from assistant.answer.ranking import fits, same
from assistant.answer.reply import Reply
from assistant.answer.types import Answer, Query
from scoring.quantity import Quantity

_REACHED = re.compile("达到|到了?|够|有(?!没有)|不低于|超过|高于|以上|不少于")


_FAMILY_MEASURE = {"rate": "rate", "points": "total", "money": "executed"}


def claimed(reply: Reply, query: Query, page: Page) -> Answer | None:
    said = query.said[-1]
    if query.rows:
        judged = (
            query.state in {"met", "missed"}
            and re.search("达标|完成(?!情况|值|数)|合格", query.masked)
            and query.bound is None
        )
        return (
            None
            if judged and not re.search("完成了?(?:吗)?.{0,2}\\d|达到", query.masked)
            else _row_number(reply, query, said)
        )
    if said.family == "year":
        told = texts.year(reply, page)
        if not told:
            return None
        return reply.done(("是的，" if said.value == page.year else "不是，") + told, table=page.number)
    measure = query.measure
    if measure == "grade":
        return None
    if measure in {"score", "points", "", "overview", "grade"} and said.family in {"points", ""}:
        measure = "total" if measure != "points" or not query.kind else ""
    if measure == "" or measure not in TABLE_VALUES:
        measure = _FAMILY_MEASURE.get(said.family, "")
    if query.kind and not measure:
        return None
    value = TABLE_VALUES[measure](page) if measure in TABLE_VALUES else None
    if measure == "funds_score" and re.search("扣|丢|少|失", query.masked):
        value = page.funds_lost
    if value is None:
        return None
    teller = money.TELLERS.get(measure) or scores.TELLERS.get(measure)
    if teller is None:
        return None
    return reply.done(f"{_verdict(query, said, value, measure)}{teller(reply, page)}", table=page.number)


def _verdict(query: Query, said: Quantity, value: Decimal, measure: str) -> str:
    """是的， / 不对， by whether the value is what the question says (or lies in the bound that it names)."""
    number = said
    if query.bound is not None or _REACHED.search(query.masked):
        at_least = number.low == number.high and _REACHED.search(query.masked)
        reached = fits(value, replace(number, high=None) if at_least else number, measure)
        if query.bound is None and not reached:
            return "没有达到，"
        return "是的，" if reached else "没有，" if re.search("达到|超过|够", query.masked) else "不是，"
    return "是的，" if same(value, number, measure) else "不对，"


def _row_number(reply: Reply, query: Query, said: Quantity) -> Answer | None:
    """接待了30次吧: the row's actual (or the cell that is asked for) against the number."""
    if len(query.rows) > 1:
        return _several(reply, query, said)
    line = reply.book.line(*next(iter(query.rows)))
    page = reply.book.page(line.table)
    measure = query.measure
    if said.family == "points" and measure not in {"points", "lost", "recomputed"}:
        measure = "score"
    value = _row_value(page, line, measure)
    if value is None:
        return None
    told = _row_text(reply, page, line, measure)
    if not told:
        return None
    done = line.judged.actual if line.judged else None
    if measure in {"", "actual"} and done is not None and query.bound is not None and _surely(done, said):
        return reply.done("是的，" + told, table=page.number, row=line.row)
    return reply.done(_verdict(query, said, value, measure) + told, table=page.number, row=line.row)


def _several(reply: Reply, query: Query, said: Quantity) -> Answer | None:
    """满意度都是100%: every row that is meant against the number."""
    told: list[str] = []
    agree: list[bool] = []
    for table, row in query.rows[:12]:
        line, page = reply.book.line(table, row), reply.book.page(table)
        value = _row_value(page, line, query.measure)
        text = _row_text(reply, page, line, query.measure)
        if value is None or not text:
            continue
        agree.append(_verdict(query, said, value, query.measure) == "是的，")
        told.append(text)
    if not told:
        return None
    head = "是的，" if all(agree) else "不是，" if len(agree) == 1 or not any(agree) else "不全是，"
    return reply.done(head + "".join(told), listed=list(query.rows))


def _surely(done: Quantity, said: Quantity) -> bool:
    """Whether a hedged actual lies wholly within what is said: 1200多起 is more than 1200起."""
    if said.low is None or done.low is None or done.low < said.low:
        return False
    return done.low > said.low or not said.low_open or done.low_open


def _row_value(page: Page, line: Line, measure: str) -> Decimal | None:
    match measure:
        case "points":
            return line.seen.points
        case "score":
            return line.seen.score
        case "lost":
            return line.lost
        case "completion":
            return line.completion
        case "recomputed":
            return line.scored.recomputed if line.scored else None
        case "target":
            found = line.seen.aim.quantities
            return found[0].value if len(found) == 1 else None
        case "difference":
            fact = page.facts.get(line.id("difference"))
            return abs(fact.value) if fact and fact.value is not None else None
        case _:
            done = line.judged.actual if line.judged and line.judged.actual else None
            if done is not None:
                return done.value
            found = line.seen.done
            return found[0].value if len(found) == 1 else None


def _row_text(reply: Reply, page: Page, line: Line, measure: str) -> str:
    teller = rowsaid.TELLERS.get(measure, rowsaid.actual)
    return teller(reply, page, line)
