"""Why: causes that the form gives, told with their cell; or the true answer that it gives none. Never a guess."""

from __future__ import annotations

import re

from assistant.answer import rowsaid, scores
from assistant.answer.book import Line, Page
from assistant.answer.ranking import same
from assistant.answer.reply import Reply, said_rate
from assistant.answer.scope import lines_named, pages_of
from assistant.answer.types import Answer, Focus, Query
from forms.parse.cutoff import looks_cut_off
from scoring.reasons import sentences, why_budget_changed, why_money_left

_FULL = re.compile("满分|不扣|没扣|没有扣|还给|给了")
_HIGH = re.compile("(?:这么|那么|太|很|较|偏)?高|超额|超过|多(?!少)")


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """Why points are lost, a row was missed, money is left, a target or the budget was changed."""
    pages = pages_of(reply.book, query, focus)
    page = pages[0]
    if len(pages) > 1 and not query.rows:
        return None
    if query.rows:
        return _row(reply, query)
    if query.measure in {"rate", "balance", "executed"} or (
        re.search("钱|花|执行", query.masked) and query.measure not in {"funds_score", "lost"}
    ):
        return _money(reply, query, page)
    if query.measure in {"budget_change", "initial_budget", "annual_budget"}:
        return _budget(reply, page)
    if re.search("对不上|不一致|不符|不对|不等", query.masked) and query.measure in {
        "total",
        "score",
        "recomputed",
        "gap",
    }:
        return reply.done(scores.right(reply, page), table=page.number)
    if (
        query.measure in {"lost", "total", "score", "recomputed", "gap", "funds_score", "grade"}
        or query.state in {"lost", "full"}
        or re.search(r"\d分", query.masked)
        or any(page.total is not None and same(page.total, said) for said in query.said)
    ):
        return _points(reply, query, page)
    if query.state == "adjusted" or query.measure == "adjusted":
        return _adjusted(reply, page)
    if (
        query.state in {"missed", "full_missed", "no_note", "late"}
        or query.measure in {"note", "completion", "actual", "difference"}
        or not query.measure
    ):
        return _missed(reply, query, page)
    return None


# -- a row -------------------------------------------------------------------------------------------------------------


def _row(reply: Reply, query: Query) -> Answer | None:
    line = reply.book.line(*query.rows[0])
    page = reply.book.page(line.table)
    if query.measure in {"rate", "balance"}:
        return _money(reply, query, page)
    head = _premise(query, line)
    if head is None:
        head = ""
    if (query.measure in {"lost", "score"} or query.state in {"lost", "full", "full_missed"}) and not head.startswith(
        "并"
    ):
        scored = rowsaid.lost(reply, page, line)
        why = _note(reply, page, line) or "表内没有说明原因。"
        fact = rowsaid.actual(reply, page, line)
        return reply.done(scored + fact + why, table=page.number, row=line.row)
    if query.measure == "difference":
        head = head or rowsaid.difference(reply, page, line)
    fact = rowsaid.actual(reply, page, line) or rowsaid.whole(reply, page, line)
    why = _note(reply, page, line)
    if not why:
        other = _elsewhere(reply, page, line)
        why = other or (
            f"表内没有说明原因（{page.name}的“{line.name}”"
            f"偏差原因栏{'填“无”' if line.cells.deviation_note else '没有填'}）。"
        )
        if line.cells.deviation_note:
            reply.cite(page, line.id("deviation_note"))
    text = (
        f"{head}{why}{fact}"
        if not head
        else f"{head}{fact}{why if line.seen.note or query.measure == 'difference' else ''}"
    )
    return reply.done(text, table=page.number, row=line.row)


def _premise(query: Query, line: Line) -> str | None:
    """The correction of a question that takes for granted what is not so."""
    if (
        query.state == "missed"
        and line.state in {"met", "exceeded"}
        and not (line.judged and line.judged.first == "missed")
    ):
        return "并没有没完成："
    if query.state == "exceeded" and line.state in {"missed", "met"}:
        return "并没有超额："
    if query.state == "lost" and line.lost == 0:
        return "并没有扣分："
    return None


def _note(reply: Reply, page: Page, line: Line) -> str:
    if not line.seen.note:
        return ""
    text = reply.cell(page, line.id("deviation_note"), 400)
    cut = "（这句话像是没有写完，请对照原表）" if looks_cut_off(line.cells.deviation_note or "") else ""
    return f"表内写的原因是：{text.rstrip('。')}{cut}。"


def _elsewhere(reply: Reply, page: Page, line: Line) -> str:
    """A sentence of the narrative that tells a cause and names the indicator."""
    from scoring.reasons import has_cause
    from scoring.words import bigrams

    own = bigrams(line.name)
    for cell in ("narrative", "problems_found", "conclusion"):
        for sentence in sentences(page.table.text(cell) or ""):
            if has_cause(sentence) and own & bigrams(sentence):
                reply.cite(page, cell)
                return f"偏差原因栏没有写，实际完成情况里写的是：{sentence}。"
    return ""


# -- money, points, targets ----------------------------------------------------------------------------------------


def _money(reply: Reply, query: Query, page: Page) -> Answer | None:
    rate = page.rate
    left = page.balance
    if rate is None or left is None:
        return None
    fact = (
        f"{page.name}的预算执行率是{said_rate(rate)}（全年执行数{reply.money(page, 'funds.executed')}，"
        f"全年预算数{reply.money(page, 'funds.annual_budget')}），结余{page.amount(left)}。"
    )
    if left == 0:
        return reply.done(f"{page.name}没有结余，钱已全部执行：{fact}", table=page.number)
    remarks = [(cell, text) for cell, text in page.context.remarks if why_money_left([(cell, text)])]
    if remarks:
        cell, _text = remarks[0]
        return reply.done(f"表内写的原因是：{reply.cell(page, cell, 300).rstrip('。')}。{fact}", table=page.number)
    near = [line for line in page.lines if line.seen.note and line.state == "missed"]
    aside = ""
    if near:
        line = near[0]
        aside = (
            f"只有“{line.name}”一行写了“{reply.cell(page, line.id('deviation_note'), 80)}”，"
            f"说的是这项指标，没有说到钱。"
        )
    needed = "要回答需要单位补充结余原因。"
    if re.search("100%|满分|这么高|全部", query.masked) and "没" not in query.masked:
        shown = reply.cell(page, "funds.execution_rate")
        return reply.done(f"其实没有到100%，表内填的{shown}是四舍五入的结果：{fact}", table=page.number)
    high = "" if rate < page.profile.low_rate or not re.search("低|少|没", query.masked) else "执行率并不算低。"
    return reply.done(f"表内没有说明钱没有花完的原因。{high}{fact}{aside}{needed}", table=page.number)


def _budget(reply: Reply, page: Page) -> Answer | None:
    from assistant.answer.money import budget_change

    told = budget_change(reply, page)
    if not told:
        return None
    remarks = [(cell, text) for cell, text in page.context.remarks if why_budget_changed([(cell, text)])]
    why = f"表内写的是：{reply.cell(page, remarks[0][0], 300).rstrip('。')}。" if remarks else ""
    return reply.done(why + told, table=page.number)


def _points(reply: Reply, query: Query, page: Page) -> Answer | None:
    gone = page.lost
    if gone is None:
        return None
    if query.kind:
        from assistant.answer.texts import classes

        told = classes(reply, page, query.kind, "lost")
        return reply.done(told, table=page.number) if told else None
    said = next((q for q in query.said if q.family == "points"), None)
    head = ""
    if said is not None and re.search("扣|丢|失|少", query.masked) and not same(gone, said):
        head = f"并不是扣{said.text}。" if not any(same(line.lost, said) for line in page.lines if line.lost) else ""
    told = scores.recomputed(reply, page) if query.measure in {"recomputed", "gap"} else scores.lost(reply, page)
    return reply.done(head + told, table=page.number)


def _adjusted(reply: Reply, page: Page) -> Answer | None:
    lines = [line for line in page.lines if line.judged and line.judged.adjusted_by]
    if not lines:
        return reply.done(f"{page.name}的表内没有年中调整过指标值的记载。", table=page.number)
    told = "；".join(rowsaid.adjusted(reply, page, line).rstrip("。") for line in lines)
    return reply.done(
        f"表内写的调整情况：{told}。", table=page.number, listed=[(line.table, line.row) for line in lines]
    )


def _missed(reply: Reply, query: Query, page: Page) -> Answer | None:
    lines = [line for line in lines_named(reply.book, query, (page,)) if line.state == "missed" or (line.lost or 0) > 0]
    if not lines:
        noted = [line for line in page.lines if line.seen.note]
        if noted and query.measure == "note":
            notes = "；".join(f"{line.name}：{reply.cell(page, line.id('deviation_note'), 200)}" for line in noted)
            return reply.done(f"{page.name}的偏差原因写的是：{notes}。", table=page.number)
        if query.measure == "note" or query.state:
            return reply.done(f"{page.name}没有发现没完成的指标，表内也没有写偏差原因。", table=page.number)
        return None
    told: list[str] = []
    for line in lines:
        reply.cite(page, line.id("target"), line.id("actual"))
        why = (
            f"表内写的原因是“{reply.cell(page, line.id('deviation_note'), 200).rstrip('。')}”"
            if line.seen.note
            else "表内没有说明原因"
        )
        if looks_cut_off(line.seen.note):
            why += "（像是没有写完）"
        told.append(f"{line.name}（指标值{line.seen.target}，完成{line.seen.actual}）：{why}")
    row = lines[0].row if len(lines) == 1 else None
    return reply.done(
        f"{page.name}：{'；'.join(told)}。",
        table=page.number,
        row=row,
        listed=[(line.table, line.row) for line in lines],
    )
