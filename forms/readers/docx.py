"""Word documents: every table a grid, with the text just above it as a hint.

Merged cells come from gridSpan and vMerge; nested tables are grids of their own; paragraphs of a cell are lines of its
text. What Word does not show (tracked deletions, hidden text, field codes) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from forms.container import Container, refuse_pictures
from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.places import At, to_docx
from forms.readers.clean import clean
from forms.readers.hints import hint_of
from forms.safexml import Element, local, parse_xml
from forms.table import Problem
from forms.wordxml import attribute, blocks, boxes, cells, is_on, rows, shown_children, tag_like

TREE_BYTES = 40_000_000  # of document.xml: held as a tree it takes several times as much memory
_KEPT_LINES = 6  # above a table
_BLOCKS, _PARAGRAPH = frozenset({"p", "tbl"}), frozenset({"p"})
_SYMBOLS = {  # characters of symbol fonts by their low byte
    "symbol": {
        0xB3: "≥",
        0xA3: "≤",
        0xB1: "±",
        0xB4: "×",
        0xB9: "≠",
        0xBB: "≈",
        0x25: "%",
        0x3D: "=",
        0x3E: ">",
        0x3C: "<",
    },
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xFC: "√", 0xFB: "×", 0x6C: "●"},
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0xA3: "☐", 0x50: "√", 0x2A: "☐"},
}


def read(path: Path, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """A grid for each table of the document, in its order. Raises `UnreadableFile`, `LimitExceeded`."""
    file = name or path.name
    with Container(path, limits, file) as container:
        root = parse_document(container)
    body = root.find(tag_like(root, "body"))
    if body is None:
        raise UnreadableFile("不是 Word 文档", file=file, todo="请用 Word 或 WPS 打开后另存为 docx")
    walk = _Walk(file, limits)
    walk.block(body, 0)
    refuse_pictures(container, walk.grids)
    return walk.grids


def parse_document(container: Container) -> Element:
    """The tree of the main part. Tables nested beyond what the parser bears are a `LimitExceeded`."""
    name = document_part(container)
    try:
        return parse_xml(container.read(name, TREE_BYTES), container.file)
    except UnreadableFile as error:
        if "depth" in str(error.__cause__):
            raise LimitExceeded("表格嵌套太深", file=container.file, todo="请把表格复制到新文档后再读") from error
        raise


def document_part(container: Container) -> str:
    """The main part as the package names it; nearly always word/document.xml."""
    if "_rels/.rels" in container.names:
        for relation in parse_xml(container.read("_rels/.rels"), container.file):
            target = str(relation.get("Target", "")).lstrip("/")
            if str(relation.get("Type", "")).endswith("/officeDocument") and target in container.names:
                return target
    return "word/document.xml"


@dataclass
class _Walk:
    """One pass over a document: the grids so far, and the lines read since the last table."""

    file: str
    limits: Limits
    grids: list[Grid] = field(default_factory=list[Grid])
    above: list[str] = field(default_factory=list[str])
    tables: int = 0
    cells: int = 0

    def block(self, parent: Element, depth: int) -> None:
        """Read the paragraphs and tables of a body, a cell or a text box."""
        for element in blocks(parent, _BLOCKS):
            if local(element) == "tbl":
                self.table(element, depth)
                self.above = []
            else:
                text = paragraph_text(element).strip()
                if text:
                    self.above = [*self.above[1 - _KEPT_LINES :], text]
                self.boxes(element, depth)

    def boxes(self, paragraph: Element, depth: int) -> None:
        """The text boxes of a paragraph: their tables are grids too, their text stands above the next table."""
        for box in boxes(paragraph):
            if depth < self.limits.nesting:
                self.block(box, depth + 1)

    def table(self, table: Element, depth: int) -> None:
        """Read one table; those in its cells follow it."""
        number = self.tables
        self.tables += 1
        room = self.limits.word_cells - self.cells
        if number >= self.limits.tables or room <= 0:
            if self.grids:
                self._tell(f"只读了前 {len(self.grids)} 张表，其余没有读")
            return
        hint = hint_of(self.above)
        reading = _Table(number, self.limits, room)
        inside = reading.read(table)
        self.cells += reading.count
        self.grids.append(
            Grid(
                self.file,
                "",
                reading.grid_rows(),
                unit_hint=hint.unit,
                title_hint=hint.title,
                problems=tuple(reading.problems),
            )
        )
        self.above = []
        for cell in inside:
            if depth >= self.limits.nesting:
                self._tell(f"表格嵌套超过 {self.limits.nesting} 层，里面的没有读")
                return
            self.block(cell, depth + 1)

    def _tell(self, message: str) -> None:
        last = self.grids[-1]
        told = Problem(place="", message=message)
        if told not in last.problems:
            fields = (last.file, last.sheet, last.rows, last.ragged, last.by_layout, last.unit_hint, last.title_hint)
            self.grids[-1] = Grid(*fields, problems=(*last.problems, told))


class _Table:
    """The cells of one table, merged ones as one."""

    def __init__(self, number: int, limits: Limits, room: int) -> None:
        self.problems: list[Problem] = []
        self.count = 0
        self._number, self._limits, self._room = number, limits, room
        self._is_cut = False
        self._holders: set[Element] = set()
        self._lines: list[list[_Open]] = []

    def read(self, table: Element) -> list[Element]:
        """Take in every row; returns the cells that hold tables or text boxes of their own."""
        inside: list[Element] = []
        above: dict[int, _Open] = {}
        self._holders = set(_holders(table))
        for number, row in enumerate(rows(table)):
            if number >= self._limits.sheet_rows or self.count >= self._room:
                self.problems.append(Problem(place="", message=f"只读了前 {number:,} 行，其后的没有读"))
                break
            above = self._row(number, row, above, inside)
        return inside

    def _row(self, number: int, row: Element, above: dict[int, _Open], inside: list[Element]) -> dict[int, _Open]:
        """Take in one row below the cells of `above`, by column; returns its own for the next row."""
        hidden = is_on(row.find(tag_like(row, "trPr")), "hidden")
        line: list[_Open] = []
        here: dict[int, _Open] = {}
        most = self._limits.sheet_columns
        for cell in cells(row):
            place = to_docx(self._number, At(number, cell.column))
            if cell.column + cell.span > most and not self._is_cut:
                self._is_cut = True
                self.problems.append(Problem(place=place, message=f"只读了前 {most} 列"))
            if cell.column >= most:
                break
            span = min(cell.span, most - cell.column)
            if cell.beside and line:
                line[-1].columns += span
                continue
            anchor = above.get(cell.column) if cell.below else None
            if anchor is not None:
                anchor.rows += 1
            else:
                text = clean(cell_text(cell.element), place, self._limits, self.problems)
                anchor = _Open(text, number, cell.column, place, span, hidden)
                line.append(anchor)
                self.count += 1
                if not cell.below and cell.element in self._holders:
                    inside.append(cell.element)
            here[cell.column] = anchor
        self._lines.append(line)
        return here

    def grid_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows as they ended up. What they were made of is let go on the way: a table may have many cells."""
        made: list[tuple[Cell, ...]] = []
        for index, line in enumerate(self._lines):
            made.append(tuple(Cell(c.text, c.row, c.column, c.place, c.rows, c.columns, c.hidden) for c in line))
            self._lines[index] = []
        return tuple(made)


@dataclass(slots=True)
class _Open:
    """A cell that may still grow by what is merged into it."""

    text: str
    row: int
    column: int
    place: str
    columns: int
    hidden: bool
    rows: int = 1


def cell_text(cell: Element) -> str:
    """The paragraphs of a cell, a line each; tables and text boxes inside it are not its text."""
    lines = [paragraph_text(paragraph) for paragraph in blocks(cell, _PARAGRAPH)]
    return "\n".join(lines).strip("\n")


def paragraph_text(paragraph: Element) -> str:
    """What Word shows of a paragraph."""
    return "".join(_run_texts(paragraph)) if len(paragraph) else ""


def _run_texts(parent: Element) -> Iterator[str]:
    """The shown pieces of text below `parent`, in order; fields by their result, boxes left to themselves."""
    stack = [shown_children(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _FIXED:
            yield _FIXED[name]
        elif name == "sym":
            yield _symbol(child)
        elif name == "checkBox":
            yield "☑" if is_on(child, "checked") or (not _has(child, "checked") and is_on(child, "default")) else "☐"
        elif not _is_hidden_run(child, name) and name not in _UNSEEN:
            stack.append(shown_children(child))


_FIXED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_UNSEEN = frozenset({"instrText", "delText", "delInstrText", "txbxContent", "rt", "tbl", "footnoteReference"})


def _is_hidden_run(element: Element, name: str) -> bool:
    return name == "r" and is_on(element.find(tag_like(element, "rPr")), "vanish")


def _has(element: Element, name: str) -> bool:
    return element.find(tag_like(element, name)) is not None


def _symbol(element: Element) -> str:
    """A character of a symbol font, as the character that it looks like; "" where that is not known."""
    code = attribute(element, "char") or ""
    font = (attribute(element, "font") or "").lower()
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    number = int(code, 16)
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(font, {}).get(number & 0xFF, "")
    return chr(number)


def _holders(table: Element) -> Iterator[Element]:
    """The cells, of whatever table, that hold a table or a text box."""
    for inner in table.iter(tag_like(table, "tbl"), tag_like(table, "txbxContent")):
        holder = next(inner.iterancestors(tag_like(table, "tc")), None)
        if holder is not None:
            yield holder
