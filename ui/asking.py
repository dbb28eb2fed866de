"""问这些表: questions of a reviewer about all tables of the list. Nothing is changed; the talk is kept per user."""

from __future__ import annotations

import asyncio

from assistant.agent import converse
from assistant.answer import Focus, answer
from assistant.conversation import Turn as Told
from assistant.conversation import begin
from assistant.settings import ModelSettings
from store.desk import Turn
from ui import answers
from ui.answers import TOGETHER, Group
from ui.judged import name_of
from ui.session import Office, Refusal

KEPT = "asked"  # the setting that holds the talk
MOST_KEPT = 16  # turns
LONGEST = 500  # characters of a question


def talk(office: Office, user: str) -> tuple[Turn, ...]:
    """What was asked and answered lately, oldest first; what cannot be read is left out."""
    return office.shelf.kept(user, KEPT, Turn)


def forget(office: Office, user: str) -> None:
    office.shelf.keep(user, KEPT, ())


async def ask(office: Office, user: str, question: str, here: str) -> None:
    """Answer `question` about every table that the user may see; `here` is the desk that is shown beside it."""
    heard = question.strip()[:LONGEST]
    if not heard:
        raise Refusal("请先写一句话。")
    group = await asyncio.to_thread(_group, office, user, here)
    before = await asyncio.to_thread(talk, office, user)
    said = await _answered(group, before, heard)
    turns = (*before, Turn(kind="user", text=heard), *said)[-MOST_KEPT:]
    await asyncio.to_thread(office.shelf.keep, user, KEPT, turns)


async def _answered(group: Group, before: tuple[Turn, ...], question: str) -> list[Turn]:
    tables = [desk.table for desk in group.desks]
    last = next((turn.text for turn in reversed(before) if turn.kind == "user"), "")
    focus = (await asyncio.to_thread(answer, tables, last, Focus(None))).focus if last else Focus(None)
    settings = ModelSettings()
    if settings.configured:
        state = begin(tables, group.here)
        _, told = await converse(state, question, settings)
        said = [answers.kept(group, turn) for turn in told if turn.kind in {"answer", "note"}]
        if said:
            return [_placed(turn, group) for turn in said]
    found = await asyncio.to_thread(answer, tables, question, focus)
    told = Told("answer", found.text, found.citations, found.claims, found.answered)
    return [_placed(answers.kept(group, told), group)]


def _placed(turn: Turn, group: Group) -> Turn:
    """The turn with the table of every cell named: the table beside the talk may be another one later."""
    here = {"desk": group.desk.id, "name": name_of(group.desk.table)}
    cited = tuple(c if c.desk else c.model_copy(update=here) for c in turn.citations)
    return turn.model_copy(update={"citations": cited})


def _group(office: Office, user: str, here: str) -> Group:
    found = [office.shelf.load(user, item.id) for item in office.shelf.tables(user)[:TOGETHER]]
    desks = tuple(desk for desk in found if desk is not None)
    if not desks:
        raise Refusal("还没有表可问。请先添加文件。")
    return Group(desks, next((n for n, desk in enumerate(desks, 1) if desk.id == here), 1))
