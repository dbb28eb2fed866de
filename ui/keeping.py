"""Routes for what shall never be lost: what is being typed, the history, tables put aside, all data of a user."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from store.errors import StoreError, Unavailable
from ui import past
from ui.session import Office, Refusal
from ui.tokens import account_of

MOST_TYPED = 33_000  # characters of a field: a cell holds 32,767
MOST_NAME = 200
MOST_BODY = 220_000  # bytes
FRESH = {"Cache-Control": "no-store"}


def add_routes(app: FastAPI, office: Office) -> None:
    """`/typing`, `/past`, `/removed` and `/export/mine`; each is one user's own, and says in Chinese why not."""
    _typing(app, office)

    @app.get("/past/{desk}")
    async def history(desk: str, request: Request) -> Response:
        return await _for_user(
            office, request, lambda user: HTMLResponse(past.past(office, user, desk), headers=dict(FRESH))
        )

    @app.get("/removed")
    async def removed(request: Request) -> Response:
        return await _for_user(
            office, request, lambda user: HTMLResponse(past.removed(office, user), headers=dict(FRESH))
        )

    @app.post("/removed/{desk}")
    async def bring_back(desk: str, request: Request) -> Response:
        return await _for_user(office, request, lambda user: _bring_back(office, user, desk))

    @app.get("/export/mine")
    async def mine(request: Request) -> Response:
        return await _for_user(office, request, lambda user: _mine(office, user))


def _typing(app: FastAPI, office: Office) -> None:
    @app.get("/typing/{desk}")
    async def typing(desk: str, request: Request) -> Response:
        return await _for_user(
            office, request, lambda user: JSONResponse(office.store.desks.typing(user, desk), headers=dict(FRESH))
        )

    @app.post("/typing/{desk}")
    async def typed(desk: str, request: Request) -> Response:
        told = await _told(request)
        if told is None:
            return JSONResponse({"detail": "内容太长，没有保存。"}, 413)
        return await _for_user(office, request, lambda user: _keep(office, user, desk, *told))


async def _for_user(office: Office, request: Request, make: Callable[[str], Response]) -> Response:
    """What `make` answers the user of the request; a refusal as one line, with a status of its own for an outage."""
    account = await run_in_threadpool(account_of, office.store, request, office.trusted_header)
    if account is None:
        return JSONResponse({"detail": "页面已过期，请刷新后再试。"}, 401)
    try:
        return await run_in_threadpool(make, account.id)
    except Unavailable as error:
        return JSONResponse({"detail": str(error)}, 503)
    except (Refusal, StoreError) as error:
        return JSONResponse({"detail": str(error)}, 409)


def _keep(office: Office, user: str, desk: str, fact: str, text: str) -> Response:
    office.store.desks.keep_typing(user, desk, fact, text)
    return Response(status_code=204)


def _bring_back(office: Office, user: str, desk: str) -> Response:
    count = office.store.desks.bring_back(user, [desk])
    return JSONResponse({"back": count}) if count else JSONResponse({"detail": "这张表已经清除。"}, 409)


async def _told(request: Request) -> tuple[str, str] | None:
    """Field and text of what is being typed; None for more than a field can hold, or for anything else."""
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > MOST_BODY:
            return None
    try:
        told: Any = json.loads(bytes(body))
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    fact, text = str(told.get("fact", "")), str(told.get("text", ""))
    return (fact, text) if fact and len(fact) <= MOST_NAME and len(text) <= MOST_TYPED else None


def _mine(office: Office, user: str) -> Response:
    """All that belongs to the user, as a zip that is removed once it was sent."""
    from starlette.background import BackgroundTask

    with tempfile.NamedTemporaryFile(prefix="ziping-", suffix=".zip", delete=False) as file:
        out = Path(file.name)
    try:
        office.store.belongings.export(user, out, own=True)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    name = f"绩效自评助手 全部数据 {datetime.now().astimezone():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", **FRESH}
    done = BackgroundTask(out.unlink, missing_ok=True)
    return FileResponse(out, media_type="application/zip", headers=headers, background=done)
