"""The office that a server works for: its store, opened where the settings say."""

from __future__ import annotations

from pathlib import Path

from store.settings import LOOPBACK, StoreSettings, open_store
from ui.session import Office
from ui.shelf import Shelf


def open_office(data: Path | None = None) -> Office:
    """The office whose desks are kept under `data` (None: where the settings say). Raises store.errors.Unavailable."""
    settings = StoreSettings()
    proxies = settings.trusted_proxies or LOOPBACK
    return Office(Shelf(open_store(data)), trusted_header=settings.trusted_header, trusted_proxies=proxies)
