"""Drafts within a conversation: asked for, changed by wishes, fed with causes, accepted into the form."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Change, Focus, index_of, open_book
from assistant.answer.resolve import resolve
from assistant.conversation.hear import Heard
from assistant.conversation.state import Said, State, Turn, apply, cell_of, facts_of
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.needs import deviation_tasks
from assistant.draft.pipeline import draft
from assistant.draft.task import KIND_NAMES, Draft, DraftKind, Missing, Task
from assistant.draft.template import TemplateDrafter
from assistant.draft.view import about_of
from scoring.facts import Stated

Drafter = TemplateDrafter | ModelDrafter | None
ORDER = (100, 200, 400)


def asked(state: State, heard: Heard, drafter: Drafter = None) -> tuple[State, list[Turn]]:
    """A draft of the kind asked for: of the table and row named, else of the ones talked about."""
    book = open_book(state.tables)
    named = resolve(book, index_of(book), heard.words, Focus(state.table, state.row))
    table = named.tables[0] if named.tables else named.rows[0][0] if named.rows else state.table
    if table is None:
        names = "、".join((form.project_name or "") for form in state.tables[:6])
        return state, [Turn("question", f"写哪个项目的？（{names}…）", answered=False)]
    kind: DraftKind = heard.kind or "narrative"
    row = named.rows[0][1] if named.rows and kind == "deviation" else None
    if kind == "deviation" and row is None:
        row = state.row if table == state.table else None
        facts, profile, _ = facts_of(state, table)
        needed = deviation_tasks(facts, profile)
        money = any(word in heard.words for word in ("执行率", "资金", "结余", "预算", "钱"))
        if money:
            row = None
        elif row is None:
            if not needed:
                return replace(state, table=table), [Turn("note", "这张表没有需要说明偏差的指标。", table=table)]
            row = needed[0].row
    return made(state, table, kind, row, heard, drafter)


def made(
    state: State,
    table: int,
    kind: DraftKind,
    row: int | None,
    heard: Heard,
    drafter: Drafter,
    before: Task | None = None,
) -> tuple[State, list[Turn]]:
    """Write one draft and tell it; the first thing that is missing is asked for in one short question."""
    facts, profile, about = facts_of(state, table)
    task = Task(
        kind, row=row, about=about,
        length=heard.length or (before.length if before else 200),
        leave_out=(*(before.leave_out if before else ()), *heard.leave_out),
        first=heard.first or (before.first if before else ""),
        register=heard.register or (before.register if before else ""),
    )  # fmt: skip
    done = draft(task, facts, drafter, profile)
    return _told(replace(state, table=table, row=row or state.row), done, table)


def _told(state: State, done: Draft, table: int) -> tuple[State, list[Turn]]:
    name = KIND_NAMES[done.task.kind]
    turns = [
        Turn(
            "card",
            done.text,
            claims=done.claims,
            draft=done,
            table=table,
            fact=cell_of(done.task),
            row=done.task.row,
            answered=True,
        )
    ]
    if done.note:
        turns.append(Turn("note", done.note, table=table))
    missing = done.missing[0] if done.missing else None
    if missing is not None:
        turns.append(
            Turn(
                "question",
                missing.question,
                patterns=missing.examples,
                table=table,
                row=missing.row,
                fact=cell_of(done.task),
                answered=False,
            )
        )
    elif done.ready:
        turns.append(
            Turn(
                "note",
                f"{name}已写好，数字都与表核对过。要采用请回复“采纳”，也可以说“短一点”“不要提某项”。",
                table=table,
            )
        )
    focus = Focus(table, state.row, state.focus.query)
    return replace(state, draft=done, asked=missing, focus=focus, pending=()), turns


def again(state: State, heard: Heard, drafter: Drafter = None) -> tuple[State, list[Turn]]:
    """The draft on the table written anew with the wishes: shorter, longer, without this, that first."""
    assert state.draft is not None
    task = state.draft.task
    wishes = heard
    if heard.length == 100:
        wishes = replace(heard, length=max((n for n in ORDER if n < task.length), default=100))
    elif heard.length == 400:
        wishes = replace(heard, length=min((n for n in ORDER if n > task.length), default=400))
    if heard.kind and heard.kind != task.kind:
        return asked(state, heard, drafter)
    text = state.draft.text
    state, turns = made(state, state.here, task.kind, task.row, wishes, drafter, task)
    if (
        state.draft is not None
        and state.draft.text == text
        and (heard.register or heard.length or heard.leave_out or heard.first)
    ):
        turns.append(
            Turn(
                "note",
                "照这个要求写出来还是这一稿：表内没有更多可写或可省的内容。要改哪一句，可以直接在草稿上改，或说明要补充、去掉什么。",
                table=state.table,
            )
        )
    return state, turns


def told_cause(
    state: State, heard: Heard, drafter: Drafter = None, *, who: str = "填报人", date: str = ""
) -> tuple[State, list[Turn]]:
    """What the user states is kept with its source, and the draft that waits for it is written anew."""
    table = state.here
    form = state.current
    row = state.asked.row if state.asked is not None else None
    if state.asked is not None and row is None and state.draft is not None and state.draft.task.kind == "deviation":
        row = state.draft.task.row
    book = open_book(state.tables)
    named = resolve(book, index_of(book), heard.words, Focus(state.table, state.row))
    own = [r for t, r in named.rows if t == table]
    about = row if state.asked is not None and row is not None else about_of(heard.raw, form, own[0] if own else None)
    if about is None and state.asked is None:
        about = state.row
    said = Said(Stated(_bare(heard.raw), who, date), table, about)
    state = replace(state, said=(*state.said, said), asked=None)
    kept = Turn("note", f"记下了：{heard.raw.rstrip('。')}（来源：{said.what.source}）。", table=table, row=about)
    if state.draft is None:
        return state, [kept, Turn("note", "要我据此写偏差原因，请说“写偏差原因”。", table=table)]
    task = state.draft.task
    state, turns = made(state, table, task.kind, task.row, heard, drafter, task)
    return state, [kept, *turns]


def _bare(raw: str) -> str:
    """The cause or measure itself, without the words that say it is one: 结余是因为来访减少 -> 来访减少."""
    text = raw.strip().rstrip("。；; ")
    found = re.match(
        "(?:[^，。；]{0,14}?(?:的)?(?:主要)?(?:原因(?:就?是|为|在于|[:：])|(?:主要)?是?因为|是?由于))[，,:：\\s]*", text
    )
    rest = text[found.end() :] if found else text
    return rest if len(rest) >= 4 else text


def accepted(state: State) -> tuple[State, list[Turn]]:
    """The draft into its cell; one with gaps or a wrong claim stays a draft."""
    done = state.draft
    assert done is not None
    cell, table = cell_of(done.task), state.here
    name = KIND_NAMES[done.task.kind]
    if done.verdict != "faithful":
        return state, [Turn("note", f"这份{name}里有与表不符的话，不能采用，请先改正。", table=table, answered=False)]
    if not cell or state.current.text(cell) is None:
        return state, [Turn("note", f"这张表没有放{name}的格子，请自行粘贴到需要的地方。", table=table, answered=False)]
    change = Change(table, cell, state.current.text(cell) or "", done.text)
    state = replace(apply(state, change), draft=None, asked=None)
    gaps = "里面还有“〔待补充…〕”，补全之前不能提交。" if done.missing else ""
    return state, [
        Turn(
            "note",
            f"已填入{name}（{state.current.place(cell) or cell}）。{gaps}",
            change=change,
            table=table,
            fact=cell,
            row=done.task.row,
        )
    ]


def missing_of(done: Draft) -> Missing | None:
    return done.missing[0] if done.missing else None
