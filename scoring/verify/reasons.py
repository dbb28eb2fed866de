"""The one sentence of reason of each verdict, in Chinese that a clerk understands."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.facts.model import Fact
from scoring.verify.values import Value

ROLE_NAMES = {
    "actual": "实际完成值", "target": "年度指标值", "initial_target": "年初指标值", "adjusted_target": "调整后的指标值",
    "difference": "与指标值相差", "initial_difference": "与年初指标值相差", "completion": "完成率", "initial_completion": "按年初指标值的完成率",
    "deviation": "偏差率", "initial_deviation": "按年初指标值的偏差率", "points": "分值", "score": "得分", "lost": "扣分",
    "executed": "全年执行数", "annual_budget": "全年预算数", "initial_budget": "年初预算数", "project_amount": "项目金额",
    "balance": "结余", "rate": "执行率", "execution_rate": "执行率", "total_score": "自评总分", "days_late": "比时限晚", "gap": "距100%",
}  # fmt: skip


def supported(value: Value) -> str:
    """Where the number stands, or how it is computed."""
    return f"与{describe(value.fact)}一致。"


def describe(fact: Fact) -> str:
    """A fact in words: 年接待次数的实际完成值（27次）; with its formula when it is derived."""
    said = fact.text if len(fact.text) <= 30 else fact.text[:29] + "…"
    how = f"，{fact.formula}" if fact.kind == "derived" and fact.formula else ""
    return f"{fact.label}（{said}{how}）"


def contradicted(text: str, expected: Iterable[Fact], other: Fact | None = None) -> str:
    """What the table says instead, and whose number it is when it belongs elsewhere."""
    facts = list(expected)[:3]
    instead = f"表中{'，'.join(describe(fact) for fact in facts)}" if facts else "表中没有这样的数"
    elsewhere = f"；这个数是{describe(other)}" if other is not None else ""
    return f"“{text}”与表不符：{instead}{elsewhere}。"


def unsupported(text: str) -> str:
    """A number that nothing in the form explains."""
    return f"表中找不到“{text}”的依据。"
