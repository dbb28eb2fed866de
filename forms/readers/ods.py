"""OpenDocument spreadsheets. A cell's paragraphs are what is displayed, so content.xml alone is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from forms.container import Container
from forms.errors import UnreadableFile
from forms.grid import Cell, Grid, letter
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.readers.sheet import hidden_problems
from forms.safexml import Element, local, parse_xml
from forms.table import Problem

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TREE_BYTES = 60_000_000  # of content.xml, which is held as a tree
_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MOST_BLANKS = 64  # of one repeated blank cell: sheets are padded to their last column


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Grid]:
    """A grid for each sheet that holds a text. Raises `UnreadableFile`, `LimitExceeded`."""
    with Container(path, limits) as container:
        if "META-INF/manifest.xml" in container.names and b"encryption-data" in container.read("META-INF/manifest.xml"):
            raise UnreadableFile("加了密码", file=path.name, todo="请去掉密码另存后再读")
        root = parse_xml(container.read("content.xml", _TREE_BYTES), path.name, huge=True)
    reader = _Reader(limits, path.name)
    grids = [reader.sheet(table) for table in root.iter(f"{_TABLE}table") if _is_sheet(table)]
    if not grids:
        raise UnreadableFile("没有工作表", file=path.name, todo="请用 WPS 或 LibreOffice 打开后另存一次")
    return [grid for grid in grids if grid.rows]


def _is_sheet(table: Element) -> bool:
    parent = table.getparent()
    return parent is not None and local(parent) == "spreadsheet"


@dataclass(slots=True)
class _Reader:
    limits: Limits
    name: str
    cells: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])

    def sheet(self, table: Element) -> Grid:
        self.problems = []
        rows: list[tuple[Cell, ...]] = []
        hidden_columns = _hidden_columns(table, self.limits.sheet_columns)
        blank = 0  # rows not yet known to be followed by a filled one
        for row in _rows(table):
            repeated = _count(row, "number-rows-repeated")
            cells = self._row(row, len(rows) + blank, hidden_columns)
            if not any(cell.text.strip() for cell in cells):
                if cells and blank + len(rows) < self.limits.table_rows and repeated == 1:
                    rows.extend([()] * blank)
                    rows.append(cells)
                    blank = 0
                else:
                    blank += repeated
                continue
            if len(rows) + blank + repeated > self.limits.sheet_rows or self.cells > self.limits.cells:
                self.problems.append(
                    Problem(place=f"A{len(rows) + blank + 1}", message="工作表超过行数或格数的上限，其后没有读")
                )
                break
            rows.extend([()] * blank)
            blank = 0
            rows.append(cells)
            rows.extend(
                self._row(row, len(rows), hidden_columns) for _ in range(min(repeated, self.limits.table_rows) - 1)
            )
        self.problems.extend(hidden_problems(rows))
        return Grid(self.name, table.get(f"{_TABLE}name", ""), tuple(rows), problems=tuple(self.problems))

    def _row(self, row: Element, number: int, hidden_columns: set[int]) -> tuple[Cell, ...]:
        """The cells of a row; covered ones are part of a merge, repeated ones are written out while they are few."""
        unseen = row.get(f"{_TABLE}visibility") in {"collapse", "filter"}
        made: list[Cell] = []
        column = 0
        for element in row:
            kind = local(element)
            if kind not in {"table-cell", "covered-table-cell"}:
                continue
            repeated = _count(element, "number-columns-repeated")
            text = self._text(element, number, column) if kind == "table-cell" else ""
            if kind == "table-cell" and column < self.limits.sheet_columns:
                spans = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
                most = min(repeated, self.limits.sheet_columns - column, repeated if text else _MOST_BLANKS)
                for at in range(column, column + most):
                    made.append(
                        Cell(text, number, at, f"{letter(at)}{number + 1}", *spans, unseen or at in hidden_columns)
                    )
                self.cells += most
            column += repeated
        while made and not made[-1].text and len(made) > 32:
            made.pop()
        return tuple(made)

    def _text(self, cell: Element, number: int, column: int) -> str:
        """The paragraphs of a cell as lines; annotations are not part of it."""
        lines = [_line(p) for p in cell if p.tag == f"{_TEXT}p"]
        text = "\n".join(lines)
        place = f"{letter(column)}{number + 1}"
        if text.startswith(("#", "Err:")) and cell.get(f"{_TABLE}formula"):
            self.problems.append(Problem(place=place, message=f"公式错误 {text[:20]}"))
        return clean(text, place, self.limits, self.problems) if text else ""


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if local(child) == "table-row":
            yield child
        elif local(child) in _ROW_GROUPS:
            yield from _rows(child)


def _count(element: Element, attribute: str) -> int:
    text = element.get(f"{_TABLE}{attribute}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


def _hidden_columns(table: Element, most: int) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for element in table.iter(f"{_TABLE}table-column"):
        repeated = _count(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
            hidden.update(range(column, min(column + repeated, most)))
        column += repeated
    return hidden


def _line(paragraph: Element) -> str:
    parts: list[str] = [paragraph.text or ""]
    for child in paragraph:
        kind = local(child)
        if kind == "s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdecimal() and len(count) < 5 else 1, 1_000))
        elif kind == "line-break":
            parts.append("\n")
        elif kind == "tab":
            parts.append(" ")
        elif kind != "annotation":
            parts.append(_line(child))
        parts.append(child.tail or "")
    return "".join(parts)
