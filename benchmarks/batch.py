"""A batch of many tables: stacked workbooks and one file a table, one and two workers, and a Dask cluster of two."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.corpus import seconds, tables, write_files, write_stacked
from benchmarks.read import LIMITS
from scoring.batch.inputs import find
from scoring.batch.journal import Journal
from scoring.batch.outputs import write_all
from scoring.batch.run import processes, run
from scoring.batch.work import Task

COUNT = int(os.environ.get("TABLES", "1200"))
BOOKS = 12


def main() -> None:
    made = tables(COUNT)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        stacked, files = root / "stacked", root / "files"
        stacked.mkdir()
        files.mkdir()
        for number in range(BOOKS):
            write_stacked(stacked / f"{number}.xlsx", made[number::BOOKS])
        write_files(files, made)
        for layout, folder in (("stacked", stacked), ("one file each", files)):
            one = _rate(layout, "1 worker", folder, root / "out", 1, processes)
            two = _rate(layout, "2 workers", folder, root / "out", 2, processes)
            print(f"  {layout:14} 2 workers = {two / one:.2f} × one")
            _dask(layout, folder, root / "out", one)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"  peak memory of a process {peak / 1024:.0f} MB")


def _rate(layout: str, name: str, folder: Path, out: Path, workers: int, make: Callable[[int], Executor]) -> float:
    """Tables a second of a warm run, workers started before the clock."""
    units, passed = find(folder)
    pool = make(workers)
    list(pool.map(_warm, range(workers * 2)))
    with Journal(out, {}, resume=False) as journal:
        work = seconds(lambda: run(units, Task(limits=LIMITS), journal, lambda _: pool, workers))
        summary = seconds(lambda: write_all(journal, units, passed, out, 20_000))
    print(
        f"  {layout:14} {name:10} {COUNT / work:7.0f} tables/s read and checked,"
        f" {COUNT / (work + summary):6.0f} with the outputs ({summary:.1f} s)"
    )
    return COUNT / work


def _dask(layout: str, folder: Path, out: Path, one: float) -> None:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster,
        Client(cluster) as client,
    ):
        rate = _rate(layout, "dask 2", folder, out, 2, lambda _: client.get_executor(pure=False))
    print(f"  {layout:14} dask, 2 workers = {rate / one:.2f} × one")


def _warm(_: int) -> None:
    from scoring.check import check

    check(tables(1)[0])


if __name__ == "__main__":
    main()
