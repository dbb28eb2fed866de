"""Everything that belongs to a user or a unit: handed out as one zip, and, once put aside, really removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store import audit, bundle
from store.accounts import LOCAL, release
from store.database import Database
from store.errors import NotFound
from store.files import Files
from store.schema.accounts import LoginAttempt, LoginSession, Setting, User
from store.schema.base import now
from store.schema.review import Review, Step
from store.schema.work import StoredFile, Table, Typing

KEEP_DAYS = 30


class Belongings:
    def __init__(self, database: Database, files: Files) -> None:
        self._database, self._files = database, files

    def export(self, user_id: str, out: Path, *, own: bool = False) -> int:
        """Write all that the user's unit has (with `own` only what this user has) into the zip `out`, complete or not
        at all; gives the number of tables. Raises NotFound, Refused (the file cannot be written).

        Tables with drafts and conversations, those put aside too, what was being typed, original files, steps, the
        audit log, settings, and the papers that the unit's reviewers wrote on tables of others.
        """
        with self._database.read() as session:
            user = session.get(User, user_id)
            if user is None:
                raise NotFound("没有这个用户。")
            return bundle.write(session, self._files, user, out, own=own)

    def purge(self, days: int = KEEP_DAYS) -> int:
        """Remove for good what was put aside more than `days` ago, and files that nothing refers to any more.

        The audit log keeps that there was something, and that it was removed. Gives the number of tables removed.
        """
        with self._database.write() as session:
            before = now() - timedelta(days=days)
            gone = session.scalars(select(Table).where(Table.deleted_at.is_not(None), Table.deleted_at <= before)).all()
            for table in gone:
                _drop(session, table)
            unused = _unused_files(session, before)
        self._forget(unused)
        return len(gone)

    def purge_user(self, name: str) -> int:
        """Remove a user and every table that the user opened, at once; gives the number of tables. Raises NotFound.

        What others put aside is not touched. The one user of single-user mode stays, with nothing.
        """
        with self._database.write() as session:
            user = session.scalars(select(User).where(User.name == name, User.deleted_at.is_(None))).first()
            if user is None:
                raise NotFound(f"没有用户“{name}”。")
            tables = session.scalars(select(Table).where(Table.user_id == user.id)).all()
            for table in tables:
                _drop(session, table)
            for kind in (Typing, Setting, LoginSession):
                session.execute(delete(kind).where(kind.user_id == user.id))
            session.execute(delete(LoginAttempt).where(LoginAttempt.name == name))
            if user.id != LOCAL:
                release(session, user)
                user.disabled, user.deleted_at, user.password_hash = True, now(), ""
                user.name, user.display_name = f"已删除-{user.id[:8]}", ""
            audit.append(session, audit.OPERATOR, audit.PURGED_USER, user.id, tables=len(tables))
            audit.forget(session, [user.id])
            unused = _unused_files(session, now(), user.id)
        self._forget(unused)
        return len(tables)

    def _forget(self, unused: set[tuple[str, str]]) -> None:
        for user_id, digest in unused:
            self._files.forget(user_id, digest)


def _drop(session: Session, table: Table) -> None:
    for kind in (Typing, Review, Step):
        session.execute(delete(kind).where(kind.table_id == table.id))
    audit.append(session, audit.OPERATOR, audit.PURGED, table.id)
    audit.forget(session, [table.id])
    session.delete(table)
    session.flush()


def _unused_files(session: Session, before: datetime, user_id: str | None = None) -> set[tuple[str, str]]:
    """Take the rows of files that no table came from out of the database; gives whose bytes may go."""
    used = select(Table.file_id).where(Table.file_id.is_not(None))
    query = select(StoredFile).where(StoredFile.id.not_in(used), StoredFile.created_at <= before)
    rows = session.scalars(query if user_id is None else query.where(StoredFile.user_id == user_id)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    kept = {(user, digest) for user, digest in session.execute(select(StoredFile.user_id, StoredFile.sha256))}
    return {(row.user_id, row.sha256) for row in rows} - kept
