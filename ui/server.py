"""The server around the page: our own head, cookie, security headers, static files and downloads.

Gradio is mounted into a FastAPI app rather than launched, so that files of a user never pass through Gradio's shared
cache and the page's head is ours.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import exports, keeping
from ui.access import Gate, page_cookie
from ui.holders import Held
from ui.observe import Observed
from ui.outer import Outer
from ui.session import Office
from ui.tokens import COOKIE

STATIC = Path(__file__).parent / "static"
CSS = ("tokens", "base", "frame", "form", "first", "side", "layer", "pages", "review", "narrow")
MAX_UPLOAD = "50mb"
YEAR = 365 * 86400
# Gradio's own words (upload, errors) follow the browser's language; here they are Chinese whatever it is.
SPEAK = (
    "<script>for (const k of ['language', 'languages']) Object.defineProperty(navigator, k, "
    "{get: () => k === 'language' ? 'zh-CN' : ['zh-CN']});</script>"
)
USED = (
    "/gradio_api/call/chat",
    "/gradio_api/info",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/upload",  # and upload_progress
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/app_id",
    "/gradio_api/startup-events",
)


def serve_page(office: Office, page: gr.Blocks, theme: Any) -> FastAPI:
    """The app with `page` mounted at its root."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(OwnPage)
    app.add_middleware(Held, store=office.store, holders=office.holders, trusted_header=office.trusted_header)
    app.add_middleware(Gate, store=office.store, trusted_header=office.trusted_header)
    app.add_middleware(Observed, store=office.store, metrics=office.metrics)
    app.add_middleware(Outer, trusted_proxies=office.trusted_proxies)
    keeping.add_routes(app, office)  # before the exports, whose route takes any kind
    exports.add_routes(app, office)
    app.mount("/ours", StaticFiles(directory=STATIC), name="ours")
    return gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=theme,
        favicon_path=str(STATIC / "icon.svg"),
        app_kwargs={"docs_url": None, "redoc_url": None},
    )


class OwnPage:
    """ASGI: shuts what nobody needs; on the page itself our head and the browser's cookie.

    Streams of Gradio pass through chunk by chunk, untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if closed(scope["path"]):
            await JSONResponse({"detail": "没有这个接口。"}, 404)(scope, receive, send)
            return
        if scope["path"] == "/" and scope["method"] == "GET":
            await self._page(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(_plain(scope), receive, keep)
        status = next(m["status"] for m in messages if m["type"] == "http.response.start")
        body = b"".join(m.get("body", b"") for m in messages if m["type"] == "http.response.body").decode()
        response = HTMLResponse(
            own_head(body, returning=bool(Request(scope).cookies.get(COOKIE))),
            status_code=status,
            headers={"Cache-Control": "no-store"},
        )
        if not Request(scope).cookies.get(COOKIE):
            secure = scope["scheme"] == "https"
            response.set_cookie(
                COOKIE, page_cookie(), max_age=400 * 86400, httponly=True, samesite="lax", secure=secure
            )
        await response(scope, receive, send)


def closed(path: str) -> bool:
    """Whether a path of Gradio's is one that neither the page nor the `chat` endpoint needs.

    The page's events come through the queue and are refused without the page's cookie; everything else that Gradio
    would serve (calling a function by name, its file cache, its proxy, its own pages) is shut, not merely hidden.
    """
    if not path.startswith(("/gradio_api/", "/monitoring", "/login/", "/run/", "/file", "/proxy")):
        return False
    return not path.startswith(USED)


def _plain(scope: Scope) -> Scope:
    """The request without Accept-Encoding, so that the page comes back as text."""
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]}


def own_head(html: str, *, returning: bool) -> str:
    """Gradio's page with Chinese as its language, our styles and scripts, and none of its links to elsewhere.

    A newcomer sees the first page at once; who was here before waits for the table that was open last.
    """
    state = "wait" if returning else "no"
    html = html.replace(
        '<html\n\tlang="en"', f'<html lang="zh-CN" translate="no" data-tab="fill" data-open="{state}"', 1
    )
    html = re.sub(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*/>', "", html)
    html = html.replace('<link rel="manifest" href="/manifest.json" />', "")
    html = re.sub(r"<script>\s*\(\(\) => \{\s*const root =.*?</script>", "", html, count=1, flags=re.DOTALL)
    version = _version()
    links = "".join(f'<link rel="stylesheet" href="ours/css/{name}.css?{version}">' for name in CSS)
    script = f'<script type="module" src="ours/js/main.js?{version}"></script>'
    html = html.replace("</head>", f"{links}{script}</head>", 1)  # after Gradio's own sheet, so that ours wins a tie
    return html.replace("<script>window.gradio_config", f"{SPEAK}<script>window.gradio_config", 1)


def _version() -> str:
    """Changes when a style or script does, so that a browser never mixes two versions."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*.*")):
        digest.update(f"{path.name}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:12]
