"""What a suite is: a loader, a task and evaluators."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.template import TemplateDrafter
from assistant.evaluate.case import EvalCase
from assistant.evaluate.model_judge import ModelJudge
from assistant.evaluate.output import Judge, Output


@dataclass(frozen=True)
class Solver:
    """Who does the work. `unguarded` takes a model's first answer as it is: no repair, no fall-back to the template.

    `judge` is asked for its opinion of each text beside the evaluators.
    """

    name: str = "template"
    drafter: TemplateDrafter | ModelDrafter = field(default_factory=TemplateDrafter)
    unguarded: bool = False
    judge: ModelJudge | None = None


OFFLINE = Solver()
Task = Callable[[EvalCase, Solver], Awaitable[Output]]


@dataclass(frozen=True)
class Suite:
    """One suite. `private` suites show totals only: their cases must not be read."""

    name: str
    about: str
    load: Callable[[Path], Sequence[EvalCase]]
    task: Task
    judges: tuple[Judge, ...]
    uses_model: bool = False
    private: bool = False
