"""Whether the store works: for `ziping doctor` and `/healthz`."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from store import audit, migrate
from store.errors import Unavailable
from store.schema.work import Table
from store.store import Store

LEAST_FREE_MB = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What one look at the store found. `good` is None where it is only told, not judged."""

    name: str
    good: bool | None
    text: str


def examine(store: Store, *, whole: bool = True) -> list[Answer]:
    """Look at database, schema, disk and (with `whole`) the audit chain. Never raises: what fails is an answer."""
    kind = "SQLite" if store.database.is_sqlite else "PostgreSQL"
    try:
        with store.database.read() as session:
            tables = session.scalar(select(func.count()).select_from(Table)) or 0
            gaps = list(audit.broken(session)) if whole else []
        present, wanted = migrate.present(store.database), migrate.wanted(store.database)
    except Unavailable as error:
        return [Answer("数据库", False, f"{kind}：{error}"), _disk(store)]
    answers = [
        Answer("数据库", True, f"{kind}，{tables} 张表"),
        Answer("数据库版本", present == wanted, f"{present}" if present == wanted else f"{present}，应为 {wanted}"),
        _disk(store),
    ]
    if whole:
        text = "连续" if not gaps else f"第 {gaps[0]} 条起对不上"
        answers.append(Answer("操作记录", not gaps, text))
    return answers


def _disk(store: Store) -> Answer:
    try:
        probe = store.data / f".probe-{uuid.uuid4().hex}"
        probe.write_bytes(b"ziping")
        probe.unlink()
        free = shutil.disk_usage(store.data).free // 1_000_000
    except OSError as error:
        return Answer("数据目录", False, f"写不进去（{error.strerror}），请检查权限和空间")
    return Answer("数据目录", free >= LEAST_FREE_MB, f"可写，剩余 {free:,} MB")
