"""XT06 两个项目有相同的指标行。

检查什么  不同项目里名称、指标值、完成值都相同的指标行。“及时”之类、满意度（见 XT05）和成本控制率不算。
为什么    同一件事在两个项目里各算一次绩效。
反例      两个项目都有“权威信息发布”，指标值、完成值一字不差。
正例      各项目按自己的任务设指标。
来源      填报常识（防止重复计算）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.across import Batch
from scoring.context import Row
from scoring.rule import Hit, across
from scoring.wording import clip
from scoring.words import TIMELY, squeezed

_EVERYWHERE = re.compile("成本控制|成本节约|预算|资金|经费|完成时间|及时|按时|按期|时限")


@across("XT06")
def same_row_twice(batch: Batch) -> Iterator[Hit]:
    seen: dict[tuple[str, str, str], list[tuple[int, Row]]] = {}
    for number, rows in enumerate(batch.rows, 1):
        for row in rows:
            if row.name and row.target and row.actual and not _apart(row):
                key = (squeezed(row.name), squeezed(row.target), squeezed(row.actual))
                seen.setdefault(key, []).append((number, row))
    for found in seen.values():
        numbers = list(dict.fromkeys(number for number, _ in found))
        if len(numbers) < 2 or all(batch.same_project(numbers[0], other) for other in numbers[1:]):
            continue
        row = found[0][1]
        values = {
            "tables": batch.names(numbers),
            "name": clip(row.name),
            "target": clip(row.target),
            "actual": clip(row.actual),
        }
        yield Hit(row.at("level3", "target", "actual"), None, values, tables=tuple(numbers))


def _apart(row: Row) -> bool:
    """A row that any two projects may share."""
    return row.satisfaction or bool(TIMELY.search(row.target)) or bool(_EVERYWHERE.search(row.name))
