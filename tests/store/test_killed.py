"""kill -9 of a writer at random moments: no acknowledged save lost, the database opens, the audit chain is whole.

`KILLS` in the environment sets how often: 200 for the full run, few by default to keep the tests short.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from store import audit
from store.store import Store
from tests.store.writer import consistent

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "10"))


@pytest.fixture
def writers(tmp_path: Path, url: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """Where a line asks for a writer, and where it tells what it does."""
    command = [sys.executable, "-m", "tests.store.writer", str(tmp_path), url]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdin, process.stdout
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # a writer that is left, whatever failed


def killed(writers: tuple[IO[str], IO[str]], chance: random.Random) -> int:
    """Kill a writer some time after it began, one in five while it still opens the store; gives its last acknowledged
    save, 0 when there was none."""
    ask, told = writers
    ask.write("go\n")
    ask.flush()
    lines = [told.readline()]
    while not lines[-1].startswith("pid"):  # the writer may be quicker than who tells of it
        lines.append(told.readline())
    pid = int(lines[-1].split()[1])
    early = chance.random() < 0.2
    if not early and len(lines) == 1:
        lines.append(told.readline())
    time.sleep(chance.uniform(0, 0.06 if early else 0.2))
    os.kill(pid, signal.SIGKILL)
    while lines[-1] != "end\n":
        lines.append(told.readline())
        assert lines[-1], "the writers ended by themselves"
    return max([0, *(int(line) for line in lines if line.strip().isdecimal())])


def test_no_acknowledged_save_is_lost_when_the_writer_is_killed(
    tmp_path: Path, url: str, writers: tuple[IO[str], IO[str]]
) -> None:
    chance = random.Random(7)  # moments, not secrets
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = max(acknowledged, killed(writers, chance))
        store = Store(tmp_path, url)
        try:
            kept = store.desks.load(store.accounts.single_user().id, "d1")
            assert (kept.revision if kept else 0) >= acknowledged
            assert kept is None or consistent(kept)
            with store.database.read() as session:
                assert list(audit.broken(session)) == []
        finally:
            store.close()
    assert acknowledged > KILLS
