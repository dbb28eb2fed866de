"""IN16 指标值的方向反了。

检查什么  越低越好的指标（投诉、事故、退货、成本控制率等）指标值是否写成“≥”；越高越好的（合格率、满意度等）是否写成“≤”。
为什么    方向写反，完成得越差得分越高。
反例      成本控制率 ≥95%；服务对象满意度 ≤90%。
正例      成本控制率 ≤100%；服务对象满意度 ≥90%。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.rule import Hit, rule
from scoring.target import polarity_of
from scoring.wording import clip

_COST = re.compile("(?:成本|预算|费用|支出|投资|经费)控制(?:率|数|额)?$|超(?:支|预算|概算)")
_DEALT_WITH = re.compile(
    "处置|处理|化解|整改|排查|查处|修复|受理|办理|办结|治理|监测|发现|降低|减少|下降|压减|防范|报告|回复|解决|节约|节省|调解|清理|消除"
)
_HIGHER = re.compile(
    "(?:满意度|满意率|合格率|完成率|覆盖率|及时率|达标率|通过率|出勤率|准确率|知晓率|办结率|优良率|就业率|入学率|巩固率|普及率|到位率|好评率|完好率|"
    "受益人数|受益人次|受益户数|培训人数|培训人次|培训次数|活动次数|活动场次)$"
)
_MONEY_COST = re.compile("成本|支出|费用|单价|造价")


@rule("IN16")
def comparison_reversed(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        better = _better(row)
        if better:
            values = {"name": clip(row.name), "target": clip(row.target), "better": better}
            yield Hit(row.at("target"), row.row, values, actual=row.target)


@once
def _better(row: Row) -> str:
    """越低 or 越高 when the comparison of the target says the contrary, else ""."""
    comparison, name = row.aim.comparison, row.name
    if comparison in {"≥", ">"}:
        if _COST.search(name):
            return "越低"
        if not _DEALT_WITH.search(name) and (polarity_of(name) == ("lower", "name") or _dear(row)):
            return "越低"
    if comparison in {"≤", "<"} and _HIGHER.search(name):
        return "越高"
    return ""


def _dear(row: Row) -> bool:
    """A cost in money that is to be at least so much."""
    quantity = row.aim.quantity
    money = quantity is not None and quantity.family.partition("/")[0] == "money"
    return row.kind == "成本" and money and bool(_MONEY_COST.search(row.name))
