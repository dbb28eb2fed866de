"""The store as the page needs it: one user's desks, with the line that the picker shows of each.

The page itself keeps nothing: every event names its table, loads the desk, changes it and saves it. So a reload, a
second tab and a restart of the server show the same thing; the desk's revision guards against two tabs at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from pydantic import BaseModel

from store.desk import Desk
from store.store import Store

Value = TypeVar("Value", bound=BaseModel)


@dataclass(frozen=True)
class Listed:
    """One line of the picker: enough to show it without loading the desk."""

    id: str
    file: str
    name: str
    stated: str = ""
    recomputed: str = ""
    errors: int = 0
    warnings: int = 0
    blocking: int = 0
    budget: str = ""  # 全年预算数, plain, in 元
    rate: str = ""  # execution rate, plain
    rules: tuple[str, ...] = ()  # codes of the findings, each as often as it was found
    saved: str = ""


_KEPT = tuple(f.name for f in fields(Listed) if f.name not in {"id", "file", "saved"})


def _kept(summary: dict[str, Any]) -> dict[str, Any]:
    found = {key: summary[key] for key in _KEPT if key in summary}
    return {**found, "rules": tuple(found.get("rules", ()))}


@dataclass(frozen=True)
class Shelf:
    """All desks of all users; every call names the user, and reaches nothing that this user may not see."""

    store: Store

    def tables(self, user: str) -> tuple[Listed, ...]:
        """The user's desks in the order they were opened."""
        return tuple(
            Listed(id=id_, file=file, saved=saved, **_kept(summary))
            for id_, file, summary, saved in self.store.desks.listed(user)
        )

    def load(self, user: str, desk_id: str) -> Desk | None:
        return self.store.desks.load(user, desk_id)

    def save(self, user: str, desk: Desk, listed: Listed) -> Desk:
        """Keep `desk`; gives it with its new revision. Raises store.errors.Conflict when somebody saved in between."""
        summary = {key: value for key, value in asdict(listed).items() if key in _KEPT}
        return self.store.desks.save(user, desk, summary)

    def remove(self, user: str, desk_ids: list[str]) -> None:
        self.store.desks.remove(user, desk_ids)

    def keep_source(self, user: str, desk_id: str, name: str, content: bytes) -> None:
        """Keep the file that the table came from, for writing back into it."""
        self.store.files.keep(user, desk_id, name, content)

    def source(self, user: str, desk_id: str) -> tuple[str, bytes] | None:
        return self.store.files.of_desk(user, desk_id)

    def setting(self, user: str, name: str) -> str:
        return self.store.desks.setting(user, name)

    def kept(self, user: str, name: str, kind: type[Value]) -> tuple[Value, ...]:
        """The values that a setting holds; none where it was never set, or cannot be read."""
        try:
            return tuple(kind.model_validate(value) for value in json.loads(self.setting(user, name) or "[]"))
        except ValueError:
            return ()

    def keep(self, user: str, name: str, values: Sequence[BaseModel]) -> None:
        """Make a setting hold these values; it is cleared where there are none."""
        body = json.dumps([value.model_dump(mode="json") for value in values], ensure_ascii=False)
        self.set_setting(user, name, body if values else "")

    def set_setting(self, user: str, name: str, value: str) -> None:
        if self.setting(user, name) != value:
            self.store.desks.set_setting(user, name, value)
