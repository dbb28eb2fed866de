"""Bringing a database to the present schema, and telling which one it has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from store.database import Database

_LOCK = 0x7A6970696E68


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["database"] = database
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to `revision`. Several servers that start at once do it one after the other."""
    _move(database, command.upgrade, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take an empty database back to an earlier schema, for a backup of that time."""
    _move(database, command.downgrade, revision)


def _move(database: Database, do: Callable[[Config, str], None], revision: str) -> None:
    with database.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET lock_timeout = 0"))  # a migration takes as long as it takes
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            config = _config(database)
            config.attributes["connection"] = connection
            do(config, revision)
        finally:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                connection.execute(text("RESET lock_timeout"))
                connection.execute(text("RESET statement_timeout"))
                connection.commit()


def present(database: Database) -> str | None:
    """The schema's revision in the database; None when it has none."""
    with database.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known(database: Database) -> set[str]:
    """Every revision that this program can start from."""
    return {script.revision for script in ScriptDirectory.from_config(_config(database)).walk_revisions()}


def wanted(database: Database) -> str | None:
    """The revision that this program works with."""
    return ScriptDirectory.from_config(_config(database)).get_current_head()


def revise(database: Database, message: str) -> None:
    """Write a new migration from what the mapped classes have and the database lacks (for developers)."""
    with database.connect() as connection:
        config = _config(database)
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True)
