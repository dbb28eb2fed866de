"""The gate in front of everything: who is not logged in gets the login page and nothing else.

Without accounts (single-user mode) the gate lets loopback's own names through and no others, so that a page of another
site cannot reach the server under a name of its own (DNS rebinding).
"""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from store.accounts import LOCAL, SESSION_HOURS
from store.errors import StoreError
from store.store import Store
from ui.outer import DIRECT, PROXIED
from ui.render import render
from ui.tokens import COOKIE, KNOWN, account_of

OPEN = frozenset(
    {"/login", "/healthz", "/ours/css/tokens.css", "/ours/css/login.css", "/ours/icon.svg", "/favicon.ico"}
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
MAX_FORM = 4_000  # bytes of a login form


class Gate:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, store: Store, trusted_header: str = "") -> None:
        self.app, self._store, self._header = app, store, trusted_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        answer = await self._answer(scope, receive)
        if answer is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4401})
        else:
            await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """What the gate says itself; None lets the request pass."""
        path = scope["path"]
        if foreign(scope):
            return JSONResponse({"detail": "不能从别的网站操作。"}, 403)
        try:
            if path not in OPEN and path != "/logout":
                account = await run_in_threadpool(account_of, self._store, HTTPConnection(scope), self._header)
                if account is not None and account.id != LOCAL:
                    scope[KNOWN] = account
                    return None
            if not await run_in_threadpool(self._store.accounts.any):
                alone = _own_host(scope) and scope.get(DIRECT)
                return None if alone else PlainTextResponse("只能从本机打开。", 403)
            if scope["type"] == "http" and path in {"/login", "/logout"}:
                return (
                    await self._login(Request(scope, receive))
                    if path == "/login"
                    else await self._logout(Request(scope))
                )
            if path in OPEN:
                return None
        except StoreError as error:
            return None if path in OPEN else HTMLResponse(_page(str(error)), 503)
        wants_page = scope["type"] == "http" and scope["method"] == "GET" and path == "/"
        return RedirectResponse("/login", 303) if wants_page else JSONResponse({"detail": "请先登录。"}, 401)

    async def _login(self, request: Request) -> Response:
        if request.method != "POST":
            return HTMLResponse(_page())
        body = await _small_body(request)
        form = parse_qs(body.decode("utf-8", "replace")) if body is not None else {}
        name, password = form.get("name", [""])[0], form.get("password", [""])[0]
        try:
            address = request.client.host if request.client else ""
            token = await run_in_threadpool(self._store.accounts.log_in, name, password, address)
        except StoreError as error:
            return HTMLResponse(_page(str(error), name), 401)
        response = RedirectResponse("/", 303)
        response.set_cookie(
            COOKIE,
            token,
            max_age=SESSION_HOURS * 3600,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def _logout(self, request: Request) -> Response:
        await run_in_threadpool(self._store.accounts.log_out, request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response


def foreign(scope: Scope) -> bool:
    """Whether the page of another site is behind a request that changes something.

    A browser says so itself (Sec-Fetch-Site), or names the site (Origin) and we compare; a program sends neither.
    """
    safe = scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"} and scope["path"] != "/logout"
    if safe:
        return False
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site", ""), headers.get("origin", "")
    if site in {"same-origin", "none"}:
        return False
    if site or not origin:
        return bool(site)
    hosts = [headers.get("host", "")] + ([headers.get("x-forwarded-host", "")] if scope.get(PROXIED) else [])
    return _hostname(origin) not in {_hostname(f"//{host}") for host in hosts if host}


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def page_cookie() -> str:
    """A value for the cookie of a page in single-user mode; it only proves that the event came from a page of ours."""
    return secrets.token_urlsafe(24)


def _own_host(scope: Scope) -> bool:
    host = Headers(scope=scope).get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name in LOOPBACK


async def _small_body(request: Request) -> bytes | None:
    """The body of a form; None when it is longer than any login."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return None
    return body


def _page(message: str = "", name: str = "") -> str:
    return render("login", message=message, name=name)
