"""What the store does when its ground gives way: no disk, no server, a hung writer, a clock set back.

`OUTAGE` in the environment sets for how many seconds PostgreSQL is gone: 20 for the full run.
"""

from __future__ import annotations

import ast
import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from store import accounts, audit, database
from store.backup import backup
from store.desk import edited
from store.errors import Refused, Unavailable
from store.health import examine
from store.schema import base
from store.store import Store
from tests.store.postgres import Server
from tests.store.test_desks import desk

ROOT = Path(__file__).parents[2]
OUTAGE = float(os.environ.get("OUTAGE", "1"))
PASSWORD = "correct horse 12"


def whole(store: Store) -> bool:
    with store.database.read() as session:
        return not list(audit.broken(session))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where the system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


@pytest.fixture
def on_postgres(postgres: Server | None, tmp_path: Path) -> Iterator[Store]:
    if postgres is None:
        pytest.skip("PostgreSQL 没有安装：apt install postgresql")
    store = Store(tmp_path, postgres.url())
    yield store
    store.close()


def test_on_a_full_disk_nothing_is_half_saved_and_work_goes_on_once_there_is_space(small_disk: Path) -> None:
    store = Store(small_disk)
    clerk = store.accounts.single_user().id
    kept = store.desks.save(clerk, desk(), {})
    filler = small_disk / "filler"
    fill(filler)
    failed = ""
    for n in range(2000):
        try:
            kept = store.desks.save(clerk, edited(kept, "goal", f"第{n}次" * 500), {})
        except Unavailable as error:
            failed = str(error)
            break
    assert "磁盘" in failed
    with pytest.raises(Unavailable, match="磁盘"):
        store.files.keep(clerk, "d1", "a.xlsx", b"x" * 100_000)
    assert store.desks.load(clerk, "d1") == kept
    assert not [path for path in (small_disk / "files").rglob("*") if path.is_file()]
    assert [answer.name for answer in examine(store) if answer.good is False] == ["数据目录"]
    filler.unlink()
    again = store.desks.save(clerk, edited(kept, "goal", "有空间了"), {})
    assert store.desks.load(clerk, "d1") == again
    assert whole(store)
    store.close()


def test_on_a_full_disk_a_backup_says_so_and_leaves_nothing_half_written(small_disk: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    clerk = store.accounts.single_user().id
    store.desks.save(clerk, desk(), {})
    store.files.keep(clerk, "d1", "a.bin", os.urandom(200_000))
    filler = small_disk / "filler"
    fill(filler)
    for write in (
        lambda: backup(store, small_disk / "b.zip"),
        lambda: store.belongings.export(clerk, small_disk / "e.zip"),
    ):
        with pytest.raises(Refused, match="写不了"):
            write()
        assert list(small_disk.iterdir()) == [filler]
    filler.unlink()
    assert backup(store, small_disk / "b.zip")["evaluation_table"] == 1
    store.close()


@pytest.mark.postgres
def test_a_read_only_postgresql_is_told_and_can_still_be_read(on_postgres: Store) -> None:
    clerk = on_postgres.accounts.single_user().id
    kept = on_postgres.desks.save(clerk, desk(), {})
    name = on_postgres.database.url.database
    with on_postgres.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    on_postgres.database.close()  # new connections see it
    with pytest.raises(Unavailable, match="只读"):
        on_postgres.desks.save(clerk, edited(kept, "goal", "改"), {})
    assert on_postgres.desks.load(clerk, "d1") == kept
    assert on_postgres.accounts.single_user().id == clerk


def test_a_clock_that_jumps_ahead_and_back_keeps_the_order_of_what_was_done(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办").id
    kept = store.desks.save(clerk, desk(), {})
    real = base.now
    for number, days in enumerate((400, -400, 0), start=1):
        monkeypatch.setattr(audit, "now", lambda days=days: real() + timedelta(days=days))
        kept = store.desks.save(clerk, edited(kept, "goal", f"第{number}次"), {})
    told = [event.content["cells"]["goal"][1] for event in store.history.of_desk(clerk, "d1")[1:]]
    assert told == ["第1次", "第2次", "第3次"]
    assert whole(store)


def test_a_full_database_says_so_and_keeps_what_was_saved(tmp_path: Path) -> None:
    store = Store(tmp_path)
    clerk = store.accounts.single_user().id
    kept = store.desks.save(clerk, desk(), {})
    with store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Unavailable, match="磁盘空间不足"):
        store.desks.save(clerk, edited(kept, "goal", "长" * 100_000), {})
    assert store.desks.load(clerk, "d1") == kept
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert store.desks.save(clerk, edited(kept, "goal", "长" * 100_000), {}).revision == kept.revision + 1
    store.close()


def test_each_connection_to_sqlite_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.database.engine.connect() as one, store.database.engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    store.close()


@pytest.mark.postgres
def test_a_database_that_is_gone_for_a_while_is_told_and_comes_back_by_itself(
    on_postgres: Store, postgres: Server
) -> None:
    store = on_postgres
    clerk = store.accounts.single_user().id
    kept = store.desks.save(clerk, desk(), {})
    postgres.stop()
    try:
        end = time.monotonic() + OUTAGE
        while True:
            with pytest.raises(Unavailable, match=r"没有保存.*您写的内容还在页面上"):
                store.desks.save(clerk, edited(kept, "goal", "断线时写的"), {})
            assert examine(store, whole=False)[0].good is False
            if time.monotonic() > end:
                break
            time.sleep(0.2)
    finally:
        postgres.start()
    assert store.desks.load(clerk, "d1") == kept
    assert store.desks.save(clerk, edited(kept, "goal", "断线时写的"), {}).table.goal == "断线时写的"
    assert whole(store)


@pytest.mark.postgres
def test_a_writer_that_hangs_does_not_hang_the_others(on_postgres: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = on_postgres.accounts.single_user().id
    kept = on_postgres.desks.save(clerk, desk(), {})
    options = database._POSTGRES_OPTIONS.replace(f"lock_timeout={database.BUSY_SECONDS}s", "lock_timeout=300ms")
    monkeypatch.setattr(database, "_POSTGRES_OPTIONS", options)
    other = Store(on_postgres.data, on_postgres.database.url.render_as_string(hide_password=False))
    try:
        with on_postgres.database.write() as session:
            session.execute(text("SELECT * FROM evaluation_table FOR UPDATE"))
            with pytest.raises(Unavailable, match="正忙"):
                other.desks.save(clerk, edited(kept, "goal", "等不到"), {})
        assert other.desks.save(clerk, edited(kept, "goal", "轮到了"), {}).table.goal == "轮到了"
    finally:
        other.close()


@pytest.mark.postgres
def test_time_limits_hold_on_every_connection_but_not_for_a_migration(on_postgres: Store) -> None:
    with on_postgres.database.read() as session:
        for name, value in (("lock_timeout", "15s"), ("statement_timeout", "1min")):
            assert session.execute(text(f"SHOW {name}")).scalar_one() == value


def test_a_hung_writer_on_sqlite_ends_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    store = Store(tmp_path)
    clerk = store.accounts.single_user().id
    with store.database.write(), pytest.raises(Unavailable, match="正忙"):
        store.desks.set_setting(clerk, "a", "b")
    store.desks.set_setting(clerk, "a", "b")
    store.close()


def test_a_clock_set_back_loses_nothing_and_locks_nobody_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办").id
    kept = store.desks.save(clerk, desk(), {})
    for _ in range(accounts.ATTEMPTS):
        with pytest.raises(Refused):
            store.accounts.log_in("clerk", "wrong password")
    token = None
    real = base.now
    for module in (accounts, audit, base):
        monkeypatch.setattr(module, "now", lambda: real() - timedelta(days=3))
    token = store.accounts.log_in("clerk", PASSWORD)  # the failures of a time to come do not count
    assert store.accounts.of_token(token) is not None
    later = store.desks.save(clerk, edited(kept, "goal", "时钟拨回后写的"), {})
    assert store.desks.load(clerk, "d1") == later
    assert whole(store)


def test_a_clock_set_back_does_not_make_a_session_last_longer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.accounts.add("clerk", PASSWORD, unit="网信办")
    token = store.accounts.log_in("clerk", PASSWORD)
    real = base.now
    monkeypatch.setattr(accounts, "now", lambda: real() - timedelta(minutes=30))
    assert store.accounts.of_token(token) is not None
    monkeypatch.setattr(accounts, "now", lambda: real() - timedelta(days=1))
    assert store.accounts.of_token(token) is None


def test_nothing_on_a_clerks_desktop_is_posix_only() -> None:
    """Names that Windows does not have are asked for by getattr, and modules it does not have where that may fail."""
    missing = {"os": {"fork", "killpg", "getuid", "geteuid", "setsid", "getpgid", "chown", "mkfifo", "statvfs"},
               "signal": {"SIGKILL", "SIGXCPU", "SIGHUP", "SIGALRM", "alarm", "setitimer", "SIGUSR1"}}  # fmt: skip
    found: list[str] = []
    for folder in ("forms", "scoring", "assistant", "store", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    if node.attr in missing.get(node.value.id, ()):
                        found.append(f"{path.name}:{node.lineno} {node.value.id}.{node.attr}")
                elif isinstance(node, ast.Import) and path.name != "pdf_child.py":  # it does without
                    found += [a.name for a in node.names if a.name in {"fcntl", "pwd", "grp", "resource", "termios"}]
    assert not found
