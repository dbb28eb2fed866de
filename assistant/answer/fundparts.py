"""The parts of the funds (财政拨款, 上年结转, 其他资金): what is left of them, their rates, one against the other."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import cues
from assistant.answer.book import Page
from assistant.answer.money import part_name
from assistant.answer.reply import Reply, said_rate
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query

_PARTS = (("财政", re.compile("财政(?:拨款|资金|拨付|补助)")), ("结转", re.compile("结转")),
          ("其他", re.compile("(?:其他|自筹|自有)资金")))  # fmt: skip
_LEFT = re.compile("剩|没(?:有)?(?:花|用|支|动)|未(?:花|用|支|执行)|结余(?!资金)|余额|余下|省下|差多少没")
_RATE = re.compile("执行率|执行进度|执行比例|执行情况|花得|用得|执行得|百分之几|几成|进度")


def answer(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """What is left of a part of the funds, its rate, or which part was spent better; None for other questions."""
    named = [(hit.start(), word) for word, pattern in _PARTS if (hit := pattern.search(query.words))]
    if not named or query.act in {"why", "rule", "verify", "sum", "mean"} or query.across:
        return None
    pages = pages_of(reply.book, query, focus)
    left, rate = bool(_LEFT.search(query.words)), bool(_RATE.search(query.words))
    if len(pages) != 1 or not (left or rate):
        return None
    page = pages[0]
    rows = [row for _, word in sorted(named) if (row := _row(page, word)) is not None]
    if not rows:
        return None
    told = "".join(_said(reply, page, row, left, rate) for row in rows)
    head = _higher(page, rows, query.words) if len(rows) > 1 and not left else ""
    return reply.done(head + told, table=page.number) if told else None


def _row(page: Page, word: str) -> int | None:
    return next((index for index, row in enumerate(page.table.funds) if index and word in row.name), None)


def _said(reply: Reply, page: Page, row: int, left: bool, rate: bool) -> str:
    name = f"{page.name}的{part_name(page.table.funds[row].name)}"
    annual, executed = page.money("annual_budget", row), page.money("executed", row)
    cells = f"funds{row + 1}.annual_budget", f"funds{row + 1}.executed"
    if annual is None or executed is None:
        return ""
    if not annual and not executed:
        reply.cite(page, *cells)
        return f"{name}全年预算数和全年执行数都是零，没有可算的结余和执行率。"
    budget, spent = reply.money(page, cells[0]), reply.money(page, cells[1])
    told: list[str] = []
    if left:
        reply.number(abs(annual - executed))
        word = "结余" if annual >= executed else "超支"
        told.append(f"{word}{page.amount(abs(annual - executed))}（全年预算数{budget} − 全年执行数{spent}）")
    if rate and annual:
        reply.number(executed / annual)
        shown = reply.cell(page, f"funds{row + 1}.execution_rate")
        filled = f"，表内填{shown}" if shown else ""
        how = f"（{filled.lstrip('，')}）" if left and filled else "" if left else f"（{spent} ÷ {budget}{filled}）"
        told.append(f"执行率是{said_rate(executed / annual)}{how}")
    return f"{name}{'，'.join(told)}。" if told else ""


def _higher(page: Page, rows: list[int], words: str) -> str:
    """其他资金的执行率更低： where the question asks which."""
    low = bool(cues.LOWER.search(words))
    if not low and not cues.HIGHER.search(words) and not cues.COMPARE.search(words):
        return ""
    rates: list[tuple[Decimal, int]] = []
    for row in rows:
        annual, executed = page.money("annual_budget", row), page.money("executed", row)
        if annual and executed is not None:
            rates.append((executed / annual, row))
    if len(rates) < 2:
        return ""
    chosen = min(rates) if low else max(rates)
    return f"{part_name(page.table.funds[chosen[1]].name)}的执行率更{'低' if low else '高'}："
