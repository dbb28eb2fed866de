"""The web app beside a bare Gradio echo app in the same run: first page, 100 chats at once, memory of idle sessions."""

from __future__ import annotations

import asyncio
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import seconds

CHATS, SESSIONS, PIECE = 100, 200, 8
QUESTION = "为什么扣分"


def main() -> None:
    import gradio as gr
    import httpx
    from fastapi import FastAPI

    from app import build_app
    from ui.office import open_office

    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder))
        ours = _serve(build_app(office))
        reply = asyncio.run(_one(httpx.AsyncClient(timeout=60, cookies={"ziping_session": "x"}), ours, QUESTION))
        bare = _serve(gr.mount_gradio_app(FastAPI(), _echo(gr), path="/", ssr_mode=False))
        pages = {name: _page(httpx, url) for name, url in (("ours", ours), ("echo", bare))}
        ratio = pages["ours"] / pages["echo"]
        print(f"  first page: ours {pages['ours']:.0f} ms, echo {pages['echo']:.0f} ms = {ratio:.2f} ×")
        for _ in range(3):
            mine = asyncio.run(_many(httpx, ours, {"ziping_session": "x"}, QUESTION))
            theirs = asyncio.run(_many(httpx, bare, {}, reply))
            print(f"  {CHATS} chats to the last token: ours {mine:.2f} s, echo {theirs:.2f} s = {mine / theirs:.2f} ×")
        before = _memory()
        for number in range(SESSIONS):
            httpx.get(f"{ours}/", cookies={"ziping_session": f"s{number}"}).raise_for_status()
        print(f"  {SESSIONS} idle sessions: {(_memory() - before) / SESSIONS:.2f} MB each")
        office.store.close()


def _serve(app: Any) -> str:
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


async def _said(message: str, table: str = "") -> AsyncIterator[str]:  # noqa: ARG001  # the same call as ours
    told = ""
    for start in range(0, len(message), PIECE):
        told += message[start : start + PIECE]
        yield told


def _echo(gr: Any) -> Any:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.api(_said, api_name="chat", concurrency_limit=None)
    page.queue(default_concurrency_limit=None)
    return page


def _page(httpx: Any, url: str) -> float:
    client = httpx.Client()
    client.get(f"{url}/").raise_for_status()
    return min(seconds(lambda: client.get(f"{url}/")) for _ in range(10)) * 1000


async def _one(client: Any, url: str, question: str) -> str:
    """The last thing that the stream said."""
    started = (await client.post(f"{url}/gradio_api/call/chat", json={"data": [question, ""]})).json()
    last = ""
    async with client.stream("GET", f"{url}/gradio_api/call/chat/{started['event_id']}") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("event: error"):
                raise RuntimeError(url)
            last = line.removeprefix("data: ") if line.startswith("data: [") else last
            if line.startswith("event: complete"):
                break
    return last


async def _many(httpx: Any, url: str, cookies: dict[str, str], question: str) -> float:
    limits = httpx.Limits(max_connections=3 * CHATS)
    async with httpx.AsyncClient(timeout=120, limits=limits, cookies=cookies) as client:
        began = time.perf_counter()
        await asyncio.gather(*(_one(client, url, question) for _ in range(CHATS)))
        return time.perf_counter() - began


def _memory() -> float:
    """Resident memory of this process in MB, now."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
