"""What a user has set: length of texts, rules turned off, the scoring profile for tables that do not show theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from scoring.settings import RuleSetting
from ui.shelf import Shelf

LENGTHS = (100, 200, 400)


@dataclass(frozen=True)
class Preferences:
    """One user's settings. `off` maps a rule to the reason why it is not run."""

    length: int = 200
    profile: str = ""
    off: dict[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[RuleSetting, ...]:
        return tuple(RuleSetting(code, None, reason) for code, reason in self.off.items())


def preferences(shelf: Shelf, user: str) -> Preferences:
    """The user's settings; what was never set, or cannot be read, is as it comes."""
    try:
        kept = json.loads(shelf.setting(user, "preferences") or "{}")
    except ValueError:
        kept = {}
    length = kept.get("length")
    off = kept.get("off")
    return Preferences(
        length=length if length in LENGTHS else 200,
        profile=str(kept.get("profile") or ""),
        off={str(k): str(v) for k, v in off.items()} if isinstance(off, dict) else {},
    )


def keep(shelf: Shelf, user: str, wanted: Preferences) -> None:
    body = {"length": wanted.length, "profile": wanted.profile, "off": wanted.off}
    shelf.set_setting(user, "preferences", json.dumps(body, ensure_ascii=False))
