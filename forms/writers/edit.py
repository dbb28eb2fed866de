"""What a writer is asked to do: a place and a plain value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell to change: its place as the reader named it, the text, and whether it is a field of numbers.

    `numeric` matters to a blank cell of a workbook only: there a number text becomes a number.
    """

    place: str
    text: str
    numeric: bool = False
