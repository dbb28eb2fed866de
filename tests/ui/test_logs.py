"""Logs and counts: no cell text, no key and no message of an exception in a line, whatever goes wrong."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.errors import Unavailable
from store.store import Store
from tests.ui.conftest import SAMPLES
from ui import opening, session
from ui.observe import JsonLines, PlainLines
from ui.panels import wire
from ui.panels.fill import Fill
from ui.panels.wire import Shown
from ui.session import Office
from ui.shelf import Shelf


def test_a_log_line_is_json_and_quotes_no_message_of_an_exception() -> None:
    try:
        raise ValueError("接待费 27次 sk-secret")
    except ValueError:
        record = logging.getLogger("ziping").makeRecord(
            "ziping", logging.ERROR, "f", 1, "失败", (), __import__("sys").exc_info()
        )
    line = JsonLines().format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "secret" not in line
    assert "27次" not in line


def test_what_users_write_and_keys_reach_no_log_and_drafts_checks_and_saves_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A user's day with a broken endpoint, an unforeseen error, a full disk, all libraries logging."""
    key, secret = "sk-" + "q7" * 20, "机密往来七三五"
    for name, value in (("BASE_URL", "http://127.0.0.1:9/v1"), ("MODEL", "none"), ("API_KEY", key)):
        monkeypatch.setenv(f"ZIPING_{name}", value)
    store = Store(tmp_path / secret)
    office = Office(Shelf(store))
    user = store.accounts.single_user().id
    page = Fill(office)
    with caplog.at_level(logging.INFO):
        logging.getLogger("ziping").setLevel(logging.INFO)
        desk = opening.open_text(
            office, user, "项目支出绩效自评表" + SAMPLES.read_text("utf-8").split("项目支出绩效自评表")[1]
        )
        page.edit(user, {"desk": desk.id, "fact": "narrative", "text": f"全年接待28次，{secret}。"})
        _run(page.draft(user, {"desk": desk.id, "kind": "narrative"}))
        _run(page.ask(user, {"desk": desk.id, "text": f"{secret}完成了多少"}))

        def broken(_user: str, _data: dict[str, object]) -> Shown:
            raise ValueError(f"{secret} {key}")

        with monkeypatch.context() as patch:
            patch.setattr(store.desks, "save", _unavailable)
            with pytest.raises(Unavailable):
                session.save(office, user, desk)
        wire.guarded(broken, user, {"text": secret})
    lines = [kind.format(record) for record in caplog.records for kind in (JsonLines(), PlainLines())]
    assert any('"error": "ValueError"' in line for line in lines)
    assert not [line for line in lines if secret in line or key in line or "28次" in line]
    told = office.metrics.text().decode()
    for sample in ("draft", "check", "save"):
        assert f'ziping_work_total{{kind="{sample}",result="ok"}}' in told
        assert f'ziping_work_seconds_count{{kind="{sample}"}}' in told
    assert 'ziping_work_total{kind="save",result="failed"} 1.0' in told
    assert secret not in told
    store.close()


def _run(steps: AsyncIterator[Shown]) -> None:
    async def through() -> None:
        async for _ in steps:
            pass

    with ThreadPoolExecutor(1) as beside:  # the browser tests keep a loop running in this thread
        beside.submit(asyncio.run, through()).result()


def _unavailable(*_: object) -> None:
    raise Unavailable("磁盘空间不足，没有保存。")
