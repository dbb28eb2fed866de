"""SC02 扣分不是按比例计算的。

检查什么  没有完成、也没有给满分的行，得分是否等于按比例（或评分口径的其他公式）计算的分；定性指标的得分是否落在完成
          情况对应的一档。
          哪个公式都算不出来的才提示。
为什么    定量指标未完成的，按完成值与指标值的比例记分，不能随意扣。
反例      指标值 100%，完成 98%，5 分得 2 分（按比例应得 4.90 分）。
正例      指标值 100%，完成 98%，5 分得 4.90 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip, show


@rule("SC02")
def not_in_proportion(ctx: Context) -> Iterator[Hit | Skip]:
    for row in ctx.missed:
        if row.score is None or not row.points or not 0 <= row.score < row.points:
            continue
        again = ctx.recomputed.get(row.row)
        if again is None:
            continue
        values = {
            "name": clip(row.name),
            "target": clip(row.target),
            "actual": clip(row.actual),
            "score": row.cells.score,
        }
        facts = row.at("score", "target", "actual", "points")
        if again.recomputed is not None:
            if again.recomputed != row.score:
                values["how"] = f"按公式 {again.how}。"
                yield Hit(facts, row.row, values, expected=f"{again.recomputed}", actual=row.cells.score)
        elif again.min is None or again.max is None:
            yield Skip(again.how or "不能按比例计分", row.row)
        elif not again.min <= row.score <= again.max:
            low, high = show(again.min), show(again.max)
            yield Hit(
                facts,
                row.row,
                values | {"low": low, "high": high},
                "band",
                expected=f"{low}～{high}",
                actual=row.cells.score,
            )
