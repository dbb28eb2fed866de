"""`TemplateDrafter`: drafts offline, from the table, its arithmetic, its notes and what the user stated."""

from __future__ import annotations

from collections.abc import Callable

from assistant.draft.deviation import deviation
from assistant.draft.goal import goal
from assistant.draft.narrative import narrative
from assistant.draft.register import in_register
from assistant.draft.task import DrafterName, DraftKind, Task
from assistant.draft.view import TableView, view
from assistant.render import Parts
from scoring.facts import Facts
from scoring.profile import Profile

_COMPOSERS: dict[DraftKind, Callable[[TableView], Parts]] = {
    "goal": goal,
    "narrative": narrative,
    "deviation": deviation,
}


class TemplateDrafter:
    """Same table, same words: no model, no chance."""

    name: DrafterName = "template"

    def compose(self, task: Task, facts: Facts, profile: Profile, avoid: frozenset[str] = frozenset()) -> Parts:
        """The draft as words, slots and gaps; what a cell in `avoid` holds is told in fewer words or not at all."""
        return in_register(_COMPOSERS[task.kind](view(task, facts, profile, avoid)), task.register)
