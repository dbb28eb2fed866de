"""IN09 指标值含糊。

检查什么  年度指标值里的约数和含糊词：约、左右、余、近、若干、一批，以及列举以“等”收尾。完成值的约数见 IN15。
为什么    指标值不确定，就无法判断完成没有。
反例      指标值“全年评估约50-60个左右应用”“安全漏洞修复人员若干名”。
正例      指标值“≥50个”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.rule import Hit, rule
from scoring.wording import clip

_VAGUE = re.compile(
    r"若干|左右|上下浮动|适量|酌情|(?<=[、，,][\u4e00-\u9fff])等[\s。.]*$|[、，,][\u4e00-\u9fff（）()]{1,16}等(?:等)?[\s。.]*$"
)
_VAGUE_COUNT = re.compile("多[次场批个项名家人期篇条]|一批|部分|适当|一定数量|尽可能|尽量")


@rule("IN09")
def target_vague(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        word = _word(row)
        if word:
            yield Hit(
                row.at("target"), row.row, {"name": clip(row.name), "target": clip(row.target), "word": clip(word, 12)}
            )


@once
def _word(row: Row) -> str:
    for q in row.aim.quantities:
        if q.hedge in {"约", "余", "近"}:
            return q.text
    found = _VAGUE.search(row.target) or (row.kind == "数量" and _VAGUE_COUNT.search(row.target))
    return found[0].lstrip("、，,") if found else ""
