"""One reader a format, chosen by what the file holds, never by its name."""

from __future__ import annotations

from pathlib import Path

from forms.grid import Grid
from forms.limits import Limits
from forms.readers.text import read_text


def grids_of_file(path: Path, limits: Limits, name: str) -> list[Grid]:
    """The grids of a file. Raises `UnreadableFile` or `LimitExceeded`."""
    return read_text(path.read_text("utf-8-sig"), limits, name)
