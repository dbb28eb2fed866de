"""IN02 各栏错位。

检查什么  一行的值是否没有填在自己的栏里：得分填在偏差原因栏、三级指标栏填了指标类别、整行右移一格。
          粘贴时丢失合并单元格造成的左移是读表问题，在“读表提示”里说明，不算本条。
为什么    错位的行无法计分，系统取数也会取错。
反例      分值栏“及时完成”，得分栏 10，偏差原因栏 10。
正例      分值栏 10，得分栏 10，偏差原因栏“无”。
来源      填报常识（表格栏目校核）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.numbers import points
from scoring.context import Context, Row, once
from scoring.rule import Hit, rule
from scoring.wording import clip

_HEADING = re.compile(
    r"(?:数量|质量|时效|成本|(?:经济|社会|生态|环境)效益|可持续影响|(?:服务对象)?满意度|产出|效益)指标"
)
_FIELDS = ("target", "actual", "points", "score", "deviation_note")


@rule("IN02")
def cells_shifted(ctx: Context) -> Iterator[Hit]:
    for row in ctx.rows:
        cells = row.cells
        values: dict[str, object] = {
            "row": row.row,
            "name": clip(row.name or f"第{row.row}行"),
            "points": clip(cells.points or ""),
            "score": clip(cells.score or ""),
            "note": clip(cells.deviation_note or ""),
        }
        variant = _variant(row)
        if variant is not None:
            facts = row.at("level3", *_FIELDS) if variant != "note" else row.at("deviation_note", "score")
            yield Hit(facts, row.row, values, variant)


@once
def _variant(row: Row) -> str | None:
    """Which wording fits: the whole row ran right, a number stands under the note, a heading under the name."""
    if row.cells.shift > 0:
        return "place"
    if row.shifted:
        return ""
    if points(row.cells.deviation_note) is not None and row.cells.deviation_note != "0" and row.filled:
        return "note"
    return "heading" if row.filled and row.points is not None and _HEADING.fullmatch(row.name) else None
