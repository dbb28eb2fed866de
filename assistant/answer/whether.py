"""Yes-or-no questions, checked against the cells and never simply agreed with."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import finding, money, rowsaid, scores
from assistant.answer.book import Page
from assistant.answer.claimed import claimed
from assistant.answer.reply import Reply, said_points, said_rate
from assistant.answer.scope import in_state, lines_named, pages_of
from assistant.answer.texts import class_title, lines_of
from assistant.answer.types import Answer, Focus, Query
from scoring.quantity import quantities

_EVERY = re.compile("全部|都|各项|所有|全都|全面|圆满|统统|每项|一项不落|均")


_TELLERS = {
    "exceeded": rowsaid.actual,
    "full": rowsaid.score,
    "lost": rowsaid.lost,
    "adjusted": rowsaid.adjusted,
    "full_missed": rowsaid.score,
}
_SCORED_RIGHT = re.compile(
    "(?:扣|给|打|得)(?:得|的)?(?:分)?(?:对|准|公平)|得分(?:的)?(?:计算|核算|算得|是否|是不是).{0,6}(?:对|准|正确|有误)"
)
_SAME = "一致|对得上|对不上|相符|符合|矛盾|吻合|一样|相同|照抄|重复"
_WRONG = "精确|准确|错位|移位|错行|填错|写错|有误|有问题|规范|合理|对不对|正确|错"
_LISTED = frozenset({"exceeded", "full", "lost", "full_missed", "no_note", "none", "cut", "copied", "late", "adjusted"})


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """The answer, or None where the question is no yes-or-no question after all."""
    pages = pages_of(reply.book, query, focus)
    one = len(pages) == 1
    if query.rows and re.search("合理|规范", query.masked):
        return _row_findings(reply, query)
    scored = query.rows and _SCORED_RIGHT.search(query.masked)
    if query.said and (one or query.rows) and not scored:
        told = claimed(reply, query, pages[0])
        if told:
            return told
    if query.rows:
        told = _of_row(reply, query)
        if told:
            return told
    return _of_table(reply, query, pages[0]) if one else None


def _of_row(reply: Reply, query: Query) -> Answer | None:
    if _SCORED_RIGHT.search(query.masked):
        return _right_score(reply, query)
    if re.search(_SAME, query.masked) and re.search("完成情况|自评内容|文字|总结|描述|叙述", query.masked):
        told = _told_alike(reply, query)
        if told:
            return told
    if re.search(_WRONG, query.masked) and not query.said:
        return _row_findings(reply, query)
    if re.search("(?:低于|高于|超过|达到|不到|没到|够|比).{0,4}(?:目标|指标值|计划)", query.masked):
        query = replace(query, measure="actual")
    return _row(reply, query) if query.measure != "note" else None


def _told_alike(reply: Reply, query: Query) -> Answer | None:
    """Whether the form's own text tells the same number as the row; None where the text does not speak of it."""
    line = reply.book.line(*query.rows[0])
    page = reply.book.page(line.table)
    hit = finding.search(page, line.name, line.name, next((q.unit for q in line.seen.done if q.unit), ""))
    if hit is None or hit.cell.startswith("R") or not line.seen.done:
        return None
    own = line.seen.done[0]
    near = [q for q in quantities(hit.text) if q.family == own.family and not q.is_date]
    told = rowsaid.actual(reply, page, line)
    reply.cite(page, hit.cell)
    head = "一致" if any(q.value == own.value for q in near) else "不一致"
    return reply.done(f"{head}：{hit.label}里写的是“{hit.text}”，指标行是：{told}", table=page.number, row=line.row)


def _of_table(reply: Reply, query: Query, page: Page) -> Answer | None:
    equal = re.search("等于|相等|一致|相符|吻合|对得上|对不上", query.masked) and "总分" in query.masked
    if equal and re.search("之和|加起来|相加|加总|合计|各行|各项", query.masked) and page.total is not None:
        same = page.sheet.row_total in {None, page.total}
        head = "是的，各行得分与预算执行得分加起来等于总分：" if same else "不是，加起来不等于总分："
        return reply.done(head + scores.right(reply, page), table=page.number)
    if re.search("总分|分数|加总|合计|算", query.masked) and re.search("对|错|正确|准|没算错", query.masked):
        text = scores.right(reply, page)
        if text:
            return reply.done(text, table=page.number)
    if re.search(_SAME, query.masked) and query.measure in {"narrative", "goal"}:
        return _narrative(reply, query, page)
    return _by_state(reply, query, page) or _by_measure(reply, query, page)


def _by_state(reply: Reply, query: Query, page: Page) -> Answer | None:
    """Completed, full points, points lost …: over the rows that the words name."""
    measure = query.measure
    if query.state in {"missed", "met"} and measure in {"", "actual", "narrative", "goal", "rows", "target"}:
        return _completeness(reply, query, page)
    if query.state == "full" and measure in {"total", "score"} and page.lost is not None:
        return reply.done(("是的，" if page.lost == 0 else "不是，") + scores.total(reply, page), table=page.number)
    if query.state in _LISTED and measure not in {"balance", "budget_change"}:
        return _any(reply, query, page)
    return None


def _by_measure(reply: Reply, query: Query, page: Page) -> Answer | None:
    if query.kind and re.search("有没有|有.*吗|设|缺", query.masked) and not query.measure:
        return _has_class(reply, query, page)
    if query.measure == "balance":
        return _spent(reply, query, page)
    if query.measure == "note" and not query.rows:
        return _explained(reply, page)
    return None


# -- about rows and completeness -------------------------------------------------------------------------------------


def _row(reply: Reply, query: Query) -> Answer | None:
    """Was this row completed, exceeded, given full points, changed, explained?"""
    line = reply.book.line(*query.rows[0])
    page = reply.book.page(line.table)
    if len({t for t, _ in query.rows}) > 1:
        return None
    state = query.state
    if (
        state in {"met", "missed", "late"}
        or query.measure in {"actual", "completion"}
        or (not state and re.search("达标|完成|合格|达到", query.masked))
    ):
        told = rowsaid.actual(reply, page, line)
        if not told:
            return None
        head = {"met": "完成了。", "exceeded": "完成了，而且超额。", "missed": "没有完成。"}.get(
            line.state, "从表内不能判断是否完成。"
        )
        return reply.done(head + told, table=page.number, row=line.row)
    if state in {"exceeded", "full", "lost", "adjusted", "full_missed"}:
        yes = in_state(line, state)
        text = _TELLERS[state](reply, page, line)
        return reply.done(("是的，" if yes else "没有，") + text, table=page.number, row=line.row) if text else None
    if state in {"no_note", "noted"}:
        told = rowsaid.note(reply, page, line)
        return reply.done(
            f"写了。{told}" if told else f"没有写：{page.name}的“{line.name}”没有填偏差原因。",
            table=page.number,
            row=line.row,
        )
    return None


def _completeness(reply: Reply, query: Query, page: Page) -> Answer:
    """是不是全部完成了: over the rows that the words name."""
    lines = [line for line in lines_named(reply.book, query, (page,)) if line.real]
    scope = class_title(query.kind) if query.kind else "各项指标"
    missed = [line for line in lines if line.state == "missed"]
    by_change = [
        line
        for line in lines
        if line.judged and line.judged.adjusted_by and line.judged.first == "missed" and line.judged.is_met
    ]
    unknown = [line for line in lines if line.state == "unknown"]
    if missed:
        for line in missed:
            reply.cite(page, line.id("target"), line.id("actual"))
        named = "；".join(f"{line.name}指标值{line.seen.target}，完成{line.seen.actual}" for line in missed)
        text = f"没有全部完成：{page.name}有{len(missed)}项没有完成（{named}）。"
    else:
        for line in lines:
            if line.state in {"met", "exceeded"}:
                reply.cite(page, line.id("actual"))
        text = f"{page.name}{scope}中能判断的都达到了指标值。" if unknown else f"{page.name}{scope}都达到了指标值。"
    if by_change:
        for line in by_change:
            reply.cite(page, line.id("target"), line.id("actual"), line.id("deviation_note"))
        text += f"{'、'.join(line.name for line in by_change)}没达到年初指标值，是按年中调整后的指标值算完成的。"
    if unknown:
        text += (
            f"{'、'.join(line.name for line in unknown[:6])}{'等' if len(unknown) > 6 else ''}从表内看不出是否完成。"
        )
    rate = page.rate
    if rate is not None and rate < page.profile.low_rate and not query.kind:
        reply.cite(page, "funds.executed", "funds.annual_budget")
        text += f"但钱没有花完，预算执行率只有{said_rate(rate)}。"
    return reply.done(text, table=page.number, listed=[(line.table, line.row) for line in missed])


def _narrative(reply: Reply, query: Query, page: Page) -> Answer:
    """Does the form's own narrative agree with its cells, or merely repeat the goal?"""
    from assistant.answer import verifying

    text = page.table.narrative or ""
    if not text.strip():
        return reply.done(f"{page.name}的实际完成情况是空的，没有可以核对的。", table=page.number, answered=False)
    repeats = any(one.rule == "NV03" for one in page.checked.findings)
    if "目标" in query.masked and re.search("一样|相同|照抄|重复|一致", query.masked):
        goal, told = reply.cell(page, "goal", 200), reply.cell(page, "narrative", 200)
        head = "是的，几乎一样" if repeats else "不一样"
        return reply.done(f"{head}：{page.name}的预期目标是“{goal}”，实际完成情况是“{told}”。", table=page.number)
    reply.cite(page, "narrative")
    return verifying.hold(reply, page, text, "narrative")


def _right_score(reply: Reply, query: Query) -> Answer | None:
    """第6项扣3分扣得对吗: the stated score against the formula."""
    line = reply.book.line(*query.rows[0])
    page = reply.book.page(line.table)
    told = rowsaid.recomputed(reply, page, line)
    scored = line.scored
    if not told or scored is None or scored.recomputed is None or scored.stated is None:
        return reply.done(told, table=page.number, row=line.row) if told else None
    head = "对，" if scored.recomputed == scored.stated else "不对，"
    return reply.done(head + told, table=page.number, row=line.row)


def _row_findings(reply: Reply, query: Query) -> Answer:
    """What the rules found in this row."""
    line = reply.book.line(*query.rows[0])
    page = reply.book.page(line.table)
    found = [one for one in page.checked.findings if one.row == line.row and one.severity != "info"]
    for one in found[:5]:
        reply.cite(page, *one.facts)
    whole = rowsaid.whole(reply, page, line)
    if not found:
        return reply.done(f"没有查出这一行有问题。{whole}", table=page.number, row=line.row)
    told = "".join(f"{one.message}（{one.rule}）" for one in found[:5])
    return reply.done(f"这一行查出{len(found)}处问题：{told}{whole}", table=page.number, row=line.row)


def _any(reply: Reply, query: Query, page: Page) -> Answer:
    """有没有扣分的, 是不是都满分: the list begins with the answer."""
    from assistant.answer import lists

    if query.state == "full" and _EVERY.search(query.masked):
        lines = [line for line in lines_named(reply.book, query, (page,)) if line.real and line.seen.points]
        short = [line for line in lines if line.seen.score != line.seen.points]
        if not short and not query.kind and page.funds_lost:
            reply.cite(page, "funds.score", "funds.points", "total_score")
            return reply.done(
                f"各项指标都是满分，但预算执行只得{page.table.text('funds.score')}分，"
                f"扣{said_points(page.funds_lost)}。",
                table=page.number,
            )
        for line in short or lines:
            reply.cite(page, line.id("points"), line.id("score"))
        if not short:
            return reply.done(f"是的，{page.name}的指标都得了满分。", table=page.number)
        named = "、".join(f"{line.name}（分值{line.cells.points}，得{line.cells.score}分）" for line in short)
        return reply.done(f"不是，{page.name}有{len(short)}项不是满分：{named}。", table=page.number)
    told = lists.answer(reply, query, Focus(table=page.number))
    found = bool(told.focus.listed)
    return reply.done(("有。" if found else "没有。") + told.text, table=page.number, listed=told.focus.listed)


def _has_class(reply: Reply, query: Query, page: Page) -> Answer:
    lines = lines_of(page, query.kind)
    title = class_title(query.kind)
    for line in lines:
        reply.cite(page, line.id("level3"), line.id("points"))
    if lines:
        return reply.done(
            f"有，{page.name}的{title}有{len(lines)}项：{'、'.join(line.name for line in lines)}。", table=page.number
        )
    return reply.done(f"没有，{page.name}没有设置{title}（表内为空或填“无”）。", table=page.number)


def _spent(reply: Reply, query: Query, page: Page) -> Answer | None:
    left = page.balance
    if left is None:
        return None
    done = re.search("(?:花|用|执行|支出|使用)(?:完|光|掉|出去)", query.masked) and not re.search(
        "没|未|不", re.sub("有没有|是不是|吗|没有?[？]*$", "", query.masked)
    )
    if "超" in query.masked:
        head = "没有超预算，" if left >= 0 else "超了，"
    elif done:
        head = "都花完了，" if left == 0 else "没有花完，"
    else:
        head = "有，" if left > 0 else "没有，"
    rate = f"执行率{said_rate(page.rate)}。" if page.rate is not None else ""
    return reply.done(head + money.balance(reply, page) + rate, table=page.number)


def _explained(reply: Reply, page: Page) -> Answer | None:
    noted = [line for line in page.lines if line.seen.note]
    if not noted:
        return reply.done(f"没有，{page.name}各行都没有写偏差原因。", table=page.number)
    told = "；".join(f"{line.name}：{reply.cell(page, line.id('deviation_note'), 120).rstrip('。')}" for line in noted)
    return reply.done(f"{page.name}写了偏差说明的有{len(noted)}行：{told}。", table=page.number)
