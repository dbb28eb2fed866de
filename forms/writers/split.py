"""One text back into the columns that it was joined from: sign, value and unit, or the goals of a form one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGN = (
    r"≥|≤|＞|＜|>=|<=|=>|=<|>|<|=|＝|≧|≦|不少于|不低于|不高于|不超过|不小于|不大于|大于等于|小于等于"
    r"|大于|小于|等于|定性|定量"
)
_PARTS = re.compile(rf"\s*(?P<sign>{_SIGN})?\s*(?P<value>[-+]?[\d０-９][\d０-９,，.．]*)?\s*(?P<unit>.*)", re.DOTALL)
_NUMBER = re.compile(r"\s*[-+]?[\d０-９][\d０-９,，.．]*\s*")
ORDER = ("sign", "value", "unit")


def split_target(text: str, standing: Sequence[str]) -> list[str] | None:
    """`text` ("≥30次") over the cells that now hold `standing` (["≥", "27", "次"]), in their order.

    What each cell is for is read off what stands in it; where all are blank, three cells are sign, value, unit. None
    when that cannot be told, or when the pieces would not join into `text` again.
    """
    roles = _roles(standing)
    if roles is None:
        return None
    found = _PARTS.fullmatch(text)
    pieces = dict.fromkeys(ORDER, "") | ({k: v or "" for k, v in found.groupdict().items()} if found else {})
    if not pieces["value"]:  # a qualitative target: the words are the value
        pieces |= {"value": pieces["unit"], "unit": ""}
    if "sign" not in roles:
        pieces["value"] = pieces["sign"] + pieces["value"]
    if "unit" not in roles:
        pieces["value"] += pieces["unit"]
    if "value" not in roles:
        return None
    split = [pieces[role].strip() for role in roles]
    joined = "".join(pieces[role] for role in ORDER if role in roles)
    return split if "".join(joined.split()) == "".join(text.split()) else None


def split_lines(text: str, count: int) -> list[str] | None:
    """A text of one line a cell; None when the lines are not as many as the cells."""
    lines = text.split("\n")
    return lines if len(lines) == count else None


def _roles(standing: Sequence[str]) -> list[str] | None:
    """ "sign", "value" or "unit" for each cell, or None when they cannot be told apart."""
    if len(standing) > len(ORDER):
        return None
    roles = [_role(text) for text in standing]
    named = [role for role in roles if role]
    if len(set(named)) != len(named):
        return None
    left = [role for role in ORDER if role not in named]
    if len(left) > roles.count("") and len(standing) == 2 and named:
        # Two columns, one of them blank: the other of value and unit, or the value beside a sign.
        left = ["unit"] if named == ["value"] and roles[0] == "value" else ["value"]
    if len(left) != roles.count(""):
        return None
    blanks = iter(left)
    return [role or next(blanks) for role in roles]


def _role(text: str) -> str:
    plain = text.strip()
    if not plain:
        return ""
    if re.fullmatch(_SIGN, plain):
        return "sign"
    return "value" if _NUMBER.fullmatch(plain) or len(plain) > 8 else "unit"
