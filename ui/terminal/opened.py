"""The store for one command; what it refuses is one line on stderr and exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from store.store import Store

Data = Annotated[Path | None, typer.Option("--data", help="数据目录，默认取 ZIPING_DATA。")]


@contextmanager
def opened_store(data: Path | None) -> Generator[Store]:
    """The store under `data` (None: where the settings say)."""
    from store.errors import StoreError
    from store.settings import open_store

    try:
        store = open_store(data)
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        refuse(str(error))


def refuse(message: str) -> NoReturn:
    """One line on stderr, exit status 2."""
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(2)
