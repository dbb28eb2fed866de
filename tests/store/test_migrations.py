"""Each released schema version with data in it comes to the present one, with all of the data.

`released/<version>.sql` is a dump of SQLite, made when that version was released. The rows go into either database
through a schema of that version, are brought to head, and the store then has to give back what was saved.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, DateTime, MetaData, insert
from sqlalchemy.types import TypeEngine

from store import audit, migrate
from store.backup import restore
from store.database import Database, normalised_url
from store.desk import redo
from store.store import Store
from tests.store.postgres import Server

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
PASSWORD = "correct horse 12"


@pytest.fixture
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without any schema."""
    if request.param == "sqlite":
        return ""
    running: Server | None = request.getfixturevalue("postgres")
    if running is None:
        pytest.skip("PostgreSQL 没有安装：apt install postgresql")
    return running.url(empty=True)


def test_there_is_a_dump_of_the_present_version(tmp_path: Path) -> None:
    """Else the next migration would have nothing to be tried on: run `python -m tests.store.released.make`."""
    database = Database(normalised_url("", tmp_path))
    assert migrate.wanted(database) in {path.stem for path in RELEASED}
    database.close()


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
@pytest.mark.parametrize("empty_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_data_of_a_released_version_is_all_there_after_the_upgrade(dump: Path, empty_url: str, tmp_path: Path) -> None:
    database = Database(normalised_url(empty_url, tmp_path))
    migrate.upgrade(database, dump.stem)
    assert migrate.present(database) == dump.stem
    _load(database, dump)
    database.close()

    store = Store(tmp_path, empty_url)
    try:
        assert migrate.present(store.database) == migrate.wanted(store.database)
        _everything_is_there(store)
    finally:
        store.close()


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
def test_a_backup_of_a_released_version_is_restored_into_the_present_one(
    dump: Path, store: Store, tmp_path: Path
) -> None:
    old = Database(normalised_url("", tmp_path / "old"))
    migrate.upgrade(old, dump.stem)
    tables: dict[str, list[dict[str, Any]]] = {}
    _load(old, dump, tables)
    old.close()
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for name, rows in tables.items():
            lines = [json.dumps(row, ensure_ascii=False, default=datetime.isoformat) + "\n" for row in rows]
            archive.writestr(f"tables/{name}.jsonl", "".join(lines))
        archive.writestr("manifest.json", json.dumps({"kind": "ziping-backup", "schema": dump.stem}))
    counts = restore(store, tmp_path / "old.zip")
    assert counts == {name: len(rows) for name, rows in tables.items()}
    assert migrate.present(store.database) == migrate.wanted(store.database)
    _everything_is_there(store)


def _load(database: Database, dump: Path, kept: dict[str, list[dict[str, Any]]] | None = None) -> None:
    source = sqlite3.connect(":memory:")
    source.row_factory = sqlite3.Row
    source.executescript(dump.read_text(encoding="utf-8"))
    metadata = MetaData()
    with database.write() as session:
        metadata.reflect(session.connection())
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            rows = [dict(row) for row in source.execute(f'SELECT * FROM "{table.name}"')]
            assert rows, f"{table.name} is empty in {dump.name}"
            kinds = {column.name: column.type for column in table.columns}
            values = [{k: _value(v, kinds[k]) for k, v in row.items()} for row in rows]
            session.execute(insert(table), values)
            if kept is not None:
                kept[table.name] = values
    source.close()


def _value(value: Any, kind: TypeEngine[Any]) -> Any:
    if value is None:
        return None
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return bool(value) if isinstance(kind, Boolean) else value


def _everything_is_there(store: Store) -> None:
    accounts = {account.name: account for account, _ in store.accounts.all()}
    clerk, reviewer = accounts["clerk"], accounts["reviewer"]
    assert (clerk.display_name, clerk.unit, reviewer.role) == ("李敏", "网信办", "复核人")
    kept = store.desks.load(clerk.id, "d1")
    assert kept is not None
    assert kept.table.text("R1.actual") == "28次"
    assert redo(kept).table.narrative == "全年接待28次。"
    assert [version.text for version in kept.cards[0].versions] == ["一", "二"]
    assert [turn.kind for turn in kept.turns] == ["user", "card"]
    assert (kept.said[0].text, kept.ignored[0].rule) == ("因疫情", "FD08")
    assert store.desks.typing(clerk.id, "d1") == {"goal": "写了一半"}
    assert store.desks.setting(clerk.id, "profile") == "yitihua"
    assert store.workflow.state(clerk.id, "d1") == "退回"
    assert [stage.to_state for stage in store.workflow.stages(clerk.id, "d1")] == ["送审", "退回"]
    assert store.reviews.load(reviewer.id, "d1").rows[1].score == Decimal("13.5")
    assert store.accounts.log_in("clerk", PASSWORD)
    with store.database.read() as session:
        assert list(audit.broken(session)) == []
