"""NV10 文字里有别的项目的人、地、事。

检查什么  目标、完成情况、指标里是否出现同一文件中另一个项目的名称、别的县市的名称、与本项目无关的服务对象的满意度。
为什么    多半是从别的表抄来没有改。
反例      民族团结项目设“老年人满意度”；青山县的表写“红河县62所学校”。
正例      目标、完成情况、指标说的是同一批人、同一个地方。
来源      填报常识（防止套用）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip

_GROUPS = (
    "老年人|老人",
    "残疾人",
    "学生|学员|在校生",
    "农民|农户|村民",
    "患者|病人|就诊",
    "儿童|幼儿",
    "妇女|女性|孕产妇",
    "退役军人|军人|军属",
    "游客",
    "旅客|乘客",
    "教师|老师",
    "少数民族|各族|民族",
    "贫困户|脱贫户|困难群众",
    "驾驶员|司机",
    "读者",
    "考生",
    "创业者",
)
_GROUP = [re.compile(words) for words in _GROUPS]
_SATISFIED = re.compile("([\u4e00-\u9fff]{2,8}?)(?:的)?(?:满意度|满意率)")
_PLACE = re.compile("([\u4e00-\u9fff]{2})([县市])(?!级|场|政|民|委|区|容|值|域|长|直|属)")
_NOT_NAMES = frozenset(
    "全我各该本外邻点范区市省级地城大上门超集夜都菜股楼乡名强贫百跨到由报经受在与和及向从对于为赴进辖周几多个两三内其同出入来被每按将以据有县是等度年月日，"
)
_SHORTEST_NAME = 5
LABELS = {"goal": "预期目标", "narrative": "实际完成情况"}


@rule("NV10")
def of_another_project(ctx: Context) -> Iterator[Hit]:
    for fact, text in (("goal", ctx.goal), ("narrative", ctx.narrative)):
        name = next((name for name in ctx.peers if _other_name(name, text, ctx)), None)
        if name:
            yield Hit((fact,), values={"where": LABELS[fact], "text": clip(name)}, variant="project")
        place = _other_place(text, ctx)
        if place:
            yield Hit((fact,), values={"where": LABELS[fact], "text": place})
    yield from _other_people(ctx)


def _other_name(name: str, text: str, ctx: Context) -> bool:
    own = ctx.table.project_name or ""
    return (
        len(name) >= _SHORTEST_NAME
        and name in text
        and name not in own
        and own not in name
        and name not in ctx.rows_say
    )


def _other_place(text: str, ctx: Context) -> str:
    """A county or city other than the ones of the head, where the head names one of that level."""
    head = " ".join(filter(None, (ctx.table.department, ctx.table.implementing_unit, ctx.table.project_name)))
    own = {level: {name for name, mark in _PLACE.findall(head) if mark == level} for level in "县市"}
    for name, level in _PLACE.findall(text):
        if own[level] and name not in own[level] and not set(name) & _NOT_NAMES and name + level not in ctx.rows_say:
            return name + level
    return ""


def _other_people(ctx: Context) -> Iterator[Hit]:
    cells = [(f"R{row.row}.level3", row.name) for row in ctx.filled if row.satisfaction]
    told = _SATISFIED.search(ctx.narrative)
    if told:
        cells.append(("narrative", told[0]))
    for fact, text in cells:
        group = next((pattern for pattern in _GROUP if pattern.search(text)), None)
        if not group or group.search(_rest(ctx, fact)):
            continue
        others = [pattern for pattern in _GROUP if pattern is not group and pattern.search(_core(ctx))]
        if others:
            row = int(fact[1:].partition(".")[0]) if fact[0] == "R" else None
            found = group.search(text)
            where = f"第{row}行" if row else "实际完成情况"
            yield Hit((fact,), row, {"where": where, "text": found[0] if found else text})


def _core(ctx: Context) -> str:
    return f"{ctx.table.project_name or ''} {ctx.goal}"


def _rest(ctx: Context, fact: str) -> str:
    """Everything but the cell itself."""
    rows = [f"{row.name if f'R{row.row}.level3' != fact else ''} {row.target} {row.actual}" for row in ctx.filled]
    narrative = ctx.narrative if fact != "narrative" else ""
    head = f"{ctx.table.department or ''} {ctx.table.implementing_unit or ''}"
    return " ".join((_core(ctx), head, _SATISFIED.sub("", narrative), *rows))
