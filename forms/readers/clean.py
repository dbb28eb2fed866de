"""What every reader does to the text of a cell: control characters go, and a text beyond the limit is cut and told."""

from __future__ import annotations

import re

from forms.limits import Limits
from forms.table import Problem

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str, place: str, limits: Limits, problems: list[Problem]) -> str:
    """The text of the cell at `place` without control characters (tab and line break stay), cut at the limit."""
    if not text:
        return text
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > limits.cell_characters:
        problems.append(Problem(place=place, message=f"单元格文字超过 {limits.cell_characters:,} 字，只读了前面的部分"))
        text = text[: limits.cell_characters]
    return text
