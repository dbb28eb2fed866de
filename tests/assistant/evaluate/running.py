"""Runs suites for the tests: a part of a suite, offline or with a scripted model."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable

from assistant.evaluate.case import EvalCase, sets_folder
from assistant.evaluate.results import SuiteResult
from assistant.evaluate.run import Plan, cases_of, run_suite
from assistant.evaluate.suite import OFFLINE, Solver
from assistant.evaluate.suites import SUITES


def fresh() -> None:
    """Forget all that was read, judged and compiled: the program is another now."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("forms.", "scoring.", "assistant.")):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()


def run(
    suite: str, *, limit: int | None = None, only: Iterable[str] = (), solver: Solver = OFFLINE, repeat: int = 1
) -> SuiteResult:
    """One suite, with fewer cases where the test needs no more."""
    fresh()
    plan = Plan(limit, repeat, 4, solver, frozenset(only))
    chosen = SUITES[suite]
    return asyncio.run(run_suite(chosen, cases_of(chosen, [sets_folder()], plan), plan))


def case(suite: str, **given: object) -> EvalCase:
    """A case made up for a test, about the files of the sets."""
    return EvalCase("made-up", suite, given, sets_folder())
