"""Scripted models for drafts: an honest one that arranges what it was offered, and ones that do not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.pipeline import draft
from assistant.draft.task import Draft, DraftKind, Event, Task
from assistant.model import Endpoint
from assistant.settings import ModelSettings
from tests.assistant import scripted_server as play
from tests.assistant.draft.forms import SEED, facts_of, tables_of

KEY = "sk-of-the-test"

_SLOT = re.compile(r"\[\[(.+?)\]\]")


def skeleton_of(handler: play.Handler) -> str:
    """The example draft of the prompt: the last block of data in the system message."""
    system = next(m["content"] for m in handler.body["messages"] if m["role"] == "system")
    return re.findall(r"<data>\n(.*?)\n</data>", system, re.S)[-1]


def as_parts(text: str) -> str:
    """Prose with slots as the JSON that was asked for, in pieces that the schema allows."""
    made: list[dict[str, str]] = []
    at = 0
    for found in _SLOT.finditer(text):
        made += [{"text": text[at : found.start()]}] if found.start() > at else []
        made.append({"fact": found[1]})
        at = found.end()
    made += [{"text": text[at:]}] if at < len(text) else []
    return json.dumps({"parts": made}, ensure_ascii=False)


def arranged(change: Callable[[str], str] = lambda text: text) -> play.Step:
    """Hands the skeleton back, changed."""
    return lambda handler: handler.answer(as_parts(change(skeleton_of(handler))))


def adding(words: str) -> play.Step:
    """An inventing model: the skeleton with a sentence of its own."""
    return arranged(lambda text: f"{text}{words}")


HONEST = arranged(
    lambda text: text.replace("资金方面，", "资金执行方面，").replace("总体按预期目标推进", "按预期目标有序推进")
)


def drafter(server: play.Scripted, **changes: object) -> ModelDrafter:
    settings = ModelSettings(base_url=server.url, model="scripted", api_key=KEY, **changes)  # type: ignore[arg-type]
    return ModelDrafter(Endpoint(settings))


def drafted(
    *steps: play.Step, kind: DraftKind = "narrative", number: int = 1, row: int | None = None, forever: bool = False,
    on_event: Callable[[Event], None] | None = None, **changes: object,
) -> tuple[Draft, play.Scripted]:  # fmt: skip
    facts, profile = facts_of(tables_of(SEED), number)
    with play.scripted(*steps, forever=forever) as server:
        made = draft(Task(kind, row=row), facts, drafter(server, **changes), profile, on_event)
    assert KEY not in json.dumps(server.requests, ensure_ascii=False)
    assert KEY not in made.note
    return made, server
