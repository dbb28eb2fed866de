"""The cells of a worksheet's XML, row by row.

Nearly every program writes cells in one plain way (`<c r="E9" s="3" t="s"><v>7</v></c>`); such a sheet is scanned with
one pattern, five times as fast as a tree can be walked. The scan counts what it takes against all cells that the text
has: a sheet with anything else in it (prefixes, comments, rich inline text) is read as a tree instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from forms.readers.xlsx_book import events, forget, rich, whole
from forms.safexml import Element, local

RawCell = tuple[str, str | None, str, str | None]  # letters, style, kind, what is stored
FORMULA = "formula"  # the kind of a cell whose formula has no value yet

_CELL = re.compile(
    r'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?'
    r"(?:/>|>(<f(?:\s[^>]*)?/>|<f(?:\s[^>]*)?>[^<]*</f>)?(?:<v(?:\s[^>]*)?>([^<]*)</v>|<v/>)?"
    r"(?:<is><t(?:\s[^>]*)?>([^<]*)</t></is>)?</c>)"
)
_HIDDEN_ROW = re.compile(r'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_COLUMN = re.compile(r"<col [^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_MERGE = re.compile(r'<mergeCell ref="([^"]*)"')
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LARGE = 1_000_000  # bytes of a sheet whose tree is not kept whole


class NotPlain(Exception):
    """The sheet is written in another way than the scan knows."""


@dataclass(slots=True)
class SheetXml:
    """What stands around the cells: filled while `rows` is walked."""

    merges: list[str] = field(default_factory=list[str])
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def scan(self, data: bytes) -> Iterator[tuple[int, bool, list[RawCell]]]:
        """(row number from 0, hidden, cells) of each row with cells. Raises `NotPlain`, at the latest at the end."""
        text = _plain_text(data)
        hidden = {int(number) - 1 for number in _HIDDEN_ROW.findall(text)} if "hidden=" in text else set[int]()
        for column in _COLUMN.findall(text, 0, max(text.find("<sheetData"), 0)):
            attributes = dict(_ATTRIBUTE.findall(column))
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden_columns.append((whole(attributes.get("min")) - 1, whole(attributes.get("max")) - 1))
        self.merges.extend(_MERGE.findall(text))
        taken, current = 0, ""
        cells: list[RawCell] = []
        for match in _CELL.finditer(text):
            letters, number, style, kind, formula, value, inline = match.groups()
            taken += 1
            if number != current:
                if cells:
                    yield int(current) - 1, int(current) - 1 in hidden, cells
                current, cells = number, []
            stored = value if inline is None else inline
            if not stored:
                cells.append((letters, style, FORMULA if formula else "", None))
            else:
                cells.append((letters, style, kind or "n", _unescaped(stored) if "&" in stored else stored))
        if taken != text.count("<c ") + text.count("<c>"):
            raise NotPlain
        if cells:
            yield int(current) - 1, int(current) - 1 in hidden, cells

    def walk(self, data: bytes, file: str) -> Iterator[tuple[int, bool, list[RawCell]]]:
        """The same from a tree. Raises `UnreadableFile` for broken XML."""
        following, large = 0, len(data) > _LARGE
        for _, element in events(data, file, ("{*}row", "{*}mergeCell", "{*}col")):
            kind = local(element)
            hidden = element.get("hidden") in {"1", "true"}
            if kind == "row":
                number = whole(element.get("r")) - 1 if element.get("r") else following
                following = number + 1
                yield number, hidden, [_raw(cell) for cell in element]
                if large:
                    forget(element)
            elif kind == "mergeCell":
                self.merges.append(element.get("ref", ""))
            elif hidden:
                self.hidden_columns.append((whole(element.get("min")) - 1, whole(element.get("max")) - 1))


def _plain_text(data: bytes) -> str:
    if not data.rstrip().endswith(b"</worksheet>") or b"<!" in data:
        raise NotPlain
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlain from error


@lru_cache(maxsize=20_000)  # openpyxl writes every Chinese character as a reference, and labels come back
def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda m: _NAMED[m[3]] if m[3] else _character(int(m[1], 16) if m[1] else int(m[2])), text)


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else ""


def _raw(cell: Element) -> RawCell:
    letters = (cell.get("r") or "").rstrip("0123456789")
    style, kind = cell.get("s"), cell.get("t", "n")
    if not len(cell):
        return letters, style, "", None
    if kind == "inlineStr":
        return letters, style, kind, next((rich(item) for item in cell if local(item) == "is"), None)
    stored = next((child.text for child in cell if local(child) == "v"), None)
    if not stored:
        return letters, style, FORMULA if any(local(child) == "f" for child in cell) else "", None
    return letters, style, kind, stored
