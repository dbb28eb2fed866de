"""NV06 没有完成的指标没有交代。

检查什么  没有完成的指标，实际完成情况有没有提到，提到时有没有说没有完成。
为什么    完成情况应当如实说明哪些没有完成、差多少、为什么。
反例      通过率指标值 100%，完成 80%，完成情况没有提到；指标值 ≥30次，只写“完成接待27次”。
正例      “完成接待27次，比指标值少3次”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row
from scoring.reasons import sentences
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip
from scoring.words import bigrams

_SHORT = re.compile(
    "未|少|低于|不足|不到|差(?!旅|错|异|评)|仅|只有|尚|滞后|没有|减少|下降|欠|延期|推迟|取消|高于|超出|超过|多于|高出|增加|上升|逾期|晚于|占[^，。；]{0,8}%|完成率|部分"
)
_MENTIONED = 0.34


@rule("NV06")
def miss_not_told(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.missed:
        return
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    for row in ctx.missed:
        about = _about(row, ctx.narrative)
        if any(_tells_miss(row, sentence) for sentence in about):
            continue
        values = {"name": clip(row.name), "target": clip(row.target, 24), "actual": clip(row.actual, 24)}
        yield Hit(("narrative", *row.at("target", "actual")), row.row, values, "unsaid" if about else "")


def _about(row: Row, narrative: str) -> list[str]:
    """The sentences that speak of the row, by the words of its name or by its very number."""
    words = bigrams(row.name)
    return [
        sentence
        for sentence in sentences(narrative)
        if (words and len(words & bigrams(sentence)) >= max(1, _MENTIONED * len(words)))
        or (len(row.actual) > 1 and row.actual in sentence)
    ]


def _tells_miss(row: Row, sentence: str) -> bool:
    return bool(_SHORT.search(sentence)) or (len(row.target) > 1 and row.target.lstrip("≥≤>< ") in sentence)
