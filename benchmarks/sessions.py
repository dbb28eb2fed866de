"""100 people at once, each drafting and saving on a table of their own: the time of a save beside the idle figure.

Real server process, the page's own events. `ZIPING_DATABASE_URL` picks the database.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PEOPLE, SECONDS, THINK = 100, 60, (1.0, 4.0)  # pause between two acts of one person, in seconds
ROOT = Path(__file__).parents[1]
HEAD, PASSWORD = "项目支出绩效自评表", "correct horse 12"


@dataclass
class Figures:
    """What was measured: seconds of saves and drafts, errors, and answers that held a text of somebody else."""

    saves: list[float] = field(default_factory=list)
    drafts: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: int = 0


def main() -> None:
    think = float(os.environ.get("THINK", "1"))  # 4: people who pause four times as long
    with tempfile.TemporaryDirectory() as folder:
        people = make_people(Path(folder), PEOPLE)
        with serving(Path(folder)) as url:
            pause = (THINK[0] * think, THINK[1] * think)
            idle, busy = asyncio.run(measured(url, people, SECONDS, pause))
    print(f"  idle: p95 of a save {p95(idle.saves) * 1000:.0f} ms over {len(idle.saves)} saves by one person")
    print(
        f"  {PEOPLE} people for {SECONDS} s: p95 of a save {p95(busy.saves) * 1000:.0f} ms over {len(busy.saves)}, "
        f"of a draft {p95(busy.drafts) * 1000:.0f} ms over {len(busy.drafts)}; "
        f"{len(busy.errors)} errors, {busy.mixed} texts mixed"
    )
    for error in busy.errors[:5]:
        print(f"    {error}")


def make_people(data: Path, count: int) -> list[tuple[str, str]]:
    """(cookie, id of the own desk) of so many people, each of a unit of their own."""
    from store.settings import open_store
    from ui import opening
    from ui.session import Office
    from ui.shelf import Shelf

    store = open_store(data)
    office = Office(Shelf(store))
    samples = ROOT / "eval_sets" / "samples" / "seed.txt"
    tables = [HEAD + text for text in samples.read_text(encoding="utf-8").split(HEAD)[1:]]
    made: list[tuple[str, str]] = []
    for number in range(count):
        name = f"{secrets.token_hex(3)}-{number}"
        user = store.accounts.add(name, PASSWORD, unit=name)
        desk = opening.open_text(office, user.id, tables[number % len(tables)])
        made.append((store.accounts.log_in(name, PASSWORD), desk.id))
    store.close()
    return made


@contextmanager
def serving(data: Path) -> Generator[str]:
    """`ziping serve` as a process of its own; gives its address."""
    process = subprocess.Popen(
        [sys.executable, "cli.py", "serve", "--port", "0", "--data", str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://[\d.:]+", process.stdout.readline())
        assert found is not None, "the server did not start"
        yield found.group()
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


async def measured(
    url: str, people: list[tuple[str, str]], seconds: float, think: tuple[float, float] = THINK
) -> tuple[Figures, Figures]:
    """One person alone for a tenth of the time, then all of them."""
    import httpx

    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        index = await _index(client, people[0][0])
        idle, busy = Figures(), Figures()
        await _person(client, index, people[0], 0, seconds / 10, (0.0, 0.05), idle)
        acts = (_person(client, index, who, n, seconds, think, busy) for n, who in enumerate(people))
        await asyncio.gather(*acts)
    return idle, busy


async def _index(client: Any, cookie: str) -> dict[str, int]:
    """The number of each of the page's events."""
    config = (await client.get("/config", headers=_head(cookie))).json()
    return {target[1]: fn["id"] for fn in config["dependencies"] for target in fn["targets"] if target[1]}


async def _person(
    client: Any,
    index: dict[str, int],
    who: tuple[str, str],
    number: int,
    seconds: float,
    think: tuple[float, float],
    figures: Figures,
) -> None:
    """Save, five times out of six, or draft; pause; again until the time is over."""
    chance, (cookie, desk) = random.Random(number), who
    end, count, last = time.monotonic() + seconds, 0, ""
    await asyncio.sleep(chance.uniform(0, think[1]))
    while time.monotonic() < end or not count:
        count += 1
        if count % 6 == 0:
            took, told = await _event(client, index["z_draft"], cookie, {"desk": desk, "kind": "narrative"})
            figures.drafts.append(took)
        else:
            last = f"第{number}人第{count}次写的目标"
            took, told = await _event(client, index["z_edit"], cookie, {"desk": desk, "fact": "goal", "text": last})
            figures.saves.append(took)
        _judge(told, last, number, figures)
        await asyncio.sleep(chance.uniform(*think))


def _judge(told: str, last: str, number: int, figures: Figures) -> None:
    """Note an error, and a text that is not this person's, in what came back."""
    if "process_completed" not in told or '"success": true' not in told or "没有保存" in told:
        figures.errors.append(told[-200:])
    elif last and last not in told:
        figures.errors.append(f"{last} is not in the answer")
    if any(found != str(number) for found in re.findall(r"第(\d+)人第\d+次写的目标", told)):
        figures.mixed += 1


async def _event(client: Any, number: int, cookie: str, data: dict[str, str]) -> tuple[float, str]:
    """Send an event as the page does and read its stream to the end; gives seconds and what was told.

    The page keeps one session from load to reload, so each person has one for all acts.
    """
    key, began, told = hashlib.sha256(cookie.encode()).hexdigest()[:12], time.perf_counter(), ""
    join = {"data": [], "fn_index": number, "session_hash": key, "event_data": {**data, "key": key}}
    answer = await client.post("/gradio_api/queue/join", json=join, headers=_head(cookie))
    if answer.status_code != 200:
        return time.perf_counter() - began, answer.text
    address = f"/gradio_api/queue/data?session_hash={key}"
    async with client.stream("GET", address, headers=_head(cookie)) as stream:
        async for line in stream.aiter_lines():  # to its end: who hangs up sooner takes the answer of the next act away
            if line.startswith("data: "):
                told += json.dumps(json.loads(line[6:]), ensure_ascii=False)
    return time.perf_counter() - began, told


def _head(cookie: str) -> dict[str, str]:
    return {"Cookie": f"ziping_session={cookie}"}


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[max(0, round(len(seconds) * 0.95) - 1)] if seconds else 0.0
