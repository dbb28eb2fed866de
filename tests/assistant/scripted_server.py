"""A scripted OpenAI-compatible server on loopback: it plays one step a request, and runs out instead of looping.

A step is a function of the handler; the ones below play what endpoints really do. What was sent is kept in `requests`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["Handler"], None]
EXHAUSTED = 599


class Handler(BaseHTTPRequestHandler):
    """One request: reads the body, plays the next step."""

    protocol_version = "HTTP/1.1"
    server: Scripted
    body: dict[str, Any]

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        step = self.server.take(self)
        try:
            step(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Silent."""

    def json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.raw(json.dumps(value, ensure_ascii=False).encode(), status, headers)

    def raw(self, data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def open_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        chunk = {
            "id": "c1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.line(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n")

    def line(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    @property
    def wants_tools(self) -> bool:
        return bool(self.body.get("tools"))

    def answer(self, text: str, finish: str = "stop") -> None:
        """`text` in the form that was asked for: streamed or whole, as content or as a tool call."""
        if not self.body.get("stream"):
            self.json(whole(text, finish, self._tool_name()))
            return
        self.open_stream()
        self.event({"role": "assistant", "content": ""})
        for at in range(0, max(len(text), 1), 24):
            self.event(self._delta(text[at : at + 24], first=at == 0))
        self.event({}, "tool_calls" if self.wants_tools and finish == "stop" else finish)
        self.line("data: [DONE]\n\n")

    def _tool_name(self) -> str | None:
        return self.body["tools"][0]["function"]["name"] if self.wants_tools else None

    def _delta(self, piece: str, first: bool) -> dict[str, Any]:
        if not self.wants_tools:
            return {"content": piece}
        call: dict[str, Any] = {"index": 0, "function": {"arguments": piece}}
        if first:
            call |= {"id": "call_1", "type": "function"}
            call["function"]["name"] = self._tool_name()
        return {"tool_calls": [call]}


class Scripted(ThreadingHTTPServer):
    """The server with its script. A repeated script must say so with `forever`."""

    daemon_threads = True

    def __init__(self, steps: Sequence[Step], forever: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self._steps, self._forever = list(steps), forever
        self._lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.ran_out = False
        self.hung_up = threading.Event()
        self.stop = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def take(self, handler: Handler) -> Step:
        with self._lock:
            self.requests.append(handler.body)
            self.headers.append({k.lower(): v for k, v in handler.headers.items()})
            if not self._steps:
                self.ran_out = True
                return status(EXHAUSTED)
            return self._steps[0] if self._forever else self._steps.pop(0)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no error of the test."""


@contextmanager
def scripted(*steps: Step, forever: bool = False) -> Iterator[Scripted]:
    """A running server; at the end it must not have run out."""
    server = Scripted(steps, forever)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
        assert not server.ran_out, f"the script ran out after {len(server.requests)} requests"
    finally:
        server.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def whole(text: str | None, finish: str = "stop", tool: str | None = None) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if tool:
        call = {"id": "call_1", "type": "function", "function": {"name": tool, "arguments": text}}
        message, finish = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice]}


def says(text: str, finish: str = "stop") -> Step:
    """Answers with `text`, however it was asked."""
    return lambda handler: handler.answer(text, finish)


def parts(*given: str, finish: str = "stop") -> Step:
    """Answers with parts: "[R1.actual]" is a fact, anything else text."""
    made = [{"fact": p[1:-1]} if p.startswith("[") and p.endswith("]") else {"text": p} for p in given]
    return says(json.dumps({"parts": made}, ensure_ascii=False), finish)


def status(code: int, message: str = "no", headers: dict[str, str] | None = None) -> Step:
    """Refuses with an HTTP status."""
    return lambda handler: handler.json({"error": {"message": message, "type": "x", "code": code}}, code, headers)


def refuses(*words: str, then: Step) -> Step:
    """400 for a request whose body holds one of `words`, else `then`."""

    def play(handler: Handler) -> None:
        sent = json.dumps(handler.body)
        named = next((word for word in words if word in sent), None)
        (status(400, f"{named} is not supported") if named else then)(handler)

    return play


def raw(data: bytes) -> Step:
    """An odd body with status 200."""
    return lambda handler: handler.raw(data)


def silent(before: str = "") -> Step:
    """Sends `before` as a stream, then nothing until the test ends."""

    def play(handler: Handler) -> None:
        if before:
            handler.open_stream()
            handler.event({"role": "assistant", "content": before})
        handler.server.stop.wait(30)

    return play


def keep_alive(interval: float = 0.05) -> Step:
    """Comment lines without end: bytes come, an answer never does."""

    def play(handler: Handler) -> None:
        handler.open_stream()
        while not handler.server.stop.wait(interval):
            handler.line(": keep-alive\n\n")

    return play


def drips(text: str, interval: float = 0.02) -> Step:
    """Streams `text` endlessly, piece by piece."""

    def play(handler: Handler) -> None:
        handler.open_stream()
        while not handler.server.stop.is_set():
            handler.event({"content": text})
            time.sleep(interval)

    return play


def breaks_off(before: str) -> Step:
    """Streams `before` and closes the connection without an end."""

    def play(handler: Handler) -> None:
        handler.open_stream()
        handler.event({"role": "assistant", "content": before})

    return play
