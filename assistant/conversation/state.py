"""What a conversation knows, and what a turn of it says. Frozen values; nothing is written but through `apply`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.answer import Change, Citation, Focus
from assistant.draft.task import Draft, DraftKind, Missing, Task
from forms.edit import with_texts
from forms.table import SelfEvaluationTable
from scoring.claims import Claim
from scoring.facts import Facts, Stated, compile_facts
from scoring.profile import Profile, choose_profile

TurnKind = Literal["answer", "card", "question", "note", "proposal"]
FIELDS: dict[DraftKind, str] = {"goal": "goal", "narrative": "narrative", "deviation": "deviation_note"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the user stated, of which table and about which row (0: the money; None: the whole table)."""

    what: Stated
    table: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was confirmed, so that it can be taken back."""

    change: Change
    before: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said to the user: an answer, a draft (card), a question, a note, or a change that waits for a yes."""

    kind: TurnKind
    text: str
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    answered: bool = True
    draft: Draft | None = None
    change: Change | None = None
    patterns: tuple[str, ...] = ()  # of a question: examples of an answer, marked as such
    table: int | None = None
    fact: str = ""
    row: int | None = None


@dataclass(frozen=True)
class State:
    """The tables at hand, what is selected, the draft on the table, what the user stated, what waits for a yes."""

    tables: tuple[SelfEvaluationTable, ...]
    table: int | None = None
    row: int | None = None
    draft: Draft | None = None
    said: tuple[Said, ...] = ()
    pending: tuple[Change, ...] = ()  # waits for 确认; nothing was written
    asked: Missing | None = None  # the question that the next statement answers
    skipped: tuple[str, ...] = ()  # questions that the user passed over
    edits: tuple[Edit, ...] = ()
    problem: int = 0  # how many problems 下一个问题 has gone through
    focus: Focus = field(default_factory=Focus)

    @property
    def here(self) -> int:
        """The table that is talked about: the selected one, else the first."""
        return self.table or 1

    @property
    def current(self) -> SelfEvaluationTable:
        return self.tables[self.here - 1]


def begin(tables: Sequence[SelfEvaluationTable], table: int | None = None, row: int | None = None) -> State:
    """A fresh conversation. With one table that one is selected."""
    chosen = table or (1 if len(tables) == 1 else None)
    return State(tuple(tables), chosen, row, focus=Focus(chosen, row))


def facts_of(state: State, table: int) -> tuple[Facts, Profile, tuple[int | None, ...]]:
    """The facts of one table with what the user stated about it, its profile, and what each statement is about."""
    form = state.tables[table - 1]
    profile = choose_profile(form)
    own = [said for said in state.said if said.table == table]
    facts = compile_facts([form], profile, stated=[said.what for said in own], file=state.tables)
    return facts, profile, tuple(said.row for said in own)


def apply(state: State, change: Change) -> State:
    """The state with one cell changed. Only called for a change that the user confirmed."""
    form = state.tables[change.table - 1]
    changed = with_texts(form, {change.cell: change.after})
    tables = (*state.tables[: change.table - 1], changed, *state.tables[change.table :])
    edit = Edit(change, form.text(change.cell) or "")
    return replace(state, tables=tables, edits=(*state.edits, edit), pending=())


def undo(state: State) -> tuple[State, Edit | None]:
    """The state before the last confirmed change."""
    if not state.edits:
        return state, None
    last = state.edits[-1]
    form = with_texts(state.tables[last.change.table - 1], {last.change.cell: last.before})
    tables = (*state.tables[: last.change.table - 1], form, *state.tables[last.change.table :])
    return replace(state, tables=tables, edits=state.edits[:-1]), last


def cell_of(task: Task) -> str:
    """The cell that a draft belongs to; "" where the form has none (a deviation of the money)."""
    if task.kind != "deviation":
        return FIELDS[task.kind]
    return f"R{task.row}.deviation_note" if task.row is not None else ""
