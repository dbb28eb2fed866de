"""IN12 满意度没有数值。

检查什么  满意度指标的年度指标值和实际完成值是否都有数值。
为什么    满意度由调查得来，没有数值就没有调查。
反例      满意度指标值“网络乱象得到有效遏制”。
正例      满意度指标值“≥90%”，完成值“96%”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.numbers import is_blank
from scoring.context import Context
from scoring.quantity import quantities
from scoring.rule import Hit, rule
from scoring.wording import clip

LABELS = {"target": "指标值", "actual": "完成值"}


@rule("IN12")
def satisfaction_without_figure(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if not row.satisfaction:
            continue
        texts = {"target": row.target, "actual": row.actual}
        bare = [field for field, text in texts.items() if not is_blank(text) and not _has_figure(text)]
        if bare:
            yield Hit(
                row.at(*bare),
                row.row,
                {
                    "name": clip(row.name),
                    "which": "和".join(LABELS[field] for field in bare),
                    "texts": "、".join(f"“{clip(texts[field], 24)}”" for field in bare),
                },
            )


def _has_figure(text: str) -> bool:
    return any(not q.is_date for q in quantities(text))
