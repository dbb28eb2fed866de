"""NT07 时间前后矛盾。

检查什么  同一行（或完成情况的同一句）里，验收早于完工、完工早于开工；完成日期晚于本年度却说按时完成。
为什么    先后颠倒的时间必有一个是错的。
反例      “2021年10月完工，2021年9月通过验收”。
正例      “2021年9月完工，2021年10月通过验收”。
来源      填报常识（时间校核）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.context import Context
from scoring.quantity import Quantity, quantities
from scoring.reasons import sentences
from scoring.rule import Hit, rule
from scoring.wording import clip

_STAGES = (
    ("开始", re.compile("开工|动工|启动|开始|进场|开展|立项|签订合同|签约")),
    ("完成", re.compile("完工|竣工(?!验收)|完成(?!率|验收)|建成|结束|交付")),
    ("验收", re.compile("(?:竣工|通过|完成|组织)?验收(?!前|合格率|通过率|率)")),
)
_JUST_BEFORE = tuple(
    (name, re.compile(f"(?:{words.pattern})(?:时间|日期)?(?:为|是|：|:|于|在)?$")) for name, words in _STAGES
)
_NOT_YET = re.compile("未|拟|计划|预计|将|尚|应|须|前(?=完|竣|验|建|开)")
_ON_TIME = re.compile("按时|按期|及时|如期|准时|按计划")
_REACH = 10


@rule("NT07")
def dates_impossible(ctx: Context) -> Iterator[Hit]:
    year = ctx.table.year
    for row in ctx.filled:
        told = [text for text in (row.actual, row.note) if text]
        what = _wrong_order("；".join(told), year)
        if what:
            yield Hit(row.at("actual", "deviation_note"), row.row, {"where": f"“{clip(row.name)}”", "what": what})
            continue
        late = next((q for q in quantities(row.actual) if year and _year(q) > year and q.family == "date"), None)
        on_time = late and (_ON_TIME.search(row.actual) or (row.full and _ON_TIME.search(row.target)))
        if late and on_time:
            what = f"{late.text}已在 {year} 年度之后，却说是“{on_time[0]}”"
            yield Hit(row.at("actual"), row.row, {"where": f"“{clip(row.name)}”", "what": what})
    for sentence in sentences(ctx.narrative):
        what = _wrong_order(sentence, year)
        if what:
            yield Hit(("narrative",), None, {"where": "实际完成情况", "what": what})


def _year(q: Quantity) -> int:
    return int(q.value) // 10_000


@lru_cache(maxsize=4096)
def _wrong_order(text: str, year: int | None) -> str:
    """What is wrong with the dates of a text, "" when nothing is."""
    told: dict[str, tuple[Quantity, int]] = {}
    last_year = year or 0
    for q in quantities(text):
        if q.family not in {"date", "month"} or q.low != q.high:
            continue
        value = int(q.value) if q.family == "date" else int(q.value) * 100
        if value >= 19_000_000:
            last_year = value // 10_000
        else:
            value += last_year * 10_000
        stage = _stage(text, q)
        if stage:
            told[stage] = (q, value)
    for first, then in (("开始", "完成"), ("完成", "验收"), ("开始", "验收")):
        if first in told and then in told and _before(told[then][1], told[first][1]):
            return f"{then}（{told[then][0].text}）早于{first}（{told[first][0].text}）"
    return ""


def _before(one: int, other: int) -> bool:
    """One date before the other, as far as both are told: a month without a day is compared by the month."""
    if one % 100 == 0 or other % 100 == 0:
        return one // 100 < other // 100
    return one < other


def _stage(text: str, q: Quantity) -> str:
    """What happened on the date: the first event behind it in its clause, else the one just before it."""
    behind = re.split("[，。；;]", text[q.end :])[0][:_REACH]
    best = min(((found.start(), name) for name, words in _STAGES if (found := words.search(behind))), default=None)
    if best:
        return "" if _NOT_YET.search(behind[: best[0]]) else best[1]
    ahead = re.split("[，。；;]", text[: q.start])[-1][-_REACH:]
    return next((name for name, words in _JUST_BEFORE if words.search(ahead)), "")
