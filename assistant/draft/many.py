"""Drafts for a whole file, one after the other; an endpoint that is down is asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.draft.about import about_of
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.needs import deviation_tasks
from assistant.draft.notes import read_note
from assistant.draft.pipeline import draft
from assistant.draft.task import MONEY, Draft, DraftKind, Event, Task
from assistant.draft.template import TemplateDrafter
from assistant.errors import LASTING
from forms.table import SelfEvaluationTable
from scoring.facts import Facts, Stated
from scoring.facts.compile import compile_facts
from scoring.profile import Profile, choose_profile

FAILING = frozenset({"timeout", "server", "cut", "budget", "odd", "refused"})
PATIENCE = 2  # drafts in a row that may be lost to an endpoint before it is left alone
OnDraft = Callable[[int, Task, Event], None]


@dataclass(frozen=True)
class Order:
    """What the user asked for. `tables` are numbers from 1; `row` only with deviations and causes."""

    kind: DraftKind
    tables: tuple[int, ...]
    row: int | None = None
    length: int = 200
    causes: tuple[Stated, ...] = ()
    profile: str | None = None


@dataclass(frozen=True)
class Prepared:
    """One table of a file with its facts, ready for drafting."""

    number: int
    facts: Facts
    profile: Profile
    tasks: tuple[Task, ...]


def prepare(tables: Sequence[SelfEvaluationTable], number: int, order: Order) -> Prepared:
    """The facts and tasks of one table; what the user stated is bound to the row that it is about."""
    table = tables[number - 1]
    if order.profile:
        table = table.model_copy(update={"profile": order.profile})
    profile = choose_profile(table)
    facts = compile_facts([table], profile, stated=order.causes, file=tables)
    about = _about(table, facts, profile, order)
    if order.kind != "deviation":
        tasks = [Task(order.kind, length=order.length, about=about)]
    elif order.row is not None:
        tasks = [Task("deviation", row=order.row, length=order.length, about=about)]
    else:
        tasks = [Task("deviation", row=task.row, about=about) for task in deviation_tasks(facts, profile)]
    return Prepared(number, facts, profile, tuple(tasks))


def _about(table: SelfEvaluationTable, facts: Facts, profile: Profile, order: Order) -> tuple[int | None, ...]:
    """What each statement is about; one that names nothing explains the first deviation that has no cause yet."""
    named = [about_of(said.text, table, order.row) for said in order.causes]
    if None not in named:
        return tuple(named)
    waiting = deviation_tasks(facts, profile)
    unexplained = [
        task for task in waiting if task.row is None or not read_note(table.by_row[task.row].deviation_note).cause
    ]
    first = next(iter(unexplained or waiting), None)
    rest = None if first is None else MONEY if first.row is None else first.row
    return tuple(rest if about is None else about for about in named)


def drafts(
    prepared: Sequence[Prepared], drafter: TemplateDrafter | ModelDrafter, on_event: OnDraft | None = None
) -> Iterator[tuple[Prepared, Draft]]:
    """The drafts of several tables in order. An endpoint that refuses or cannot be reached is not asked again."""
    down, failed = "", 0
    for one in prepared:
        for task in one.tasks:
            asked = TemplateDrafter() if down else drafter
            made = draft(task, one.facts, asked, one.profile, _telling(on_event, one.number, task), note=down)
            failed = failed + 1 if made.failure in FAILING else 0
            if made.failure in LASTING or failed == PATIENCE:
                down = made.note
            yield one, made


def _telling(on_event: OnDraft | None, number: int, task: Task) -> Callable[[Event], None] | None:
    return (lambda event: on_event(number, task, event)) if on_event else None
