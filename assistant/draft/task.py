"""What is to be drafted, what comes out, and what is told on the way. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from assistant.render import Parts
from scoring.claims import Claim, TextVerdict
from scoring.facts import Facts
from scoring.profile import Profile

DraftKind = Literal["goal", "narrative", "deviation"]
DrafterName = Literal["template", "model"]
Stage = Literal["起草", "核对", "修改", "完成"]
LENGTHS = (100, 200, 400)
Register = Literal["", "formal", "plain"]  # as bureaus write, more formally, or in plain short words
KIND_NAMES: dict[DraftKind, str] = {
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "deviation": "偏差原因分析及改进措施",
}
MONEY = 0  # as the row of something that the user stated: it is about the money


@dataclass(frozen=True, slots=True)
class Task:
    """One text to draft. `row` is for deviations: None is a deviation of the execution rate.

    `about` says what the n-th stated fact is about: a row, `MONEY`, or None when it was not said.
    `leave_out`, `first` and `register` are the user's wishes: topics not to mention, one to begin with, how it sounds.
    """

    kind: DraftKind
    table: int = 1
    row: int | None = None
    length: int = 200
    about: tuple[int | None, ...] = ()
    leave_out: tuple[str, ...] = ()
    first: str = ""
    register: Register = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that only the user can say, as one short question. `examples` are examples, never facts."""

    row: int | None
    what: str
    question: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What might be added or changed in the form. `text` names no number: numbers are the user's to decide."""

    row: int | None
    kind: str
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft with its verification. `note` says in one line why a model's draft was not used, else ""."""

    task: Task
    text: str
    facts: tuple[str, ...]
    missing: tuple[Missing, ...]
    drafter: DrafterName
    claims: tuple[Claim, ...]
    verdict: TextVerdict
    seal: str
    note: str = ""
    failure: str = ""  # the kind of `ModelError` that kept the model's draft from being used
    repairs: int = 0
    requests: int = 0
    proposals: tuple[Proposal, ...] = ()

    @property
    def ready(self) -> bool:
        """Fit to be marked 可提交: nothing missing and nothing wrong."""
        return not self.missing and self.verdict == "faithful"


@dataclass(frozen=True, slots=True)
class Event:
    """Progress of one draft: the stage, the text so far (a preview until 完成), a line for the user."""

    stage: Stage
    text: str = ""
    line: str = ""
    draft: Draft | None = field(default=None)


class Drafter(Protocol):
    """Composes the parts of a draft; knows nothing of verification."""

    @property
    def name(self) -> DrafterName: ...

    def compose(self, task: Task, facts: Facts, profile: Profile) -> Parts:
        """The draft as words, slots and gaps."""
        ...
