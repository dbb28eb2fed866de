"""Between a desk and the assistant's conversation: the state a desk amounts to, its turns as the desk keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from assistant.answer import Answer, Change, Focus, answer
from assistant.conversation import State, begin
from assistant.conversation import Turn as Told
from assistant.conversation.state import Said
from assistant.draft.task import Draft, DraftKind, Missing, Task
from forms.read import read_text
from scoring.claims import Claim, verdict_of
from scoring.facts import Stated
from store.desk import Card, Citation, Desk, Turn
from ui import opening
from ui.judged import name_of
from ui.session import Office

TOGETHER = 200  # tables that one question may be asked about
_PREFIX = re.compile(r"T(\d+):(.*)")


@dataclass(frozen=True)
class Group:
    """A desk among the others that came with it; the n-th of `desks` is the n-th table of the conversation."""

    desks: tuple[Desk, ...]
    here: int

    @property
    def desk(self) -> Desk:
        return self.desks[self.here - 1]


def plain(message: str, table: str = "") -> Answer:
    """The answer to one question about a pasted table, or about the first sample. Raises FormError."""
    tables = read_text(table).tables if table.strip() else opening.samples().tables[:1]
    return answer(tables, message)


def group_of(office: Office, user: str, desk: Desk) -> Group:
    """The desk with those of the same file, in the order of the picker."""
    ids = [item.id for item in office.shelf.tables(user) if item.file == desk.file][:TOGETHER]
    found = [desk if i == desk.id else office.shelf.load(user, i) for i in ids]
    desks = tuple(d for d in found if d is not None)
    here = next((n for n, d in enumerate(desks, 1) if d.id == desk.id), 0)
    return Group(desks, here) if here else Group((desk,), 1)


def state_of(group: Group, length: int = 200) -> State:
    """What the conversation knows: the tables as they stand, the draft that is open, what was stated and asked."""
    desk = group.desk
    tables = [d.table for d in group.desks]
    question = next((t for t in reversed(desk.turns) if t.kind == "question" and not t.done), None)
    last = desk.turns[-1] if desk.turns else None
    pending = (
        (Change(group.here, last.fact, desk.table.text(last.fact) or "", last.patterns[0]),)
        if last and last.kind == "answer" and last.fact and last.patterns
        else ()
    )
    asked = Missing(question.row, "", question.text, question.patterns) if question else None
    said = tuple(Said(Stated(s.text, "填报人", s.at[:10]), group.here, s.row) for s in desk.said)
    card = desk.open_cards[-1] if desk.open_cards else None
    row = card.row if card else None
    return replace(
        begin(tables, group.here, row),
        draft=_draft(card, desk, length) if card else None,
        said=said,
        pending=pending,
        asked=asked,
        focus=_focus(group),
    )


def _draft(card: Card, desk: Desk, length: int) -> Draft:
    """The open card as the assistant knows a draft."""
    version = card.version
    task = Task(cast(DraftKind, card.kind), row=card.row, length=length, about=tuple(s.row for s in desk.said))
    missing = tuple(Missing(card.row, "", question) for question in version.missing)
    return Draft(
        task, version.text, (), missing, "model" if version.by == "model" else "template", version.claims,
        verdict_of(version.claims), "",
    )  # fmt: skip


def _focus(group: Group) -> Focus:
    """What the last question was about, so that 那满意度呢 is understood."""
    focus = Focus(group.here)
    asked = [turn.text for turn in group.desk.turns if turn.kind == "user"][-1:]
    for question in asked:
        focus = answer([d.table for d in group.desks], question, focus).focus
    return focus


def kept(group: Group, told: Told) -> Turn:
    """What the conversation said, as the desk keeps it: cells of this table, or named with the desk they are on."""
    change = told.change if told.change and told.change.table == group.here and told.kind == "proposal" else None
    answered = told.kind in {"answer", "proposal"}
    row = told.row if told.kind == "question" else None
    fact = change.cell if change else told.fact if told.kind == "question" else ""
    if told.kind == "question" and not fact:
        fact = "funds.execution_rate"
    return Turn(
        kind="answer" if answered else "question" if told.kind == "question" else "note",
        text=told.text,
        claims=tuple(_here(claim, group) for claim in told.claims),
        citations=tuple(_citation(group, c.table, c.cell, c.place, c.text) for c in told.citations),
        answered=told.answered,
        patterns=(change.after,) if change else told.patterns,
        fact=fact,
        row=row,
    )


def _here(claim: Claim, group: Group) -> Claim:
    """The claim with facts and cells of this table only: those of another would light up the wrong cells."""
    if len(group.desks) == 1:
        return claim
    found = [_PREFIX.fullmatch(fact) for fact in claim.facts]
    if all(f is None or int(f[1]) == group.here for f in found):
        facts = tuple(f[2] if f else fact for f, fact in zip(found, claim.facts, strict=True))
        return claim.model_copy(update={"facts": facts})
    return claim.model_copy(update={"facts": (), "cells": ()})


def _citation(group: Group, table: int, cell: str, place: str, text: str) -> Citation:
    desk = group.desks[table - 1] if 0 < table <= len(group.desks) else group.desk
    where = place or desk.table.place(cell)
    if desk.id == group.desk.id:
        return Citation(place=where, fact=cell, text=text)
    return Citation(place=where, fact=cell, text=text, desk=desk.id, name=name_of(desk.table))


def last_told(turns: Sequence[Told], kind: str) -> Told | None:
    return next((turn for turn in turns if turn.kind == kind), None)
