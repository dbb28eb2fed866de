"""Desks in the database: each save is one transaction, guarded by the revision that was loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from store import audit
from store.accounts import REVIEWER, require_user
from store.database import Database
from store.desk import Card, Change, Desk
from store.errors import Conflict, NotFound
from store.recent import Recent
from store.schema.accounts import Setting, User
from store.schema.base import now
from store.schema.work import Draft, DraftVersion, Edit, IgnoredFinding, Message, StatedFact, Table, Typing

Summary = dict[str, Any]
MOST_RECENT = 256  # desks kept in memory, each as of one revision
OPEN_TO_REVIEW = ("送审", "复核中", "退回", "再送审", "通过")


class Desks:
    """All desks. Every call names the user; what the user's unit or role does not show is not found."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: Recent[tuple[str, int], Desk] = Recent(MOST_RECENT)  # a revision never changes once it is kept

    def listed(self, user_id: str) -> list[tuple[str, str, Summary, str]]:
        """(id, file, summary, saved) of every desk that the user may see, in the order they were opened."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            rows = session.execute(
                select(Table.id, Table.file, Table.summary, Table.saved)
                .where(_visible(user))
                .order_by(Table.position, Table.created_at)
            )
            return [(row.id, row.file, row.summary, row.saved) for row in rows]

    def load(self, user_id: str, desk_id: str) -> Desk | None:
        """The desk as last saved; None when there is none that this user may see."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            revision = session.scalar(select(Table.revision).where(Table.id == desk_id, _visible(user)))
            if revision is None:
                return None
            desk = self._recent.get((desk_id, revision))
            if desk is None:
                row = _find(session, user, desk_id, whole=True)
                desk = _desk(row) if row else None
        if desk is not None:
            self._recent.put((desk_id, desk.revision), desk)
        return desk

    def save(self, user_id: str, desk: Desk, summary: Summary) -> Desk:
        """Keep `desk` and give it with its new revision.

        Raises Conflict when somebody saved since `desk` was loaded, NotFound when the desk is not this user's to write.
        """
        with self._database.write() as session:
            user = require_user(session, user_id)
            row = session.get(Table, desk.id, with_for_update=True)
            if row is None:
                if desk.revision:
                    raise NotFound("这张表已经删除，没有保存。")
                row = _new_row(session, user, desk)
            elif row.deleted_at is not None or row.unit_id != user.unit_id:
                raise NotFound("没有这张表，没有保存。")
            elif row.revision != desk.revision:
                raise Conflict("这张表刚在别处改过。已载入最新内容，请核对后再保存一次。")
            base = self._recent.get((desk.id, desk.revision)) if desk.revision else None
            row.summary = summary
            changed = _write_since(session, row, base, desk) if base else _write(row, desk)
            audit.append(session, user_id, "保存", desk.id, revision=row.revision, changed=changed)
            kept = desk.model_copy(update={"revision": row.revision})
        self._recent.put((kept.id, kept.revision), kept)
        return kept

    def remove(self, user_id: str, desk_ids: Iterable[str]) -> None:
        """Put desks aside. They are gone from every list, and stay until they are purged."""
        with self._database.write() as session:
            user = require_user(session, user_id)
            for desk_id in desk_ids:
                row = _find(session, user, desk_id)
                if row is not None and row.unit_id == user.unit_id:
                    row.deleted_at = now()
                    audit.append(session, user_id, "删除", desk_id)

    def keep_typing(self, user_id: str, desk_id: str, fact: str, text: str) -> None:
        """Keep what is being typed for one field; "" forgets it. Raises NotFound for a desk of others."""
        with self._database.write() as session:
            user = require_user(session, user_id)
            if _find(session, user, desk_id) is None:
                raise NotFound("没有这张表。")
            session.execute(
                delete(Typing).where(Typing.user_id == user_id, Typing.table_id == desk_id, Typing.fact == fact)
            )
            if text:
                session.add(Typing(user_id=user_id, table_id=desk_id, fact=fact, text=text))

    def typing(self, user_id: str, desk_id: str) -> dict[str, str]:
        """What this user was typing on a desk and had not saved: fact -> text."""
        with self._database.read() as session:
            rows = session.scalars(select(Typing).where(Typing.user_id == user_id, Typing.table_id == desk_id))
            return {row.fact: row.text for row in rows}

    def setting(self, user_id: str, name: str) -> str:
        with self._database.read() as session:
            found = session.scalars(select(Setting).where(Setting.user_id == user_id, Setting.name == name)).first()
            return found.value if found else ""

    def set_setting(self, user_id: str, name: str, value: str) -> None:
        with self._database.write() as session:
            require_user(session, user_id)
            session.execute(delete(Setting).where(Setting.user_id == user_id, Setting.name == name))
            session.add(Setting(user_id=user_id, name=name, value=value))


def visible_table(session: Session, user: User, desk_id: str) -> Table:
    """The row of a desk that the user may see. Raises NotFound."""
    row = _find(session, user, desk_id)
    if row is None:
        raise NotFound("没有这张表。")
    return row


def _visible(user: User) -> ColumnElement[bool]:
    own = Table.unit_id == user.unit_id
    if user.role == REVIEWER:
        submitted = Table.state.in_(OPEN_TO_REVIEW) & or_(Table.reviewer_id.is_(None), Table.reviewer_id == user.id)
        own = own | submitted
    return own & Table.deleted_at.is_(None)


def _find(session: Session, user: User, desk_id: str, *, whole: bool = False) -> Table | None:
    query = select(Table).where(Table.id == desk_id, _visible(user))
    if whole:
        query = query.options(
            selectinload(Table.edits),
            selectinload(Table.drafts).selectinload(Draft.versions),
            selectinload(Table.messages),
            selectinload(Table.stated),
            selectinload(Table.ignored),
        )
    return session.scalars(query).first()


def _new_row(session: Session, user: User, desk: Desk) -> Table:
    last = session.scalar(select(func.max(Table.position)).where(Table.unit_id == user.unit_id))
    row = Table(id=desk.id, user_id=user.id, unit_id=user.unit_id, position=(last or 0) + 1, revision=0)
    row.edits, row.drafts, row.messages, row.stated, row.ignored = [], [], [], [], []
    session.add(row)
    return row


def _write(row: Table, desk: Desk) -> list[str]:
    """Bring the row and its parts to what `desk` holds; gives the fact ids of cells that differ from what was kept."""
    before = {edit.body["fact"]: edit.body["after"] for edit in row.edits if not edit.undone}
    _write_head(row, desk)
    row.original = json.loads(desk.original.model_dump_json())
    row.problems = [problem.model_dump(mode="json") for problem in desk.problems]
    _sync_edits(row, desk)
    _sync_drafts(row, desk.cards)
    for part, values, kind in _parts(desk):
        _sync(getattr(row, part), _bodies(values), kind)
    return _differing(before, {change.fact: change.after for change in desk.changes})


def _write_since(session: Session, row: Table, base: Desk, desk: Desk) -> list[str]:
    """The same where `base` is what the row holds: reads and touches only the parts that are others since."""
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
    return _differing(*({change.fact: change.after for change in one.changes} for one in (base, desk)))


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


def _differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(fact for fact in before.keys() | after.keys() if before.get(fact) != after.get(fact))


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


def _desk(row: Table) -> Desk:
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
