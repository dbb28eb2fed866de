"""A backup is one zip: each table of the database as JSON Lines, the files under their hashes, and a manifest.

It does not depend on the kind of database: what was saved from SQLite can be restored into PostgreSQL.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import DateTime, MetaData, Table, func, insert, select
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from store import migrate
from store.errors import Refused
from store.schema import Base
from store.schema.base import UtcTime, now
from store.store import Store

BATCH = 500
_KIND = "ziping-backup"


def backup(store: Store, out: Path) -> dict[str, int]:
    """Write everything to `out` (complete or not at all); gives the number of rows by table.

    The rows are those of one moment, also while others write. Raises Refused where `out` cannot be written.
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
    except OSError as error:
        raise Refused(f"“{out.name}”写不了（{error.strerror}）。请换一个能写的文件夹，或清理磁盘。") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return counts


def restore(store: Store, source: Path) -> dict[str, int]:
    """Fill an empty store from a backup, of this version or of an earlier one; gives the number of rows by table.

    Raises Refused when the file is no backup, is damaged or of a later version, or the store already holds something.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise Refused(f"“{source.name}”不是备份文件，或者已经损坏。") from error
    with archive:
        manifest = _manifest(archive, source.name)
        schema = str(manifest.get("schema"))
        _must_be_empty(store)
        if schema not in migrate.known(store.database):
            raise Refused(f"备份的数据库版本是 {schema}，本程序还没有这个版本。请先升级程序，再恢复。")
        try:
            return _restored(store, archive, schema, manifest.get("rows"))
        except (KeyError, TypeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, IntegrityError) as error:
            raise Refused(f"“{source.name}”已经损坏，没有恢复。请换一份备份。") from error
        except OSError as error:
            raise Refused(f"数据目录写不了（{error.strerror}），没有恢复。请检查权限和空间。") from error


def _must_be_empty(store: Store) -> None:
    with store.database.read() as session:
        if any(session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables):
            raise Refused("数据目录里已经有内容，没有恢复。请换一个空的数据目录。")


def _restored(store: Store, archive: zipfile.ZipFile, schema: str, wanted: Any) -> dict[str, int]:
    """Rows of an earlier version go into tables of that version, which are then brought to the present one.

    `wanted` is how many rows there were by table: with fewer or more of them the backup is damaged.
    """
    present = schema == migrate.wanted(store.database)
    counts: dict[str, int] = {}
    if not present:
        migrate.downgrade(store.database, schema)
    try:
        with store.database.write() as session:
            metadata = Base.metadata if present else MetaData()
            if not present:
                metadata.reflect(session.connection())
            for table in metadata.sorted_tables:
                if table.name == "alembic_version":
                    continue
                counts[table.name] = 0
                for rows in _batches(archive, table):
                    session.execute(insert(table), rows)
                    counts[table.name] += len(rows)
            if wanted is not None and counts != wanted:
                raise ValueError("rows")
            _take_files(archive, store.data / "files")
    finally:
        if not present:
            migrate.upgrade(store.database)
    return counts


def _line(row: Row[Any]) -> bytes:
    return (json.dumps(dict(row._mapping), ensure_ascii=False, default=_plain) + "\n").encode()  # pyright: ignore[reportPrivateUsage]  # SQLAlchemy's public name for it


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    instants = [column.name for column in table.columns if isinstance(column.type, (UtcTime, DateTime))]
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
        if len(path.name) != 64:  # no hash: a write that was not finished
            continue
        with contextlib.suppress(FileNotFoundError):  # purged just now
            archive.write(path, f"files/{path.relative_to(root).as_posix()}")


def _take_files(archive: zipfile.ZipFile, root: Path) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        if path.parts[0] != "files" or member.is_dir():
            continue
        if len(path.parts) != 4 or ".." in path.parts:
            raise Refused("备份文件里有不该有的路径，没有恢复。")
        target = root.joinpath(*path.parts[1:])
        content = archive.read(member)
        if hashlib.sha256(content).hexdigest() != path.name:
            raise ValueError(path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
