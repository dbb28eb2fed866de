"""The seam to a model against everything that endpoints do, through the real client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from assistant.deadlines import Budget
from assistant.dialect import Shape, forget
from assistant.errors import ModelError, OverBudgetError, UnusableError
from assistant.model import Endpoint
from assistant.settings import ModelSettings
from assistant.streaming import strict_json
from tests.assistant import scripted_server as play

SHAPE = Shape(
    "submit",
    {
        "type": "object",
        "properties": {"word": {"type": "string", "maxLength": 9}},
        "required": ["word"],
        "additionalProperties": False,
    },
    '{"word": "…"}',
)
GOOD = play.says('{"word": "好"}')
SECRET = "sk-secret-of-the-test"


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    forget()


def endpoint(server: play.Scripted, **changes: Any) -> Endpoint:
    quick = {"silence_timeout": 30.0, "draft_seconds": 60.0, "retry_wait": 1.0} | changes
    return Endpoint(ModelSettings(base_url=server.url, model="scripted", api_key=SECRET, **quick))  # type: ignore[arg-type]


def read(text: str) -> str:
    try:
        value: Any = strict_json(text)
        return str(value["word"])
    except (ValueError, TypeError, KeyError):
        raise UnusableError from None


def ask(model: Endpoint, budget: Budget | None = None, on_piece: Callable[[str], None] | None = None) -> str:
    messages = [("system", "写一个字。"), ("human", "写。")]
    return asyncio.run(model.ask(messages, SHAPE, read, budget or model.budget(), on_piece=on_piece))


def failure(*steps: play.Step, forever: bool = False, **changes: Any) -> tuple[ModelError, play.Scripted]:
    with play.scripted(*steps, forever=forever) as server, pytest.raises(ModelError) as caught:
        ask(endpoint(server, **changes))
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value, server


def test_an_endpoint_that_knows_json_schema_is_asked_once() -> None:
    with play.scripted(GOOD) as server:
        assert ask(endpoint(server)) == "好"
    assert server.requests[0]["response_format"]["json_schema"]["schema"]["properties"]["word"]["maxLength"] == 9
    assert server.requests[0]["stream"] is True
    assert server.headers[0]["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("refused", "method", "requests"),
    [
        (("json_schema",), "tools", 2),
        (('"tool_choice": {', "json_schema"), "tools_auto", 3),
        (("json_schema", "tools"), "json_object", 4),
        (("response_format", "tools"), "text", 5),
    ],
)
def test_a_refused_way_of_asking_moves_on_to_the_next_and_is_remembered(
    refused: tuple[str, ...], method: str, requests: int
) -> None:
    step = play.refuses(*refused, then=GOOD)
    with play.scripted(step, forever=True) as server:
        model = endpoint(server)
        assert ask(model) == "好"
        assert (model.dialect.method, len(server.requests)) == (method, requests)
        assert ask(endpoint(server)) == "好"
        assert len(server.requests) == requests + 1


def test_an_endpoint_that_ignores_the_schema_is_asked_in_another_way() -> None:
    with play.scripted(play.says("好的，我来写。"), GOOD) as server:
        assert ask(endpoint(server)) == "好"
    assert "tools" in server.requests[1]


def test_an_endpoint_without_streaming_is_asked_for_the_whole() -> None:
    with play.scripted(play.refuses('"stream": true', then=GOOD), forever=True) as server:
        assert ask(endpoint(server)) == "好"
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("word", "field"), [("temperature", "temperature"), ("max_completion_tokens", "max_completion_tokens")]
)
def test_a_parameter_that_is_refused_is_left_out(word: str, field: str) -> None:
    with play.scripted(play.refuses(word, then=GOOD), forever=True) as server:
        assert ask(endpoint(server)) == "好"
        assert field in server.requests[0]
        assert field not in server.requests[1]


def test_an_endpoint_that_answers_whole_though_asked_to_stream_is_understood() -> None:
    def whole(handler: play.Handler) -> None:
        handler.json(play.whole('{"word": "好"}'))

    with play.scripted(whole, forever=True) as server:
        assert ask(endpoint(server)) == "好"
        assert len(server.requests) == 2


def test_two_503_are_waited_for() -> None:
    with play.scripted(play.status(503), play.status(503), GOOD) as server:
        assert ask(endpoint(server)) == "好"


def test_a_short_retry_after_is_obeyed() -> None:
    with play.scripted(play.status(429, headers={"Retry-After": "0"}), GOOD) as server:
        assert ask(endpoint(server)) == "好"


def test_thinking_and_fences_are_taken_off() -> None:
    with play.scripted(play.says('<think>要写“27次”吗</think>\n```json\n{"word": "好"}\n```')) as server:
        assert ask(endpoint(server)) == "好"


def test_thinking_in_a_field_of_its_own_is_neither_shown_nor_taken() -> None:
    def thinks(handler: play.Handler) -> None:
        handler.open_stream()
        handler.event({"role": "assistant", "reasoning_content": "也许是 99 次"})
        handler.event({"reasoning_content": "，不对"})
        handler.event({"content": '{"word": "好"}'})
        handler.event({}, "stop")
        handler.line("data: [DONE]\n\n")

    shown: list[str] = []
    with play.scripted(thinks) as server:
        assert ask(endpoint(server), on_piece=shown.append) == "好"
    assert "99" not in "".join(shown)


def test_an_answer_that_only_thinks_is_no_answer() -> None:
    def thinks(handler: play.Handler) -> None:
        handler.open_stream()
        handler.event({"role": "assistant", "reasoning_content": '{"word": "好"}'})
        handler.event({}, "stop")
        handler.line("data: [DONE]\n\n")

    error, _server = failure(thinks, structured_output="text", forever=True)
    assert error.kind == "empty"


def test_arguments_of_a_call_that_are_broken_are_no_answer() -> None:
    error, _server = failure(play.says('{"word": "好'), structured_output="tools")
    assert error.kind == "format"


def test_json_mode_is_asked_for_with_the_word_json_in_the_prompt() -> None:
    with play.scripted(GOOD) as server:
        assert ask(endpoint(server, structured_output="json_object")) == "好"
    assert server.requests[0]["response_format"] == {"type": "json_object"}
    assert "json" in server.requests[0]["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("step", "kind", "said"),
    [
        (play.status(401), "auth", "401"),
        (play.status(403), "auth", "403"),
        (play.status(404), "unreachable", "404"),
        (play.status(429, headers={"Retry-After": "3600"}), "rate", "429"),
        (play.says("", "content_filter"), "filtered", "内容过滤"),
        (play.says("好" * 2_000_000), "long", "过长"),
    ],
)
def test_what_will_not_pass_is_not_tried_again(step: play.Step, kind: str, said: str) -> None:
    error, server = failure(step)
    assert (error.kind, len(server.requests)) == (kind, 1)
    assert said in str(error)


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (play.status(500), "server"),
        (play.status(429), "rate"),
        (play.silent(), "timeout"),
        (play.silent(before='{"wo'), "timeout"),
        (play.breaks_off('{"wo'), "cut"),
    ],
)
def test_what_may_pass_is_tried_a_few_times_and_then_told(step: play.Step, kind: str) -> None:
    waits = {"silence_timeout": 0.6} if kind == "timeout" else {}
    error, server = failure(step, forever=True, **waits)
    assert error.kind in {kind, "budget"}
    assert len(server.requests) <= 9


@pytest.mark.parametrize(
    "body",
    [b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": null}', b"<html>hi</html>", b"", b"\xff\xfe", b'"x"'],
)
@pytest.mark.parametrize("stream", [True, False])
def test_an_odd_200_body_is_an_error_of_ours(body: bytes, stream: bool) -> None:
    with play.scripted(play.raw(body), forever=True) as server:
        model = endpoint(server)
        model.dialect.stream = stream
        with pytest.raises(ModelError):
            ask(model)
        assert len(server.requests) <= 9


@pytest.mark.parametrize(
    "text", ["", "噼里啪啦" * 50, '{"word": "好"', '{"word": ', "{" * 3_000, '{"other": 1}', "null"]
)
def test_an_answer_in_no_form_ends_after_every_way_was_tried(text: str) -> None:
    error, server = failure(play.says(text), forever=True)
    assert error.kind in {"format", "empty"}
    assert len(server.requests) == 5


def test_an_answer_cut_by_length_is_never_taken() -> None:
    error, _server = failure(play.says('{"word": "好"}', "length"), forever=True)
    assert error.kind == "cut"


def test_keep_alive_bytes_do_not_hold_a_call_open() -> None:
    started = time.monotonic()
    error, _server = failure(play.keep_alive(), forever=True, draft_seconds=1.5)
    assert error.kind in {"timeout", "budget"}
    assert time.monotonic() - started < 4


def test_an_endless_answer_is_cut_off() -> None:
    error, _server = failure(play.drips("好" * 900))
    assert error.kind == "long"


def test_nobody_there_is_told_as_such() -> None:
    model = Endpoint(ModelSettings(base_url="http://127.0.0.1:9/v1", model="m"))
    with pytest.raises(ModelError) as caught:
        ask(model)
    assert caught.value.kind == "unreachable"


def test_a_draft_never_makes_more_requests_than_it_may() -> None:
    with play.scripted(GOOD, GOOD) as server:
        model, budget = endpoint(server), Budget(5, 2)
        assert [ask(model, budget), ask(model, budget)] == ["好", "好"]
        with pytest.raises(OverBudgetError):
            ask(model, budget)


def test_the_key_is_in_no_representation() -> None:
    settings = ModelSettings(base_url="http://127.0.0.1:9/v1", model="m", api_key=SECRET)  # type: ignore[arg-type]
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.model_dump())


def test_pieces_come_as_they_are_sent() -> None:
    seen: list[str] = []
    with play.scripted(GOOD) as server:
        ask(endpoint(server), on_piece=seen.append)
    assert "".join(seen) == '{"word": "好"}'


def test_a_cancelled_call_hangs_up() -> None:
    async def cancel_soon(model: Endpoint) -> None:
        begun = asyncio.Event()
        running = asyncio.create_task(
            model.ask([("human", "写。")], SHAPE, read, model.budget(), on_piece=lambda _piece: begun.set())
        )
        await asyncio.wait_for(begun.wait(), 5)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    with play.scripted(play.drips("{")) as server:
        asyncio.run(cancel_soon(endpoint(server)))
        assert server.hung_up.wait(3)
