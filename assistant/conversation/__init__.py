"""The conversation, without a model: `say(state, text) -> (state, turns)`.

The state is a frozen value: tables, selected place, draft, what the user stated, a change that waits for a yes.
Nothing in a table changes but by `accept` or by a confirmed proposal, and every change can be taken back.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer, Change, Focus, answer
from assistant.conversation import changing, drafting, problems
from assistant.conversation.hear import Heard, hear
from assistant.conversation.state import Edit, Said, State, Turn, apply, begin, undo
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.template import TemplateDrafter

__all__ = ["Change", "Edit", "Heard", "Said", "State", "Turn", "apply", "begin", "hear", "say", "undo"]

SHOWN = 30  # characters of a cell that are told when it is put back
HELP = (
    "可以这样说：“写实际完成情况”“写第一行的偏差原因”“短一点”“不要提满意度”“把接待次数放前面”；"
    "“原因是……”给出原因；“实际是多少次”更正数字（会先说明对得分的影响，确认后才改）；"
    "“下一个问题”逐条看查出的问题；也可以直接问表里的内容。问到不知道的就说“跳过”。“采纳”填入草稿，“撤销”取消上一次改动。"
)


def say(
    state: State,
    text: str,
    drafter: TemplateDrafter | ModelDrafter | None = None,
    *,
    who: str = "填报人",
    date: str = "",
) -> tuple[State, list[Turn]]:
    """One sentence of the user: the state after it, and what is said in turn. Never raises for what the user says."""
    heard = hear(state, text)
    match heard.intent:
        case "accept":
            return _accept(state)
        case "decline":
            return _decline(state)
        case "undo":
            return _undo(state)
        case "help" | "greet":
            return state, [Turn("note", HELP)]
        case "next":
            return problems.next_problem(state)
        case "draft":
            return drafting.asked(state, heard, drafter)
        case "redraft":
            return drafting.again(state, heard, drafter)
        case "cause":
            return drafting.told_cause(state, heard, drafter, who=who, date=date)
        case "skip":
            return drafting.skipped(state)
        case "correct":
            state, turn = changing.correction(state, heard)
            return state, [turn]
        case _:
            return _ask(state, text)


def _ask(state: State, text: str) -> tuple[State, list[Turn]]:
    """A question to the tables; table and row of the answer stay what the talk is about."""
    focus = state.focus if state.focus.table or state.table is None else Focus(state.table, state.row)
    found: Answer = answer(state.tables, text, focus)
    about = found.focus
    table = about.table or state.table
    row = about.row if about.table else None
    kept = Focus(table, row, about.query, about.listed or (state.focus.listed if about.query is None else ()))
    turn = Turn(
        "answer", found.text, found.citations, found.claims, found.answered, change=found.change,
        table=about.table, row=about.row,
        fact=found.citations[0].cell if found.citations else "",
    )  # fmt: skip
    return replace(state, table=table, row=row, focus=kept, pending=()), [turn]


def _accept(state: State) -> tuple[State, list[Turn]]:
    if state.pending:
        change = state.pending[0]
        state = apply(state, change)
        return state, [
            Turn(
                "note",
                f"已改为“{change.after}”。{change.effect}说“撤销”可以改回。",
                change=change,
                table=change.table,
                fact=change.cell,
            )
        ]
    if state.draft is not None:
        return drafting.accepted(state)
    return state, [Turn("note", "现在没有等您确认的内容。", answered=False)]


def _decline(state: State) -> tuple[State, list[Turn]]:
    said = "好的，没有改动。" if state.pending else "好的，草稿放下了，表没有改动。" if state.draft else "好的。"
    kept = replace(state, pending=(), asked=None) if state.pending else replace(state, draft=None, asked=None)
    return kept, [Turn("note", said)]


def _undo(state: State) -> tuple[State, list[Turn]]:
    before, edit = undo(state)
    if edit is None:
        return state, [Turn("note", "没有可以撤销的改动。", answered=False)]
    where = before.tables[edit.change.table - 1].place(edit.change.cell)
    was = (
        f"改回“{edit.before if len(edit.before) <= SHOWN else f'{edit.before[:SHOWN]}…'}”"
        if edit.before
        else "改回空白"
    )
    text = f"已撤销上一次改动{f'（{where}）' if where else ''}，{was}。"
    return before, [Turn("note", text, table=edit.change.table, fact=edit.change.cell)]
