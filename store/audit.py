"""The audit log: who did what to which thing and when, chained by hashes so that a gap or a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from store.schema.accounts import AuditEntry
from store.schema.base import now

START = "0" * 64
_LOCK = 0x7A6970696E67  # one advisory lock for the chain: entries are numbered without a gap


def append(session: Session, user_id: str, action: str, object_id: str, **detail: Any) -> AuditEntry:
    """Add one entry within the caller's transaction: the change and its trace are kept together or not at all."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    session.flush()
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=now(),
        user_id=user_id,
        action=action,
        object_id=object_id,
        detail=detail,
        previous_hash=last.hash if last else START,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    return entry


def entries(session: Session, object_id: str | None = None, *, last: int | None = None) -> list[AuditEntry]:
    """The entries about one thing (None: about all), oldest first; `last` gives only the newest so many."""
    query = select(AuditEntry).order_by(AuditEntry.number.desc())
    if object_id is not None:
        query = query.where(AuditEntry.object_id == object_id)
    if last is not None:
        query = query.limit(last)
    return list(reversed(session.scalars(query).all()))


def broken(session: Session) -> Iterator[int]:
    """The numbers of entries that do not fit: changed, or with a gap before them. Nothing when the chain is whole."""
    number, previous = 0, START
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)).yield_per(500):
        if entry.number != number + 1 or entry.previous_hash != previous or entry.hash != _hash(entry):
            yield entry.number
        number, previous = entry.number, entry.hash


def _hash(entry: AuditEntry) -> str:
    parts = [entry.number, _instant(entry.at), entry.user_id, entry.action, entry.object_id, entry.detail]
    body = json.dumps([*parts, entry.previous_hash], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
