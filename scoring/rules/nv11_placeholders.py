"""NV11 留有占位内容。

检查什么  目标、完成情况、说明和指标各栏里有没有 XX、**、〔待补充〕、……、“指标1：”、模板提示等没有填写的内容。
为什么    占位内容说明还没有填完。
反例      全年开展培训XX次，满意度达**%。
正例      全年开展培训4次，满意度达96%。
来源      填报常识（公开前的文字校核）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip

_HOLDER = re.compile(
    r"(?<![A-Za-z])[XxＸ×]{2,}(?![A-Za-z])|\*{2,}|＊{2,}|某某(?!某?[某])|〔[^〕]*待[^〕]*〕|\[待[^\]]*\]|【待[^】]*】|[（(]?待(?:补充|填写|完善|定)[）)]?$"
    r"|…+|\.{3,}|。{2,}|_{2,}|＿{2,}|[○〇●]{2,}|□+|[（(]\s*[）)]|[（(](?:请|此处|如|例)[^（）()]{0,40}[）)]|请(?:在此)?(?:填写|简要说明|概述|说明)"
    r"|填写说明|(?:目标|指标)\d+[:：]|\bTODO\b|此处(?:填写|填)|同上$"
)
LABELS = {
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "funds_note": "资金说明",
    "conclusion": "结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "level3": "三级指标",
    "target": "指标值",
    "actual": "完成值",
    "deviation_note": "偏差说明",
}


@rule("NV11")
def placeholders(ctx: Context) -> Iterator[Hit]:
    for fact, text in ctx.texts():
        found = _held(text)
        if not found:
            continue
        head, _, field = fact.partition(".")
        row = int(head[1:]) if field else None
        where = f"第{row}行的{LABELS[field]}" if field else LABELS[fact]
        yield Hit((fact,), row, {"where": where, "text": clip(found, 20)})


@lru_cache(maxsize=8192)
def _held(text: str) -> str:
    found = _HOLDER.search(text)
    return found[0] if found else ""
