"""What an operator sees: logs (JSON on demand), `/healthz`, `/metrics`. No cell text and no key in any of them."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.health import examine
from store.store import Store
from ui.outer import DIRECT

log = logging.getLogger("ziping.web")
Work = Literal["draft", "check", "save"]
QUIET = ("/ours/", "/healthz", "/metrics", "/assets/")


class Metrics:
    """The counts and times of one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "ziping_requests_total", "Requests by kind and status", ["kind", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "ziping_request_seconds", "Time to the end of an answer", ["kind"], registry=self.registry
        )
        self.open = Gauge("ziping_requests_open", "Requests being answered", registry=self.registry)
        self.done = Counter(
            "ziping_work_total",
            "Drafts, checks and saves by how they ended",
            ["kind", "result"],
            registry=self.registry,
        )
        self.took = Histogram("ziping_work_seconds", "Time of a draft, check or save", ["kind"], registry=self.registry)

    @contextmanager
    def work(self, kind: Work) -> Generator[None]:
        """Count and time what is done within: ok, failed (an exception) or stopped (the user hung up)."""
        began, result = time.perf_counter(), "stopped"
        try:
            yield
            result = "ok"
        except Exception:
            result = "failed"
            raise
        finally:
            self.done.labels(kind, result).inc()
            self.took.labels(kind).observe(time.perf_counter() - began)

    def text(self) -> bytes:
        return generate_latest(self.registry)


class Observed:
    """ASGI middleware: counts, times and logs requests by kind, never by content; answers the two probes."""

    def __init__(self, app: ASGIApp, store: Store, metrics: Metrics | None = None) -> None:
        self.app, self._store, self._metrics = app, store, metrics or Metrics()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/healthz":
            await (await run_in_threadpool(_health, self._store, bool(scope.get(DIRECT))))(scope, receive, send)
        elif scope["path"] == "/metrics":
            await self._tell(scope)(scope, receive, send)
        else:
            await self._observe(scope, receive, send)

    def _tell(self, scope: Scope) -> Response:
        """Only to this machine itself: the numbers of a server are nobody else's business."""
        if not scope.get(DIRECT):
            return Response(status_code=404)
        return Response(self._metrics.text(), media_type=CONTENT_TYPE_LATEST)

    async def _observe(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, began, status = _kind(scope["path"]), time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.open.inc()
        try:
            await self.app(scope, receive, noted)
        finally:
            took = time.perf_counter() - began
            self._metrics.open.dec()
            self._metrics.requests.labels(kind, str(status)).inc()
            self._metrics.seconds.labels(kind).observe(took)
            if not scope["path"].startswith(QUIET):
                log.info("request", extra={"kind": kind, "status": status, "milliseconds": round(took * 1000)})


def _health(store: Store, whole: bool) -> Response:
    """Whether the server works; what was found in detail is told to this machine itself only."""
    answers = examine(store, whole=False)
    good = all(answer.good is not False for answer in answers)
    body: dict[str, Any] = {"status": "ok" if good else "failing"}
    if whole:
        body["checks"] = {a.name: a.text for a in answers}
    return JSONResponse(body, 200 if good else 503)


def _kind(path: str) -> str:
    """The first part of a path: few values, so that the labels stay few, and nothing of a user in them."""
    first = path.strip("/").split("/", 1)[0]
    return first if first in {"", "gradio_api", "export", "login", "logout", "ours", "assets"} else "other"


class JsonLines(logging.Formatter):
    """One JSON object a record, with the extra fields that we give."""

    FIELDS = ("kind", "status", "milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told.update({name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__  # the type only: a message may quote a cell
        return json.dumps(told, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """A line a record; of an exception the places and the type, never the message, which may quote a cell."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler made of the exception
        told = super().format(record)
        record.exc_text = None
        return told

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        kind, _, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")


def set_up_logging(*, as_json: bool = False, debug: bool = False) -> None:
    """Log to stderr from now on: our own lines from INFO (`debug`: DEBUG), libraries' from WARNING."""
    handler = logging.StreamHandler()
    plain = logging.Formatter if debug else PlainLines
    handler.setFormatter(JsonLines() if as_json else plain("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("ziping").setLevel(logging.DEBUG if debug else logging.INFO if as_json else logging.WARNING)
