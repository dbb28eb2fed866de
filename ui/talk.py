"""What the user says in the conversation, and what happens then. Yields the desk as it grows.

What a sentence means, and what is answered, is `assistant.conversation`'s (with a model: `assistant.agent`'s) business;
here its turns become turns, cards and edits of the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.agent import converse
from assistant.conversation import State, hear, say
from assistant.conversation import Turn as Told
from assistant.draft.task import Draft, DraftKind, Register, Task
from assistant.settings import ModelSettings
from store import desk as desks
from store.desk import Desk, Said, Turn
from ui import answers, session, writing
from ui.answers import Group
from ui.preferences import preferences
from ui.session import Office, Refusal


@dataclass(frozen=True)
class Step:
    """The desk at one moment of an answer; `line` says what is being done, `saved` that the store has it."""

    desk: Desk
    line: str = ""
    saved: bool = False
    kept: Desk | None = None  # the saved desk that `desk` goes on from, where it is not saved itself


async def said(office: Office, owner: str, desk_id: str, text: str) -> AsyncIterator[Step]:
    """The user said `text`."""
    heard = text.strip()
    if not heard:
        raise Refusal("请先写一句话。")
    before = await asyncio.to_thread(session.load, office, owner, desk_id)
    desk = await _change(office, owner, desk_id, lambda d: desks.say(d, Turn(kind="user", text=heard)))
    yield Step(desk, saved=True)
    prefs = await asyncio.to_thread(preferences, office.shelf, owner)
    group = await asyncio.to_thread(answers.group_of, office, owner, before)
    state = await asyncio.to_thread(answers.state_of, group, prefs.length)
    settings = ModelSettings()
    intent = (await asyncio.to_thread(hear, state, heard)).intent
    if settings.configured and intent == "ask":
        yield Step(desk, "正在查表作答……")
        after, told = await converse(state, heard, settings)
    else:
        after, told = await asyncio.to_thread(say, state, heard)
    if intent == "undo":
        yield Step(await _change(office, owner, desk_id, session.undone), saved=True)
        return
    desk = await _change(office, owner, desk_id, partial(_heard, before=state, after=after, told=told, group=group))
    yield Step(desk, saved=True)
    card = answers.last_told(told, "card")
    if card is not None and card.draft is not None and card.table in {None, group.here}:
        async for step in _drafted(office, owner, desk_id, card.draft, settings, prefs.register):
            yield step


def _heard(desk: Desk, *, before: State, after: State, told: Sequence[Told], group: Group) -> Desk:
    """The desk with what the conversation changed and said, but for drafts."""
    stated = after.said[len(before.said) :]
    if stated:
        new = tuple(Said(text=s.what.text, at=desks.now(), row=s.row) for s in stated if s.table == group.here)
        closed = tuple(t.model_copy(update={"done": True}) if t.kind == "question" else t for t in desk.turns)
        desk = desks.update(desk, said=(*desk.said, *new), turns=closed)
    for edit in after.edits[len(before.edits) :]:
        if edit.change.table == group.here:
            desk = desks.edited(desk, edit.change.cell, edit.change.after)
    if before.draft is not None and after.draft is None and desk.open_cards:
        card = desk.open_cards[-1]
        taken = any(edit.change.cell == card.fact for edit in after.edits[len(before.edits) :])
        desk = desks.put_card(desk, card.model_copy(update={"status": "accepted" if taken else "dropped"}))
    drafted = answers.last_told(told, "card") is not None
    kept = [
        answers.kept(group, t) for t in told if t.kind != "card" and not (drafted and t.kind in {"question", "note"})
    ]
    return desks.say(desk, *kept) if kept else desk


async def _drafted(
    office: Office, owner: str, desk_id: str, made: Draft, settings: ModelSettings, register: Register
) -> AsyncIterator[Step]:
    """The draft that the conversation made; with a model, or another register, it is written anew, as it goes."""
    desk = await asyncio.to_thread(session.load, office, owner, desk_id)
    task = replace(made.task, register=made.task.register or register)  # what was said wins over what was set
    if settings.configured or task != made.task:
        async for step in _written(office, owner, desk, task):
            yield step
        return
    with office.metrics.work("draft"):
        done = await asyncio.to_thread(_as_written, desk, made)
        kept = await _change(office, owner, desk_id, partial(writing.finished, done=done))
    yield Step(kept, saved=True)


def _as_written(desk: Desk, made: Draft) -> writing.Progress:
    try:
        return writing.as_card(desk, made)
    except writing.NothingToWrite as error:
        raise Refusal(str(error)) from error


async def draft(office: Office, owner: str, desk_id: str, kind: DraftKind, row: int | None) -> AsyncIterator[Step]:
    """Write a draft for a field, step by step; only the finished one is kept."""
    desk = await asyncio.to_thread(session.load, office, owner, desk_id)
    if kind == "deviation" and row is None:
        rows = await asyncio.to_thread(writing.rows_to_explain, desk)
        if not rows:
            raise Refusal("没有需要说明偏差的指标。")
        row = next((r for r in rows if writing.open_card(desk, f"R{r}.deviation_note") is None), rows[0])
    prefs = await asyncio.to_thread(preferences, office.shelf, owner)
    about = tuple(said.row for said in desk.said)
    task = Task(kind, row=row, length=prefs.length, about=about, register=prefs.register)
    async for step in _written(office, owner, desk, task):
        yield step


async def _written(office: Office, owner: str, desk: Desk, task: Task) -> AsyncIterator[Step]:
    try:
        with office.metrics.work("draft"):
            async for progress in writing.written(desk, replace(task, table=1)):
                if progress.draft is not None:
                    kept = await _change(office, owner, desk.id, partial(writing.finished, done=progress))
                    yield Step(kept, saved=True)
                else:
                    now = await asyncio.to_thread(office.shelf.load, owner, desk.id)  # edits go on meanwhile
                    yield Step(_shown(now or desk, progress), progress.line, kept=now or desk)
    except writing.NothingToWrite as error:
        raise Refusal(str(error)) from error


def _shown(desk: Desk, progress: writing.Progress) -> Desk:
    """The desk as the page shows it while a draft is being written; never saved."""
    shown = desks.put_card(desk, progress.card)
    if any(turn.card == progress.card.id for turn in shown.turns):
        return shown
    return desks.say(shown, Turn(kind="card", card=progress.card.id))


async def _change(office: Office, owner: str, desk_id: str, step: session.Change) -> Desk:
    return await asyncio.to_thread(session.change, office, owner, desk_id, step)
