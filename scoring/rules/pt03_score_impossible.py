"""PT03 得分超过分值、为负数或不是数字。

检查什么  各行得分是否大于分值、小于 0，分值或得分是否不是数字。整行错位的另见 IN02。
为什么    得分只能在 0 和分值之间。
反例      分值 10，得分 12；得分填“满分”。
正例      分值 10，得分 9.5。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import is_blank, points
from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip, show


@rule("PT03")
def score_impossible(ctx: Context) -> Iterator[Hit]:
    for row in ctx.rows:
        if not row.shifted:
            name = row.name or f"第{row.row}行"
            yield from _judge(
                name, row.cells.points, row.cells.score, (f"R{row.row}.points", f"R{row.row}.score"), row.row
            )
    if ctx.total:
        cells = ctx.total.cells
        yield from _judge("年度资金总额", cells.points, cells.score, ("funds.points", "funds.score"), None)


def _judge(
    name: str, points_text: str | None, score_text: str | None, facts: tuple[str, str], row: int | None
) -> Iterator[Hit]:
    most, score = points(points_text), points(score_text)
    name = clip(name, 20)
    for text, value, fact, kind in ((points_text, most, facts[0], "points"), (score_text, score, facts[1], "text")):
        if value is None and not is_blank(text):
            yield Hit((fact,), row, {"name": name, "score": clip(text or "")}, kind, actual=text)
    if score is not None and score < 0:
        yield Hit((facts[1],), row, {"name": name, "score": show(score)}, "negative", actual=score_text)
    if most is not None and most < 0:
        yield Hit((facts[0],), row, {"name": name, "score": show(most)}, "below", actual=points_text)
    if _above(score, most):
        assert score is not None
        assert most is not None
        values = {"name": name, "score": show(score), "points": show(most)}
        yield Hit((facts[1], facts[0]), row, values, expected=f"≤{show(most)}", actual=score_text)


def _above(score: Decimal | None, most: Decimal | None) -> bool:
    return score is not None and most is not None and 0 <= most < score
