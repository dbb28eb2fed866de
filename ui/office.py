"""The office that a server works for: its store, opened in the data folder."""

from __future__ import annotations

import os
from pathlib import Path

from store.store import Store
from ui.session import Office
from ui.shelf import Shelf


def data_folder(data: Path | None = None) -> Path:
    """Where everything is kept: the option, else ZIPING_DATA, else `ziping` under the user's data folder."""
    if data is not None:
        return data
    if named := os.environ.get("ZIPING_DATA", ""):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "ziping"


def open_office(data: Path | None = None) -> Office:
    """The office whose desks are kept under `data`; ZIPING_DATABASE_URL names another database."""
    return Office(Shelf(Store(data_folder(data), os.environ.get("ZIPING_DATABASE_URL", ""))))
