"""Drafts within a conversation: asked for, changed by wishes, fed with causes, accepted into the form."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Change, Focus, index_of, open_book
from assistant.answer.resolve import resolve
from assistant.conversation.hear import WHETHER, YES_OR_NO, Heard
from assistant.conversation.state import Said, State, Turn, apply, cell_of, facts_of
from assistant.draft.about import about_of
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.needs import deviation_tasks
from assistant.draft.notes import read_note
from assistant.draft.pipeline import draft
from assistant.draft.task import KIND_NAMES, MONEY, Draft, DraftKind, Missing, Task
from assistant.draft.template import TemplateDrafter
from assistant.draft.view import MONEY_TOPIC, view
from forms.numbers import is_blank
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
        row = state.row if table == state.table and state.draft is None and not state.edits else None
        facts, profile, _ = facts_of(state, table)
        needed = deviation_tasks(facts, profile)
        money = any(word in heard.words for word in ("执行率", "资金", "结余", "预算", "钱"))
        if money:
            row = None
        elif row is None:
            if not needed:
                return replace(state, table=table), [Turn("note", "这张表没有需要说明偏差的指标。", table=table)]
            row = next(iter(_unexplained(state, table)), needed[0].row)
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
    missing = next_missing(state, done)
    if missing is not None:
        turns.append(_question(missing, done.task, table))
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
    asked = state.asked
    book = open_book(state.tables)
    named = resolve(book, index_of(book), heard.words, Focus(state.table, state.row))
    own = [r for t, r in named.rows if t == table]
    about = _about(state, asked) if asked is not None else about_of(heard.raw, form, own[0] if own else None)
    if about is None:
        about = own[0] if own else state.row if asked is None else about_of(heard.raw, form, None)
    text = _bare(heard.raw)
    found = YES_OR_NO.match(heard.words) if asked is not None and WHETHER in asked.question else None
    if found:  # to 下年度是否调整“X”的指标值？
        text = f"改进措施：下年度{'不' if found['no'] else ''}调整该指标值"
    elif asked is not None and wants_measure(asked) and not read_note(text).measure:
        text = f"改进措施：{text}"  # an answer to 怎么改进 is a measure, however it is worded
    said = Said(Stated(text, who, date), table, about)
    state = replace(state, said=(*state.said, said), asked=None)
    kept = Turn("note", f"记下了：{heard.raw.rstrip('。')}（来源：{said.what.source}）。", table=table, row=about)
    if state.draft is None:
        return state, [kept, Turn("note", "要我据此写偏差原因，请说“写偏差原因”。", table=table)]
    task = state.draft.task
    state, turns = made(state, table, task.kind, task.row, heard, drafter, task)
    return state, [kept, *turns]


def _others(state: State, table: int) -> str:
    """Which rows still have to explain a deviation, once one was explained."""
    left = _unexplained(state, table)
    if not left:
        return ""
    form = state.tables[table - 1]
    names = "".join(f"“{form.by_row[row].level3}”" for row in left[:3])
    return f"还有{names}{f'等{len(left)}项' if len(left) > 3 else ''}需要说明偏差，说“写偏差原因”继续。"


def _unexplained(state: State, table: int) -> list[int]:
    """The rows that have to explain a deviation and whose note is blank."""
    facts, profile, _ = facts_of(state, table)
    rows = [task.row for task in deviation_tasks(facts, profile) if task.row is not None]
    return [row for row in rows if is_blank(state.tables[table - 1].by_row[row].deviation_note)]


def _about(state: State, asked: Missing) -> int | None:
    """What an answer to a question is about: its row; the money; of a next step, the first miss that lacks one."""
    if asked.row is not None:
        return asked.row
    task = state.draft.task if state.draft is not None else None
    if task is not None and task.kind == "deviation":
        return MONEY if task.row is None else task.row
    if not wants_measure(asked):
        return MONEY if MONEY_TOPIC.search(asked.question) else None
    facts, profile, about = facts_of(state, state.here)
    missed = [row for row in view(Task("narrative", about=about), facts, profile).of("missed") if not row.measure]
    return missed[0].row if missed else MONEY


def wants_measure(asked: Missing) -> bool:
    """Whether a question asks what will be done, by whom or when; else it asks why."""
    return bool(re.search("怎么改进|由谁负责|何时完成|是否调整", asked.question))


def _bare(raw: str) -> str:
    """The cause or measure itself, without the words that say it is one: 结余原因是来访减少 -> 来访减少."""
    text = raw.strip().rstrip("。；; ")
    found = re.match(
        "(?:[^，。；]{0,14}?(?:的)?(?:主要)?原因(?:就?是|为|在于|[:：])(?:因为|由于)?|[^，。；]{1,14}?(?:主要)?是(?:因为|由于)"
        r"|主要(?:是|因为|由于))[，,:：\s]*",
        text,
    )
    rest = text[found.end() :] if found else text
    return rest if len(rest) >= 4 else text


def skipped(state: State) -> tuple[State, list[Turn]]:
    """The question is left open; the next one is asked, if there is any."""
    done, asked = state.draft, state.asked
    passed = (*state.skipped, asked.question) if asked is not None else state.skipped
    state = replace(state, asked=None, skipped=passed)
    note = Turn("note", "好的，这一处先空着，草稿里保留〔待补充〕，补全之前不能提交。", table=state.table)
    following = next_missing(state, done) if done is not None else None
    if following is None or done is None:
        return state, [note]
    return replace(state, asked=following), [note, _question(following, done.task, state.here)]


def next_missing(state: State, done: Draft) -> Missing | None:
    """The first thing that a draft lacks and that the user did not pass over."""
    return next((one for one in done.missing if one.question not in state.skipped), None)


def _question(missing: Missing, task: Task, table: int) -> Turn:
    return Turn(
        "question", missing.question, patterns=missing.examples, table=table, row=missing.row, fact=cell_of(task),
        answered=False,
    )  # fmt: skip


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
    gaps += _others(state, table) if done.task.kind == "deviation" else ""
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
