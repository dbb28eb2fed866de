"""What is known of a cause or a measure: from the table's own note, or stated by the user."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.draft.notes import read_note
from assistant.draft.task import Task
from assistant.render import Slot
from scoring.facts import Facts

FROM_TABLE, FROM_USER = "表内说明", "填报人说明"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something deviates or what is done about it, as slots that quote it, and where it is from."""

    slot: Slot
    text: str
    source: str  # FROM_TABLE or FROM_USER
    measure: bool = False
    more: tuple[Slot, ...] = ()  # what was said of the same thing later on


def together(said: Sequence[Cause]) -> Cause | None:
    """Everything that was said of one thing as one, in the order in which it was said; None of nothing."""
    if len(said) < 2:
        return next(iter(said), None)
    first = said[0]
    text = "，".join(one.text for one in said)
    source = FROM_USER if any(one.source == FROM_USER for one in said) else FROM_TABLE
    return replace(first, text=text, source=source, more=tuple(one.slot for one in said[1:]))


def stated(task: Task, facts: Facts) -> Iterator[tuple[int | None, Cause]]:
    """What the user stated, cause and measure apart, with what it is about."""
    for count, said in enumerate(facts.stated, 1):
        about = task.about[count - 1] if count <= len(task.about) else None
        note = read_note(said.text)
        for piece, is_measure in ((note.cause, False), (note.measure, True), (note.change, False)):
            if piece:
                yield about, Cause(Slot(f"stated.{count}", "part", piece), piece, FROM_USER, is_measure)
