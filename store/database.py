"""The one door to the database: an engine for a URL, and transactions for reading and for writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from store.errors import Unavailable

DATABASE_FILE = "ziping.db"
BUSY_SECONDS = 15
# Who waits for a writer that hangs is told so in the end; a connection that holds a lock and does nothing is closed.
_POSTGRES_OPTIONS = (
    f"-c lock_timeout={BUSY_SECONDS}s -c statement_timeout=60s -c idle_in_transaction_session_timeout=900s"
)


_BUSY = "数据库正忙，没有保存。请稍后再试，您写的内容还在页面上。"


def normalised_url(url: str, data: Path) -> URL:
    """`url` as SQLAlchemy wants it: "" is SQLite under `data`; postgres:// and postgresql:// mean psycopg 3."""
    if not url:
        return URL.create("sqlite", database=str(data / DATABASE_FILE))
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


class Database:
    """An engine and its sessions. `write()` holds the write lock from its start, so that what it reads stays true."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = _engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def read(self) -> Generator[Session]:
        """A transaction that only reads. Raises Unavailable when the database does not answer."""
        with self._translated(), self._sessions() as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """One transaction, committed at the end, rolled back on any exception. Raises Unavailable."""
        with self._translated(), self._sessions() as session:
            session.connection(execution_options={"ziping_write": True})
            yield session
            session.commit()

    @contextmanager
    def connect(self) -> Generator[Connection]:
        """A bare connection, for schema work. Raises Unavailable."""
        with self._translated(), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except PoolTimeout as error:
            raise Unavailable(_BUSY) from error
        except OperationalError as error:
            raise Unavailable(_unavailable(error)) from error
        except DBAPIError as error:
            if not (error.connection_invalidated or _read_only(error)):
                raise
            raise Unavailable(_unavailable(error)) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=30,
            pool_timeout=BUSY_SECONDS,
            connect_args={"connect_timeout": 5, "tcp_user_timeout": 20_000, "options": _POSTGRES_OPTIONS},
        )
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=30,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver's own comes too late for a read that leads to a write
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError:  # a read-only database: reading goes on, writing says so itself
            continue
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ziping_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _read_only(error: DBAPIError) -> bool:
    """Whether PostgreSQL only reads now (a standby, or an administrator's doing): it calls that an internal error."""
    return getattr(error.orig, "sqlstate", "") == "25006"


def _unavailable(error: DBAPIError) -> str:
    told = str(error.orig).lower()
    if "full" in told or "disk i/o" in told or "no space" in told:
        return "磁盘空间不足，没有保存。请清理磁盘后再试，您写的内容还在页面上。"
    if "readonly" in told or "read-only" in told:
        return "数据库是只读的，没有保存。请联系管理员检查数据目录的权限，您写的内容还在页面上。"
    if "locked" in told or "due to lock timeout" in told or "due to statement timeout" in told:
        return _BUSY
    return "连不上数据库，没有保存。请稍后再试，您写的内容还在页面上。"
