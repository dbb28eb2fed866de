"""IN15 完成值是约数。

检查什么  实际完成值里的约数：余、多、近、约、超过、大于、以上，以及照抄指标值的 ≥、≤。
为什么    年度已经结束，完成多少应当是准数。
反例      完成值“6000余条”“满意度大于90%”“30余人”。
正例      完成值“6132条”“满意度93.5%”“33人”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.quantity import Quantity
from scoring.rule import Hit, rule
from scoring.wording import clip


@rule("IN15")
def actual_hedged(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        loose = _hedged(row)
        if loose:
            values = {"name": clip(row.name), "actual": clip(row.actual), "word": clip(loose.text, 16)}
            yield Hit(row.at("actual"), row.row, values, actual=row.actual)


@once
def _hedged(row: Row) -> Quantity | None:
    """The first loose number that no exact one of its kind stands beside."""
    exact = {q.family for q in row.done if not _loose(q)}
    return next((q for q in row.done if _loose(q) and q.family not in exact), None)


def _loose(q: Quantity) -> bool:
    return bool(q.hedge) or q.comparison in {"≥", ">", "≤", "<"}
