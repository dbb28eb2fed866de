"""A hostile file ends in one clear line or in a read within limits: no traceback, no hang, no memory, no connection."""

from __future__ import annotations

import json
import os
import re
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import FILES, special_files
from tests.hostile.kit import word
from tests.hostile.texts import TRAPS

MEGABYTES, SECONDS = 500, 10.0  # of the processor's time
READ_WELL = {"宏.xlsm", "外部链接.xlsx", "网页.xlsx", "微坏国标.txt", "零宽和零.txt", "陷阱.txt"}


class Reader:
    """The worker process, begun anew when a file has killed it."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        if self._worker is None or self._worker.poll() is not None:
            command = [sys.executable, "-m", "tests.hostile.worker"]
            self._worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._worker.stdin
        assert self._worker.stdout
        self._worker.stdin.write(os.fsencode(path).hex().encode() + b"\n")
        self._worker.stdin.flush()
        ready, _, _ = select.select([self._worker.stdout], [], [], 6 * SECONDS)
        if not ready:
            self.end()
            pytest.fail(f"{path.name} hangs")
        line = self._worker.stdout.readline()
        assert line, f"{path.name} killed the process"
        return json.loads(line)

    def end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    worker = Reader()
    yield worker
    worker.end()


def assert_bearable(told: dict[str, Any]) -> None:
    """The four promises: no traceback, one Chinese line that says what to do, bounded time, bounded memory."""
    assert "crash" not in told, told["crash"]
    if "error" in told:
        assert re.search(r"[\u4e00-\u9fff]", told["error"])
        assert "请" in told["error"]
        assert told["error"].isprintable()
        assert len(told["error"]) < 400
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEGABYTES


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_one_clear_line_or_a_bounded_read(reader: Reader, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    FILES[name](path)
    told = reader.read(path)
    assert_bearable(told)
    assert ("tables" in told) or name not in READ_WELL, told
    assert "不该读到的内容" not in json.dumps(told, ensure_ascii=False)
    left = {p.name for p in tmp_path.iterdir()} - {name, "secret.txt"}
    assert not left


WHAT = {  # how a file that is no form is called, and what to do
    "密码": "加了密码。请去掉密码另存后再读",
    "加锁": "加了密码。请去掉密码另存后再读",
    "压缩包": "是压缩包，不是表格文件。请解压后选择里面的表格",
    "程序": "是程序，不是表格文件",
    "只有图片": "里面只有图片，没有表格。请先做文字识别",
}


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(tuple(WHAT))])
def test_the_error_names_the_file_what_is_wrong_and_what_to_do(reader: Reader, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    FILES[name](path)
    told = reader.read(path)["error"]
    assert told.startswith(f"{name} ")
    assert next(what for start, what in WHAT.items() if name.startswith(start)) in told


@pytest.mark.parametrize("kind", ["pipe", "zero", "null", "folder", "link", "missing", "long", "nul"])
def test_what_is_no_regular_file_is_refused_unopened(reader: Reader, tmp_path: Path, kind: str) -> None:
    told = reader.read(special_files(tmp_path)[kind])
    assert_bearable(told)
    assert told["kind"] == "UnreadableFile"


NAMES = [b"\xff\xfe\x81.xlsx", b"\x1b[31m\n\r\x07.xlsx", "\u202e表\u200b.xlsx".encode(), b"-rf .xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_told_with_its_control_characters_escaped(reader: Reader, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"PK\x03\x04")
    told = reader.read(path)
    assert_bearable(told)
    told["error"].encode("utf-8")


def test_cell_texts_are_data_whatever_they_say(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "陷阱.txt"
    FILES[path.name](path)
    (table,) = reader.read(path)["tables"]
    rows = table["indicators"]
    assert len(rows) == 6
    held = [rows[0]["target"], rows[0]["actual"], rows[1]["actual"], rows[2]["level3"], rows[1]["level3"]]
    assert [*held, rows[0]["deviation_note"]] == list(TRAPS)
    assert [row["score"] for row in rows] == ["15", "15", "10", "10", "0", "40"]


def test_zero_width_and_nul_characters_hide_no_cell(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "零宽和零.txt"
    FILES[path.name](path)
    table = reader.read(path)["tables"][0]
    assert "\0" not in json.dumps(table)
    assert len(table["indicators"]) == 6


def test_an_external_entity_makes_no_connection(reader: Reader, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        path = tmp_path / "联网.docx"
        path.write_bytes(word("<w:p/>&x;", f'<!DOCTYPE x SYSTEM "{address}" [<!ENTITY x SYSTEM "{address}">]>'))
        assert_bearable(reader.read(path))
        with pytest.raises(BlockingIOError):
            server.accept()
