"""The conversation with a model: a LangChain agent over the same functions, within limits, held to the cells.

The offline answer is the tools' ground truth and the fallback: whatever the model says is verified against the facts of
the tables that its tools read, and what does not hold is not shown. A change of a cell is only ever proposed.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import Answer, Citation, Focus, answer, open_book
from assistant.conversation import State, Turn, say
from assistant.conversation.changing import effect
from assistant.conversation.hear import hear
from assistant.errors import ModelError
from assistant.model import chat_model
from assistant.prompts import fenced, load
from assistant.settings import ModelSettings
from assistant.streaming import without_thinking
from forms.numbers import is_blank
from scoring.claims import WRONG, Claim
from scoring.facts import compile_facts
from scoring.quantity import quantities
from scoring.verify import verify

MODEL_CALLS = 6
TOOL_CALLS = 8
LONGEST = 700
_READABLE = frozenset(
    {
        "goal",
        "narrative",
        "funds_note",
        "conclusion",
        "problems_found",
        "improvements",
        "total_score",
        "project_name",
        "department",
    }
)


@dataclass
class Workbench:
    """What the tools of one run have read and proposed. One a run; nothing outlives it."""

    state: State
    cited: dict[tuple[int, str], Citation] = field(default_factory=dict[tuple[int, str], Citation])
    proposals: list[Turn] = field(default_factory=list[Turn])
    tables: set[int] = field(default_factory=set[int])

    def note(self, citations: tuple[Citation, ...]) -> None:
        for one in citations:
            self.cited[(one.table, one.cell)] = one
            self.tables.add(one.table)


def tools_of(bench: Workbench) -> list[Any]:
    """The agent's tools: three that read, one that proposes. None writes."""
    from langchain_core.tools import StructuredTool

    def answer_from_cells(question: str) -> str:
        """把问题交给离线程序，从单元格里找答案。question：一个完整的中文问题。"""
        made = answer(bench.state.tables, question[:300], bench.state.focus)
        bench.note(made.citations)
        return _data([made.text, *(f"第{c.table}张表 {c.cell}：{c.text}" for c in made.citations[:20])])

    def read_row(table: int, row: int) -> str:
        """读第 table 张表第 row 行指标的各个单元格（都从 1 数起）。"""
        form = bench.state.tables[table - 1] if 0 < table <= len(bench.state.tables) else None
        if form is None or row not in form.by_row:
            return "没有这一行。"
        names = ("level3", "initial_target", "target", "actual", "points", "score", "deviation_note")
        return _read(bench, table, [f"R{row}.{name}" for name in names])

    def read_text(table: int, cell: str) -> str:
        """读第 table 张表的一个格子：goal 预期目标，narrative 实际完成情况，funds.executed 全年执行数等。"""
        if not 0 < table <= len(bench.state.tables) or not (cell in _READABLE or cell.startswith(("funds", "R"))):
            return "没有这个格子。"
        return _read(bench, table, [cell])

    def propose_change(table: int, row: int, value: str) -> str:
        """用户说某行的实际完成值填错时，提出把它改成 value；只是提议，要用户确认才会改。"""
        return _propose(bench, table, row, value)

    made = (answer_from_cells, read_row, read_text, propose_change)
    return [
        StructuredTool.from_function(tool, handle_tool_error=_broken, handle_validation_error=_broken) for tool in made
    ]


def _broken(_: Exception) -> str:
    return "工具的参数不对，请按说明重新调用。"


def _read(bench: Workbench, table: int, cells: list[str]) -> str:
    form = bench.state.tables[table - 1]
    found = [
        Citation(table, cell, text, form.source.file, form.place(cell))
        for cell in cells
        if (text := form.text(cell)) is not None and text.strip()
    ]
    bench.note(tuple(found))
    return _data([f"{one.cell}：{one.text}" for one in found] or ["这里是空的。"])


def _propose(bench: Workbench, table: int, row: int, value: str) -> str:
    if not 0 < table <= len(bench.state.tables) or row not in bench.state.tables[table - 1].by_row or not value.strip():
        return "没有这一行，或没有写新的值。"
    from assistant.answer import Change

    form = bench.state.tables[table - 1]
    cell, after = f"R{row}.actual", value.strip()[:60]
    change = Change(table, cell, form.text(cell) or "", after, effect(form, cell, after))
    name = form.by_row[row].level3 or f"第{row}行"
    text = (
        f"要把“{name}”的实际完成值由“{change.before or '空'}”改为“{after}”吗？"
        f"{change.effect}请确认有依据；回复“确认”才会改。"
    )
    bench.proposals.append(Turn("proposal", text, change=change, table=table, fact=cell, row=row))
    return "已向用户提出，等用户确认；现在没有改动。"


def _data(lines: list[str]) -> str:
    return f"<data>\n{fenced(lines)}\n</data>"


async def converse(state: State, text: str, settings: ModelSettings) -> tuple[State, list[Turn]]:
    """One sentence of the user, with a model. Drafts, commands and corrections go offline; questions to the agent."""
    heard = hear(state, text)
    offline_state, offline = say(state, text)
    if heard.intent != "ask" or not settings.configured or offline[0].kind != "answer":
        return offline_state, offline
    bench = Workbench(state)
    try:
        async with asyncio.timeout(settings.draft_seconds):
            said = await _run(bench, text, settings)
    except TimeoutError:
        return offline_state, [*offline, _label("模型没有按时答完")]
    except ModelError as error:
        return offline_state, [*offline, _label(str(error))]
    claims, reason = held(bench, said)
    if not reason and not offline[0].answered and _new_number(said, offline[0].text):
        reason = "表内没有的内容，模型却给了数"
    if reason:
        return offline_state, [*offline, _label(reason)]
    if bench.proposals and not _asked_for_change(text):
        bench.proposals.clear()  # what a cell told the model to do was not asked for by the user
    spoken = Turn(
        "answer",
        said,
        _citations(bench, said, claims),
        claims,
        offline[0].answered,
        table=offline[0].table,
        row=offline[0].row,
    )
    pending = tuple(turn.change for turn in bench.proposals[:1] if turn.change is not None)
    return replace(offline_state, pending=pending), [spoken, *bench.proposals[:1]]


def converse_now(state: State, text: str, settings: ModelSettings) -> tuple[State, list[Turn]]:
    """`converse` for callers that are not asynchronous, or that are within a running loop."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, converse(state, text, settings)).result()


def _label(reason: str) -> Turn:
    return Turn("note", f"模型的回答未采用：{reason.rstrip('。')}。上面是从单元格直接得出的回答。")


async def _run(bench: Workbench, text: str, settings: ModelSettings) -> str:
    """The agent's last message; raises `ModelError` where there is none that can be used."""
    import langchain.agents as agents
    from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware

    make: Any = agents.create_agent  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    state = bench.state
    names = fenced(f"第{n}张表：{form.project_name or ''}" for n, form in enumerate(state.tables[:40], 1))
    place = f"第{state.table}张表" + (f"第{state.row}行" if state.row else "") if state.table else "没有选定"
    async with chat_model(settings) as model:
        agent: Any = make(
            model,
            tools_of(bench),
            system_prompt=load("agent").fill(tables=names, place=place),
            middleware=[
                ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="error"),
                ToolCallLimitMiddleware(run_limit=TOOL_CALLS, exit_behavior="error"),
            ],
        )
        try:
            result: Any = await agent.ainvoke({"messages": [("human", text)]}, {"recursion_limit": 4 * MODEL_CALLS + 4})
        except Exception as error:
            if type(error).__name__ in {
                "ModelCallLimitExceededError",
                "ToolCallLimitExceededError",
                "GraphRecursionError",
            }:
                raise ModelError("budget", f"模型查了 {TOOL_CALLS} 次还没有答案") from None
            raise
    return _last(result["messages"])


def _last(messages: list[Any]) -> str:
    """The text of the last message, which must be the model's own, finished and not empty."""
    last = messages[-1] if messages else None
    if last is None or getattr(last, "type", "") != "ai" or getattr(last, "invalid_tool_calls", None):
        raise ModelError("empty", "模型没有作答")
    finish = str(getattr(last, "response_metadata", {}).get("finish_reason") or "")
    if finish in {"length", "content_filter"}:
        raise ModelError("cut" if finish == "length" else "filtered", "模型的回答不完整")
    text = without_thinking(str(last.text)).strip()
    if not text:
        raise ModelError("empty", "模型没有作答")
    return text


def held(bench: Workbench, text: str) -> tuple[tuple[Claim, ...], str]:
    """The claims of the model's text against the tables that it read, and why it cannot be shown ("" when it can)."""
    if len(text) > LONGEST:
        return (), "回答过长"
    if not bench.tables:
        return (), "没有查过表就作答"
    numbers = sorted(bench.tables)[:6]
    book = open_book(bench.state.tables)
    facts = book.page(numbers[0]).facts if len(numbers) == 1 else compile_facts([book.page(n).table for n in numbers])
    claims = tuple(verify(facts, text, "answer"))
    wrong = next((claim for claim in claims if claim.verdict in WRONG), None)
    if wrong is not None:
        return claims, f"“{wrong.text}”与表不符或没有依据"
    return claims, ""


def _new_number(said: str, offline: str) -> bool:
    known = {q.value for q in quantities(offline)}
    return any(q.value not in known for q in quantities(said))


def _citations(bench: Workbench, said: str, claims: tuple[Claim, ...]) -> tuple[Citation, ...]:
    """The cells read whose text is told, and those that a supported claim stands on."""
    many = len(bench.tables) > 1
    order = sorted(bench.tables)[:6]
    based: set[tuple[int, str]] = set()
    for claim in claims:
        for fact in claim.facts if claim.verdict == "supported" else ():
            head, _, cell = fact.partition(":") if many else ("", "", fact)
            based.add((order[int(head[1:]) - 1] if many and head[1:].isdecimal() else order[0], cell))
    return tuple(one for key, one in bench.cited.items() if key in based or _used(one, said))


def _used(citation: Citation, text: str) -> bool:
    """Whether the text tells what the cell holds; a cell that was only looked at is not cited."""
    flat = "".join(citation.text.split())
    return not is_blank(flat) and (flat in "".join(text.split()) or flat.rstrip("0").rstrip(".") in text)


def _asked_for_change(text: str) -> bool:
    """Whether the user's own words ask for a correction; nothing that a cell says can."""
    return any(word in text for word in ("改", "更正", "填错", "写错", "应该是", "实际是", "不是", "修正"))


__all__ = ["Answer", "Focus", "Workbench", "converse", "converse_now", "held", "tools_of"]
