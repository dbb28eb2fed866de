"""What was done with one table, by whom and when, with each cell before and after: the audit log as users see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit
from store.accounts import require_user
from store.database import Database
from store.desks import visible_table
from store.schema.accounts import AuditEntry, User
from store.steps import STEPS

_STEPS = frozenset(to for _, to in STEPS)
REVIEWED = "复核"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `content` is {} where there was none or it was purged; store.trace says what it holds of a save."""

    number: int
    at: datetime
    user: str  # as shown; "" for a command on the machine
    action: str
    detail: dict[str, Any] = field(default_factory=dict[str, Any])
    content: dict[str, Any] = field(default_factory=dict[str, Any])


class History:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of_desk(self, user_id: str, desk_id: str) -> list[Event]:
        """The events of a table, oldest first. Raises NotFound for a table that this user may not see.

        A reviewer's working paper shows to its own unit, a unit's saves to that unit; the steps between them to both.
        """
        with self._database.read() as session:
            user = require_user(session, user_id)
            table = visible_table(session, user, desk_id)
            own = table.unit_id == user.unit_id
            return [event for event, unit in events(session, desk_id) if _shown(event, own, unit == user.unit_id)]


def events(session: Session, desk_id: str) -> list[tuple[Event, str]]:
    """All events of a table with the unit of who did each, oldest first."""
    texts = audit.contents(session, desk_id)
    found = audit.entries(session, desk_id)
    people = {user.id: user for user in session.scalars(select(User).where(User.id.in_({e.user_id for e in found})))}
    return [(_event(e, people.get(e.user_id), texts.get(e.number, {})), _unit(people.get(e.user_id))) for e in found]


def _event(entry: AuditEntry, user: User | None, content: dict[str, Any]) -> Event:
    name = (user.display_name or user.name) if user else ""
    return Event(entry.number, entry.at, name, entry.action, entry.detail, content)


def _unit(user: User | None) -> str:
    return user.unit_id if user else ""


def _shown(event: Event, own_table: bool, own_doing: bool) -> bool:
    if event.action in _STEPS:
        return True
    return own_doing if event.action == REVIEWED else own_table
