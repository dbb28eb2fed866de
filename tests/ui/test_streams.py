"""Sessions, streams and uploads of Gradio belong to who began them, and no other site speaks in a user's name."""

from __future__ import annotations

import json
import secrets

import pytest

from tests.ui.conftest import GRADIO
from tests.ui.house import MARK, House

pytestmark = pytest.mark.filterwarnings(GRADIO)


def test_a_stream_belongs_to_who_began_it(house: House) -> None:
    for method, target, body in (
        ("GET", f"/gradio_api/queue/data?session_hash={house.hash}", None),
        ("GET", f"/gradio_api/heartbeat/{house.hash}", None),
        ("GET", f"/gradio_api/call/chat/{house.event}", None),
        ("POST", "/gradio_api/queue/join", house.join),
        ("POST", "/gradio_api/cancel", {"session_hash": house.hash, "fn_index": 0, "event_id": house.event}),
        ("POST", "/gradio_api/reset", {"event_id": house.event}),
    ):
        status, told = house.ask("乙", method, target, body)
        assert status == 404, (target, status)
        assert MARK not in told
    assert MARK in house.ask("甲", "GET", f"/gradio_api/queue/data?session_hash={house.hash}")[1]


def test_how_far_an_upload_is_and_what_it_is_called_is_told_to_nobody_else(house: House) -> None:
    target = f"/gradio_api/upload_progress?upload_id={secrets.token_hex(6)}"
    assert house.ask("甲", "GET", target)[0] != 404 or "没有这个会话" not in house.ask("甲", "GET", target)[1]
    assert house.ask("乙", "GET", target) == (404, '{"detail":"没有这个会话。"}')


@pytest.mark.parametrize(
    "site", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_the_page_of_another_site_sends_no_event_and_no_file_in_her_name(house: House, site: dict[str, str]) -> None:
    body = json.dumps({**house.join, "session_hash": secrets.token_hex(6)}).encode()
    heads = {"Content-Type": "application/json", **site}
    for target in ("/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/call/chat", "/gradio_api/cancel"):
        assert house.raw("甲", "POST", target, body, **heads)[0] == 403
    assert house.raw("甲", "GET", "/logout", **site)[0] == 403
    assert house.ask("甲", "GET", "/config")[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        '{"data":[],"fn_index":0,"session_hash":"mine","session_hash":"HERS"}',
        '{"data":[],"fn_index":0,"session_hash":"HERS","session_hash":"mine"}',
        '{"data":[],"fn_index":0,"session_hash":"\\u0048ERS"}'.replace("\\u0048ERS", "HERS"),
        '\ufeff{"data":[],"fn_index":0,"session_hash":"HERS"}',
        '{"data":[],"fn_index":0,"session_hash":["HERS"]}',
        '{"data":[],"fn_index":0,"session_hash":" HERS"}',
        '{"data":[],"fn_index":0,"trigger_id":1,"event_data":{"session_hash":"HERS"},"session_hash":"x"}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_spelling_of_a_body_puts_an_event_into_anothers_session(house: House, body: str, encoding: str) -> None:
    """An event that lands in her session would show its answer on her stream, or take hers away."""
    own = secrets.token_hex(6)
    first = {**house.join, "session_hash": own}
    assert house.ask("甲", "POST", "/gradio_api/queue/join", first)[0] == 200
    sent = body.replace("HERS", own).encode(encoding)
    status, content, _ = house.raw("乙", "POST", "/gradio_api/queue/join", sent, **{"Content-Type": "application/json"})
    assert MARK.encode() not in content
    told = house.ask("甲", "GET", f"/gradio_api/queue/data?session_hash={own}")[1]
    assert told.count("process_completed") == 1, (status, told[:300])
    assert MARK in told
