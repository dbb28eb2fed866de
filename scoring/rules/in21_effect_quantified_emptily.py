"""IN21 效益指标的百分数没有来由。

检查什么  效益指标的指标值是百分数，而名称所说的（环境改善、能力提升、氛围等）本身没有比率可算。
为什么    这样的数值无从统计，只能随意填。
反例      “环境改善”指标值 ≥95%。
正例      “空气质量优良天数比率”指标值 ≥85%；“人居环境”指标值“明显改善”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.kinds import EFFECT
from scoring.rule import Hit, rule
from scoring.wording import clip

_COUNTABLE = re.compile(
    "(?<!效)率|比例|比重|占比|[满知信参认依遵便利清洁舒适]意?度|程度|指数|覆盖|知晓|增长|增幅|增加|增收|创收|收入|产值|下降|降低|减少|压减|节约|节能|合格|达标|优良|完成|及时|参与|"
    "投诉|事故|案件|发生|复发|返贫|就业|入学|巩固|使用|利用|处置|办结|修复|整改|回收|成本|税|销售|客流|流量|人次"
)


@rule("IN21")
def effect_quantified_emptily(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if row.kind not in EFFECT or row.satisfaction or not row.name:
            continue
        if _empty_rate(row):
            yield Hit(row.at("level3", "target"), row.row, {"name": clip(row.name), "target": clip(row.target)})


@once
def _empty_rate(row: Row) -> bool:
    asked = row.aim.quantities
    return bool(asked) and all(q.family == "rate" for q in asked) and not _COUNTABLE.search(row.name)
