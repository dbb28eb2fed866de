"""The same tests on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from store import passwords
from store.store import Store
from tests.store.postgres import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server | None]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database of either kind that holds nothing yet."""
    if request.param == "sqlite":
        return ""
    running = request.getfixturevalue("postgres")
    if running is None:
        pytest.skip("PostgreSQL 没有安装：apt install postgresql")
    return running.url()


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """argon2 with the least that it takes: what is tested is where hashes go, not how long one takes."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody"))
        yield


@pytest.fixture
def store(tmp_path: Path, url: str) -> Iterator[Store]:
    opened = Store(tmp_path / "data", url)
    yield opened
    opened.close()
