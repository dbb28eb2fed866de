"""What a task hands to the evaluators, and what they say of it. Values only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.evaluate.case import EvalCase
from scoring.claims import Claim


@dataclass(frozen=True, slots=True)
class Output:
    """What came out for one case: a text with its claims, and whatever else the suite's evaluators look at."""

    text: str = ""
    claims: tuple[Claim, ...] = ()
    value: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that an evaluator says: a bool must hold for the case to pass, a number is only reported."""

    name: str
    value: bool | float
    reason: str = ""


Judge = Callable[[EvalCase, Output], Iterable[Mark]]
