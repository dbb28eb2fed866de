"""Running the units: any executor, a bounded number under way, a worker that dies costs one unit at most."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context

from scoring.batch.inputs import Unit
from scoring.batch.journal import Journal
from scoring.batch.work import Result, Task, examine, prepare

AHEAD = 4  # units under way for each worker: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `left` is in seconds, None as long as it cannot be told."""

    done: int
    total: int
    seconds: float
    left: float | None
    file: str = ""

    @property
    def rate(self) -> float:
        """Units a second in this run."""
        return self.done / self.seconds if self.seconds else 0.0


Make = Callable[[int], Executor]  # workers -> executor
Tell = Callable[[Progress], None]


def processes(workers: int) -> Executor:
    """Fresh processes of this machine that do nothing but examine units."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare)


def run(
    units: list[Unit],
    task: Task,
    journal: Journal,
    make: Make,
    workers: int,
    tell: Tell = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> bool:
    """Examine what the journal does not hold yet; True when all is done, False when `stopped` said so before.

    `make(n)` gives an executor of n workers; a broken one is replaced, and what was under way is tried again, alone.
    """
    clock = _Clock(len(units), sum(unit.id in journal for unit in units), tell)
    todo = iter([unit for unit in units if unit.id not in journal])
    while True:
        executor = make(workers)
        try:
            finished, broken = _feed(executor, todo, task, journal, workers * AHEAD, clock, stopped)
        finally:
            executor.shutdown()
        if not broken:
            return finished
        _alone(broken, task, journal, make, clock)


def _feed(
    executor: Executor,
    todo: Iterator[Unit],
    task: Task,
    journal: Journal,
    ahead: int,
    clock: _Clock,
    stopped: Callable[[], bool],
) -> tuple[bool, list[Unit]]:
    """Keep `ahead` units under way until none is left; gives whether it came to the end, and units of a broken pool."""
    under_way: dict[Future[bytes], Unit] = {}
    while True:
        while len(under_way) < ahead and not stopped():
            unit = next(todo, None)
            if unit is None:
                break
            try:
                under_way[executor.submit(examine, unit, task)] = unit
            except BrokenExecutor:
                return True, [*under_way.values(), unit]
        if not under_way:
            return not stopped(), []
        done, _ = wait(under_way, timeout=0.5, return_when=FIRST_COMPLETED)
        for future in done:
            unit = under_way.pop(future)
            try:
                line = future.result()
            except BrokenExecutor:
                return True, [unit, *under_way.values()]
            except Exception as error:  # noqa: BLE001  one unit must not end a run of thousands
                line = _failed(unit, error)
            journal.add(unit.id, line)
            clock.tick(unit.name)


def _alone(units: list[Unit], task: Task, journal: Journal, make: Make, clock: _Clock) -> None:
    """Each unit in an executor of its own, so that the one that kills its worker is known by name."""
    for unit in units:
        executor = make(1)
        try:
            line = executor.submit(examine, unit, task).result()
        except Exception as error:  # noqa: BLE001  as above
            line = _failed(unit, error)
        finally:
            executor.shutdown()
        journal.add(unit.id, line)
        clock.tick(unit.name)


def _failed(unit: Unit, error: Exception) -> bytes:
    told = "处理它的进程意外结束" if isinstance(error, BrokenExecutor) else f"处理出错（{type(error).__name__}）"
    message = f"{unit.name} {told}。请单独打开这个文件检查。"
    result: Result = {
        "unit": unit.id,
        "number": unit.number,
        "file": unit.name,
        "error": message,
        "problems": [],
        "tables": [],
    }
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "replace")


class _Clock:
    """Counts finished units and tells how long the rest will take."""

    def __init__(self, total: int, before: int, tell: Tell) -> None:
        self._total, self._before, self._tell = total, before, tell
        self._done, self._began = 0, time.monotonic()

    def tick(self, file: str) -> None:
        self._done += 1
        seconds = time.monotonic() - self._began
        rest = self._total - self._before - self._done
        self._tell(Progress(self._before + self._done, self._total, seconds, seconds / self._done * rest, file))
