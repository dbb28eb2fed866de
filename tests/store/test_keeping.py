"""Files, backup and restore, export, purge, migrations, and what is said when the database fails."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from store import audit, migrate
from store.backup import backup, restore
from store.database import Database, normalised_url
from store.errors import NotFound, Refused, Unavailable
from store.schema import Base
from store.store import Store
from tests.store.test_desks import desk

PASSWORD = "correct horse 12"


@pytest.fixture
def clerk(store: Store) -> str:
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办").id
    store.desks.save(clerk, desk(), {"name": "接待费"})
    return clerk


def test_a_file_is_kept_by_its_hash_whatever_its_name(store: Store, clerk: str) -> None:
    store.files.keep(clerk, "d1", "../../etc/passwd.xlsx", b"content")
    assert store.files.of_desk(clerk, "d1") == ("../../etc/passwd.xlsx", b"content")
    kept = [path.relative_to(store.data) for path in store.data.rglob("*") if path.is_file() and len(path.name) == 64]
    assert [path.parts[:2] for path in kept] == [("files", clerk)]


def test_another_unit_gets_no_file(store: Store, clerk: str) -> None:
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    other = store.accounts.add("other", PASSWORD, unit="教育局").id
    with pytest.raises(NotFound):
        store.files.of_desk(other, "d1")
    with pytest.raises(NotFound):
        store.files.keep(other, "d1", "x.xlsx", b"mine")


def test_a_backup_restores_into_an_empty_store_of_the_other_kind(store: Store, clerk: str, tmp_path: Path) -> None:
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    counts = backup(store, tmp_path / "b.zip")
    assert counts["evaluation_table"] == 1
    fresh = Store(tmp_path / "fresh")
    try:
        assert restore(fresh, tmp_path / "b.zip") == counts
        assert fresh.desks.load(clerk, "d1") == store.desks.load(clerk, "d1")
        assert fresh.files.of_desk(clerk, "d1") == ("接待费.xlsx", b"content")
        assert fresh.accounts.log_in("clerk", PASSWORD)
        with fresh.database.read() as session:
            assert list(audit.broken(session)) == []
    finally:
        fresh.close()


def test_a_restore_never_writes_over_what_is_there(store: Store, clerk: str, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.zip")
    with pytest.raises(Refused, match="已经有内容"):
        restore(store, tmp_path / "b.zip")


@pytest.mark.parametrize("content", [b"", b"PK no zip", None])
def test_what_is_no_backup_is_refused(store: Store, tmp_path: Path, content: bytes | None) -> None:
    source = tmp_path / "b.zip"
    if content is None:
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("manifest.json", "[]")
    else:
        source.write_bytes(content)
    with pytest.raises(Refused, match="不是备份"):
        restore(store, source)


def test_a_backup_with_a_path_out_of_the_folder_is_refused(store: Store, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    backup(store, good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as out:
        for name in source.namelist():
            out.writestr(name, source.read(name))
        out.writestr("files/../../outside", b"x")
    with pytest.raises(Refused, match="路径"):
        restore(store, bad)
    assert not (tmp_path / "outside").exists()


def rewritten(source: Path, out: Path, **changes: bytes | None) -> Path:
    """A backup with members replaced, or left out where None; dots in names stand for "__"."""
    new = {name.replace("__", "."): content for name, content in changes.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as archive:
        for name in old.namelist():
            content = new.get(name.rpartition("/")[2], old.read(name))
            if content is not None:
                archive.writestr(name, content)
    return out


@pytest.mark.parametrize(
    "changes",
    [{"unit__jsonl": None}, {"unit__jsonl": b"{"}, {"unit__jsonl": b'{"id": 1, "no": 2}\n'}, {"unit__jsonl": b"[]\n"},
     {"user_account__jsonl": b'{"id": "x", "name": "a"}\n'}, {"evaluation_table__jsonl": b""}],
)  # fmt: skip
def test_a_damaged_backup_is_refused_and_nothing_of_it_is_kept(
    store: Store, clerk: str, tmp_path: Path, url: str, changes: dict[str, bytes | None]
) -> None:
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    backup(store, tmp_path / "good.zip")
    bad = rewritten(tmp_path / "good.zip", tmp_path / "bad.zip", **changes)
    fresh = Store(tmp_path / "fresh")
    with pytest.raises(Refused, match="已经损坏"):
        restore(fresh, bad)
    assert restore(fresh, tmp_path / "good.zip")["unit"] == 1
    fresh.close()


def test_a_file_that_is_not_what_its_hash_says_is_refused(store: Store, clerk: str, tmp_path: Path) -> None:
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    backup(store, tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as archive:
        (name,) = [name.rpartition("/")[2] for name in archive.namelist() if name.startswith("files/")]
    bad = rewritten(tmp_path / "good.zip", tmp_path / "bad.zip", **{name: b"other"})
    fresh = Store(tmp_path / "fresh")
    with pytest.raises(Refused, match="已经损坏"):
        restore(fresh, bad)
    assert fresh.accounts.all() == []
    fresh.close()


def test_a_truncated_backup_is_refused(store: Store, clerk: str, tmp_path: Path) -> None:
    store.files.keep(clerk, "d1", "a.bin", bytes(range(256)) * 40)
    backup(store, tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    fresh = Store(tmp_path / "fresh")
    for cut in (10, len(whole) // 2, len(whole) - 10):
        (tmp_path / "cut.zip").write_bytes(whole[:cut])
        with pytest.raises(Refused):
            restore(fresh, tmp_path / "cut.zip")
    fresh.close()


def test_a_backup_of_a_later_version_says_to_upgrade_first(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.zip")
    later = b'{"kind": "ziping-backup", "schema": "9999"}'
    with pytest.raises(Refused, match="先升级"):
        restore(store, rewritten(tmp_path / "b.zip", tmp_path / "later.zip", manifest__json=later))


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(store: Store, clerk: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="写不了"):
        backup(store, tmp_path / "none" / "b.zip")
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_that_rotted_on_the_disk_is_told_and_not_handed_out(store: Store, clerk: str) -> None:
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    (path,) = [path for path in (store.data / "files").rglob("*") if path.is_file()]
    path.write_bytes(b"other")
    with pytest.raises(Unavailable, match="已经损坏"):
        store.files.of_desk(clerk, "d1")


def test_the_migrations_lead_to_what_the_classes_have(store: Store) -> None:
    assert migrate.present(store.database) == migrate.wanted(store.database)
    found = inspect(store.database.engine)
    for table in Base.metadata.sorted_tables:
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())


def test_opening_a_store_again_keeps_what_is_in_it(store: Store, clerk: str, url: str) -> None:
    address = store.database.url.render_as_string(hide_password=False) if url else ""
    again = Store(store.data, address)
    try:
        assert again.desks.load(clerk, "d1") == store.desks.load(clerk, "d1")
    finally:
        again.close()


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_every_spelling_of_a_postgresql_address_means_psycopg(given: str, tmp_path: Path) -> None:
    assert normalised_url(given, tmp_path).drivername == "postgresql+psycopg"


def test_a_database_that_does_not_answer_is_told_in_one_line() -> None:
    database = Database(normalised_url("postgresql://u@127.0.0.1:9/d", Path()))
    with pytest.raises(Unavailable, match="连不上数据库"), database.read() as session:
        session.execute(text("SELECT 1"))


def test_a_read_only_database_is_told_and_can_still_be_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    clerk = store.accounts.single_user().id
    store.desks.save(clerk, desk(), {})
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(Unavailable, match="只读"):
        store.desks.set_setting(clerk, "a", "b")
    assert store.desks.load(clerk, "d1") is not None
    store.close()
