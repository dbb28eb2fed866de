"""One table on one user's desk: what it said when it came, what was changed since, what was drafted and talked about.

A `Desk` is a frozen value; every function here takes one and gives the next. Nothing knows of Gradio or of a database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from forms.edit import with_texts
from forms.table import Problem, SelfEvaluationTable
from scoring.claims import Claim, TextKind

Origin = Literal["sample", "paste", "file", "blank"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Change(_Value):
    """One edit of one cell; `before` and `after` are texts as typed."""

    fact: str
    before: str
    after: str
    at: str = ""


class Version(_Value):
    """One state of a draft: its text, who wrote it, and what verification said of it."""

    text: str
    claims: tuple[Claim, ...] = ()
    by: Literal["template", "model", "user"] = "template"
    missing: tuple[str, ...] = ()  # what is still asked for, a sentence each
    note: str = ""  # e.g. why the template wrote it though a model is set
    model: str = ""  # of a model's text: which one, and the prompt with its version ("narrative 3")
    prompt: str = ""


class Card(_Value):
    """The draft for one field, with its earlier versions. `shown` counts from 1."""

    id: str
    kind: TextKind
    fact: str  # the field it belongs to: "narrative", "R1.deviation_note"
    row: int | None = None
    versions: tuple[Version, ...] = ()
    shown: int = 1
    mode: Literal["check", "compare", "versions", "edit"] = "check"
    status: Literal["writing", "open", "accepted", "dropped"] = "open"

    @property
    def version(self) -> Version:
        return self.versions[self.shown - 1] if self.versions else Version(text="")


class Citation(_Value):
    place: str
    fact: str
    text: str = ""
    desk: str = ""  # id and name of the desk that it is on, when that is another one
    name: str = ""


class Turn(_Value):
    """One turn of the conversation: what the user asked, an answer, a card, or a question with blanks to fill."""

    kind: Literal["user", "answer", "card", "question", "note"]
    text: str = ""
    card: str = ""
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    answered: bool = True
    patterns: tuple[str, ...] = ()  # of a question: answers with blanks; of an answer: what a cell may be changed to
    fact: str = ""  # of a question or a proposed change: the cell that it is about
    row: int | None = None
    done: bool = False
    at: str = ""


class Said(_Value):
    """Something the user stated: a cause, a measure, a number."""

    text: str
    at: str = ""
    row: int | None = None


class Ignored(_Value):
    """A finding that the user set aside, with the reason."""

    rule: str
    row: int | None = None
    reason: str = ""
    at: str = ""


class Desk(_Value):
    """All that is kept of one table."""

    id: str
    origin: Origin
    file: str  # the name the user knows: "接待费.xlsx", "样例 seed.txt", "粘贴 11-24 14:32"
    original: SelfEvaluationTable
    problems: tuple[Problem, ...] = ()
    profile: str | None = None  # chosen by the user; None: by the table
    changes: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    cards: tuple[Card, ...] = ()
    turns: tuple[Turn, ...] = ()
    said: tuple[Said, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    saved: str = ""  # when it was last changed
    revision: int = 0

    @cached_property
    def table(self) -> SelfEvaluationTable:
        """The table as it stands now."""
        return with_texts(self.original, self.changed)

    @cached_property
    def changed(self) -> dict[str, str]:
        """Fact id -> text, for the cells that differ from what came in."""
        now = {change.fact: change.after for change in self.changes}
        return {fact: text for fact, text in now.items() if text != (self.original.text(fact) or "")}

    def card(self, card_id: str) -> Card | None:
        return next((card for card in self.cards if card.id == card_id), None)

    @property
    def open_cards(self) -> tuple[Card, ...]:
        return tuple(card for card in self.cards if card.status == "open")


def now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def update(desk: Desk, **changes: object) -> Desk:
    """`desk` with some fields replaced, and the time of saving; derived values are computed anew."""
    return Desk.model_validate({**{name: getattr(desk, name) for name in Desk.model_fields}, "saved": now(), **changes})


def edited(desk: Desk, fact: str, text: str) -> Desk:
    """The desk after one cell was typed over; unchanged when the text is what stands there already."""
    before = desk.table.text(fact)
    if before is None or before == text:
        return desk
    change = Change(fact=fact, before=before, after=text, at=now())
    return update(desk, changes=(*desk.changes, change), undone=())


def undo(desk: Desk) -> Desk:
    """Take the last edit back. The edit is kept, so that it can be redone."""
    if not desk.changes:
        return desk
    return update(desk, changes=desk.changes[:-1], undone=(*desk.undone, desk.changes[-1]))


def redo(desk: Desk) -> Desk:
    if not desk.undone:
        return desk
    return update(desk, changes=(*desk.changes, desk.undone[-1]), undone=desk.undone[:-1])


def put_card(desk: Desk, card: Card) -> Desk:
    """The desk with `card` in place of the one of the same id, or added."""
    if any(c.id == card.id for c in desk.cards):
        return update(desk, cards=tuple(card if c.id == card.id else c for c in desk.cards))
    return update(desk, cards=(*desk.cards, card))


def say(desk: Desk, *turns: Turn) -> Desk:
    stamped = tuple(turn if turn.at else turn.model_copy(update={"at": now()}) for turn in turns)
    return update(desk, turns=(*desk.turns, *stamped))
