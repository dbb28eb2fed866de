"""Which deviations a table has to explain: rows missed, met only by a changed target, far exceeded, and a low rate."""

from __future__ import annotations

from assistant.draft.task import Task
from assistant.draft.view import RowView, TableView, view
from scoring.facts import Facts
from scoring.profile import Profile


def needs_deviation(row: RowView) -> bool:
    """Whether the row wants a note: never one that was met as planned, nor one of 无."""
    if row.state == "missed":
        return True
    if row.only_by_change:
        return True
    return row.far


def deviation_tasks(facts: Facts, profile: Profile, table: int = 1) -> list[Task]:
    """A task for every deviation of the table, rows in the order of the form, the execution rate last."""
    seen: TableView = view(Task("deviation", table), facts, profile)
    tasks = [Task("deviation", table, row.row) for row in seen.rows if needs_deviation(row)]
    return [*tasks, Task("deviation", table)] if seen.low_rate else tasks
