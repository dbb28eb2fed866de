"""Everything that belongs to a unit: handed out as one zip, and, once put aside, really removed."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store import audit
from store.accounts import require_user
from store.database import Database
from store.desk import Desk
from store.desks import Desks
from store.errors import NotFound
from store.files import Files
from store.schema.accounts import User
from store.schema.base import now
from store.schema.review import Review, Step
from store.schema.work import StoredFile, Table, Typing

KEEP_DAYS = 30


class Belongings:
    def __init__(self, database: Database, desks: Desks, files: Files) -> None:
        self._database, self._desks, self._files = database, desks, files

    def export(self, user_id: str, out: Path) -> int:
        """Write all that the user's unit has (desks with drafts and conversations, original files, steps, reviews, the
        audit log about them) into the zip `out`; gives the number of desks."""
        desks = [self._desks.load(user_id, desk_id) for desk_id in self._own(user_id)]
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for desk in desks:
                if desk is None:
                    continue
                archive.writestr(f"{desk.id}/desk.json", desk.model_dump_json(indent=1))
                archive.writestr(
                    f"{desk.id}/history.json", json.dumps(self._history(desk), ensure_ascii=False, indent=1)
                )
                source = self._files.of_desk(user_id, desk.id)
                if source:
                    archive.writestr(f"{desk.id}/original{Path(source[0]).suffix}", source[1])
        return len(desks)

    def purge(self, days: int = KEEP_DAYS) -> int:
        """Remove for good what was put aside more than `days` ago, and files that nothing refers to any more.

        The audit log keeps that there was something, and that it was removed. Gives the number of tables removed.
        """
        with self._database.write() as session:
            before = now() - timedelta(days=days)
            gone = session.scalars(select(Table).where(Table.deleted_at.is_not(None), Table.deleted_at <= before)).all()
            for table in gone:
                self._drop(session, table)
            unused = _unused_files(session, before)
        for user_id, digest in unused:
            self._files.forget(user_id, digest)
        return len(gone)

    def purge_user(self, name: str) -> int:
        """Remove a user and every table that the user opened, at once. Raises NotFound. Gives the number of tables."""
        with self._database.write() as session:
            user = session.scalars(select(User).where(User.name == name)).first()
            if user is None:
                raise NotFound(f"没有用户“{name}”。")
            tables = session.scalars(select(Table).where(Table.user_id == user.id)).all()
            for table in tables:
                table.deleted_at = now()
                self._drop(session, table)
            user.disabled, user.deleted_at, user.password_hash = True, now(), ""
            user.name, user.display_name = f"已删除-{user.id[:8]}", ""
            audit.append(session, user.id, "清除用户", user.id, tables=len(tables))
        self.purge(days=0)
        return len(tables)

    def _drop(self, session: Session, table: Table) -> None:
        for kind in (Typing, Review, Step):
            session.execute(delete(kind).where(kind.table_id == table.id))
        audit.append(session, table.user_id, "清除", table.id)
        session.delete(table)
        session.flush()

    def _own(self, user_id: str) -> list[str]:
        with self._database.read() as session:
            user = require_user(session, user_id)
            query = select(Table.id).where(Table.unit_id == user.unit_id, Table.deleted_at.is_(None))
            return list(session.scalars(query.order_by(Table.position)))

    def _history(self, desk: Desk) -> dict[str, Any]:
        with self._database.read() as session:
            steps = session.scalars(select(Step).where(Step.table_id == desk.id).order_by(Step.number))
            reviews = session.scalars(select(Review).where(Review.table_id == desk.id))
            return {
                "steps": [
                    {
                        "from": s.from_state,
                        "to": s.to_state,
                        "opinion": s.opinion,
                        "at": _text(s.at),
                        "table": s.snapshot,
                    }
                    for s in steps
                ],
                "reviews": [{"rows": r.rows, "opinion": r.opinion, "at": _text(r.updated_at)} for r in reviews],
                "audit": [
                    {"at": _text(e.at), "action": e.action, "detail": e.detail} for e in audit.entries(session, desk.id)
                ],
            }


def _unused_files(session: Session, before: datetime) -> set[tuple[str, str]]:
    """Take the rows of files that no table came from out of the database; gives whose bytes may go."""
    used = select(Table.file_id).where(Table.file_id.is_not(None))
    rows = session.scalars(select(StoredFile).where(StoredFile.id.not_in(used), StoredFile.created_at <= before)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    kept = {(user, digest) for user, digest in session.execute(select(StoredFile.user_id, StoredFile.sha256))}
    return {(row.user_id, row.sha256) for row in rows} - kept


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
