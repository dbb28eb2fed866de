"""IN18 指标值说的不是名称所指的内容。

检查什么  数量指标的名称有所指、指标值是另一回事；名称要建成某种格局、机制、体系，指标值没有提到它；
          名称问人数、次数、面积等，指标值的单位对不上。
为什么    指标值应当直接衡量名称所说的内容。
反例      名称“对30余万家网站全量数据搜索”，指标值“实现分级分类分区监管”；名称“培训人数”，指标值“≥20次”。
正例      名称“培训人数”，指标值“≥200人”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.rule import Hit, rule
from scoring.wording import clip
from scoring.words import TIMELY, bigrams

_UNITS: tuple[tuple[re.Pattern[str], str, frozenset[str]], ...] = (
    (re.compile("人数$"), "人", frozenset({"person", "person-time"})),
    (re.compile("人次数?$"), "人次", frozenset({"person-time", "person"})),
    (
        re.compile("(?<!人)(?<!批)次数$|场次$|场数$"),
        "次",
        frozenset({"count", "轮", "批", "批次", "班次", "车次", "班", "步"}),
    ),
    (re.compile("面积$"), "面积单位", frozenset({"area", "亩", "平方"})),
    (re.compile("里程$|长度$"), "长度单位", frozenset({"length"})),
    (re.compile("户数$"), "户", frozenset({"home", "户", "户次"})),
    (re.compile("天数$"), "天", frozenset({"days", "workdays"})),
    (re.compile("月数$"), "月", frozenset({"months"})),
    (re.compile("(?<!效)率$"), "%", frozenset({"rate", "percentage point", "multiple", "ratio"})),
)
_PRODUCT = re.compile(
    "(?:构建|建立|建设|形成|打造|完善|健全)[^，。；]*?(格局|机制|体系|制度|平台|系统|队伍|标准)(?:建设)?$"
)
_LONG_TARGET, _LONG_NAME, _SHARED = 8, 8, 1


@rule("IN18")
def target_off_the_name(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        unit = _wrong_unit(row)
        if unit:
            values = {
                "name": clip(row.name),
                "target": clip(row.target),
                "wanted": unit,
                "unit": row.aim.quantities[0].unit,
            }
            yield Hit(row.at("target", "level3"), row.row, values, "unit")
        elif row.aim.qualitative and len(row.target) >= _LONG_TARGET and _other_matter(row):
            yield Hit(row.at("target", "level3"), row.row, {"name": clip(row.name), "target": clip(row.target)})


@once
def _wrong_unit(row: Row) -> str:
    asked = row.aim.quantities
    if not asked or not all(q.unit for q in asked):
        return ""
    for pattern, unit, families in _UNITS:
        if pattern.search(row.name):
            return "" if any(q.family in families or q.family.partition("/")[0] in families for q in asked) else unit
    return ""


@once
def _other_matter(row: Row) -> bool:
    if TIMELY.fullmatch(row.target):
        return False
    shared = len(bigrams(row.name) & bigrams(row.target))
    product = _PRODUCT.search(row.name)
    if product and product[1] not in row.target:
        return shared <= _SHARED
    return row.kind == "数量" and len(row.name) >= _LONG_NAME and shared == 0
