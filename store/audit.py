"""The audit log: who did what to which thing and when, chained by hashes so that a gap or a change shows.

The texts of a change (before and after, drafts) lie beside the chain and are bound to it by a salted digest: a purge
removes the texts, and the chain still tells that something was done, by whom and when.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from store.schema.accounts import AuditContent, AuditEntry
from store.schema.base import now

START = "0" * 64
OPERATOR = "operator"  # who works on the machine itself, by a command
PURGED, PURGED_USER = "清除", "清除用户"
_LOCK = 0x7A6970696E67  # one advisory lock for the chain: entries are numbered without a gap
_DIGEST, _SALT = "content", "salt"


def append(
    session: Session,
    user_id: str,
    action: str,
    object_id: str,
    content: Mapping[str, Any] | None = None,
    **detail: Any,
) -> AuditEntry:
    """Add one entry within the caller's transaction: the change and its trace are kept together or not at all.

    `content` holds what users wrote; `detail` must not, for it cannot be removed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    session.flush()
    last = session.execute(select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1))
    number, previous = last.first() or (0, START)
    body = {**content, _SALT: secrets.token_hex(16)} if content else None
    if body is not None:
        detail[_DIGEST] = digest(body)
    entry = AuditEntry(
        number=number + 1,
        at=now(),
        user_id=user_id,
        action=action,
        object_id=object_id,
        detail=detail,
        previous_hash=previous,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    if body is not None:
        session.add(AuditContent(number=entry.number, body=body))
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


def contents(session: Session, object_id: str) -> dict[int, dict[str, Any]]:
    """The texts of the entries about one thing, by the number of the entry, as far as they were not purged."""
    query = select(AuditContent).join(AuditEntry, AuditEntry.number == AuditContent.number)
    rows = session.scalars(query.where(AuditEntry.object_id == object_id))
    return {row.number: {key: value for key, value in row.body.items() if key != _SALT} for row in rows}


def forget(session: Session, object_ids: Iterable[str]) -> None:
    """Remove the texts of all entries about these things. The entries stay."""
    numbers = select(AuditEntry.number).where(AuditEntry.object_id.in_(list(object_ids)))
    session.execute(delete(AuditContent).where(AuditContent.number.in_(numbers)))


def broken(session: Session) -> Iterator[int]:
    """The numbers of entries that do not fit: changed, with a gap before them, or with texts that are not theirs any
    more. Nothing when the chain is whole."""
    purged = set(session.scalars(select(AuditEntry.object_id).where(AuditEntry.action.in_((PURGED, PURGED_USER)))))
    number, previous = 0, START
    query = select(AuditEntry, AuditContent.body).outerjoin(AuditContent, AuditContent.number == AuditEntry.number)
    for entry, body in session.execute(query.order_by(AuditEntry.number)).yield_per(500):
        wrong = entry.number != number + 1 or entry.previous_hash != previous or entry.hash != _hash(entry)
        if wrong or not _fits(entry, body, purged):
            yield entry.number
        number, previous = entry.number, entry.hash


def digest(body: Mapping[str, Any]) -> str:
    """What binds texts to their entry."""
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _fits(entry: AuditEntry, body: Mapping[str, Any] | None, purged: set[str]) -> bool:
    wanted = entry.detail.get(_DIGEST)
    if body is None:
        return wanted is None or entry.object_id in purged
    return digest(body) == wanted


def _hash(entry: AuditEntry) -> str:
    parts = [entry.number, _instant(entry.at), entry.user_id, entry.action, entry.object_id, entry.detail]
    body = json.dumps([*parts, entry.previous_hash], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
