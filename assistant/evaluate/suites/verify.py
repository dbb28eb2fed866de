"""`verify`: hand-labelled texts; the checker must find the wrong ones at the wrong place and flag no right one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.evaluators.faithful import unchecked
from assistant.evaluate.evaluators.numbers import explained, known, numbers
from assistant.evaluate.material import material
from assistant.evaluate.model_judge import agreement
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.suite import Solver, Suite
from scoring.claims import WRONG
from scoring.verify import verify


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "verify", in_folder(root, "verify", "dev*.jsonl"))


def _load_heldout(root: Path) -> list[EvalCase]:
    return load_cases(root, "verify", in_folder(root, "verify", "heldout*.jsonl"))


async def judged(case: EvalCase, solver: Solver) -> Output:
    """The claims of a labelled text, and what a model thinks of it where one is asked."""
    about = material(case)
    text = case.text("text")
    claims = tuple(verify(about.facts, text, case.given["kind"], case.given.get("row")))
    value = {"judge": await solver.judge.verdict(about, text)} if solver.judge else {}
    return Output(text, claims, value)


def found_at_its_place(case: EvalCase, output: Output) -> Iterator[Mark]:
    """A wrong text is found by a claim that overlaps a wrong span, with a cell that shows it; a right one is let be."""
    flagged = [claim for claim in output.claims if claim.verdict in WRONG]
    wrong = case.list("wrong")
    if not wrong:
        reason = "；".join(f"“{claim.text}”{claim.reason}" for claim in flagged[:3])
        yield Mark("right_not_flagged", not flagged, f"误报：{reason}" if flagged else "")
        return
    spans = [(start := case.text("text").index(one["span"]), start + len(one["span"])) for one in wrong]
    hits = [claim for claim in flagged if any(claim.start < end and start < claim.end for start, end in spans)]
    missed = f"没有发现：{'、'.join(str(one['span']) for one in wrong)}"
    yield Mark("wrong_found", bool(hits), missed if not hits else "")
    for category in dict.fromkeys(str(one["category"]) for one in wrong):
        yield Mark(f"found:{category}", float(bool(hits)))
    cells = {str(cell) for one in wrong for cell in one["cells"]}
    if hits and cells:
        yield Mark("cells_shown", float(any(cells & set(claim.facts) for claim in hits)))


def second_reader(case: EvalCase, output: Output) -> Iterator[Mark]:
    """How the independent reader of numbers fares with the same texts: the two check each other."""
    values = known(material(case))
    strange = [number for number in numbers(output.text) if not explained(number, values)]
    if case.list("wrong"):
        yield Mark("second_reader_found", float(bool(strange)))
    else:
        yield Mark("second_reader_right", float(not strange))


def model_judge(case: EvalCase, output: Output) -> Iterator[Mark]:
    """How often the model as a judge agrees with the label, where it was asked."""
    if "judge" in output.value:
        yield agreement(output.value["judge"], case.text("verdict"))


SUITE = Suite(
    "verify", "核对：有标注的文字", _load, judged, (found_at_its_place, unchecked, second_reader, model_judge)
)
HELDOUT = Suite(
    "heldout", "核对：没有人看过的文字，只报合计", _load_heldout, judged, (found_at_its_place,), private=True
)
