"""Anonymous gets the login page and nothing else; a session opens the rest; probes tell nothing of users."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from store import accounts
from store.settings import LOOPBACK
from store.store import Store
from ui.access import Gate
from ui.observe import Observed
from ui.outer import Outer
from ui.tokens import COOKIE

PASSWORD = "correct horse 12"
PATHS = [
    "/", "/config", "/info", "/gradio_api/info", "/gradio_api/queue/join", "/gradio_api/queue/data",
    "/gradio_api/call/chat",
    "/gradio_api/file=/etc/passwd", "/gradio_api/upload", "/gradio_api/run/predict", "/gradio_api/startup-events",
    "/export/d1.xlsx", "/ours/js/main.js", "/theme.css", "/static/x", "/monitoring", "/docs", "/openapi.json",
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def client(
    store: Store, header: str = "", base_url: str = "http://127.0.0.1", peer: str = "127.0.0.1", proxies: str = LOOPBACK
) -> TestClient:
    async def anything(request: object) -> PlainTextResponse:
        return PlainTextResponse("inside")

    app = Starlette(routes=[Route("/{path:path}", anything, methods=["GET", "POST"])])
    return TestClient(
        Outer(Observed(Gate(app, store, header), store), proxies),
        base_url=base_url,
        follow_redirects=False,
        client=(peer, 50000),
    )


@pytest.fixture
def guarded(store: Store) -> Store:
    store.accounts.add("李敏", PASSWORD, unit="网信办")
    return store


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_anonymous_gets_nothing_but_the_way_to_the_login_page(guarded: Store, path: str, method: str) -> None:
    answer = client(guarded).request(method, path)
    assert answer.status_code in {303, 401}
    assert "inside" not in answer.text
    if answer.status_code == 303:
        assert answer.headers["location"] == "/login"


def test_a_login_opens_everything_and_a_logout_closes_it(guarded: Store) -> None:
    browser = client(guarded)
    assert "用户名" in browser.get("/login").text
    entered = browser.post("/login", data={"name": "李敏", "password": PASSWORD})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert browser.get("/").text == "inside"
    browser.get("/logout")
    assert browser.get("/").status_code == 303


def test_a_wrong_password_is_told_and_the_name_is_kept_but_never_as_markup(guarded: Store) -> None:
    answer = client(guarded).post("/login", data={"name": "<script>x</script>", "password": "no"})
    assert answer.status_code == 401
    assert "用户名或密码不对" in answer.text
    assert "<script>" not in answer.text


def test_an_endless_login_form_is_not_read(guarded: Store) -> None:
    answer = client(guarded).post("/login", content=b"name=a&password=" + b"x" * 100_000)
    assert answer.status_code == 401


def test_a_forged_or_stolen_cookie_value_opens_nothing(guarded: Store) -> None:
    browser = client(guarded)
    browser.cookies.set(COOKIE, "f" * 43)
    assert browser.get("/config").status_code == 401


def test_the_header_of_a_proxy_counts_only_when_it_is_trusted(guarded: Store) -> None:
    named = {"X-Remote-User": "李敏".encode()}
    assert client(guarded).get("/", headers=named).status_code == 303
    trusting = client(guarded, "X-Remote-User")
    assert trusting.get("/", headers=named).text == "inside"
    assert trusting.get("/", headers={"X-Remote-User": "nobody"}).status_code == 303


@pytest.mark.parametrize("peer", ["10.0.0.9", "203.0.113.5", "testclient", "::ffff:10.0.0.9"])
def test_a_header_from_elsewhere_than_the_proxy_names_nobody(guarded: Store, peer: str) -> None:
    guarded.accounts.add("limin", PASSWORD, unit="网信办")
    stranger = client(guarded, "X-Remote-User", peer=peer)
    for more in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "127.0.0.1"}):
        assert stranger.get("/config", headers={"X-Remote-User": "limin", **more}).status_code == 401
    beside = client(guarded, "X-Remote-User", peer="10.0.0.9", proxies="127.0.0.1,10.0.0.0/24")
    assert beside.get("/config", headers={"X-Remote-User": "limin"}).text == "inside"


def test_a_header_that_is_there_twice_names_nobody(guarded: Store) -> None:
    """A proxy that adds its header to the one that a stranger sent."""
    guarded.accounts.add("limin", PASSWORD, unit="网信办")
    twice = [("X-Remote-User", "limin"), ("X-Remote-User", "limin")]
    assert client(guarded, "X-Remote-User").get("/config", headers=twice).status_code == 401
    assert client(guarded, "X-Remote-User").get("/config", headers={"X-Remote-User": b"\xff"}).status_code == 401


def test_a_closed_account_is_not_let_in_by_the_proxy_either(guarded: Store) -> None:
    guarded.accounts.add("limin", PASSWORD, unit="网信办")
    guarded.accounts.set_disabled("limin")
    assert client(guarded, "X-Remote-User").get("/config", headers={"X-Remote-User": "limin"}).status_code == 401


def test_without_accounts_only_a_name_of_this_machine_is_answered(store: Store) -> None:
    assert client(store).get("/").text == "inside"
    assert client(store, base_url="http://localhost:7860").get("/").text == "inside"
    assert client(store, base_url="http://evil.example").get("/").status_code == 403


@pytest.mark.parametrize(
    ("peer", "headers"),
    [("10.0.0.9", {}), ("10.0.0.9", {"X-Forwarded-For": "127.0.0.1"}), ("127.0.0.1", {"X-Forwarded-For": "10.0.0.9"}),
     ("127.0.0.1", {"X-Real-IP": "10.0.0.9"}), ("127.0.0.1", {"Forwarded": "for=10.0.0.9"}), ("", {})],
)  # fmt: skip
def test_when_the_last_account_is_closed_the_network_is_not_let_in_under_a_local_name(
    guarded: Store, peer: str, headers: dict[str, str]
) -> None:
    guarded.accounts.set_disabled("李敏")
    stranger = client(guarded, base_url="http://localhost", peer=peer)
    assert stranger.get("/config", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
     {"Origin": "null"}, {"Origin": "http://127.0.0.1.evil.example"}, {"Origin": "http://[::bad"},
     {"Origin": "https://evil.example", "X-Forwarded-Host": "other.example"}],
)  # fmt: skip
def test_the_page_of_another_site_changes_nothing_logs_nobody_in_and_nobody_out(
    guarded: Store, headers: dict[str, str]
) -> None:
    browser = client(guarded)
    form = {"name": "李敏", "password": PASSWORD}
    assert browser.post("/login", data=form, headers=headers).status_code == 403
    browser.post("/login", data=form)
    assert browser.post("/gradio_api/queue/join", json={}, headers=headers).status_code == 403
    assert browser.get("/logout", headers=headers).status_code == 403
    assert browser.get("/", headers=headers).text == "inside"  # a link from elsewhere


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, {"Sec-Fetch-Site": "none"}, {},
     {"Origin": "http://127.0.0.1:8443"}, {"Origin": "https://zp.example", "X-Forwarded-Host": "zp.example"}],
)  # fmt: skip
def test_the_own_page_and_a_program_may(guarded: Store, headers: dict[str, str]) -> None:
    form = {"name": "李敏", "password": PASSWORD}
    assert client(guarded).post("/login", data=form, headers=headers).status_code == 303


def test_the_cookie_of_a_page_behind_tls_goes_over_tls_only(guarded: Store) -> None:
    form, behind = {"name": "李敏", "password": PASSWORD}, {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9"}
    assert "secure" in client(guarded).post("/login", data=form, headers=behind).headers["set-cookie"].lower()
    plain = client(guarded, peer="10.0.0.9").post("/login", data=form, headers=behind)
    assert "secure" not in plain.headers["set-cookie"].lower()  # the scheme is nobody's to claim but the proxy's


def test_failures_count_by_the_address_that_the_proxy_tells_and_not_by_one_that_is_made_up(
    guarded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "ADDRESS_ATTEMPTS", 3)

    def attempt(name: str, **headers: str) -> str:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return client(guarded).post("/login", data={"name": name, "password": "no"}, headers=named).text

    for n in range(3):  # each with another name, and another address before the proxy's own word
        assert "不对" in attempt(f"nobody{n}", X_Forwarded_For=f"192.0.2.{n}, 10.0.0.9")
    assert "次数太多" in attempt("someone", X_Forwarded_For="192.0.2.77, 10.0.0.9")
    assert "不对" in attempt("someone", X_Forwarded_For="10.0.0.10")


@pytest.mark.parametrize("path", ["/", "/login", "/config", "/healthz", "/metrics"])
def test_every_answer_forbids_frames_sniffing_and_foreign_sources(guarded: Store, path: str) -> None:
    heads = client(guarded).get(path).headers
    assert heads["x-content-type-options"] == "nosniff"
    assert heads["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in heads["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["//evil.example", "/https://evil.example", "/?next=https://evil.example", "/\\evil.example"]
)
def test_no_redirect_leads_to_another_site(guarded: Store, path: str) -> None:
    browser = client(guarded)
    assert browser.get(path).headers.get("location", "/login") == "/login"
    entered = browser.post(f"/login?next={path}", data={"name": "李敏", "password": PASSWORD, "next": path})
    assert entered.headers["location"] == "/"


def test_a_login_name_reaches_no_header_and_no_markup(guarded: Store) -> None:
    answer = client(guarded).post("/login", data={"name": "a\r\nSet-Cookie: x=1", "password": "no"})
    assert answer.status_code == 401
    assert "x=1" not in str(answer.headers)


def test_health_is_open_and_says_whether_the_database_answers(guarded: Store) -> None:
    answer = client(guarded).get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "数据库" in answer.json()["checks"]
    for stranger in (client(guarded, peer="10.0.0.9"), client(guarded)):
        assert stranger.get("/healthz", headers={"X-Forwarded-For": "10.0.0.9"}).json() == {"status": "ok"}


def test_metrics_count_by_kind_and_are_told_to_this_machine_only(guarded: Store) -> None:
    browser = client(guarded)
    browser.get("/gradio_api/info")
    text = browser.get("/metrics").text
    assert 'ziping_requests_total{kind="gradio_api",status="401"} 1.0' in text
    assert browser.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 404
    assert browser.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert client(guarded, peer="10.0.0.9").get("/metrics").status_code == 404
