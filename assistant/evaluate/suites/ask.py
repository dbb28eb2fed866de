"""`ask`: questions about one and many tables: the right answer with its cells, or a refusal."""

from __future__ import annotations

from pathlib import Path

from assistant.answer import answer
from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.evaluators.answers import JUDGES
from assistant.evaluate.material import read_once
from assistant.evaluate.output import Output
from assistant.evaluate.suite import Solver, Suite


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "ask", in_folder(root, "ask"))


async def answered(case: EvalCase, _solver: Solver) -> Output:
    """The answer to the question of a case."""
    tables = [table for file in case.list("files") for table in read_once(case.root / str(file))]
    focus = None
    for before in case.list("after"):
        focus = answer(tables, str(before), focus).focus
    made = answer(tables, case.text("question"), focus)
    right = [
        0 < one.table <= len(tables) and (tables[one.table - 1].text(one.cell) or "") == one.text
        for one in made.citations
    ]
    cited = [(f"{one.table}:{one.cell}", one.text) for one in made.citations]
    return Output(
        made.text, made.claims,
        {"answered": made.answered, "cited": cited, "verbatim": right, "changed": made.change is not None,
         "doubts": list(made.doubts)},
    )  # fmt: skip


SUITE = Suite("ask", "问答：一张表和多张表", _load, answered, JUDGES)
