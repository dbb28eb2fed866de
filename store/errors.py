"""What can go wrong with the store.

StoreError             base: one Chinese line that says what happened and what to do
├── Unavailable        the database cannot be reached or written now; nothing was saved, trying again may help
├── Conflict           the thing was changed elsewhere since it was loaded
├── NotAllowed         this user may not see or do that
├── NotFound           there is no such thing, or none that this user may see
└── Refused            a wrong password, too many attempts, a step that the workflow does not have
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of what the store raises. `str()` is one Chinese line for the user."""


class Unavailable(StoreError):
    """The database is gone, full, locked or read-only."""


class Conflict(StoreError):
    """Somebody else, or another tab, saved first. Load it again and repeat the change."""


class NotAllowed(StoreError):
    """The user's role or unit does not allow it."""


class NotFound(StoreError):
    """No such thing for this user. Whether it exists for another is not told."""


class Refused(StoreError):
    """Understood, and not done: the message says why."""
