"""The office that a server works for: its store, opened where the settings say."""

from __future__ import annotations

from pathlib import Path

from store.settings import StoreSettings, open_store
from ui.session import Office
from ui.shelf import Shelf


def open_office(data: Path | None = None) -> Office:
    """The office whose desks are kept under `data` (None: where the settings say). Raises store.errors.Unavailable."""
    return Office(Shelf(open_store(data)), trusted_header=StoreSettings().trusted_header)
