"""IN03 指标行文字没有写完。

检查什么  三级指标、指标值、完成值、偏差说明的文字是否在半句或半个词处中断。单元格内的空格是换行，不算。
为什么    文字不全就无法判断是否完成；多是列宽不够、粘贴或导出时被截断。
反例      偏差说明“因疫情原因，调研、学习减”；完成值“按政府采购标”。
正例      偏差说明“因疫情原因，调研、学习减少，全年少接待3次”。
来源      填报常识（公开前的文字校核）
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.parse.cutoff import looks_cut_off
from scoring.context import Context, Row, once
from scoring.rule import Hit, rule

LABELS = {"level3": "三级指标", "target": "指标值", "actual": "完成值", "deviation_note": "偏差说明"}
_SHORTEST_STUB = 4


@rule("IN03")
def text_cut_off(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        cut = _cut_fields(row)
        if cut:
            texts = _texts(row)
            what = "、".join(f"{LABELS[field]}以“…{texts[field][-6:]}”结尾" for field in cut)
            yield Hit(row.at(*cut), row.row, {"name": row.name[:30] or f"第{row.row}行", "what": what})


def _texts(row: Row) -> dict[str, str]:
    return {"level3": row.name, "target": row.target, "actual": row.actual, "deviation_note": row.note}


@once
def _cut_fields(row: Row) -> list[str]:
    cut = [field for field, text in _texts(row).items() if text and looks_cut_off(text)]
    return ["actual"] if not cut and _stub(row) else cut


def _stub(row: Row) -> bool:
    """The actual is the target with its last characters lost."""
    short, whole = row.actual, row.target
    if not _SHORTEST_STUB <= len(short) < len(whole) or not whole.startswith(short) or short[-1].isdigit():
        return False
    return whole[len(short)] not in "，。；、,; " and short[-1] not in "。；)）%"
