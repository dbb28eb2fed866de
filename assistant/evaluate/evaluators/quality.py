"""One number for a draft, by which drafters can be ranked: a text that is not true is worth nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evaluate.case import EvalCase
from assistant.evaluate.output import Judge, Mark, Output

TRUTH = frozenset({"faithful", "numbers_known", "fits_scores", "forbidden"})


def with_quality(judges: Sequence[Judge]) -> Judge:
    """All the judges as one that sums up: 0 for a text that is untrue or not there, else the share of what held."""

    def judge(case: EvalCase, output: Output) -> Iterator[Mark]:
        said = [mark for one in judges for mark in one(case, output)]
        yield from said
        marks = [mark for mark in said if isinstance(mark.value, bool)]
        true = output.text and all(mark.value for mark in marks if mark.name in TRUTH)
        rest = [mark.value for mark in marks if mark.name not in TRUTH]
        yield Mark("quality", sum(rest) / len(rest) if true and rest else 0.0)
        yield Mark("held", sum(bool(mark.value) for mark in marks) / len(marks) if output.text else 0.0)

    return judge


def judge_says(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """What a model as a judge thinks of the text, where it was asked; told, and held against nobody."""
    if "judge" in output.value:
        yield Mark("judge_faithful", float(output.value["judge"] == "faithful"))


def by_model(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """Whether a model's own text was used, and after how many repairs; says nothing of an offline run."""
    drafter = output.value.get("drafter")
    if output.value.get("note") or drafter == "model":
        yield Mark("by_model", float(drafter == "model"))
        yield Mark("repairs", float(output.value.get("repairs", 0)))
