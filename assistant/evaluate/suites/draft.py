"""`draft`: texts written for full and blanked tables; what they must tell, must not tell, and how they must read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.draft.check import without_gaps
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.pipeline import draft_async, with_required_gaps
from assistant.draft.task import Task
from assistant.errors import ModelError
from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.evaluators.copying import copied
from assistant.evaluate.evaluators.faithful import faithful
from assistant.evaluate.evaluators.form import length, official
from assistant.evaluate.evaluators.numbers import numbers_known
from assistant.evaluate.evaluators.quality import by_model, judge_says, with_quality
from assistant.evaluate.evaluators.scores import fits_scores
from assistant.evaluate.evaluators.words import asks, covers, never
from assistant.evaluate.material import Material, material
from assistant.evaluate.output import Judge, Output
from assistant.evaluate.suite import Solver, Suite
from assistant.render import render
from scoring.verify import verify

JUDGES: tuple[Judge, ...] = (
    faithful, numbers_known, fits_scores, never, covers, asks, copied, length, official, by_model, judge_says,
)  # fmt: skip


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "draft", in_folder(root, "draft"))


def task_of(case: EvalCase) -> Task:
    """The order as the case gives it."""
    given = case.given
    about = tuple(given.get("about") or (None,) * len(case.list("causes")))
    return Task(
        given["kind"], row=given.get("row"), length=int(given.get("length", 200)), about=about,
        leave_out=tuple(map(str, case.list("leave_out"))), first=case.text("first"),
    )  # fmt: skip


async def written(case: EvalCase, solver: Solver) -> Output:
    """The draft as a user gets it, or a model's first answer as it came."""
    about, task = material(case), task_of(case)
    if solver.unguarded and isinstance(solver.drafter, ModelDrafter):
        return await _first_answer(task, about, solver.drafter)
    made = await draft_async(task, about.facts, solver.drafter, about.profile)
    missing = [asdict(gap) for gap in made.missing]
    value: dict[str, Any] = {"missing": missing, "drafter": made.drafter, "note": made.note, "repairs": made.repairs}
    if solver.judge:
        value["judge"] = await solver.judge.verdict(about, made.text)
    return Output(made.text, made.claims, value)


async def _first_answer(task: Task, about: Material, drafter: ModelDrafter) -> Output:
    session = drafter.begin(task, about.facts, about.profile)
    try:
        made = with_required_gaps(await session.write(_unheard, _unheard), session.template)
    except ModelError as error:
        return Output(value={"missing": [], "drafter": "none", "note": str(error)})
    rendered = render(made, about.facts, task.table)
    claims = tuple(verify(about.facts, without_gaps(rendered), task.kind, task.row))
    missing = [asdict(gap) for gap in rendered.gaps]
    return Output(rendered.text, claims, {"missing": missing, "drafter": "model", "note": "", "repairs": 0})


def _unheard(_said: str) -> None:
    """Nobody listens."""


SUITE = Suite("draft", "起草：预期目标、完成情况、偏差说明", _load, written, (with_quality(JUDGES),), uses_model=True)
