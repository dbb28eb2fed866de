"""IN17 两行说法矛盾。

检查什么  同一件事，一行的完成率没有到 100% 或说明写着没有完工，另一行却说已经按期完成。
为什么    同一件事不能既完成又没有完成。
反例      “构建自律体系完成率”98%、说明“尚未完工”，另一行“构建自律体系”完成值“2021年度内完成”。
正例      另一行完成值“预计2022年3月完成”，并相应扣分。
来源      填报常识（行与行的对应）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.context import Context, Row
from scoring.rule import Hit, rule
from scoring.wording import clip
from scoring.words import squeezed

_MEASURE = re.compile(
    "(?:完成|完工|竣工|建成|验收|合格|通过|达标|实施|开展|及时|按时|按期|进度|工程|项目)*(?:率|性|情况|时间|时限|进度|数量?|次数|个数|质量|及时性|及时率|工作|任务)?$"
)
_UNDONE_NOTE = re.compile("(?:尚未|还未|仍未|未能?)(?:完成|完工|竣工|建成|验收|开工|启动|实施|投入使用)")
_RATE_OF_DONE = re.compile("完成率|完工率|竣工率|建成率|验收|进度")
_DONE = re.compile(
    "(?<![未没])(?:已|内|按[时期]|如期|全部|准时|底前|前)?(?:完成|竣工|完工|建成|验收合格|通过验收|投入使用)(?!率)|^(?:按[时期]|及时|如期)$|^100%$"
)
_UNDONE = re.compile("未(?:能)?(?:完成|竣工|完工|建成|验收|实施)|尚未|没有完成|部分|预计|计划|推迟|延期")
_SHORTEST_SAME, _SHORTEST = 2, 4


@rule("IN17")
def rows_contradict(ctx: Context) -> Iterator[Hit]:
    undone = [row for row in ctx.filled if _undone(row, ctx)]
    for row in undone:
        topic = _topic(row.name)
        if len(topic) < _SHORTEST_SAME:
            continue
        for other in ctx.filled:
            if other in undone or not _same(topic, _topic(other.name)):
                continue
            if _DONE.search(other.actual) and not _UNDONE.search(other.actual + other.note):
                values = {"name": clip(row.name), "actual": clip(row.note or row.actual), "other": clip(other.name)}
                values |= {"other_row": f"{other.row}", "other_actual": clip(other.actual)}
                yield Hit((*row.at("actual"), *other.at("actual")), other.row, values)


def _undone(row: Row, ctx: Context) -> bool:
    if ctx.judged[row.row].adjusted_by:
        return False
    if _UNDONE_NOTE.search(row.note) or re.search("尚未|未完成|未完工|未竣工", row.actual):
        return True
    return ctx.judged[row.row].state == "missed" and bool(_RATE_OF_DONE.search(row.name))


@lru_cache(maxsize=4096)
def _topic(name: str) -> str:
    return _MEASURE.sub("", squeezed(name))


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _SHORTEST and (one in other or other in one)
