"""已核对: since when a whole table has held against itself as it stands. Any edit voids it; a restart does not."""

from __future__ import annotations

import json

from assistant.draft.seal import seal_of
from store.desk import now
from ui import writing
from ui.judged import Judged
from ui.session import Office

TEXTS = ("goal", "narrative")


def sealed(office: Office, user: str, judged: Judged) -> str:
    """The time since which nothing has been held against the table; "" while something blocks 可提交."""
    if judged.marks.blocking:
        return ""
    name = f"sealed:{judged.desk.id}"
    seal = _seal(judged)
    try:
        kept = json.loads(office.shelf.setting(user, name) or "{}")
    except ValueError:
        kept = {}
    if isinstance(kept, dict) and kept.get("seal") == seal:
        return str(kept.get("at", ""))
    at = now()
    office.shelf.set_setting(user, name, json.dumps({"seal": seal, "at": at}))
    return at


def _seal(judged: Judged) -> str:
    base = writing.ground(judged.desk)
    notes = (row.deviation_note for row in judged.table.indicators)
    text = "\n".join(part or "" for part in (*(judged.table.text(name) for name in TEXTS), *notes))
    return seal_of(text, base.facts, base.profile)
