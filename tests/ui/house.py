"""A running server with accounts and what belongs to one of them: what the tests of isolation are tried on."""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tests.ui.conftest import PASSWORD, SAMPLES, Served
from ui import opening, session
from ui.tokens import COOKIE

MARK = "机密往来七三五"  # stands in a cell, a draft, a file and its name, all of A's


class House:
    """A running server with accounts, and what belongs to A on it."""

    def __init__(self, served: Served) -> None:
        self.served, self.office = served, served.office
        self.a, self.b = self.account("甲", "甲局"), self.account("乙", "乙局")
        self.cookies = {name: self.office.store.accounts.log_in(name, PASSWORD) for name in ("甲", "乙")}
        desk = opening.open_text(
            self.office, self.a, "项目支出绩效自评表" + SAMPLES.read_text("utf-8").split("项目支出绩效自评表")[1]
        )
        self.desk = session.edit_cell(self.office, self.a, desk.id, "narrative", f"全年接待27次。{MARK}").id
        self.office.store.files.keep(self.a, self.desk, f"{MARK}.txt", MARK.encode())
        self.path = self.upload("甲", f"{MARK}.txt", MARK.encode())
        self.hash = secrets.token_hex(6)
        self.index = {
            target[1]: fn["id"] for fn in self.config()["dependencies"] for target in fn["targets"] if target[1]
        }
        self.join = {"data": [], "fn_index": self.index["z_open"], "session_hash": self.hash}
        self.join["event_data"] = {"id": self.desk}
        assert self.ask("甲", "POST", "/gradio_api/queue/join", self.join)[0] == 200
        self.event = json.loads(self.ask("甲", "POST", "/gradio_api/call/chat", {"data": [MARK, ""]})[1])["event_id"]

    def account(self, name: str, unit: str, role: str = "填报人") -> str:
        return self.office.store.accounts.add(name, PASSWORD, unit=unit, role=role).id

    def config(self) -> dict[str, Any]:
        return json.loads(self.ask("甲", "GET", "/config")[1])

    def raw(
        self, who: str, method: str, target: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        """One request exactly as written: no path is tidied on the way."""
        link = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=10)
        cookie = {"Cookie": f"{COOKIE}={self.cookies[who]}"} if who else {}
        try:
            link.putrequest(method, target, skip_accept_encoding=True)
            for name, value in {**cookie, **headers, "Content-Length": str(len(body or b""))}.items():
                link.putheader(name, value)
            link.endheaders(body)
            answer = link.getresponse()
            heads = {name.lower(): value for name, value in answer.getheaders()}
            stream = heads.get("content-type", "").startswith("text/event-stream")
            return answer.status, _stream(answer) if stream else answer.read(), heads
        finally:
            link.close()

    def ask(self, who: str, method: str, target: str, data: Any = None) -> tuple[int, str]:
        body = json.dumps(data).encode() if data is not None else None
        status, content, _ = self.raw(who, method, target, body, **{"Content-Type": "application/json"})
        return status, content.decode("utf-8", "replace")

    def upload(self, who: str, name: str, content: bytes) -> str:
        head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        body = head + content + b"\r\n--x--\r\n"
        status, answer, _ = self.raw(
            who, "POST", "/gradio_api/upload", body, **{"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert status == 200
        return json.loads(answer)[0]

    def event_of(self, who: str, name: str, data: dict[str, Any], inputs: list[Any] | None = None) -> str:
        """Send one of the page's events as `who` and give what comes back on the stream."""
        hash_ = secrets.token_hex(6)
        join = {"data": inputs or [], "fn_index": self.index[name], "session_hash": hash_, "event_data": data}
        status, told = self.ask(who, "POST", "/gradio_api/queue/join", join)
        if status != 200:
            return told
        return self.ask(who, "GET", f"/gradio_api/queue/data?session_hash={hash_}")[1]

    def targets(self) -> list[str]:
        """Every route of the app with what is A's in its places."""
        values = {
            "desk": self.desk, "kind": "xlsx", "path": self.path, "path_or_url": self.path, "session_hash": self.hash,
            "event_id": self.event, "api_name": "chat", "url_path": "http://127.0.0.1/x", "size": "192", "key": "x",
        }  # fmt: skip
        found: set[str] = set()
        for route in routes(self.served.app):
            for name in _names(route):
                route = route.replace(f"{{{name}}}", values.get(name.split(":")[0], "x"))
            found.add(route + (f"?desk={self.desk}" if route.startswith("/export") else ""))
        return sorted(quoted(target) for target in found if target)


def routes(app: Any, prefix: str = "") -> Iterator[str]:
    """The paths of an app and of all that is mounted or included in it."""
    for route in app.routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        path = prefix + getattr(route, "path", "")
        if hasattr(inner, "routes"):
            yield from routes(inner, path)
        else:
            yield path


def _names(route: str) -> list[str]:
    return [part.split("}")[0] for part in route.split("{")[1:]]


def quoted(target: str) -> str:
    return quote(target, safe="/?=&:%{}.;\\")


def _stream(answer: http.client.HTTPResponse) -> bytes:
    """An event stream up to its end, or to the end of the process it tells of."""
    said = b""
    for line in answer:
        said += line
        if (
            b"process_completed" in line
            or b"close_stream" in line
            or line.startswith((b"event: complete", b"event: error"))
        ):
            break
        if b"ALIVE" in line or line.startswith(b"event: heartbeat"):
            break
    return said
