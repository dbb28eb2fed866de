"""Runs suites through pydantic-evals: concurrency, repeats and evaluators are its; progress and results are ours."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext
from pydantic_evals.lifecycle import CaseLifecycle
from pydantic_evals.reporting import ReportCase, ReportCaseFailure

from assistant.evaluate.case import EvalCase
from assistant.evaluate.output import Judge, Output
from assistant.evaluate.results import PASSED, CaseResult, SuiteResult
from assistant.evaluate.suite import OFFLINE, Solver, Suite
from assistant.evaluate.usage import Usage

Progress = Callable[[str, int, int, str], None]  # suite, done, of, id of the case that is done


@dataclass(frozen=True)
class Plan:
    """How to run: how many cases of a suite, how often each, how many at once."""

    limit: int | None = None
    repeat: int = 1
    concurrency: int = 16
    solver: Solver = OFFLINE
    only: frozenset[str] = frozenset()  # ids; empty is all


@dataclass(repr=False)
class _Judged(Evaluator[EvalCase, Output, Any]):
    """One of our judges as an evaluator of pydantic-evals."""

    judge: Judge = field(kw_only=True)

    def evaluate(self, ctx: EvaluatorContext[EvalCase, Output, Any]) -> dict[str, EvaluationReason]:
        marks = self.judge(ctx.inputs, ctx.output)
        return {mark.name: EvaluationReason(value=mark.value, reason=mark.reason) for mark in marks}


def cases_of(suite: Suite, roots: Iterable[Path], plan: Plan) -> list[EvalCase]:
    """The cases of a suite in every folder of eval sets, spread over the whole set where `limit` takes fewer."""
    found = {case.id: case for root in roots for case in suite.load(root)}
    cases = [case for case in found.values() if not plan.only or case.id in plan.only]
    if plan.limit is not None and plan.limit < len(cases):
        return [cases[at * len(cases) // plan.limit] for at in range(plan.limit)]
    return cases


async def run_suite(
    suite: Suite,
    cases: Sequence[EvalCase],
    plan: Plan,
    progress: Progress | None = None,
    spent: Callable[[], Usage] = Usage,
) -> SuiteResult:
    """The results of one suite, cases in the order given. `spent` tells what the endpoint has cost so far."""
    started, before = time.monotonic(), spent()
    solver = plan.solver if suite.uses_model or plan.solver.judge else OFFLINE
    repeat = plan.repeat if solver is not OFFLINE else 1
    name = solver.name if suite.uses_model else OFFLINE.name
    if not cases:
        return SuiteResult(suite.name, (), name, private=suite.private)
    dataset: Dataset[EvalCase, Output, Any] = Dataset(
        name=suite.name,
        cases=[Case(name=case.id, inputs=case) for case in cases],
        evaluators=[_Judged(judge=judge) for judge in suite.judges],
    )

    async def solve(case: EvalCase) -> Output:
        return await suite.task(case, solver)

    report = await dataset.evaluate(
        solve,
        name=suite.name,
        max_concurrency=plan.concurrency,
        progress=False,
        repeat=repeat,
        lifecycle=_telling(suite.name, len(cases) * repeat, progress),
    )
    runs: dict[str, list[_Run]] = defaultdict(list)
    for done in [*report.cases, *report.failures]:
        runs[done.inputs.id].append(done)
    results = tuple(_result(case, runs[case.id]) for case in cases)
    seconds, usage = time.monotonic() - started, spent() - before
    return SuiteResult(suite.name, results, name, seconds, usage, suite.private)


_Run = ReportCase[EvalCase, Output, Any] | ReportCaseFailure[EvalCase, Output, Any]


def _telling(
    suite: str, total: int, progress: Progress | None
) -> Callable[[Any], CaseLifecycle[EvalCase, Output, Any]]:
    done = 0

    class Telling(CaseLifecycle[EvalCase, Output, Any]):
        async def teardown(self, result: _Run | None) -> None:  # noqa: ARG002 - the name is the base class's
            nonlocal done
            done += 1
            if progress is not None:
                progress(suite, done, total, self.case.inputs.id)

    return Telling


def _result(case: EvalCase, runs: Sequence[_Run]) -> CaseResult:
    """All repeats of one case. A task or evaluator that raised is a failed repeat with its error as the reason."""
    values: dict[str, list[float]] = defaultdict(list)
    reasons: dict[str, str] = {}
    shown = Output()
    for run in runs:
        if isinstance(run, ReportCaseFailure):
            values[PASSED].append(0.0)
            reasons["error"] = run.error_message
            continue
        failed = {name: mark.reason or "" for name, mark in run.assertions.items() if not mark.value}
        failed |= (
            {"error": "；".join(one.error_message for one in run.evaluator_failures)} if run.evaluator_failures else {}
        )
        for name, mark in {**run.assertions, **run.scores}.items():
            values[name].append(float(mark.value))
        values[PASSED].append(0.0 if failed else 1.0)
        reasons |= failed
        if failed or not shown.text:
            shown = run.output
    return CaseResult(
        case.id, case.digest, {name: tuple(found) for name, found in values.items()}, reasons,
        shown.text, shown.claims, asked(case),
    )  # fmt: skip


def asked(case: EvalCase) -> str:
    """What a case asks for, in one line, for people."""
    given = case.given
    where = " ".join(str(given[name]) for name in ("file", "table", "kind", "row") if given.get(name) is not None)
    said = next((str(given[name]) for name in ("question", "case", "note", "about") if given.get(name)), "")
    return " · ".join(part for part in (where, said) if part)
