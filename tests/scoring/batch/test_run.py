"""A run: every table once whatever dies on the way, the same result whoever did the work."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from openpyxl import load_workbook

from forms.errors import FormError
from scoring.batch.inputs import Unit, find
from scoring.batch.journal import Journal
from scoring.batch.outputs import PAGE, WORKBOOK, write_all
from scoring.batch.run import Progress, processes, run
from scoring.batch.work import Task, examine

ROOT = Path(__file__).parents[3]
SEED = (ROOT / "eval_sets/samples/seed.txt").read_text(encoding="utf-8")
HEAD = {"version": "test"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eleven tables in one file, one of them again in another, a file that is no table, one that is broken."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "全部.txt").write_text(SEED, encoding="utf-8")
    second = SEED[SEED.index("项目支出绩效自评表", 20) :]
    (inbox / "一张.txt").write_text(second[: second.index("项目支出绩效自评表", 20)], encoding="utf-8")
    (inbox / "说明.txt").write_text("这不是自评表。", encoding="utf-8")
    (inbox / "坏的.xlsx").write_bytes(b"PK\3\4")
    return inbox


def threads(workers: int) -> Executor:
    return ThreadPoolExecutor(workers)


def outputs(folder: Path, out: Path, make: Callable[[int], Executor], workers: int = 2) -> dict[str, Any]:
    units, passed = find(folder)
    with Journal(out, HEAD, resume=False) as journal:
        assert run(units, Task(), journal, make, workers)
        write_all(journal, units, passed, out, 50_000)
    tables = {
        name: pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()
        for name in ("tables", "findings", "indicators")
    }
    return {**tables, "page": (out / PAGE).read_text(encoding="utf-8")}


def test_a_bad_file_is_reported_and_passed_by(folder: Path, tmp_path: Path) -> None:
    found = outputs(folder, tmp_path / "out", threads)
    assert len(found["tables"]) == 12
    assert "坏的.xlsx" in found["page"]
    assert "说明.txt" in found["page"]
    book = load_workbook(tmp_path / "out" / WORKBOOK, read_only=True)
    assert book.sheetnames == ["汇总", "问题清单", "指标明细", "没有读成的文件"]
    assert [row[0] for row in book["没有读成的文件"].iter_rows(values_only=True)] == ["文件", "坏的.xlsx", "说明.txt"]
    book.close()


def test_the_same_project_in_two_files_is_found(folder: Path, tmp_path: Path) -> None:
    found = outputs(folder, tmp_path / "out", threads)
    shared = [f for f in found["findings"] if f["rule"] == "XT02" and f["file"] == "一张.txt"]
    assert len(shared) == 1
    assert "云采访" in shared[0]["message"]


@pytest.mark.slow
def test_processes_and_threads_find_the_same(folder: Path, tmp_path: Path) -> None:
    assert outputs(folder, tmp_path / "a", processes) == outputs(folder, tmp_path / "b", threads, 1)


def test_what_is_done_is_not_done_again_and_a_cut_line_is(folder: Path, tmp_path: Path) -> None:
    units, _ = find(folder)
    out = tmp_path / "out"
    with Journal(out, HEAD, resume=False) as journal:
        for unit in units[:3]:
            journal.add(unit.id, examine(unit, Task()))
    whole = (out / "journal.jsonl").read_bytes()
    (out / "journal.jsonl").write_bytes(whole[:-40])  # killed in the middle of a line
    done: list[str] = []
    with Journal(out, HEAD, resume=True) as journal:
        assert len(journal) == 2
        assert run(units, Task(), journal, threads, 1, lambda progress: done.append(progress.file))
        assert [result["number"] for result in journal.results([unit.id for unit in units])] == [1, 2, 3, 4]
    assert sorted(done) == sorted(unit.name for unit in units[2:])


def test_a_journal_of_another_run_is_refused(tmp_path: Path) -> None:
    Journal(tmp_path, {"profile": "a"}, resume=False).close()
    with pytest.raises(FormError, match="另一次处理"):
        Journal(tmp_path, {"profile": "b"}, resume=True)


def test_a_stopped_run_says_so_and_keeps_what_is_done(folder: Path, tmp_path: Path) -> None:
    units, _ = find(folder)
    done: list[Progress] = []
    with Journal(tmp_path / "out", HEAD, resume=False) as journal:
        finished = run(units * 1, Task(), journal, threads, 1, done.append, stopped=lambda: len(done) >= 1)
        assert not finished
        assert 1 <= len(journal) <= len(units)


class Dying(ThreadPoolExecutor):
    """An executor whose worker dies of one particular file, and takes what else was under way with it."""

    def __init__(self, workers: int, poison: str) -> None:
        super().__init__(workers)
        self._poison, self._dead = poison, False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        unit: Unit = args[0]
        if unit.name == self._poison:
            self._dead = True
        if self._dead:
            future: Future[Any] = Future()
            future.set_exception(BrokenExecutor("died"))
            return future
        return super().submit(fn, *args, **kwargs)


def test_the_file_that_kills_its_worker_is_named_and_the_others_are_done(folder: Path, tmp_path: Path) -> None:
    units, _ = find(folder)
    with Journal(tmp_path / "out", HEAD, resume=False) as journal:
        assert run(units, Task(), journal, lambda n: Dying(n, "一张.txt"), 2)
        results = {r["file"]: r for r in journal.results([unit.id for unit in units])}
    assert set(results) == {unit.name for unit in units}
    assert "意外结束" in results["一张.txt"]["error"]
    assert len(results["全部.txt"]["tables"]) == 11


@pytest.mark.slow
def test_killed_and_resumed_from_the_command_line_no_table_is_twice_or_missing(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for number in range(40):
        (inbox / f"{number:03}.txt").write_text(SEED, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from cli import main; main()",
        "batch",
        str(inbox),
        "--out",
        str(out),
        "--workers",
        "2",
    ]
    first = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and _lines(out) < 4:
        time.sleep(0.02)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert _lines(out) >= 4
    again = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 1, again.stderr
    assert "接着做" in again.stderr
    rows = pyarrow.parquet.read_table(out / "tables.parquet").to_pylist()
    assert [(row["file"], row["index"]) for row in rows] == [
        (f"{n:03}.txt", i) for n in range(40) for i in range(1, 12)
    ]


def _lines(out: Path) -> int:
    path = out / "journal.jsonl"
    return path.read_bytes().count(b"\n") - 1 if path.exists() else 0


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_dask_cluster_gives_the_same_also_when_a_worker_is_killed(folder: Path, tmp_path: Path, cluster: Any) -> None:
    for number in range(30):
        shutil.copy(folder / "全部.txt", folder / f"x{number}.txt")
    from distributed import Client

    with Client(cluster) as client:
        killed: list[int] = []
        units, passed = find(folder)

        def tell(progress: Progress) -> None:
            if progress.done == 3 and not killed:
                victim = next(iter(client.run(os.getpid).values()))
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        with Journal(tmp_path / "out", HEAD, resume=False) as journal:
            assert run(units, Task(), journal, lambda _: client.get_executor(pure=False, retries=3), 2, tell)
            write_all(journal, units, passed, tmp_path / "out", 0)
            numbers = [result["number"] for result in journal.results([unit.id for unit in units])]
    assert killed
    assert numbers == list(range(1, len(units) + 1))
    with_dask = pyarrow.parquet.read_table(tmp_path / "out" / "tables.parquet").to_pylist()
    assert with_dask == outputs(folder, tmp_path / "plain", threads)["tables"]


def test_the_result_of_a_unit_is_one_line_of_json(folder: Path) -> None:
    for unit in find(folder)[0]:
        line = examine(unit, Task())
        assert b"\n" not in line
        assert json.loads(line)["file"] == unit.name
