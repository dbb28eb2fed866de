"""Places as the readers name them, taken apart again: "E9", "表3 第5行第4列", joined as "F9+G9+H9"."""

from __future__ import annotations

import re
from typing import NamedTuple

from forms.grid import letter

_A1 = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_DOCX = re.compile(r"表(\d+) 第(\d+)行第(\d+)列")


class At(NamedTuple):
    """A cell, row and column counted from 0."""

    row: int
    column: int


def parts(place: str) -> list[str]:
    """The single places of a joined one."""
    return [part.strip() for part in place.split("+") if part.strip()]


def from_a1(place: str) -> At | None:
    """ "E9" -> (8, 4); None for anything else."""
    found = _A1.fullmatch(place)
    if not found:
        return None
    column = 0
    for each in found[1]:
        column = column * 26 + ord(each) - 64
    return At(int(found[2]) - 1, column - 1)


def to_a1(at: At) -> str:
    """(8, 4) -> "E9"."""
    return f"{letter(at.column)}{at.row + 1}"


def from_docx(place: str) -> tuple[int, At] | None:
    """ "表3 第5行第4列" -> (2, (4, 3)), the table counted from 0 too; None for anything else."""
    found = _DOCX.fullmatch(place)
    return (int(found[1]) - 1, At(int(found[2]) - 1, int(found[3]) - 1)) if found else None


def to_docx(table: int, at: At) -> str:
    """(2, (4, 3)) -> "表3 第5行第4列"."""
    return f"表{table + 1} 第{at.row + 1}行第{at.column + 1}列"
