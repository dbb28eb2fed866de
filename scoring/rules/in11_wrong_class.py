"""IN11 指标放错类别。

检查什么  各类指标下是否放了别类的内容：数量指标放合格率、出勤率，质量指标放及时性，时效指标放合格率，成本指标不含金额，
          经济效益、社会效益指标放验收通过率或满意度，满意度指标与满意度无关。
为什么    类别放错，该类的内容就没有得到衡量，权重也不对。
反例      经济效益指标“门亭安保改造完工验收通过率”。
正例      质量指标“门亭安保改造完工验收通过率”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.parse.cutoff import looks_cut_off
from scoring.context import Context, Row, once
from scoring.kinds import kind_name
from scoring.rule import Hit, rule
from scoring.wording import clip

_QUALITY_RATE = re.compile(
    "(?:合格|达标|通过|优良|准确|正常|完好|出勤|到课|优秀|成活|好评|满意|及时|按时|按期)率|满意度|合格性|规范性|准确性"
)
_ON_TIME = re.compile("及时|按时|按期|准时|如期|时限|时效")
_QUALITY = re.compile("质量|合格|达标|准确|通过|优良|完好|规范|成效|效果|水平|满意")
_COUNT = re.compile("(?:次数|人数|人次|场次|数量|个数|件数|户数|面积|里程)$")
_MONEY = re.compile("成本|费|元|预算|支出|投资|价|经费|资金|金额|款|控制|标准|节约|造价|开支|费用|补助|补贴|财政|限额")
_PEOPLE = frozenset({"person", "person-time", "count"})
_NOT_ECONOMIC = re.compile("验收|(?:合格|通过|出勤|完成|及时|达标|准确|到位)率|满意度|满意率|培训(?:次数|人数)|知晓")
_ECONOMIC = re.compile(
    "收入|产值|税|成本|节约|增收|利润|收益|消费|销售|投资|价格|经济|带动|就业|营业|成交|贷款|资产|增长|产量|降本|损失"
)
_NOT_SOCIAL = re.compile("验收(?:合格|通过)?率|满意度|满意率|(?:合格|出勤)率$")
_SATISFIED = re.compile("满意|好评|投诉|认可|评价|获得感|信任|测评|口碑|表扬")


@rule("IN11")
def wrong_class(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        why = _why(row)
        if why:
            values = {"name": clip(row.name), "kind": kind_name(row.kind), "why": why}
            yield Hit(row.at("level3", "level2"), row.row, values)


@once
def _why(row: Row) -> str:
    judge = _JUDGES.get(row.kind)
    return judge(row) if judge and row.name and not looks_cut_off(row.name) else ""


def _quantity(row: Row) -> str:
    rated = row.aim.quantities and all(q.family == "rate" for q in row.aim.quantities)
    return "它是质量、时效或满意度的比率，不是数量" if rated and _QUALITY_RATE.search(row.name) else ""


def _quality(row: Row) -> str:
    if _ON_TIME.search(row.name + (row.target if len(row.target) <= 4 else "")) and not _QUALITY.search(row.name):
        return "它说的是及时不及时，属于时效"
    counted = row.aim.quantities and all(q.family in _PEOPLE for q in row.aim.quantities)
    return "它说的是做了多少，属于数量" if counted and _COUNT.search(row.name) else ""


def _time(row: Row) -> str:
    if _ON_TIME.search(row.name) or row.aim.deadline:
        return ""
    if re.search("(?:合格|达标|通过|优良|满意)率|满意度", row.name):
        return "它说的是质量或满意度，不是时间"
    counted = row.aim.quantities and all(q.family in _PEOPLE for q in row.aim.quantities)
    return "它说的是做了多少，属于数量" if counted and _COUNT.search(row.name) else ""


def _cost(row: Row) -> str:
    asked = row.aim.quantities
    if asked and all(q.family in _PEOPLE for q in asked) and not _MONEY.search(row.name + row.target):
        return "指标值只有人数或个数，没有金额，看不出成本"
    return "它说的是满意度" if re.search("满意(?:度|率)", row.name) else ""


def _economic(row: Row) -> str:
    found = _NOT_ECONOMIC.search(row.name)
    return f"“{found[0]}”不是经济效益" if found and not _ECONOMIC.search(row.name) else ""


def _social(row: Row) -> str:
    found = _NOT_SOCIAL.search(row.name)
    return f"“{found[0]}”属于质量或满意度" if found and not re.search("体质|达标|健康|考试|升学", row.name) else ""


def _satisfaction(row: Row) -> str:
    return "" if _SATISFIED.search(row.name + row.target) else "名称和指标值都与满意度无关"


_JUDGES = {
    "数量": _quantity,
    "质量": _quality,
    "时效": _time,
    "成本": _cost,
    "经济": _economic,
    "社会": _social,
    "生态": _social,
    "可持续": _social,
    "满意": _satisfaction,
}
