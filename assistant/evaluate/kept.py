"""Drafts that users accepted or corrected, as cases: what they kept is what has to be told, what was wrong must not be.

The unit's names are taken out of every text. What a clerk wrote into free text (a person's name) cannot be known: the
cases are to be looked through before they leave the house.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from assistant.draft.task import DraftKind
from forms.edit import with_texts
from forms.table import SelfEvaluationTable, Source

MOST = 8  # numbers of a kept text that have to be told again
SHORTEST = 3  # characters of a name that is looked for inside other texts
_TOLD = re.compile(r"(?<![\d.〔年月第])\d+(?:\.\d+)?(?:万元|亿元|元|万|%|个百分点|人次|平方米|公里|[\u4e00-\u9fff])")
_PROSE = re.compile("[\u4e00-\u9fff]")
_CALENDAR = re.compile(r"[年月日号]$")
_PRIVATE = re.compile(r"1\d{10}|\d{17}[\dXx]|\d{3,4}-\d{7,8}|[\w.+-]+@[\w-]+\.[\w.]+")
_PLACE = re.compile(r"^(?:.{2,4}?(?:省|自治区|自治州|市|州|盟|县|区|旗)){1,3}")


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft as it was kept. `text` is the final one, `wrong` what verification had found wrong with the first."""

    table: SelfEvaluationTable
    kind: DraftKind
    row: int | None
    cell: str  # fact id of the field that the text belongs to
    before: str  # what stood there
    text: str
    wrong: tuple[str, ...] = ()
    stated: tuple[tuple[str, int | None], ...] = ()  # what the user said, and about which row
    names: tuple[str, ...] = ()  # of the unit and its users


def as_case(kept: Kept) -> dict[str, Any]:
    """The case as it stands in a file of the draft suite; its id is the hash of its content."""
    table = with_texts(kept.table, {kept.cell: kept.before})
    hide = _hider([*kept.names, table.department, table.implementing_unit])
    told = [one for one in dict.fromkeys(_TOLD.findall(kept.text)) if not _CALENDAR.search(one)]
    given: dict[str, Any] = {
        "note": "用户采纳的草稿", "form": hide(_dumped(table)), "kind": kept.kind,
        "covers": told[:MOST],
        "never": [hide(one) for one in dict.fromkeys(kept.wrong) if one not in kept.text],
    }  # fmt: skip
    if kept.row is not None:
        given["row"] = kept.row
    if kept.stated:
        given |= {"causes": [hide(said) for said, _ in kept.stated], "about": [row for _, row in kept.stated]}
    if not kept.text or kept.kind == "narrative":
        size = len("".join(kept.text.split()))
        given["size"] = [min(60, size), max(280, size + 100)]
    given = {name: value for name, value in given.items() if value not in ([], "")}
    return {"id": f"store-{_digest(given)}", **given}


def _dumped(table: SelfEvaluationTable) -> dict[str, Any]:
    """The table as JSON, without where it came from, whose it is, and what has no field (people, telephones)."""
    bare = table.model_copy(
        update={
            "source": Source(),
            "other": (),
            "department": _blank(table.department),
            "implementing_unit": _blank(table.implementing_unit),
        }
    )
    return bare.model_dump(mode="json", exclude_defaults=True)


def _blank(text: str | None) -> str | None:
    return None if text is None else ""


def _hider(names: Iterable[str | None]) -> Callable[[Any], Any]:
    """A function that takes names out of every text in a value, and out of prose telephones and the like."""
    whole = {name.strip() for name in names if name and len(name.strip()) >= SHORTEST}
    short = {rest for name in whole if len(rest := _PLACE.sub("", name)) >= SHORTEST}
    ordered = sorted(whole | short, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def hide(value: Any) -> Any:
        if isinstance(value, str):
            text = pattern.sub("某单位", value) if pattern else value
            return _PRIVATE.sub("〇", text) if _PROSE.search(text) else text
        if isinstance(value, list):
            return [hide(one) for one in cast("list[Any]", value)]
        if isinstance(value, dict):
            return {name: hide(one) for name, one in cast("dict[str, Any]", value).items()}
        return value

    return hide


def _digest(given: Mapping[str, Any]) -> str:
    return sha256(json.dumps(given, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:10]
