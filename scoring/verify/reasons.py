"""The one sentence of reason of each verdict, in Chinese that a clerk understands."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.facts.model import Fact
from scoring.verify.values import Value


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
