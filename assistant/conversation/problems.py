"""The problems of a table, one after the other, each with what to do about it."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Citation, Focus, open_book
from assistant.answer.review import ordered
from assistant.conversation.state import State, Turn


def next_problem(state: State) -> tuple[State, list[Turn]]:
    """The next finding of the table talked about, errors first."""
    table = state.here
    page = open_book(state.tables).page(table)
    found = [finding for finding in ordered(page) if finding.severity != "info"]
    if state.problem >= len(found):
        text = (
            f"{page.name}没有查出问题。"
            if not found
            else f"{page.name}的问题都看过了，一共{len(found)}处。要从头看请说“检查这张表”。"
        )
        return replace(state, problem=0, table=table), [Turn("note", text, table=table)]
    finding = found[state.problem]
    citations = tuple(
        Citation(table, fact, text, page.table.source.file, page.table.place(fact))
        for fact in finding.facts
        if (text := page.table.text(fact)) is not None and text.strip()
    )
    text = f"第{state.problem + 1}处（共{len(found)}处）：{finding.message}{finding.todo}（{finding.rule}）"
    focus = Focus(table, finding.row, state.focus.query)
    turn = Turn("answer", text, citations, table=table, row=finding.row, fact=finding.facts[0] if finding.facts else "")
    return replace(state, problem=state.problem + 1, table=table, row=finding.row, focus=focus), [turn]
