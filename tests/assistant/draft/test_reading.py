"""What a model wraps its draft in, and what of it is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from assistant.dialect import forget
from assistant.draft.reading import read_parts
from assistant.draft.task import DraftKind, Task
from assistant.errors import UnusableError
from tests.assistant import scripted_server as play
from tests.assistant.draft.forms import SEED, facts_of, tables_of
from tests.assistant.draft.models import HONEST, arranged, as_parts, drafted, drafter, skeleton_of


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    forget()


WRAPPERS: dict[str, Callable[[str], str]] = {
    "call": lambda parts: f'{{"name": "submit_draft", "arguments": {parts}}}',
    "call with arguments as text": lambda parts: json.dumps({"name": "submit_draft", "arguments": parts}),
    "call that was not closed": lambda parts: f'{{"name": "submit_draft", "arguments": {parts}',
    "list of calls": lambda parts: f'[{{"type": "function", "function": {{"name": "x", "arguments": {parts}}}}}]',
    "fence after a lead": lambda parts: f"好的，以下是改写后的草稿：\n```json\n{parts}\n```\n如有需要可再调整。",
    "thinking, opening tag swallowed": lambda parts: f"先看编号……</think>{parts}",
    "bare list": lambda parts: json.dumps(json.loads(parts)["parts"], ensure_ascii=False),
    "words in one field": lambda parts: json.dumps({"draft": prose_of(parts)}, ensure_ascii=False),
    "prose in a fence": lambda parts: f"```\n{prose_of(parts)}\n```",
    "prose after a lead": lambda parts: f"以下是改写后的草稿：\n\n{prose_of(parts)}",
    "single brackets": lambda parts: prose_of(parts).replace("[[", "[").replace("]]", "]"),
    "no brackets": lambda parts: re.sub(r"\[\[(\w+\.\w+)\]\]", r"\1", prose_of(parts)),
}


def prose_of(answer: str) -> str:
    """The parts as prose with references."""
    return "".join(part.get("text") or f"[[{part['fact']}]]" for part in json.loads(answer)["parts"])


@pytest.mark.parametrize("wrapped", WRAPPERS.values(), ids=WRAPPERS.keys())
@pytest.mark.parametrize("kind", ["narrative", "goal"])
def test_an_answer_is_taken_out_of_whatever_a_model_wraps_it_in(wrapped: Callable[[str], str], kind: DraftKind) -> None:
    made, server = drafted(lambda handler: handler.answer(wrapped(as_parts(skeleton_of(handler)))), kind=kind)
    assert (made.drafter, made.verdict, made.requests) == ("model", "faithful", 1), made.note
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "cut",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text[:-3],
        lambda text: f'{{"name": "x", "arguments": {text[:-4]}',
    ],
    ids=["half", "last part", "wrapped"],
)  # fmt: skip
def test_a_list_of_parts_that_was_cut_off_is_never_completed(cut: Callable[[str], str]) -> None:
    facts, profile = facts_of(tables_of(SEED), 1)
    with play.scripted(HONEST) as server:
        session = drafter(server).begin(Task("narrative"), facts, profile)
    whole = as_parts("".join(f"[[{name}]]，" for name in session.offered.slots))
    with pytest.raises(UnusableError):
        read_parts(cut(whole), session.offered)


def test_a_goal_that_leaves_an_indicator_out_is_not_taken() -> None:
    made, _server = drafted(arranged(lambda text: text.replace("；接待[[R3.target]]", "")), kind="goal", forever=True)
    assert made.drafter == "template"
    assert "没有写到这个指标" in made.note


def test_a_year_in_the_place_of_an_amount_is_not_taken() -> None:
    made, _server = drafted(
        arranged(lambda text: text.replace("计划安排资金[[funds.initial_budget]]", "计划安排资金2021年")), kind="goal",
        forever=True,
    )  # fmt: skip
    assert made.drafter == "template"
    assert "不是年度" in made.note


def test_a_deviation_without_what_was_done_is_not_taken() -> None:
    made, _server = drafted(
        arranged(lambda text: text.replace("，实际完成[[R1.actual]]", "")), kind="deviation", row=1, forever=True
    )
    assert made.drafter == "template"
