"""Questions asked on a desk: answered from its table, or from all tables that came with it. No model is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer, Focus, answer
from forms.read import read_text
from forms.table import SelfEvaluationTable
from scoring.claims import Claim
from store.desk import Citation, Desk, Turn
from ui import session
from ui.session import Office
from ui.views import name_of

TOGETHER = 200  # tables that one question may be asked about
_PREFIX = re.compile(r"T(\d+):(.*)")


def answered(office: Office, user: str, desk: Desk, question: str) -> Turn:
    """The answer as a turn of the conversation, its cells resolved to this desk or the others of the file."""
    group = _together(office, user, desk)
    here = next(i for i, d in enumerate(group, 1) if d.id == desk.id)
    tables = [d.table for d in group]
    found = answer(tables, question, _focus(tables, here, desk))
    claims = tuple(_here(claim, here, len(group)) for claim in found.claims)
    citations = tuple(_citation(group, c.table, c.cell, c.place, c.text, here) for c in found.citations)
    change = found.change if found.change and found.change.table == here else None
    return Turn(
        kind="answer",
        text=found.text,
        claims=claims,
        citations=citations,
        answered=found.answered,
        fact=change.cell if change else "",
        patterns=(change.after,) if change else (),
    )


def plain(message: str, table: str = "") -> Answer:
    """The answer to one question about a pasted table, or about the first sample. Raises FormError."""
    tables = read_text(table).tables if table.strip() else session.samples().tables[:1]
    return answer(tables, message)


def _together(office: Office, user: str, desk: Desk) -> list[Desk]:
    ids = [item.id for item in office.shelf.tables(user) if item.file == desk.file][:TOGETHER]
    others = {i: office.shelf.load(user, i) for i in ids if i != desk.id}
    group = [desk if i == desk.id else others.get(i) for i in ids]
    found = [d for d in group if d is not None]
    return found if any(d.id == desk.id for d in found) else [desk]


def _focus(tables: Sequence[SelfEvaluationTable], here: int, desk: Desk) -> Focus:
    """What the talk is about: this table, and whatever the last question was about."""
    focus = Focus(table=here)
    asked = [turn.text for turn in desk.turns if turn.kind == "user"][:-1][-1:]
    for question in asked:
        focus = answer(tables, question, focus).focus
    return focus


def _here(claim: Claim, here: int, tables: int) -> Claim:
    """The claim with facts and cells of this table only: those of another would light up the wrong cells."""
    if tables == 1:
        return claim
    found = [_PREFIX.fullmatch(fact) for fact in claim.facts]
    if all(f is None or int(f[1]) == here for f in found):
        facts = tuple(f[2] if f else fact for f, fact in zip(found, claim.facts, strict=True))
        return claim.model_copy(update={"facts": facts})
    return claim.model_copy(update={"facts": (), "cells": ()})


def _citation(group: Sequence[Desk], table: int, cell: str, place: str, text: str, here: int) -> Citation:
    desk = group[table - 1] if 0 < table <= len(group) else group[0]
    where = place or desk.table.place(cell)
    if table == here:
        return Citation(place=where, fact=cell, text=text)
    return Citation(place=where, fact=cell, text=text, desk=desk.id, name=name_of(desk.table))
