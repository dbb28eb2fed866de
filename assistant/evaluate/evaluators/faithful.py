"""Whether a text is true to its table, as `scoring.verify` reads it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.evaluate.case import EvalCase
from assistant.evaluate.output import Mark, Output
from scoring.claims import WRONG


def faithful(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """No claim that is contradicted or unsupported; where the case labels a text, the verdict that it must get."""
    wrong = [claim for claim in output.claims if claim.verdict in WRONG]
    reason = "；".join(f"“{claim.text}”{claim.reason}" for claim in wrong[:3])
    yield Mark("faithful", not wrong, reason)


def unchecked(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """The share of numbers that verification had nothing to say about."""
    numbers = [claim for claim in output.claims if claim.kind == "number"]
    if numbers:
        yield Mark("numbers_unchecked", sum(claim.verdict == "unchecked" for claim in numbers) / len(numbers))
