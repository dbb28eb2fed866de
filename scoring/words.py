"""Words of Chinese texts: content bigrams for likeness, words of time and of counting that several rules look for."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")
_EMPTY_BIGRAMS = frozenset(
    [
        "工作",
        "情况",
        "相关",
        "有关",
        "开展",
        "进行",
        "完成",
        "实现",
        "达到",
        "保障",
        "确保",
        "提升",
        "提高",
        "加强",
        "有效",
        "及时",
        "全面",
        "积极",
        "项目",
        "年度",
        "本年",
        "全年",
        "指标",
        "数量",
        "次数",
        "个数",
        "人数",
        "单位",
        "部门",
        "我市",
        "我县",
        "我区",
        "全市",
        "全县",
        "全区",
        "各项",
        "各类",
        "做好",
        "落实",
        "推进",
        "推动",
        "促进",
        "建设",
        "管理",
        "服务",
        "发展",
        "得到",
        "取得",
        "进一",
        "一步",
        "不断",
        "水平",
        "能力",
        "效果",
        "按照",
        "根据",
        "要求",
        "围绕",
        "通过",
        "以及",
        "及其",
        "等的",
        "的工",
        "作的",
        "情况",
    ]
)
TIMELY = re.compile("及时|按时|按期|准时|如期|适时|按计划|按进度|规定时间|时限")
MEASURE_NOUN = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:次数|人数|人次|个数|数量|件数|篇数|场次|期数|天数|户数|家数|台数|套数|面积|里程|长度|金额|率|效果|速度)"
)


MEASURED = re.compile(
    "(?:次数|人数|人次|个数|数量|件数|篇数|场次|期数|天数|户数|家数|台数|套数|面积|里程|长度|金额|率|效果|速度)$"
)


@lru_cache(maxsize=16_384)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters that carry content."""
    pairs: set[str] = set()
    for run in _HAN.findall(text):
        pairs.update(map(add, run, run[1:]))
    return frozenset(pairs - _EMPTY_BIGRAMS)


@lru_cache(maxsize=16_384)
def squeezed(text: str) -> str:
    """A text without spaces, line breaks and punctuation, for comparing word for word."""
    return "".join(_HAN.findall(text))


@lru_cache(maxsize=1024)
def common_length(one: str, other: str) -> int:
    """How many characters two texts have in common in the same order (longest common subsequence)."""
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | (1 << at)
    whole = (1 << len(one)) - 1
    row = whole
    for char in other:  # bit-parallel: a zero bit of `row` is a character matched
        matches = row & places.get(char, 0)
        row = ((row + matches) | (row - matches)) & whole
    return len(one) - row.bit_count()


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's content stands in the other: 0 none, 1 all."""
    a, b = bigrams(one), bigrams(other)
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0
