"""kill -9 of a writer at random moments: no acknowledged save lost, the database opens, the audit chain is whole.

`KILLS` in the environment sets how often: 200 for the full run, few by default to keep the tests short.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from store import audit
from store.store import Store

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "6"))


def test_no_acknowledged_save_is_lost_when_the_writer_is_killed(tmp_path: Path, url: str) -> None:
    chance = random.Random(7)  # moments, not secrets
    acknowledged = 0
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.store.writer", str(tmp_path), url],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        time.sleep(chance.uniform(0, 0.2))
        writer.kill()
        rest = writer.stdout.read().split("\n")
        writer.wait()
        writer.stdout.close()
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        store = Store(tmp_path, url)
        try:
            kept = store.desks.load(store.accounts.single_user().id, "d1")
            assert kept is not None
            assert kept.revision >= acknowledged
            assert kept.table.goal == f"第{kept.revision}次"
            with store.database.read() as session:
                assert list(audit.broken(session)) == []
        finally:
            store.close()
    assert acknowledged > KILLS
