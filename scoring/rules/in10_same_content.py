"""IN10 两项指标内容相同。

检查什么  名称和指标值都相同，或定性的指标值、完成值整句相同的两行。只是时限相同或都填“及时”“控制在预算范围内”的不算。
为什么    同一内容重复计分。
反例      “网络生态治理效果”和“网络空间整治效果”指标值都是“营造风清气正网络空间”。
正例      两项指标衡量不同的内容。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.quantity import quantities
from scoring.rule import Hit, rule
from scoring.wording import clip
from scoring.words import TIMELY, squeezed

_COMMON = re.compile(
    "预算|成本|年度?内|按计划|完成$|范围内|有效提升|明显改善|满意|较好|良好|健全|不断|持续|长期|显著|逐步|达标|合格|符合"
)
_SHORTEST = 8
_MEASURE = re.compile("(?:情况|数量|次数|个数|人数|率|效果)$")


@rule("IN10")
def same_content(ctx: Context) -> Iterator[Hit]:
    seen: dict[tuple[str, str], Row] = {}
    for row in ctx.filled:
        for key, what in _keys(row):
            earlier = seen.setdefault((what, key), row)
            if earlier is not row and earlier.row != row.row:
                values = {"name": clip(row.name), "other": clip(earlier.name), "other_row": earlier.row, "what": what}
                yield Hit((*row.at("level3", "target"), *earlier.at("level3", "target")), row.row, values)
                break


@once
def _keys(row: Row) -> list[tuple[str, str]]:
    """What must not be met twice, with what it is called."""
    found: list[tuple[str, str]] = []
    name, target, actual = squeezed(row.name), squeezed(row.target), squeezed(row.actual)
    if name and target:
        apart = row.kind if TIMELY.search(target) else ""
        found.append((f"{_MEASURE.sub('', name)}|{target}|{apart}", "名称和指标值相同"))
    for text, what in ((target, "指标值相同"), (actual, "完成值相同")):
        if len(text) >= _SHORTEST and not _COMMON.search(text) and not TIMELY.search(text) and not quantities(text):
            found.append((text, what))
    return found
