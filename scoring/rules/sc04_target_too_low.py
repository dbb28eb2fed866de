"""SC04 超额太多，指标值可能定得太低。

检查什么  完成值达到指标值的若干倍（一般 1.5 倍起，口径另有规定的从其规定）而得满分，没有任何说明。
          越低越好的指标和指标值为 0 的不查。
为什么    因指标值定得明显偏低而超额的，应分析原因，按偏离程度调减得分。
反例      指标值 ≥1场，完成 3场，得满分，偏差说明“无”。
正例      指标值 ≥1场，完成 3场，说明“上级临时增加两场直播任务（某宣通〔2021〕5号）”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.completion import Assessment
from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip, show


@rule("SC04")
def target_too_low(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        found = ctx.judged[row.row]
        if row.full and not row.note and not found.lower_is_better and _far(found, ctx):
            wanted, done = found.quantity, found.actual
            times = show(done.value / wanted.value) if wanted and done and wanted.value else "数"
            values = {"name": clip(row.name), "target": clip(row.target), "actual": clip(row.actual), "times": times}
            yield Hit(row.at("target", "actual", "score"), row.row, values, actual=row.actual)


def _far(found: Assessment, ctx: Context) -> bool:
    if found.state != "exceeded":
        return False
    least = ctx.profile.note_from
    return found.far or (least > 0 and found.completion is not None and found.completion >= least)
