"""Text that stands just above a table, outside its cells: what of it a grid takes along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINES, _CHARACTERS = 6, 300
_UNIT = re.compile(r"单位\s*[:：]?\s*[（(]?\s*(?:人民币)?\s*(亿元|万元|元)|[（(]\s*(亿元|万元|元)\s*[)）]")


class Hint(NamedTuple):
    """The lines, and the unit of money that they name ("" where they name none)."""

    title: str
    unit: str


def hint_of(lines: Sequence[str]) -> Hint:
    """The last few of the lines above a table."""
    title = "\n".join(lines[-_LINES:])[-_CHARACTERS:]
    return Hint(title, next((a or b for a, b in _UNIT.findall(title)), ""))
