"""A backup is one zip: each table of the database as JSON Lines, the files under their hashes, and a manifest.

It does not depend on the kind of database: what was saved from SQLite can be restored into PostgreSQL.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.engine import Row

from store import migrate
from store.errors import Refused
from store.schema import Base
from store.schema.base import UtcTime, now
from store.store import Store

BATCH = 500
_KIND = "ziping-backup"


def backup(store: Store, out: Path) -> dict[str, int]:
    """Write everything to `out` (complete or not at all); gives the number of rows by table.

    The rows are those of one moment, also while others write.
    """
    temporary = out.with_name(out.name + ".part")
    counts: dict[str, int] = {}
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive, store.database.read() as session:
            if not store.database.is_sqlite:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            for table in Base.metadata.sorted_tables:
                with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
                    counts[table.name] = 0
                    for row in session.execute(select(table)).yield_per(BATCH):
                        file.write(_line(row))
                        counts[table.name] += 1
            _add_files(archive, store.data / "files")
            manifest = {
                "kind": _KIND,
                "schema": migrate.present(store.database),
                "made": now().isoformat(),
                "rows": counts,
            }
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False))
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return counts


def restore(store: Store, source: Path) -> dict[str, int]:
    """Fill an empty store from a backup; gives the number of rows by table.

    Raises Refused when the file is no backup, is of another schema, or the store already holds accounts or tables.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise Refused(f"“{source.name}”不是备份文件，或者已经损坏。") from error
    with archive:
        manifest = _manifest(archive, source.name)
        if manifest.get("schema") != migrate.present(store.database):
            raise Refused(
                f"备份的数据库版本是 {manifest.get('schema')}，与本程序不同。请用做备份时的版本恢复，再升级。"
            )
        counts: dict[str, int] = {}
        with store.database.write() as session:
            for table in Base.metadata.sorted_tables:
                if session.scalar(select(func.count()).select_from(table)):
                    raise Refused("数据目录里已经有内容，没有恢复。请换一个空的数据目录。")
            for table in Base.metadata.sorted_tables:
                counts[table.name] = 0
                for rows in _batches(archive, table):
                    session.execute(insert(table), rows)
                    counts[table.name] += len(rows)
            _take_files(archive, store.data / "files")
    return counts


def _line(row: Row[Any]) -> bytes:
    return (json.dumps(dict(row._mapping), ensure_ascii=False, default=_plain) + "\n").encode()  # pyright: ignore[reportPrivateUsage]  # SQLAlchemy's public name for it


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    instants = [column.name for column in table.columns if isinstance(column.type, UtcTime)]
    rows: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.jsonl") as file:
        for line in file:
            row = json.loads(line)
            for name in instants:
                row[name] = datetime.fromisoformat(row[name]) if row[name] else None
            rows.append(row)
            if len(rows) == BATCH:
                yield rows
                rows = []
    if rows:
        yield rows


def _manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError) as error:
        raise Refused(f"“{name}”不是备份文件。") from error
    if not isinstance(manifest, dict) or manifest.get("kind") != _KIND:  # pyright: ignore[reportUnknownMemberType]
        raise Refused(f"“{name}”不是备份文件。")
    return manifest  # pyright: ignore[reportUnknownVariableType]


def _add_files(archive: zipfile.ZipFile, root: Path) -> None:
    for path in sorted(root.glob("*/*/*")):
        if len(path.name) == 64:  # a hash; anything else is a write that was not finished
            archive.write(path, f"files/{path.relative_to(root).as_posix()}")


def _take_files(archive: zipfile.ZipFile, root: Path) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        if path.parts[0] != "files" or member.is_dir():
            continue
        if len(path.parts) != 4 or ".." in path.parts:
            raise Refused("备份文件里有不该有的路径，没有恢复。")
        target = root.joinpath(*path.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
