"""What a user has set: length and register of texts, rules turned off, the profile of tables that show none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from assistant.draft.task import Register
from scoring.settings import RuleSetting
from ui.shelf import Shelf

LENGTHS = (100, 200, 400)
REGISTERS: dict[Register, str] = {"": "按惯例", "formal": "更正式", "plain": "更平实"}


@dataclass(frozen=True)
class Preferences:
    """One user's settings. `off` maps a rule to the reason why it is not run."""

    length: int = 200
    register: Register = ""
    profile: str = ""
    off: dict[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[RuleSetting, ...]:
        return tuple(RuleSetting(code, None, reason) for code, reason in self.off.items())


def register_of(name: object) -> Register:
    """The register of that name; the usual one for any other."""
    for register in REGISTERS:
        if register == name:
            return register
    return ""


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
        register=register_of(kept.get("register")),
        profile=str(kept.get("profile") or ""),
        off={str(k): str(v) for k, v in off.items()} if isinstance(off, dict) else {},
    )


def keep(shelf: Shelf, user: str, wanted: Preferences) -> None:
    body = {
        "length": wanted.length,
        "register": wanted.register,
        "profile": wanted.profile,
        "off": wanted.off,
    }
    shelf.set_setting(user, "preferences", json.dumps(body, ensure_ascii=False))
