"""A desk and its rows in the database: making the one from the others, and bringing the rows to what a desk holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.desk import Card, Change, Desk
from store.schema.accounts import User
from store.schema.work import Draft, DraftVersion, Edit, IgnoredFinding, Message, StatedFact, Table


def new_row(session: Session, user: User, desk: Desk) -> Table:
    last = session.scalar(select(func.max(Table.position)).where(Table.unit_id == user.unit_id))
    row = Table(id=desk.id, user_id=user.id, unit_id=user.unit_id, position=(last or 0) + 1, revision=0)
    row.edits, row.drafts, row.messages, row.stated, row.ignored = [], [], [], [], []
    session.add(row)
    return row


def write(row: Table, desk: Desk) -> None:
    """Put all that `desk` holds into a new row."""
    _write_head(row, desk)
    row.original = json.loads(desk.original.model_dump_json())
    row.problems = [problem.model_dump(mode="json") for problem in desk.problems]
    _sync_edits(row, desk)
    _sync_drafts(row, desk.cards)
    for part, values, kind in _parts(desk):
        _sync(getattr(row, part), _bodies(values), kind)


def write_since(session: Session, row: Table, base: Desk, desk: Desk) -> None:
    """Bring a row that holds `base` to what `desk` holds: reads and touches only the parts that are others since."""
    _write_head(row, desk)
    if desk.original != base.original:
        row.original = json.loads(desk.original.model_dump_json())
    if desk.problems != base.problems:
        row.problems = [problem.model_dump(mode="json") for problem in desk.problems]
    count = len(base.changes)
    if desk.undone == base.undone and desk.changes[:count] == base.changes:
        for position, change in enumerate(desk.changes[count:], start=count):
            session.add(Edit(table_id=row.id, undone=False, position=position, body=change.model_dump(mode="json")))
    else:
        _sync_edits(row, desk)
    if desk.cards != base.cards:
        _sync_drafts(row, desk.cards)
    for (part, values, kind), (_, kept, _) in zip(_parts(desk), _parts(base), strict=True):
        if values != kept:
            _sync(getattr(row, part), _bodies(values), kind)


def _write_head(row: Table, desk: Desk) -> None:
    row.origin, row.file, row.profile, row.saved = desk.origin, desk.file, desk.profile, desk.saved
    row.revision += 1


def _parts(desk: Desk) -> list[tuple[str, Sequence[BaseModel], type[Any]]]:
    return [
        ("messages", desk.turns, Message),
        ("stated", desk.said, StatedFact),
        ("ignored", desk.ignored, IgnoredFinding),
    ]


def _bodies(values: Sequence[BaseModel]) -> list[dict[str, Any]]:
    return [value.model_dump(mode="json") for value in values]


def _sync_edits(row: Table, desk: Desk) -> None:
    edits: list[tuple[bool, int, Change]] = [(False, at, change) for at, change in enumerate(desk.changes)]
    edits += [(True, at, change) for at, change in enumerate(desk.undone)]
    kept = {(edit.undone, edit.position): edit for edit in row.edits}
    wanted: list[Edit] = []
    for undone, position, change in edits:
        body = change.model_dump(mode="json")
        edit = kept.get((undone, position))
        if edit is None:
            edit = Edit(undone=undone, position=position, body=body)
        elif edit.body != body:
            edit.body = body
        wanted.append(edit)
    row.edits = wanted


def _sync_drafts(row: Table, cards: Sequence[Card]) -> None:
    _sync(row.drafts, [card.model_dump(mode="json", exclude={"versions"}) for card in cards], Draft)
    for draft, card in zip(row.drafts, cards, strict=True):
        bodies = [version.model_dump(mode="json") for version in card.versions]
        for number, body in enumerate(bodies, start=1):
            if number > len(draft.versions):
                draft.versions.append(DraftVersion(number=number, body=body))
            elif draft.versions[number - 1].body != body:
                draft.versions[number - 1].body = body
        del draft.versions[len(bodies) :]


def _sync(rows: list[Any], bodies: Sequence[dict[str, Any]], kind: type[Any]) -> None:
    """Make `rows` hold `bodies` in order, touching only what differs."""
    for position, body in enumerate(bodies):
        if position >= len(rows):
            rows.append(kind(position=position, body=body))
        elif rows[position].body != body:
            rows[position].body = body
    del rows[len(bodies) :]


def desk_of(row: Table) -> Desk:
    return Desk.model_validate(
        {
            "id": row.id,
            "origin": row.origin,
            "file": row.file,
            "original": row.original,
            "problems": row.problems,
            "profile": row.profile,
            "changes": [edit.body for edit in row.edits if not edit.undone],
            "undone": [edit.body for edit in sorted(row.edits, key=_position) if edit.undone],
            "cards": [{**draft.body, "versions": [v.body for v in draft.versions]} for draft in row.drafts],
            "turns": [message.body for message in row.messages],
            "said": [said.body for said in row.stated],
            "ignored": [ignored.body for ignored in row.ignored],
            "saved": row.saved,
            "revision": row.revision,
        }
    )


def _position(edit: Edit) -> int:
    return edit.position
