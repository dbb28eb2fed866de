"""Class headings (产出指标（50分） / 数量指标): which level a label belongs to, and the points that it states."""

from __future__ import annotations

import re
from functools import lru_cache

from forms.parse.labels import bare, plain

_LEVEL1 = frozenset(
    "产出 效益 满意度 成本 过程 决策 投入 效果 产出绩效 项目产出 项目效益 项目效果 影响力 预算执行 执行率 预算执行率 资金管理 管理 "
    "产出类 效益类 满意度类 社会满意度 项目决策 项目过程 预算执行情况 履职效果 运行成本 绩效 项目管理 可持续发展能力".split()
)
_LEVEL2 = frozenset(
    "数量 质量 时效 成本 经济效益 社会效益 生态效益 环境效益 可持续影响 可持续 可持续发展 可持续性 满意度 服务对象满意度 "
    "社会公众满意度 受益对象满意度 公众满意度 群众满意度 经济成本 社会成本 生态环境成本 生态成本 环境成本 产出数量 产出质量 "
    "产出时效 产出成本 社会公众或服务对象满意度 服务对象满意 可持续影响力 生态环境效益 社会公众及服务对象满意度 "
    "服务对象或受益人满意度 受益群众满意度 服务对象或项目受益人满意度 帮扶对象满意度 社会公众或服务对象 进度 实效 效率 "
    "具体 质量标准 可持续发展影响 经济 社会 生态 生态环境 项目受益人满意度 联系部门满意度 其他满意度 "
    "社会公众或服务对象满意 服务对象及社会公众满意度 主管部门满意度 其他 资金 经济社会效益 预算执行率 执行率".split()
)
SATISFACTION = "满意度"
_POINTS = re.compile(r"\(?(\d+(?:\.\d+)?)(?:分|%)\)?|\((\d+(?:\.\d+)?)\)")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)[、.．]")


@lru_cache(maxsize=20_000)
def class_name(text: str) -> str:
    """A heading without its points and line breaks: "产出指标 (50分)" -> 产出指标."""
    word = bare(text)
    return re.sub(r"\d+(?:\.\d+)?(?:分|%)$", "", word) or word


@lru_cache(maxsize=20_000)
def class_points(text: str) -> str | None:
    """The points that a heading states ("50"), or None."""
    found = _POINTS.search(plain(text))
    return (found[1] or found[2]) if found else None


@lru_cache(maxsize=20_000)
def levels(text: str) -> frozenset[int]:
    """The levels (1, 2) of which the text may be the heading; empty when it is none. 成本指标 and 满意度指标 are both."""
    word = _NUMBER.sub("", class_name(text))
    # 三级指标 are often named 群众满意度: only the heading word itself or with 指标 makes a class.
    stem = word.removesuffix("指标")
    marked = stem != word
    found: set[int] = set()
    if stem in _LEVEL1 and (marked or class_points(text) or len(stem) == 2 or stem == SATISFACTION):
        found.add(1)
    if stem in _LEVEL2 and (marked or stem not in _LOOSE):
        found.add(2)
    if marked and not found and SATISFACTION in stem and len(stem) <= 16:
        found.add(2)
    return frozenset(found)


# Words that are headings only with 指标 behind them: alone they are names of third-level indicators.
_LOOSE = frozenset(
    "群众满意度 公众满意度 受益群众满意度 社会公众满意度 服务对象满意度 受益对象满意度 进度 具体 经济 社会 生态 其他 资金 效率 实效 "
    "主管部门满意度 其他满意度 预算执行率 执行率 联系部门满意度 帮扶对象满意度".split()
)


def is_satisfaction(text: str) -> bool:
    """The heading is one of satisfaction."""
    return SATISFACTION in class_name(text)
