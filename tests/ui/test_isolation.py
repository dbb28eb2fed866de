"""Two users of two units and a stranger against the real server: each route there is, and every way round a path.

The routes are taken from the app itself, so that one that is added is tried by itself.
"""

from __future__ import annotations

import json

import pytest

from store.accounts import ADMIN, REVIEWER
from tests.ui.conftest import GRADIO, PASSWORD, SAMPLES
from tests.ui.house import MARK, House, quoted
from ui.tokens import COOKIE

pytestmark = pytest.mark.filterwarnings(GRADIO)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE")
NOT_A_WAY_IN = frozenset({303, 400, 401, 404, 405, 422})


def test_a_gets_what_is_hers(house: House) -> None:
    """Else the tests below would pass on a server that gives nothing to anybody."""
    assert MARK in house.event_of("甲", "z_open", {"id": house.desk})
    assert house.ask("甲", "GET", f"/export/xlsx?desk={house.desk}")[0] == 200
    assert MARK in house.ask("甲", "GET", f"/print/{house.desk}")[1]
    assert len(house.targets()) > 60


def test_a_stranger_gets_nothing_on_any_route_but_the_login_page(house: House) -> None:
    open_ = {"/login", "/favicon.ico"}
    for target in house.targets():
        for method in METHODS:
            status, content, heads = house.raw("", method, target)
            if target in open_ or target.startswith("/logout"):
                assert MARK.encode() not in content
                continue
            assert status in {303, 401}, (method, target, status)
            assert heads.get("location", "/login") == "/login"
            assert content in {b"", '{"detail":"请先登录。"}'.encode()}, (method, target)


def test_another_unit_gets_nothing_of_hers_on_any_route(house: House) -> None:
    for target in house.targets():
        if target.startswith("/logout"):
            continue
        for method in METHODS:
            status, content, heads = house.raw("乙", method, target, b"{}", **{"Content-Type": "application/json"})
            assert MARK.encode() not in content, (method, target, status)
            assert house.path.encode() not in content, (method, target, status)
            assert MARK not in str(heads)


TRICKS = [
    "//config", "/./config", "/login/../config", "/login/%2e%2e/config", "/login/..%2fconfig", "/ours/../config",
    "/ours/css/tokens.css/../../../config", "/healthz/../config", "/healthz/config", "/LOGIN/config", "/login;/config",
    "/login%00/config", "/favicon.ico/../config", "/ours/icon.svg/%2e%2e/%2e%2e/config", "/config?/login",
    "/config#/login", "/login/", "/login//", "/%6cogin/x", "\\config", "/\\config", "/gradio_api/../config",
    "/gradio_api//info",
    "/Gradio_Api/info", "http://127.0.0.1/config", "/config%20", "/config/%0d%0aX:1",
]  # fmt: skip


@pytest.mark.parametrize("target", TRICKS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_spelling_of_a_path_leads_past_the_gate(house: House, method: str, target: str) -> None:
    status, content, heads = house.raw("", method, target)
    assert status in NOT_A_WAY_IN, (status, content[:200])
    assert b"dependencies" not in content
    assert heads.get("location", "/login") == "/login"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Remote-User": "admin"}, {"X-Forwarded-User": "a"}, {"Authorization": "Basic YTpi"},
        {"X-Original-URL": "/login"},
        {"X-Rewrite-URL": "/login"}, {"X-HTTP-Method-Override": "GET"}, {"Cookie": f"{COOKIE}=; access-token=x"},
        {"Cookie": f"{COOKIE}={'f' * 43}"}, {"Host": "localhost"}, {"X-Gradio-User": "a"},
        {"Referer": "http://127.0.0.1/login"},
    ],
)  # fmt: skip
def test_no_header_opens_the_gate(house: House, headers: dict[str, str]) -> None:
    assert house.raw("", "GET", "/config", **headers)[0] in {400, 401}


def test_a_websocket_of_a_stranger_is_not_opened(house: House) -> None:
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    for target in ("/", "/queue/join", "/gradio_api/queue/join"):
        assert house.raw("", "GET", target, **upgrade)[0] in {303, 401, 403}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("z_open", {"id": "DESK"}),
        ("z_edit", {"desk": "DESK", "fact": "goal", "text": "乙写的"}),
        ("z_undo", {"desk": "DESK"}),
        ("z_redo", {"desk": "DESK"}),
        ("z_ignore", {"desk": "DESK", "rule": "SC01", "row": "1", "reason": "x"}),
        ("z_restore", {"desk": "DESK"}),
        ("z_card", {"desk": "DESK", "card": "x", "do": "accept"}),
        ("z_row", {"desk": "DESK", "row": "1"}),
        ("z_remove", {"id": "DESK"}),
        ("z_ask", {"desk": "DESK", "text": "年接待次数是多少"}),
        ("z_draft", {"desk": "DESK", "kind": "narrative"}),
        ("z_stop", {"desk": "DESK"}),
        ("z_review", {"id": "DESK", "do": "pick"}),
        ("z_review", {"id": "DESK", "do": "送审"}),
        ("z_review", {"id": "DESK", "do": "score", "row": "1", "value": "0"}),
        ("z_set", {"desk": "DESK", "name": "table_profile", "value": ""}),
        ("z_home", {}),
        ("z_page", {"page": "batch"}),
        ("z_page", {"page": "review"}),
    ],
)
def test_no_event_of_the_page_gives_or_changes_what_is_another_units(
    house: House, name: str, data: dict[str, str]
) -> None:
    before = house.office.store.desks.load(house.a, house.desk)
    told = house.event_of("乙", name, {key: house.desk if v == "DESK" else v for key, v in data.items()})
    assert "process_completed" in told
    assert MARK not in told
    assert json.dumps(MARK)[1:-1] not in told
    assert house.office.store.desks.load(house.a, house.desk) == before


@pytest.mark.parametrize("shape", ["/gradio_api/file={}", "/gradio_api/file/{}", "/file={}", "/file/{}", "/static/{}",
                                   "/assets/{}", "/svelte/{}", "/ours/{}", "/gradio_api/proxy=file://{}",
                                   "/gradio_api/stream/x/1/1/{}.ts"])  # fmt: skip
@pytest.mark.parametrize("who", ["", "乙", "甲"])
def test_gradios_cache_serves_an_upload_to_nobody(house: House, who: str, shape: str) -> None:
    for path in (house.path, house.path.lstrip("/"), f"../../../../..{house.path}"):
        status, content, _ = house.raw(who, "GET", quoted(shape.format(path)))
        assert status != 200, (shape, status)
        assert MARK.encode() not in content


def test_the_path_of_anothers_upload_opens_nothing_and_is_left_alone(house: House) -> None:
    table = SAMPLES.read_text("utf-8").split("项目支出绩效自评表")[1]
    path = house.upload("甲", "甲的表.txt", f"项目支出绩效自评表{table.replace('27次', MARK)}".encode())
    file = {"path": path, "orig_name": "x.txt", "meta": {"_type": "gradio.FileData"}}
    told = house.event_of("乙", "upload", {}, [[file]])
    assert "没有收到这个文件" in told or "\\u6ca1\\u6709\\u6536\\u5230" in told
    assert MARK not in told
    assert house.office.shelf.tables(house.b) == ()
    assert MARK in house.event_of("甲", "upload", {}, [[file]])  # hers still


@pytest.mark.parametrize("role", [REVIEWER, ADMIN])
def test_no_role_sees_what_was_not_submitted(house: House, role: str) -> None:
    name = f"另一个{role}"
    house.account(name, "丙局", role)
    house.cookies[name] = house.office.store.accounts.log_in(name, PASSWORD)
    assert MARK not in house.event_of(name, "z_open", {"id": house.desk})
    for kind in ("own", "xlsx", "docx", "list", "all", "paper", "opinion"):
        assert house.ask(name, "GET", f"/export/{kind}?desk={house.desk}")[0] == 409
    assert house.ask(name, "GET", f"/print/{house.desk}")[0] == 409


def test_a_login_that_ended_opens_nothing_and_says_so(house: House) -> None:
    house.cookies["旧"] = house.office.store.accounts.log_in("甲", PASSWORD)
    assert house.raw("旧", "GET", "/logout")[0] == 303
    assert house.ask("旧", "GET", "/config")[0] == 401
    assert "请先登录" in house.event_of("旧", "z_open", {"id": house.desk})


@pytest.mark.parametrize(
    "form",
    ["name=%E7%94%B2", "name=%E7%94%B2&password=", "name=' OR 1=1--&password=x", "name=local&password=", "{}",
     "name=%00&password=%00", "name=%E7%94%B2&name=%E4%B9%99&password[]=x", "a" * 10_000],
)  # fmt: skip
def test_no_login_form_but_the_right_one_is_let_in(house: House, form: str) -> None:
    status, content, heads = house.raw("", "POST", "/login", form.encode())
    assert status == 401
    assert "set-cookie" not in heads
    assert "用户名".encode() in content
