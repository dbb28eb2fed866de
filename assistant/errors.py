"""What can go wrong with a model.

ModelError             base: one Chinese line for the user, and a kind for the program
├── UnusableError      an answer came, and cannot be used as asked for
└── OverBudgetError    the time or the number of requests of this draft is used up
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "auth",
    "rate",
    "server",
    "timeout",
    "cut",
    "empty",
    "long",
    "filtered",
    "refused",
    "odd",
    "unreachable",
    "format",
    "budget",
]
# After these the next draft of the same run would fail the same way: a batch stops asking.
LASTING: frozenset[Kind] = frozenset({"auth", "unreachable", "rate"})


class ModelError(Exception):
    """The model gave nothing usable. `str()` is one Chinese line without key, address or answer text."""

    def __init__(self, kind: Kind, line: str) -> None:
        self.kind: Kind = kind
        super().__init__(line)


class UnusableError(ModelError):
    """An answer that cannot be read in the form that was asked for."""

    def __init__(self, line: str = "模型没有按要求的格式作答", kind: Kind = "format") -> None:
        super().__init__(kind, line)


class OverBudgetError(ModelError):
    """The draft's time or requests are used up."""

    def __init__(self, line: str) -> None:
        super().__init__("budget", line)
