"""From a query to the tool that answers it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.answer import (
    beside,
    compare,
    dates,
    decline,
    finding,
    fundparts,
    lists,
    per,
    ranking,
    refuse,
    review,
    reviewed,
    rowpair,
    rulesaid,
    scores,
    sums,
    tablesby,
    verifying,
    whether,
    why,
)
from assistant.answer.book import Book, Page
from assistant.answer.cues import FOREIGN, MEANING
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from assistant.answer.values import value

_OTHER_YEAR = re.compile("去年|上(?:一)?年(?!结转)|上年度|前年|往年|历年|同比|环比|明年|下一?年|次年|后年|未来")

# Asked after by name: who did the work, in which village; a form's rows name the kind of work, never these.
_BIDDER = re.compile(
    "(?:施工|监理|承建|设计|供货|承办|协办|中标)(?:单位|方|公司|企业)(?:的)?(?:叫|是|名|有)"
    "|(?:哪(?:家|个)(?:单位|公司|企业)?|谁)(?:来|在|负责)?(?:施工|监理|承建|承包|设计|供货|承办|协办|中标)"
)
_BRAND = re.compile("(?:什么|哪个|哪种|啥)(?:牌子|品牌|型号)|(?:牌子|品牌|型号)(?:是|叫)")
_PRICE = re.compile("(?:花|用)了?(?:多少|几)|(?:多少|几)钱")
ZERO = Decimal(0)
_PLACE = re.compile("哪(?:个|些|一个)(?:村|乡|镇|街道|省|县)")


def route(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The answer of the tool that fits; where none does, what is not held is said so."""
    simple = {
        "chat": lambda: decline.chat(reply),
        "help": lambda: decline.help_text(reply),
        "foreign": lambda: decline.outside(reply),
        "draft": lambda: decline.drafting(reply),
        "change": lambda: decline.change(reply, query, focus),
        "verify": lambda: verifying.answer(reply, query, focus),
    }
    if query.act in simple:
        return simple[query.act]()
    if query.missing_table:
        return decline.no_such(reply, query)
    if query.act == "meaning":
        told = rulesaid.meaning(reply, query, focus)
        if told:
            return told
    return _special(reply, query, focus) or _tool(reply, query, focus) or value(reply, query, focus)


def _special(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """What must not reach the plain tools: what forms never hold, rules, texts, what the named rows do not tell."""
    foreign = (
        _other_year(reply, query, focus)
        or dates.answer(reply, query, focus)
        or _foreign(reply, query, focus)
        or _split_money(reply, query, focus)
    )
    if foreign:
        return foreign
    asked_of_rules = MEANING.search(query.masked) and not query.rows and query.measure and not query.tables
    if query.act == "rule" or (asked_of_rules and query.act != "why"):
        return rulesaid.answer(reply, query, focus)
    for tool in _IN_ORDER:
        told = tool(reply, query, focus)
        if told:
            return told
    return None


def _text(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """A sentence of the form's texts, where no cell is asked for."""
    if query.rows or query.kind or query.measure not in {"", "overview", "actual", "note"}:
        return None
    if query.act == "why" and query.state:
        return None
    return refuse.from_text(reply, query, pages_of(reply.book, query, focus))


def _split_money(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    part = _part_of_the_money(query)
    if not part:
        return None
    return refuse.not_held(reply, replace(query, topic=part, reading_of="元"), focus, search=False)


def _part_of_the_money(query: Query) -> str:
    """What a form's money is not split by: CT多少钱, 装修花了多少, 一顿多少钱; "" where the whole is asked for."""
    if query.rows or query.kind or query.across or query.act != "value":
        return ""
    price = _PRICE.search(query.masked)
    if query.measure not in {"executed", "annual_budget"} or price is None:
        return ""
    if re.search("一(?:顿|餐|桌|张|件|辆)(?:饭|票)?(?:要|花|是)?多少钱", query.masked):
        return query.topic or "单价"
    letters = re.search(r"[A-Za-z]{2,}", query.masked[: price.start()])
    return query.topic or (letters[0] if letters else "")


def _other_year(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """2020年的执行率, of tables of 2021: not held."""
    years = [int(q.value) for q in query.said if q.family == "year"]
    if not years or query.act in {"verify", "rule"} or re.search("是不是|吗|写|年度是|对吧", query.masked):
        return None
    pages = pages_of(reply.book, query, focus)
    if any(page.year in years or page.year is None or (query.rows and _written(page, years)) for page in pages):
        return None
    return refuse.not_held(reply, replace(query, words=f"其他年度{query.words}", topic=""), focus, search=False)


def _written(page: Page, years: list[int]) -> bool:
    """Whether a text or a row of the table speaks of one of the years."""
    told = [text for _, text in finding.cells(page)]
    told += [text for line in page.lines for text in (line.name, line.seen.target, line.seen.actual)]
    return any(str(year) in text for year in years for text in told)


def _late(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """晚了几天: the days between the deadline and the date of completion."""
    if query.state != "late" or query.reading_of not in {"天", "个月", "月", "日"}:
        return None
    told: list[str] = []
    pages = pages_of(reply.book, query, focus)
    for page in pages:
        for line in page.lines:
            fact = page.facts.get(line.id("days_late"))
            if fact is None or fact.value is None or (query.rows and (page.number, line.row) not in query.rows):
                continue
            reply.cite(page, line.id("target"), line.id("actual"))
            word = "晚" if fact.value > 0 else "早"
            told.append(
                f"{page.name}的“{line.name}”比时限{word}{fact.text}（指标值{line.seen.target}，"
                f"完成{line.seen.actual}）。"
            )
    if not told and not query.rows:
        for page in pages:
            for cell, text in finding.cells(page):
                for clause in finding.clauses(text):
                    if re.search("[晚迟延][^，]{0,3}\\d+天|逾期", clause):
                        reply.cite(page, cell)
                        told.append(f"{page.name}的{finding.Found(cell, clause, 1).label}里写的是：{clause}。")
    return reply.done("".join(told), table=pages[0].number if len(pages) == 1 else None) if told else None


def _foreign(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """What forms never hold, unless a text of this one does."""
    share = query.measure == "points" and query.topic and not query.rows and not query.kind and "分" not in query.words
    if share:  # 餐费占多少: a share of money that the form does not split
        return refuse.not_held(reply, query, focus)
    bidder = _BIDDER.search(query.words) or _BRAND.search(query.words)
    if (
        not FOREIGN.search(query.masked.replace("上年结转", "").replace("其他资金", ""))
        and not _OTHER_YEAR.search(query.words)
        and not bidder
    ):
        return None
    if bidder or _PLACE.search(query.words):
        return refuse.not_held(reply, replace(query, rows=()), focus, search=False)
    if query.measure in {"unit", "department"} and not re.search("负责人|联系|电话|领导|经办", query.words):
        return None
    timed = None if _OTHER_YEAR.search(query.words) else refuse.no_time(reply, query, focus)
    if timed:
        return timed
    if (
        query.act == "why"
        and query.measure in {"rate", "balance", "lost", "total"}
        and not _OTHER_YEAR.search(query.words)
    ):
        return None
    if _OTHER_YEAR.search(query.words):
        return refuse.not_held(reply, query, focus, search=False)
    return refuse.not_held(reply, query, focus)


def _tool(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    pages = pages_of(reply.book, query, focus)
    if (
        query.measure == "budget_change"
        and len(pages) > 1
        and query.act in {"list", "count", "value", "whether"}
        and not query.tables
    ):
        return sums.changed(reply, query, pages)
    match query.act:
        case "compare":
            return compare.answer(reply, query)
        case "rank":
            return ranking.answer(reply, query, focus)
        case "sum":
            of_one = (
                focus.table is not None
                and not query.across
                and not re.search("所有|全部|加起来|合计|这些", query.words)
            )
            return None if of_one else sums.total(reply, query, focus)
        case "mean":
            return sums.mean(reply, query, focus) if len(reply.book) > 1 else None
        case "review":
            if query.measure == "total" and query.said and len(pages) == 1:  # 自评96.9分有没有问题
                return reply.done(scores.right(reply, pages[0]), table=pages[0].number)
            return review.answer(reply, query, focus)
        case "why":
            return why.answer(reply, query, focus)
        case "list" | "count":
            return _list(reply, query, focus)
        case "whether":
            return _whether(reply, query, focus)
        case _:
            return None


def _list(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    if query.state or query.bound is not None or query.measure in {"tables", "cut"}:
        return lists.answer(reply, query, focus)
    if query.kind and query.across and re.search("没有|没设|未设|缺|不设", query.masked):
        return lists.answer(reply, query, focus)
    if query.measure in {"rows", ""} and (query.of_rows or query.kind):
        return lists.answer(reply, query, focus)
    return None


def _overspent(reply: Reply, pages: tuple[Page, ...]) -> Answer:
    """有没有哪张表超支."""
    over = [page for page in pages if page.balance is not None and page.balance < 0]
    if not over:
        return reply.done(f"没有，{len(pages)}张表都没有超支（全年执行数都不大于全年预算数）。")
    for page in over:
        reply.cite(page, "funds.annual_budget", "funds.executed")
    told = "；".join(f"{page.name}（超支{page.amount(-(page.balance or ZERO))}）" for page in over[:30])
    return reply.done(f"有{len(over)}张超支：{told}。", listed=[(page.number, None) for page in over])


def _whether(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    pages = pages_of(reply.book, query, focus)
    if len(pages) > 1 and not query.rows:
        if query.measure == "balance" and re.search("超(?:支|出?了?预算)", query.words):
            return _overspent(reply, pages)
        if query.bound is not None and query.measure:
            return ranking.within(reply, query, pages)
        if query.state or query.measure == "cut":
            return lists.answer(reply, query, focus)
        return None
    return whether.answer(reply, query, focus)


_IN_ORDER = (
    _late, per.answer, _text, fundparts.answer, rowpair.answer, reviewed.answer, tablesby.answer, beside.the_question,
    refuse.unit_differs,
)  # fmt: skip


__all__ = ["Book", "route"]
