"""A server of our own for the browser tests: real app, real store in a folder of the test, on loopback."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from store.desk import Desk
from store.store import Store
from ui import opening
from ui.session import Office
from ui.shelf import Shelf
from ui.tokens import COOKIE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLES = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"
PASSWORD = "Zi-ping-2026-试用"
GRADIO = "ignore:'future.no_silent_downcasting':DeprecationWarning"  # set by Gradio itself; pandas 3 does not know it
START = 30  # seconds that a server may take to come up on a busy machine


@dataclass
class Served:
    """A running server; `stop` and `start` are for tests of a restart."""

    data: Path
    port: int = 0
    office: Any = None
    app: Any = None
    _server: Any = None
    _thread: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        import uvicorn

        from app import build_app
        from ui.office import open_office
        from ui.terminal.serve import listen

        listener = listen("127.0.0.1", self.port)
        self.port = listener.getsockname()[1]
        self.office = open_office(self.data)
        self._server = None

        async def serve() -> None:  # built where a loop runs: without one Gradio makes many and closes none
            self.app = build_app(self.office)
            config = uvicorn.Config(self.app, log_level="critical", timeout_graceful_shutdown=1)
            self._server = uvicorn.Server(config)
            await self._server.serve(sockets=[listener])

        self._thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        self._thread.start()
        end = time.monotonic() + START
        while self._server is None or not self._server.started:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.05)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(START)
        self.office.store.close()

    def cookie_of(self, name: str) -> dict[str, Any]:
        """The session cookie of a user of that name, who is made when there is none yet."""
        accounts = self.office.store.accounts
        if accounts.of_name(name) is None:
            accounts.add(name, PASSWORD, unit=f"{name}的单位")
        return {"name": COOKIE, "value": accounts.log_in(name, PASSWORD), "url": self.url}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("data"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: make setup-test")
    expect.set_options(timeout=15_000)  # two cores may be shared by many
    with sync_playwright() as playwright:
        yield _launched(playwright)


def _launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


@dataclass
class Visitor:
    """One browser context with what it asked of the network and what went wrong in it."""

    url: str
    context: BrowserContext
    page: Page
    requests: list[str]
    errors: list[str]

    def open(self) -> Page:
        """The page, loaded and connected."""
        self.page.goto(self.url)
        self.page.wait_for_selector("html[data-open=no] .first, html[data-open=yes] #form .zf", timeout=20_000)
        return self.page


@pytest.fixture(scope="session")
def usual(chromium: Browser) -> Iterator[BrowserContext]:
    """The context of every test's first visitor: its cache keeps Gradio's files, which takes most of the time away."""
    context = chromium.new_context(**_options())
    yield context
    context.close()


def _options(width: int = 1366, height: int = 768, **more: Any) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}, "locale": "en-US", "accept_downloads": True, **more}


@pytest.fixture
def visit(
    chromium: Browser, usual: BrowserContext, served: Served, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, each test with a user of its own.

    At the end none of them may have met an error of a script or asked an address that is not ours.
    """
    made: list[Visitor] = []
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]

    def visitor(user: str = "", **more: Any) -> Visitor:
        context = usual if not made and set(more) <= {"width", "height"} else chromium.new_context(**_options(**more))
        context.clear_cookies()
        context.add_cookies([served.cookie_of(user or name)])
        page = context.new_page()
        page.set_viewport_size(_options(**more)["viewport"])
        page.set_default_timeout(15_000)
        one = Visitor(served.url, context, page, [], [])
        page.on("request", lambda request: one.requests.append(request.url))
        page.on("pageerror", lambda error: one.errors.append(str(error)))
        made.append(one)
        return one

    yield visitor
    for one in made:
        outside = [url for url in one.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
        if one.context is usual:
            one.page.evaluate("try { localStorage.clear() } catch {}")
            one.page.close()
        else:
            one.context.close()
        assert not outside
        assert not one.errors


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server of the module's own with two users of two units (tests.ui.house)."""
    from tests.ui.house import House

    served = Served(tmp_path_factory.mktemp("isolation"))
    served.start()
    yield House(served)
    served.stop()


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    store = Store(tmp_path_factory.mktemp("data"))
    yield Office(Shelf(store))
    store.close()


@pytest.fixture
def user(office: Office) -> str:
    return office.store.accounts.single_user().id


@pytest.fixture
def desk(office: Office, user: str) -> Desk:
    return opening.open_sample(office, user, 1)
