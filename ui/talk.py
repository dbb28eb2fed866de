"""What the user says in the conversation, and what happens then. Yields the desk as it grows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from assistant.draft.task import DraftKind
from store import desk as desks
from store.desk import Desk, Said, Turn
from ui import answers, session, writing
from ui.preferences import preferences
from ui.session import Office, Refusal

_VERIFY = re.compile(r"^核对(?:一下|一段文字)?[:：\s]*(.+)$", re.DOTALL)
_WRITE = re.compile(r"起草|写|拟|重写|生成")
_KINDS: tuple[tuple[str, DraftKind], ...] = (
    (r"预期目标|年度目标|总体目标|绩效目标", "goal"),
    (r"完成情况|总体情况|自评情况", "narrative"),
    (r"偏差|原因|改进", "deviation"),
)
_ASKS = re.compile(r"[?？]\s*$|[吗呢]\s*$|多少|为什么|为何|哪些|哪个|哪几|几个|几项|怎么|是否|什么|吗[?？]")
_ROW = re.compile(r"第\s*(\d+)\s*(?:行|个指标|项)")


@dataclass(frozen=True)
class Step:
    """The desk at one moment of an answer; `line` says what is being done, `saved` that the store has it."""

    desk: Desk
    line: str = ""
    saved: bool = False


async def said(office: Office, owner: str, desk_id: str, text: str) -> AsyncIterator[Step]:
    """The user said `text`."""
    heard = text.strip()
    if not heard:
        raise Refusal("请先写一句话。")
    desk = await _change(office, owner, desk_id, lambda d: desks.say(d, Turn(kind="user", text=heard)))
    yield Step(desk, saved=True)
    if checked := _VERIFY.match(heard):
        yield Step(await _change(office, owner, desk_id, lambda d: _verified(d, checked[1].strip())), saved=True)
        return
    kind = next((kind for words, kind in _KINDS if re.search(words, heard)), None)
    if kind is not None and _WRITE.search(heard):
        async for step in draft(office, owner, desk_id, kind, _row(desk, kind, heard)):
            yield step
        return
    question = _open_question(desk)
    if question and not _ASKS.search(heard):
        async for step in _told(office, owner, desk_id, question, heard):
            yield step
        return
    answered = await asyncio.to_thread(answers.answered, office, owner, desk, heard)
    yield Step(await _change(office, owner, desk_id, lambda d: desks.say(d, answered)), saved=True)


async def draft(office: Office, owner: str, desk_id: str, kind: DraftKind, row: int | None) -> AsyncIterator[Step]:
    """Write a draft, step by step; only the finished one is kept."""
    desk = await asyncio.to_thread(session.load, office, owner, desk_id)
    if kind == "deviation" and row is None:
        rows = await asyncio.to_thread(writing.rows_to_explain, desk)
        if not rows:
            raise Refusal("没有需要说明偏差的指标。")
        row = next((r for r in rows if writing.open_card(desk, f"R{r}.deviation_note") is None), rows[0])
    try:
        length = (await asyncio.to_thread(preferences, office.shelf, owner)).length
        async for progress in writing.written(desk, kind, row, length=length):
            if progress.draft is not None:
                yield Step(await _change(office, owner, desk_id, partial(writing.finished, done=progress)), saved=True)
            else:
                yield Step(_shown(desk, progress), progress.line)
    except writing.NothingToWrite as error:
        raise Refusal(str(error)) from error


def _shown(desk: Desk, progress: writing.Progress) -> Desk:
    """The desk as the page shows it while a draft is being written; never saved."""
    shown = desks.put_card(desk, progress.card)
    if any(turn.card == progress.card.id for turn in shown.turns):
        return shown
    return desks.say(shown, Turn(kind="card", card=progress.card.id))


def _row(desk: Desk, kind: DraftKind, text: str) -> int | None:
    if kind != "deviation":
        return None
    if found := _ROW.search(text):
        return int(found[1])
    return next((r.row for r in desk.table.indicators if r.level3 and len(r.level3) > 1 and r.level3 in text), None)


def _open_question(desk: Desk) -> Turn | None:
    last = next((turn for turn in reversed(desk.turns) if turn.kind == "question"), None)
    return last if last and not last.done else None


async def _told(office: Office, owner: str, desk_id: str, question: Turn, text: str) -> AsyncIterator[Step]:
    """The answer to an open question: kept as stated by the user, and the draft that asked is written anew."""
    said = Said(text=text, at=desks.now(), row=question.row)

    def keep(desk: Desk) -> Desk:
        turns = tuple(t.model_copy(update={"done": True}) if t.kind == "question" else t for t in desk.turns)
        return desks.update(desk, said=(*desk.said, said), turns=turns)

    desk = await _change(office, owner, desk_id, keep)
    yield Step(desk, saved=True)
    card = desk.open_cards[-1] if desk.open_cards else None
    if card is not None:
        async for step in draft(office, owner, desk_id, cast(DraftKind, card.kind), card.row):
            yield step


def _verified(desk: Desk, text: str) -> Desk:
    claims = writing.held_against(writing.ground(desk), "narrative", text)
    return desks.say(desk, Turn(kind="answer", text=text, claims=claims))


async def _change(office: Office, owner: str, desk_id: str, step: session.Change) -> Desk:
    return await asyncio.to_thread(session.change, office, owner, desk_id, step)
