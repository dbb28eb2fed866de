"""Whose is what passes through Gradio: its streams, events and uploads belong to the user who began them.

Gradio itself gives them to anyone logged in who knows the id or the path. Here the first user to name a session, an
event or an uploaded file holds it, and to every other user it is not there. Kept in memory, as Gradio's own are.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.errors import StoreError
from store.store import Store
from ui.tokens import account_of

MOST = 200_000  # ids remembered; the oldest go first, and with them what Gradio still had of them
API = "/gradio_api/"
NAMED = ("queue/data", "queue/join", "cancel", "reset", "heartbeat/", "call/", "upload_progress")
MOST_BODY = 8_000_000  # bytes of an event: a whole table is pasted in one


class Holders:
    """Ids and paths with the users who hold them. A file of one content may be held by several: each uploaded it."""

    def __init__(self) -> None:
        self._users: OrderedDict[str, set[str]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, key: str, user: str) -> None:
        with self._lock:
            self._users.setdefault(key, set()).add(user)
            self._users.move_to_end(key)
            while len(self._users) > MOST:
                self._users.popitem(last=False)

    def holds(self, key: str, user: str) -> bool:
        with self._lock:
            return user in self._users.get(key, ())

    def claim(self, key: str, user: str) -> bool:
        """Whether `user` may use `key`: whoever names it first holds it."""
        with self._lock:
            if key in self._users:
                return user in self._users[key]
        self.add(key, user)
        return True


class Held:
    """ASGI middleware between the gate and Gradio."""

    def __init__(self, app: ASGIApp, store: Store, holders: Holders, trusted_header: str = "") -> None:
        self.app, self._store, self._holders, self._header = app, store, holders, trusted_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(API) if scope["type"] == "http" else ""
        uploads = path.rstrip("/") == "upload"
        if not scope.get("path", "").startswith(API) or not (uploads or path.startswith(NAMED)):
            await self.app(scope, receive, send)
            return
        try:
            account = await run_in_threadpool(account_of, self._store, HTTPConnection(scope), self._header)
        except StoreError as error:
            await JSONResponse({"detail": str(error)}, 503)(scope, receive, send)
            return
        if account is None:
            await JSONResponse({"detail": "请先登录。"}, 401)(scope, receive, send)
            return
        body = b""
        if scope["method"] == "POST" and not uploads:
            whole = await _whole(receive)
            if whole is None:
                await JSONResponse({"detail": "内容太长。"}, 413)(scope, receive, send)
                return
            body, receive = whole, _again(whole, receive)
        if not all(self._holders.claim(key, account.id) for key in _keys(scope, path, body)):
            await JSONResponse({"detail": "没有这个会话。"}, 404)(scope, receive, send)
            return
        noted = uploads or (path.startswith("call/") and scope["method"] == "POST")
        await self.app(scope, receive, self._noting(send, account.id) if noted else send)

    def _noting(self, send: Send, user: str) -> Send:
        """Remember whose the paths or the event are that an answer names."""
        answer = bytearray()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.body":
                answer.extend(message.get("body", b""))
                if not message.get("more_body"):
                    told = _json(bytes(answer))
                    names = told if isinstance(told, list) else [told.get("event_id")] if isinstance(told, dict) else []
                    for name in names:
                        self._holders.add(str(name), user)
            await send(message)

        return noted


def _keys(scope: Scope, path: str, body: bytes) -> set[str]:
    """The sessions and events that a request names, wherever it does."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    found = {*query.get("session_hash", []), *query.get("upload_id", [])}
    parts = path.strip("/").split("/")
    if parts[0] == "heartbeat" and len(parts) > 1:
        found.add(parts[1])
    if parts[0] == "call" and scope["method"] != "POST":
        found.add(parts[-1])
    told = _json(body)
    if isinstance(told, dict):
        found |= {str(told[name]) for name in ("session_hash", "event_id") if told.get(name)}
    return found - {""}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


async def _whole(receive: Receive) -> bytes | None:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body.extend(message.get("body", b""))
        if len(body) > MOST_BODY:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """`receive` as if the body had not been read yet."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
