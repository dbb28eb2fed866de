"""The sets must be able to fail: each fault put into the program on purpose turns a suite red."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

import assistant.answer
import assistant.conversation
import assistant.render
import forms.read
import scoring.check
import scoring.completion
import scoring.scoresheet
import scoring.verify
from assistant.conversation.state import apply
from assistant.draft.template import TemplateDrafter
from assistant.evaluate.compare import compare
from assistant.evaluate.results import SuiteResult
from assistant.render import Gap, Slot
from scoring.verify.words import cause, entity
from tests.assistant.evaluate.running import fresh, run

Break = Callable[[pytest.MonkeyPatch], None]
DRAFTS = (
    "narrative-001", "narrative-002", "narrative-005", "narrative-008", "narrative-016", "narrative-026", "goal-001",
    "narrative-038", "goal-010", "deviation-001", "deviation-002", "deviation-007", "deviation-021",
)  # fmt: skip
PARTS: dict[str, dict[str, Any]] = {
    "draft": {"only": DRAFTS},
    "verify": {"limit": 120},
    "parse": {"only": ("paste-01", "xlsx-03", "docx-07", "csv-library")},
    "score": {},
    "findings": {"limit": 16},
    "ask": {"limit": 12},
    "conversation": {"only": ("correct-and-undo", "correct-and-think-again")},
    "adversarial": {"only": ("cell-02", "cell-15", "text-06", "text-07", "text-09")},
}


@dataclass(frozen=True)
class Fault:
    """What is broken, which suite must see it, and by which metric."""

    name: str
    breaks: Break
    suite: str
    metric: str


def composing(change: Callable[[Any, tuple[Any, ...]], tuple[Any, ...]]) -> Break:
    """The template drafter with its parts changed: `change` is given the facts and the parts."""
    whole = TemplateDrafter.compose

    def broken(self: TemplateDrafter, task: Any, facts: Any, profile: Any) -> Any:
        return change((task, facts), whole(self, task, facts, profile))

    return lambda patch: patch.setattr(TemplateDrafter, "compose", broken)


def goal_again(about: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    task, facts = about
    return (Slot("goal"), "。") if task.kind != "goal" and facts.get("goal") else parts


def half_width(_about: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part.replace("，", ",") if isinstance(part, str) else part for part in parts)


def money_tenfold(patch: pytest.MonkeyPatch) -> None:
    whole = assistant.render.in_wan
    patch.setattr(assistant.render, "in_wan", lambda yuan: whole(yuan * 10))


def numbers_unread(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scoring.verify, "number_claims", lambda *_: iter(()))


def numbers_denied(patch: pytest.MonkeyPatch) -> None:
    whole = scoring.verify.number_claims

    def broken(*given: Any) -> Iterator[Any]:
        for mention, claim, found in whole(*given):
            yield mention, claim.model_copy(update={"verdict": "contradicted"}), found

    patch.setattr(scoring.verify, "number_claims", broken)


def deaf_to(detect: Any) -> Break:
    return lambda patch: patch.setattr(
        scoring.verify, "DETECTORS", tuple(one for one in scoring.verify.DETECTORS if one is not detect)
    )


def rule_off(code: str) -> Break:
    whole = scoring.check.rules
    return lambda patch: patch.setattr(scoring.check, "rules", lambda: [r for r in whole() if r.code != code])


def full_points_for_all(patch: pytest.MonkeyPatch) -> None:
    whole = scoring.scoresheet.row_score

    def broken(*given: Any) -> Any:
        row = whole(*given)
        return row.model_copy(update={"recomputed": row.points}) if row.recomputed is not None else row

    patch.setattr(scoring.scoresheet, "row_score", broken)


def notes_unread(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scoring.completion, "adjusted_by_note", lambda _note: None)


def target_and_actual_swapped(patch: pytest.MonkeyPatch) -> None:
    whole = forms.read.parse

    def broken(*given: Any) -> Any:
        reading = whole(*given)
        tables = tuple(
            table.model_copy(
                update={
                    "indicators": tuple(
                        row.model_copy(update={"target": row.actual, "actual": row.target}) for row in table.indicators
                    )
                }
            )
            for table in reading.tables
        )
        return reading.model_copy(update={"tables": tables})

    patch.setattr(forms.read, "parse", broken)


def no_citations(patch: pytest.MonkeyPatch) -> None:
    whole = assistant.answer.checked
    patch.setattr(assistant.answer, "checked", lambda *given: replace(whole(*given), citations=()))


def changes_at_once(patch: pytest.MonkeyPatch) -> None:
    whole = assistant.conversation.changing.correction

    def broken(state: Any, heard: Any) -> Any:
        state, turn = whole(state, heard)
        return (apply(state, turn.change) if turn.change else state), turn

    patch.setattr(assistant.conversation.changing, "correction", broken)


FAULTS = (
    Fault("money is told tenfold", money_tenfold, "draft", "numbers_known"),
    Fault("money is told tenfold, as the checker sees it", money_tenfold, "draft", "faithful"),
    Fault("nothing is asked", composing(lambda _, p: tuple(x for x in p if not isinstance(x, Gap))), "draft", "asks"),
    Fault("a cause is invented", composing(lambda _, p: (*p, "项目因经费未及时到位进展缓慢。")), "draft", "faithful"),
    Fault("all is told as done", composing(lambda _, p: ("各项任务均已全部完成。", *p)), "draft", "fits_scores"),
    Fault("half-width marks", composing(half_width), "draft", "official_form"),
    Fault("the goal is told again", composing(goal_again), "draft", "not_copied"),
    Fault("numbers are not read", numbers_unread, "verify", "wrong_found"),
    Fault("every number is denied", numbers_denied, "verify", "right_not_flagged"),
    Fault("causes are not read", deaf_to(cause.detect), "verify", "found:cause"),
    Fault("names are not read", deaf_to(entity.detect), "adversarial", "judged_right"),
    Fault("a rule does not run", rule_off("SC01"), "findings", "all_found"),
    Fault("every row gets full points", full_points_for_all, "score", "score"),
    Fault("notes change no target", notes_unread, "score", "adjusted"),
    Fault("target and actual swapped", target_and_actual_swapped, "parse", "read_right"),
    Fault("answers cite nothing", no_citations, "ask", "cites"),
    Fault("a change is made before it is confirmed", changes_at_once, "conversation", "cells_right"),
)  # fmt: skip


@cache
def sound(suite: str) -> SuiteResult:
    """The suite with nothing broken."""
    return run(suite, **PARTS[suite])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_put_in_on_purpose_turns_its_suite_red(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sound(fault.suite)
    with monkeypatch.context() as patch:
        fault.breaks(patch)
        broken = run(fault.suite, **PARTS[fault.suite])
    fresh()
    comparison = compare([broken], [before])
    assert fault.metric in {change.metric for change in comparison.regressions}
    assert comparison.lost[fault.suite]


def test_the_same_program_twice_is_no_regression() -> None:
    comparison = compare([run("draft", **PARTS["draft"])], [sound("draft")])
    assert comparison.regressions == ()
    assert comparison.unmatched == {"draft": 0}
