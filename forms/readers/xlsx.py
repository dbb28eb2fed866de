"""xlsx and xlsm: one pass over the XML of each sheet, which holds all that is displayed.

calamine gives values only, and aborts the process on cells at both far corners of a sheet; number formats, merges,
hidden rows and error cells need the XML anyway, so the XML is read once, row by row, and nothing else.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from forms.container import Container
from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid, letter
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.readers.displayed import BUILT_IN, displayed, general
from forms.readers.sheet import covered_by, hidden_problems
from forms.safexml import Element, local, parse_xml
from forms.table import Problem

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_STYLES_BYTES = 20_000_000
_MOST_PROBLEMS = 100  # of one sheet, each kind
_MOST_BLANK_ROWS = 2_000  # of one sheet, kept


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Grid]:
    """A grid for each worksheet that holds a text. Raises `UnreadableFile`, `LimitExceeded`."""
    with Container(path, limits) as container:
        book = _Workbook(container, limits)
        return [grid for sheet in book.sheets if (grid := _Sheet(book, sheet).read(path.name)) is not None]


@dataclass(slots=True)
class _SheetEntry:
    name: str
    part: str
    hidden: bool


class _Workbook:
    """What the sheets share: their list, the shared strings, the number formats, the date system."""

    def __init__(self, container: Container, limits: Limits) -> None:
        self.container = container
        self.limits = limits
        self.cells_left = limits.cells
        self.columns: dict[str, int] = {}  # letters -> column, as met
        part = _main_part(container)
        root = parse_xml(container.read(part), container.file, huge=True)
        related = _relations(container, part)
        self.epoch_1904 = _flag(root, "workbookPr", "date1904")
        self.sheets = list(_entries(root, related))
        if not self.sheets:
            raise UnreadableFile("没有工作表", file=container.file, todo="请用 Excel 或 WPS 打开后另存一次")
        by_kind = {kind: target for kind, target in related.values() if kind in {"styles", "sharedStrings"}}
        self.formats = _formats(container, by_kind.get("styles", ""))
        self.strings = _strings(container, by_kind.get("sharedStrings", ""))


def _main_part(container: Container) -> str:
    """The part of the workbook: as the package says, else where it usually is."""
    for kind, target in _relations(container, "").values():
        if kind == "officeDocument" and target in container.names:
            return target
    if "xl/workbook.xml" in container.names:
        return "xl/workbook.xml"
    raise UnreadableFile("不是 Excel 工作簿", file=container.file, todo="请用 Excel 或 WPS 打开后另存为 xlsx")


def _relations(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """id -> (kind, part) of what `part` refers to; the package itself for ""."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in container.names:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for element in parse_xml(container.read(relations), container.file):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return found


def _entries(root: Element, related: dict[str, tuple[str, str]]) -> Iterator[_SheetEntry]:
    for sheets in root:
        if local(sheets) != "sheets":
            continue
        for sheet in sheets:
            kind, part = related.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", ""))
            if kind == "worksheet":
                yield _SheetEntry(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")


def _flag(root: Element, name: str, attribute: str) -> bool:
    return any(local(child) == name and child.get(attribute) in {"1", "true"} for child in root)


def _formats(container: Container, part: str) -> list[str]:
    """The number format of each cell style."""
    if part not in container.names:
        return []
    custom = dict(BUILT_IN)
    formats: list[str] = []
    for child in parse_xml(container.read(part, _STYLES_BYTES), container.file, huge=True):
        if local(child) == "numFmts":
            custom.update(
                {_whole(f.get("numFmtId")): f.get("formatCode", "General") for f in child if local(f) == "numFmt"}
            )
        elif local(child) == "cellXfs":
            formats = [custom.get(_whole(xf.get("numFmtId")), "General") for xf in child if local(xf) == "xf"]
    return formats


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 0


def _strings(container: Container, part: str) -> list[str]:
    """The shared strings, without their phonetic readings."""
    if part not in container.names:
        return []
    found: list[str] = []
    for _, item in _events(container.read(part), container.file, ("{*}si",)):
        found.append(_rich(item))
        _forget(item)
    return found


def _rich(item: Element) -> str:
    """The text of a string item: its runs joined, `_x000D_` undone, phonetic readings left out."""
    if len(item) == 1 and local(item[0]) == "t":
        text = item[0].text or ""
    else:
        parts: list[str] = []
        for child in item:
            if local(child) == "t":
                parts.append(child.text or "")
            elif local(child) == "r":
                parts.extend(t.text or "" for t in child if local(t) == "t")
        text = "".join(parts)
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _events(data: bytes, file: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """The elements of an XML part by their end, without entities or network; a document type is refused."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65_536]:
        raise UnreadableFile("含有实体声明，可能是恶意文件", file=file, todo="请向提供者要一份正常保存的文件")
    try:
        yield from etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True,
                                   load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True)  # fmt: skip
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("内部的 XML 已损坏", file=file, todo="请用 Excel 或 WPS 打开后另存一次") from error


def _forget(element: Element) -> None:
    """Free a handled element and those before it: the memory of a sheet is that of one row."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        assert parent is not None
        del parent[0]


@dataclass(slots=True)
class _Sheet:
    """One worksheet while it is read."""

    book: _Workbook
    entry: _SheetEntry
    rows: dict[int, list[tuple[int, str]]] = field(default_factory=dict[int, list[tuple[int, str]]])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    problems: list[Problem] = field(default_factory=list[Problem])
    errors: int = 0
    blank_rows: int = 0
    next_row: int = 0

    def read(self, file: str) -> Grid | None:
        if self.entry.part not in self.book.container.names:
            return None
        data = self.book.container.read(self.entry.part)
        for _, element in _events(data, file, ("{*}row", "{*}mergeCell", "{*}col")):
            kind = local(element)
            if kind == "row":
                if not self._row(element):
                    break
                _forget(element)
            elif kind == "mergeCell":
                self._merge(element.get("ref", ""))
            elif element.get("hidden") in {"1", "true"}:
                self.hidden_columns.append((_whole(element.get("min")) - 1, _whole(element.get("max")) - 1))
        return self._grid(file) if self.rows else None

    def _row(self, element: Element) -> bool:
        """Take one row; False when the sheet has more rows than the limit."""
        number = _whole(element.get("r")) - 1 if element.get("r") else self.next_row
        self.next_row = number + 1
        limits, book = self.book.limits, self.book
        if len(self.rows) >= limits.sheet_rows or book.cells_left <= 0:
            self.problems.append(Problem(place=f"A{number + 1}", message="工作表超过行数或格数的上限，其后没有读"))
            return False
        cells: list[tuple[int, str]] = []
        column, filled, columns = -1, False, book.columns
        for cell in element:
            reference = cell.get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                known = columns.get(letters)
                column = known if known is not None else self._column(letters, column + 1)
            else:
                column += 1
            if column >= limits.sheet_columns:
                if len(cell):
                    self.problems.append(Problem(place=reference or "", message=f"只读了前 {limits.sheet_columns} 列"))
                break
            text = self._text(cell, number, column) if len(cell) else ""
            if text and not text.isspace():
                filled = True
            cells.append((column, text))
        if filled:
            book.cells_left -= len(cells)
            self.rows[number] = cells
            if element.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(number)
        elif cells and self.blank_rows < _MOST_BLANK_ROWS:  # blank cells of an empty form have places too
            self.blank_rows += 1
            self.rows[number] = cells
        return True

    def _column(self, letters: str, default: int) -> int:
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            return default
        column = 0
        for each in letters.upper():
            column = column * 26 + ord(each) - 64
        self.book.columns[letters] = column - 1
        return column - 1

    def _text(self, cell: Element, row: int, column: int) -> str:
        """The displayed text of a cell."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return next((self._clean(_rich(item), row, column) for item in cell if local(item) == "is"), "")
        value = cell[-1] if local(cell[-1]) == "v" else next((c for c in cell if local(c) == "v"), None)
        stored = value.text if value is not None else None
        if stored is None:
            if any(local(c) == "f" for c in cell):
                self._error(row, column, "公式没有算出的值，请用 Excel 打开并保存后再读")
            return ""
        if kind == "s":
            at = int(stored) if stored.isdigit() and len(stored) < 10 else -1
            return self._clean(self.book.strings[at], row, column) if 0 <= at < len(self.book.strings) else ""
        if kind == "n":
            style, formats = cell.get("s"), self.book.formats
            at = int(style) if style and style.isdigit() and len(style) < 8 else 0
            if at >= len(formats):
                return general(stored.strip())
            return displayed(stored.strip(), formats[at], self.book.epoch_1904)
        if kind == "e":
            self._error(row, column, f"公式错误 {stored[:20]}")
        elif kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        return self._clean(stored, row, column)

    def _clean(self, text: str, row: int, column: int) -> str:
        if len(text) < 32_000 and text.isprintable():
            return text
        return clean(text, f"{letter(column)}{row + 1}", self.book.limits, self.problems)

    def _error(self, row: int, column: int, message: str) -> None:
        self.errors += 1
        if self.errors <= _MOST_PROBLEMS:
            self.problems.append(Problem(place=f"{letter(column)}{row + 1}", message=message))

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if not found or not found[3]:
            return
        left, right = self._column(found[1], 0), self._column(found[3], 0)
        top, bottom = int(found[2]) - 1, int(found[4]) - 1
        if bottom >= top and right >= left:
            self.merges.append((top, left, bottom, right))

    def _grid(self, file: str) -> Grid:
        spans, covered = covered_by(self.merges, max(self.rows) + 1, self.book.limits.sheet_columns)
        hidden = {
            c for a, b in self.hidden_columns for c in range(max(a, 0), min(b, self.book.limits.sheet_columns) + 1)
        }
        rows: list[tuple[Cell, ...]] = []
        for number in range(max(self.rows) + 1):
            cells = self.rows.get(number)
            rows.append(self._cells(number, cells, spans, covered, hidden) if cells else ())
        if self.entry.hidden:
            self.problems.append(Problem(place="", message=f"工作表“{self.entry.name}”是隐藏的，照常读取"))
        self.problems.extend(hidden_problems(rows))
        return Grid(file, self.entry.name, tuple(rows), problems=tuple(self.problems))

    def _cells(
        self,
        number: int,
        cells: list[tuple[int, str]],
        spans: dict[tuple[int, int], tuple[int, int]],
        covered: set[tuple[int, int]],
        hidden: set[int],
    ) -> tuple[Cell, ...]:
        row = str(number + 1)
        unseen = number in self.hidden_rows
        made: list[Cell] = []
        for column, text in cells:
            at = (number, column)
            if at in covered:
                continue
            rows, columns = spans.get(at, (1, 1))
            made.append(Cell(text, number, column, letter(column) + row, rows, columns, unseen or column in hidden))
        return tuple(made)
