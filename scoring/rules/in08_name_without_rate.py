"""IN08 名称没有说是什么的比率。

检查什么  产出指标的指标值是百分数，名称里却没有可计算的比率（率、比例、覆盖、合格、完成等）；质量指标只说经费。
为什么    不知道分子分母，百分数无从计算。
反例      “重大突发事件”指标值 100%；质量指标“党建保障工作经费”100%。
正例      “重大突发事件处置及时率”指标值 100%。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.kinds import EFFECT
from scoring.rule import Hit, rule
from scoring.wording import clip

_RATE_WORDS = re.compile(
    "(?<!效)率|比[例重率值]?$|占比|比例|比重|度(?!假|量)|覆盖|达标|合格|完成|及时|知晓|准确|通过|到位|执行|增长|增幅|提高|提升|下降|降低|减少|压减|"
    "优良|合规|正常|好评|份额|水平|百分|进度|误差|偏差|一致|处置|办结|支付|落实|回复|参与|匹配|超支|超标|成本|节约|结余|控制|投诉|整改|修复|吻合|齐全|完好|完整|健全|公开|按时|按期|准时|全覆盖|达到"
)
_MONEY = re.compile("(?:经费|资金|费用|预算|支出)(?:保障|使用)?$")


@rule("IN08")
def name_without_rate(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if row.kind in EFFECT or row.kind == "执行" or row.satisfaction or not row.name:
            continue
        variant = _variant(row)
        if variant is not None:
            yield _hit(row, variant)


@once
def _variant(row: Row) -> str | None:
    if row.kind == "质量" and _MONEY.search(row.name):
        return "money"
    return "" if _asks_rate(row) and not _RATE_WORDS.search(row.name) else None


def _asks_rate(row: Row) -> bool:
    return bool(row.aim.quantities) and all(q.family == "rate" for q in row.aim.quantities)


def _hit(row: Row, variant: str) -> Hit:
    return Hit(row.at("level3", "target"), row.row, {"name": clip(row.name), "target": clip(row.target)}, variant)
