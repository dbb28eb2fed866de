"""Rendering and verifying the parts of a draft; the template's own draft is mended where it does not verify."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.draft.task import Task
from assistant.draft.template import TemplateDrafter
from assistant.render import Gap, Parts, Rendered, Slot, render
from scoring.claims import WRONG, Claim
from scoring.facts import Facts
from scoring.profile import Profile
from scoring.verify import verify

MENDS = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A rendered draft with its claims."""

    parts: Parts
    rendered: Rendered
    claims: tuple[Claim, ...]

    @property
    def wrong(self) -> tuple[Claim, ...]:
        """The claims that keep the text from being faithful."""
        return tuple(claim for claim in self.claims if claim.verdict in WRONG)


def checked(made: Parts, facts: Facts, task: Task) -> Checked:
    """The parts as text, and what a stranger finds in it. Raises `UnknownFactError`."""
    rendered = render(made, facts, task.table)
    return Checked(made, rendered, tuple(verify(facts, without_gaps(rendered), task.kind, task.row)))


def without_gaps(rendered: Rendered) -> str:
    """The text for the verifier: the words of what is still asked for claim nothing and are blanked out in place."""
    text = rendered.text
    for start, end, part in rendered.spans:
        if isinstance(part, Gap):
            words = start + len("〔待补充：")
            text = text[:words] + "\u3000" * (end - 1 - words) + text[end - 1 :]
    return text


def by_template(task: Task, facts: Facts, profile: Profile) -> Checked:
    """The template's draft. A narrative that does not verify is written again without the cells at fault.

    A cause that is quoted may read, to a stranger, as about another row; then the text refers to the note instead.
    """
    drafter = TemplateDrafter()
    best = checked(drafter.compose(task, facts, profile), facts, task)
    avoid = frozenset[str]()
    for _ in range(MENDS if task.kind == "narrative" else 0):
        more = avoid | _at_fault(best)
        if more == avoid:
            break
        avoid = more
        again = checked(drafter.compose(task, facts, profile, avoid), facts, task)
        best = again if len(again.wrong) < len(best.wrong) else best
    return best


def _at_fault(one: Checked) -> frozenset[str]:
    """The cells that the wrong claims stand in."""
    spans = [(start, end, part) for start, end, part in one.rendered.spans if isinstance(part, Slot)]
    return frozenset(
        part.id for claim in one.wrong for start, end, part in spans if start < claim.end and claim.start < end
    )
