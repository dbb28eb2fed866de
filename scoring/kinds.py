"""Which class an indicator belongs to, from the headings it stands under."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Kind = Literal["数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意", "执行", ""]

OUTPUT: frozenset[Kind] = frozenset({"数量", "质量", "时效", "成本"})
EFFECT: frozenset[Kind] = frozenset({"经济", "社会", "生态", "可持续"})
_WORDS: tuple[tuple[str, Kind], ...] = (
    ("满意", "满意"),
    ("数量", "数量"),
    ("质量", "质量"),
    ("时效", "时效"),
    ("进度", "时效"),
    ("成本", "成本"),
    ("可持续", "可持续"),
    ("社会", "社会"),
    ("生态", "生态"),
    ("环境效益", "生态"),
    ("经济", "经济"),
    ("执行率", "执行"),
)


@lru_cache(maxsize=4096)
def kind_of(level1: str, level2: str) -> Kind:
    """The class of a row by its second level, else by its first; "" where the headings do not tell."""
    if "成本" in level1 and "成本" in level2:
        return "成本"  # 经济成本, 社会成本 of the form of 2021
    for text in (level2, level1):
        for word, kind in _WORDS:
            if word in text:
                return kind
    return ""


def kind_name(kind: Kind) -> str:
    """The class as a form heads it: 数量 -> 数量指标, 社会 -> 社会效益指标."""
    names: dict[str, str] = {"满意": "满意度指标", "可持续": "可持续影响指标", "执行": "预算执行率"}
    return names.get(kind) or f"{kind}{'效益' if kind in EFFECT else ''}指标"
