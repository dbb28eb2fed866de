"""Files as they came: bytes under `data/files/<user>/<hash>`, so that a name is never a path and users never share."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from sqlalchemy import select

from store import audit
from store.accounts import require_user
from store.database import Database
from store.desks import visible_table
from store.errors import NotFound, Unavailable
from store.schema.work import StoredFile


class Files:
    def __init__(self, database: Database, data: Path) -> None:
        self._database, self._root = database, data / "files"

    def keep(self, user_id: str, desk_id: str, name: str, content: bytes) -> str:
        """Keep the file that a table came from; gives its id. Raises NotFound (not this user's desk), Unavailable."""
        digest = hashlib.sha256(content).hexdigest()
        self._put(self._path(user_id, digest), content)
        with self._database.write() as session:
            user = require_user(session, user_id)
            table = visible_table(session, user, desk_id)
            if table.unit_id != user.unit_id:
                raise NotFound("没有这张表。")
            query = select(StoredFile).where(StoredFile.user_id == user_id, StoredFile.sha256 == digest)
            row = session.scalars(query.where(StoredFile.name == name, StoredFile.deleted_at.is_(None))).first()
            if row is None:
                row = StoredFile(user_id=user_id, sha256=digest, name=name, size=len(content))
                session.add(row)
                session.flush()
                audit.append(session, user_id, "上传", row.id, size=len(content), sha256=digest)
            table.file_id = row.id
            kept = row.id
        self._put(self._path(user_id, digest), content)  # a purge may have taken the bytes just before they were named
        return kept

    def of_desk(self, user_id: str, desk_id: str) -> tuple[str, bytes] | None:
        """(name, bytes) of the file that a table came from; None when it was pasted or is not this user's to see."""
        with self._database.read() as session:
            table = visible_table(session, require_user(session, user_id), desk_id)
            row = session.get(StoredFile, table.file_id) if table.file_id else None
            if row is None or row.deleted_at is not None:
                return None
            return row.name, self.bytes_of(row)

    def bytes_of(self, row: StoredFile) -> bytes:
        """What the file holds. Raises Unavailable when it is not where it was put, or is not what it was."""
        try:
            content = self._path(row.user_id, row.sha256).read_bytes()
        except OSError as error:
            raise Unavailable(f"找不到“{row.name}”的原文件，请重新上传。") from error
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise Unavailable(f"“{row.name}”的原文件已经损坏，请重新上传。")
        return content

    def forget(self, user_id: str, digest: str) -> None:
        """Remove the bytes of a file that nothing refers to any more."""
        self._path(user_id, digest).unlink(missing_ok=True)

    def _path(self, user_id: str, digest: str) -> Path:
        return self._root / user_id / digest[:2] / digest

    def _put(self, path: Path, content: bytes) -> None:
        """Write at once or not at all; a file of that hash that is there already is the same file."""
        if path.exists():
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
                raise
        except OSError as error:
            raise Unavailable("磁盘写不进去，文件没有保存。请联系管理员检查数据目录。") from error
