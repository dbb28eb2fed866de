"""What a rule is made of: the decorator that registers it, and what it yields.

A rule is a function of one `Context` (a table, its profile and what was derived from them once). It yields a `Hit` for
a defect and a `Skip` for what it could not judge. It says where and with which values; severity, confidence, wording
and what to do stand in `scoring.catalogue`, its page is the docstring of its module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.findings import Confidence, Severity

if TYPE_CHECKING:
    from scoring.across import Batch
    from scoring.context import Context

NO_VALUES: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Hit:
    """One defect: `facts` are ids of the cells concerned, the first one the most telling; `values` fill the wording.

    `variant` picks a wording of the catalogue's entry; `severity` and `confidence` are given only where they differ
    from the entry's. `tables` (from 1) is for rules across tables.
    """

    facts: tuple[str, ...]
    row: int | None = None
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)
    variant: str = ""
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    tables: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """What the rule could not judge: a row, or the whole table when `row` is None; the reason in Chinese."""

    reason: str
    row: int | None = None


Judge = Callable[["Context"], Iterable[Hit | Skip]]
JudgeAcross = Callable[["Batch"], Iterable[Hit | Skip]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule; `page` is its documentation, the docstring of its module."""

    code: str
    judge: Judge
    page: str


@dataclass(frozen=True, slots=True)
class AcrossRule:
    """A registered rule over several tables."""

    code: str
    judge: JudgeAcross
    page: str


RULES: dict[str, Rule] = {}
ACROSS_RULES: dict[str, AcrossRule] = {}


def _page(judge: Callable[..., object], code: str) -> str:
    if code in RULES or code in ACROSS_RULES:
        raise ValueError(f"two rules have the code {code}")
    return sys.modules[judge.__module__].__doc__ or ""


def rule(code: str) -> Callable[[Judge], Judge]:
    """Register a rule of one table under its code; a code that is taken raises ValueError."""

    def register(judge: Judge) -> Judge:
        RULES[code] = Rule(code, judge, _page(judge, code))
        return judge

    return register


def across(code: str) -> Callable[[JudgeAcross], JudgeAcross]:
    """Register a rule over several tables under its code; a code that is taken raises ValueError."""

    def register(judge: JudgeAcross) -> JudgeAcross:
        ACROSS_RULES[code] = AcrossRule(code, judge, _page(judge, code))
        return judge

    return register
