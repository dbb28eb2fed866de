"""Drafts on a desk: asked for, written, edited by hand, accepted into the field or dropped.

The text itself, and whether it is true, is the business of `assistant.draft` and `scoring.verify`.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from assistant.draft.needs import deviation_tasks
from assistant.draft.pipeline import events
from assistant.draft.task import KIND_NAMES, Draft, Task
from assistant.settings import ModelSettings
from forms.table import SelfEvaluationTable
from scoring.claims import Claim, TextKind
from scoring.facts import Facts, Stated, compile_facts
from scoring.profile import Profile, profile_for
from scoring.verify import verify
from store import desk as desks
from store.desk import Card, Desk, Turn, Version
from store.recent import Recent
from ui.pace import newest

TEXT_FIELDS = ("goal", "narrative", "deviation_note")


_grounds: Recent[Any, tuple[SelfEvaluationTable, Ground]] = Recent(64)


class NothingToWrite(Exception):
    """The form has no such field, or the row has no deviation; the message says so in Chinese."""


@dataclass(frozen=True)
class Ground:
    """What a desk's texts are written from and held against."""

    facts: Facts
    profile: Profile


def ground(desk: Desk) -> Ground:
    table = desk.table
    profile = profile_for(table, desk.profile)
    stated = [Stated(said.text, "填报人", said.at[:10]) for said in desk.said]
    return Ground(compile_facts((table,), profile, stated=stated), profile)


def kind_of(fact: str) -> TextKind:
    """The kind of text that a field holds."""
    return "goal" if fact == "goal" else "narrative" if fact == "narrative" else "deviation"


def row_of(fact: str) -> int | None:
    head = fact.partition(".")[0]
    return int(head[1:]) if head[:1] == "R" and head[1:].isdecimal() else None


def is_text(fact: str) -> bool:
    return fact.rpartition(".")[2] in TEXT_FIELDS


def held_against(base: Ground, fact: str, text: str) -> tuple[Claim, ...]:
    """What verification says of `text` as the text of that field."""
    return tuple(verify(base.facts, text, kind_of(fact), row_of(fact)))


def own_texts(desk: Desk) -> dict[str, tuple[Claim, ...]]:
    """The claims of every text field that was changed here, with the form's own text of the field as it came."""
    changed = {fact: text for fact, text in desk.changed.items() if is_text(fact) and text.strip()}
    return {fact: held_against(_without(desk, fact), fact, text) for fact, text in changed.items()}


def _without(desk: Desk, fact: str) -> Ground:
    """The ground with that field as it came in: a text is no evidence for itself.

    Who works on one text asks for the same ground again and again, so the last few are kept.
    """
    others = tuple(c for c in desk.changes if c.fact != fact)
    now = frozenset((f, text) for f, text in desk.changed.items() if f != fact)
    key = (id(desk.original), now, desk.said, desk.profile)
    found = _grounds.get(key)
    if found is None or found[0] is not desk.original:
        found = (desk.original, ground(desks.update(desk, changes=others)))
        _grounds.put(key, found)
    return found[1]


# -- asking for a draft ----------------------------------------------------------------------------------------------


def field_of(desk: Desk, kind: str, row: int | None) -> str:
    """The field that a draft belongs to. Raises NothingToWrite."""
    fact = kind if kind in {"goal", "narrative"} else f"R{row}.deviation_note"
    if desk.table.text(fact) is None:
        raise NothingToWrite(f"这张表没有“{KIND_NAMES.get(kind, kind)}”这一格。")  # type: ignore[call-overload]
    return fact


def rows_to_explain(desk: Desk) -> list[int]:
    """The rows that need a note, in the order of the form."""
    base = ground(desk)
    return [task.row for task in deviation_tasks(base.facts, base.profile) if task.row is not None]


def drafter_of(settings: ModelSettings) -> Any:
    """The model when an endpoint is set, else None for the template."""
    if not settings.configured:
        return None
    from assistant.draft.model_drafter import ModelDrafter
    from assistant.model import Endpoint

    return ModelDrafter(Endpoint(settings))


@dataclass(frozen=True)
class Progress:
    """A draft on its way: the card as it is now, a line on what happens, the finished draft at the end."""

    card: Card
    line: str = ""
    draft: Draft | None = None


async def written(desk: Desk, task: Task) -> AsyncIterator[Progress]:
    """Write one draft for `desk`; closing the iterator hangs up on the model. Raises NothingToWrite."""
    card = _card_for(desk, task)
    base = await asyncio.to_thread(ground, desk)
    writing = card.model_copy(update={"status": "writing", "mode": "check"})
    yield Progress(_with(writing, Version(text="")), "正在起草")
    async with aclosing(newest(events(task, base.facts, drafter_of(ModelSettings()), base.profile))) as steps:
        async for event in steps:
            if event.draft is not None:
                yield as_card(desk, event.draft, card)
            elif event.text:
                claims = await asyncio.to_thread(held_against, base, card.fact, _whole_sentences(event.text))
                yield Progress(_with(writing, Version(text=event.text, claims=claims)), event.line)
            else:
                yield Progress(_with(writing, Version(text="")), event.line)


def _card_for(desk: Desk, task: Task) -> Card:
    """The open card of the field, else a new one."""
    fact = field_of(desk, task.kind, task.row)
    return open_card(desk, fact) or Card(id=f"d{secrets.token_hex(4)}", kind=task.kind, fact=fact, row=task.row)


def as_card(desk: Desk, made: Draft, card: Card | None = None) -> Progress:
    """A finished draft as a new version of its field's card. Raises NothingToWrite."""
    card = card or _card_for(desk, made.task)
    version = Version(
        text=made.text,
        claims=made.claims,
        by=made.drafter,
        missing=tuple(dict.fromkeys(m.question for m in made.missing)),
        note=made.note,
        **(_origin(made) if made.drafter == "model" else {}),
    )
    ready = card.model_copy(update={"status": "open", "mode": "check"})
    return Progress(_with(ready, version), draft=made)


def _origin(made: Draft) -> dict[str, str]:
    """Which model wrote it, and from which version of which prompt: for the audit log."""
    from assistant.prompts import load

    return {"model": ModelSettings().model, "prompt": f"{made.task.kind} {load(made.task.kind).version}"}


def open_card(desk: Desk, fact: str) -> Card | None:
    return next((card for card in desk.open_cards if card.fact == fact), None)


def _with(card: Card, version: Version) -> Card:
    versions = (*card.versions, version)
    return card.model_copy(update={"versions": versions, "shown": len(versions)})


def _whole_sentences(text: str) -> str:
    """The part of a text that is being written whose sentences are complete; only that is judged."""
    return text[: max(text.rfind(mark) for mark in "。；！？\n") + 1]


def finished(desk: Desk, done: Progress) -> Desk:
    """The desk with the finished draft, where the talk has come to, and the first of its questions."""
    desk = desks.put_card(desk, done.card)
    rest = tuple(turn for turn in desk.turns if turn.card != done.card.id)
    desk = desks.say(desks.update(desk, turns=rest), Turn(kind="card", card=done.card.id))
    return asked(desk, done.draft) if done.draft else desk


def asked(desk: Desk, draft: Draft) -> Desk:
    """One question at a time: the first thing that is missing, unless one is open already."""
    turns = tuple(t for t in desk.turns if t.kind != "question" or t.done)
    if not draft.missing:
        return desks.update(desk, turns=turns) if turns != desk.turns else desk
    first = draft.missing[0]
    fact = f"R{first.row}.deviation_note" if first.row else "funds.execution_rate"
    question = Turn(
        kind="question", text=first.question, patterns=first.examples, fact=fact, row=first.row or 0, at=desks.now()
    )
    return desks.update(desk, turns=(*turns, question))


# -- what is done with a card ----------------------------------------------------------------------------------------


def card_edited(desk: Desk, card: Card, text: str) -> Desk:
    """A new version by the user's hand, held against the table like any other."""
    if text.strip() == card.version.text:
        return desks.put_card(desk, card.model_copy(update={"mode": "check"}))
    version = Version(
        text=text.strip(), claims=held_against(_without(desk, card.fact), card.fact, text.strip()), by="user"
    )
    return desks.put_card(desk, _with(card.model_copy(update={"mode": "check"}), version))


def card_accepted(desk: Desk, card: Card) -> Desk:
    """The text goes into its field; an edit like any other, so it can be undone."""
    desk = desks.edited(desk, card.fact, card.version.text)
    return desks.put_card(desk, card.model_copy(update={"status": "accepted"}))
