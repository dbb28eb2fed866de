"""Desks in the database: each save is one transaction, guarded by the revision that was loaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session, selectinload

from store import audit, rows, trace
from store.accounts import REVIEWER, require_user
from store.database import Database
from store.desk import Desk
from store.errors import Conflict, NotFound, Refused
from store.recent import Recent
from store.schema.accounts import Setting, User
from store.schema.base import now
from store.schema.work import Draft, Table, Typing
from store.steps import CLOSED, MENDING, OPEN_TO_REVIEW, RETURNED, record

Summary = dict[str, Any]
MOST_RECENT = 256  # desks kept in memory, each as of one revision


class Desks:
    """All desks. Every call names the user; what the user's unit or role does not show is not found."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: Recent[tuple[str, int], Desk] = Recent(MOST_RECENT)  # a revision never changes once it is kept

    def listed(self, user_id: str) -> list[tuple[str, str, Summary, str]]:
        """(id, file, summary, saved) of every desk that the user may see, in the order they were opened."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            found = session.execute(
                select(Table.id, Table.file, Table.summary, Table.saved)
                .where(visible(user))
                .order_by(Table.position, Table.created_at)
            )
            return [(row.id, row.file, row.summary, row.saved) for row in found]

    def load(self, user_id: str, desk_id: str) -> Desk | None:
        """The desk as last saved; None when there is none that this user may see.

        A reviewer of another unit sees the table and what was stated and ignored, not the unit's drafts and talk.
        """
        with self._database.read() as session:
            user = require_user(session, user_id)
            query = select(Table.revision, Table.unit_id).where(Table.id == desk_id, visible(user))
            found = session.execute(query).first()
            if found is None:
                return None
            revision, unit_id = found
            desk = self._recent.get((desk_id, revision))
            if desk is None:
                row = _find(session, user, desk_id, whole=True)
                desk = rows.desk_of(row) if row else None
        if desk is None:
            return None
        self._recent.put((desk_id, desk.revision), desk)
        return desk if unit_id == user.unit_id else as_submitted(desk)

    def save(self, user_id: str, desk: Desk, summary: Summary) -> Desk:
        """Keep `desk` and give it with its new revision.

        Raises Conflict when somebody saved since `desk` was loaded, NotFound when the desk is not this user's to write,
        Refused when a cell of a table changes that lies with the reviewer. The first cell that changes after a return
        is the step 整改.
        """
        with self._database.write() as session:
            user = require_user(session, user_id)
            row = session.get(Table, desk.id, with_for_update=True)
            if row is None:
                if desk.revision:
                    raise NotFound("这张表已经删除，没有保存。")
                row = rows.new_row(session, user, desk)
            elif row.deleted_at is not None or row.unit_id != user.unit_id:
                raise NotFound("没有这张表，没有保存。")
            elif row.revision != desk.revision:
                raise Conflict("这张表刚在别处改过。已载入最新内容，请核对后再保存一次。")
            base = (self._recent.get((desk.id, desk.revision)) or rows.desk_of(row)) if desk.revision else None
            changed = trace.difference(base, desk)
            _keep_to_the_way(session, user, row, changed, mends=base is not None)
            row.summary = summary
            if base is None:
                rows.write(row, desk)
            else:
                rows.write_since(session, row, base, desk)
            audit.append(session, user_id, "保存", desk.id, changed, revision=row.revision, changed=_names(changed))
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

    def removed(self, user_id: str) -> list[tuple[str, str, Summary, str]]:
        """What the user's unit has put aside and can still take back: as `listed`, with the time of the removal."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            found = session.execute(
                select(Table.id, Table.file, Table.summary, Table.deleted_at)
                .where(Table.unit_id == user.unit_id, Table.deleted_at.is_not(None))
                .order_by(Table.deleted_at.desc())
            )
            return [(row.id, row.file, row.summary, row.deleted_at.isoformat(timespec="seconds")) for row in found]

    def bring_back(self, user_id: str, desk_ids: Iterable[str]) -> int:
        """Take back desks that were put aside; gives how many there were."""
        count = 0
        with self._database.write() as session:
            user = require_user(session, user_id)
            for desk_id in desk_ids:
                row = session.get(Table, desk_id, with_for_update=True)
                if row is not None and row.unit_id == user.unit_id and row.deleted_at is not None:
                    row.deleted_at = None
                    audit.append(session, user_id, "恢复", desk_id)
                    count += 1
        return count

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
            found = session.scalars(select(Typing).where(Typing.user_id == user_id, Typing.table_id == desk_id))
            return {row.fact: row.text for row in found}

    def setting(self, user_id: str, name: str) -> str:
        with self._database.read() as session:
            found = session.scalars(select(Setting).where(Setting.user_id == user_id, Setting.name == name)).first()
            return found.value if found else ""

    def set_setting(self, user_id: str, name: str, value: str) -> None:
        with self._database.write() as session:
            require_user(session, user_id)
            session.execute(delete(Setting).where(Setting.user_id == user_id, Setting.name == name))
            session.add(Setting(user_id=user_id, name=name, value=value))


def as_submitted(desk: Desk) -> Desk:
    """What a reviewer sees of a unit's desk: not what the unit drafted, talked about and took back."""
    return desk.model_copy(update={"cards": (), "turns": (), "undone": ()})


def visible_table(session: Session, user: User, desk_id: str, *, lock: bool = False) -> Table:
    """The row of a desk that the user may see, with `lock` nobody else's to change until the end. Raises NotFound."""
    row = _find(session, user, desk_id, lock=lock)
    if row is None:
        raise NotFound("没有这张表。")
    return row


def visible(user: User) -> ColumnElement[bool]:
    """The condition on Table rows that this user may see."""
    own = Table.unit_id == user.unit_id
    if user.role == REVIEWER:
        submitted = Table.state.in_(OPEN_TO_REVIEW) & or_(Table.reviewer_id.is_(None), Table.reviewer_id == user.id)
        own = own | submitted
    return own & Table.deleted_at.is_(None)


def _find(session: Session, user: User, desk_id: str, *, whole: bool = False, lock: bool = False) -> Table | None:
    query = select(Table).where(Table.id == desk_id, visible(user))
    if lock:
        query = query.with_for_update()
    if whole:
        query = query.options(
            selectinload(Table.edits),
            selectinload(Table.drafts).selectinload(Draft.versions),
            selectinload(Table.messages),
            selectinload(Table.stated),
            selectinload(Table.ignored),
        )
    return session.scalars(query).first()


def _keep_to_the_way(session: Session, user: User, row: Table, changed: dict[str, Any], *, mends: bool) -> None:
    """A table that lies with the reviewer keeps its cells; one that was sent back is being mended from now on."""
    if not mends or not changed.keys() & {"cells", "rows"}:
        return
    if row.state in CLOSED and user.password_hash:  # in single-user mode nobody else is there to send it back
        raise Refused(f"这张表现在是“{row.state}”，不能改。要改请先撤回，或由复核人退回。")
    if row.state == RETURNED:
        record(session, user, row, MENDING)


def _names(changed: dict[str, Any]) -> list[str]:
    """What a save changed, without what it says: fact ids of cells, else the kind of thing."""
    return [*changed.get("cells", ()), *(name for name in changed if name != "cells")]
