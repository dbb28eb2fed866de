"""Many people at once, in little; `python -m benchmarks sessions` is the long run with its figures."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import sessions


def test_people_who_work_at_once_meet_no_error_and_no_text_of_another(tmp_path: Path) -> None:
    people = sessions.make_people(tmp_path, 12)
    with sessions.serving(tmp_path) as url, ThreadPoolExecutor(1) as beside:
        _, busy = beside.submit(asyncio.run, sessions.measured(url, people, 5)).result()
    assert busy.errors == []
    assert busy.mixed == 0
    assert len(busy.saves) >= 12
