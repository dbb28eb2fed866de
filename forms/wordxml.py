"""The parts of a Word document that hold tables: found by one walk, for the reader and the writer alike.

Tables are numbered in the order of the document, nested ones and those in text boxes included. python-docx's own grid
is not used: it repeats merged cells, raises on odd grids and hangs on an absurd gridSpan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forms.safexml import Element, local, tag_like

MAX_COLUMNS = 1_000
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "sectPr", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr"}
)
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})
_CELL, _MERGES = frozenset({"tc"}), frozenset({"gridSpan", "vMerge", "hMerge"})
_TRUE = frozenset({"", "1", "true", "on"})


class WordCell(NamedTuple):
    """A w:tc with its place on the table's grid. `below` tells that it continues the cell above it."""

    element: Element
    column: int
    span: int
    below: bool
    beside: bool  # continues the cell left of it (the old hMerge)


def attribute(element: Element, name: str) -> str | None:
    """The attribute called `name` whatever its namespace."""
    value = element.get(tag_like(element, name))
    return value if value is not None else element.get(name)


def setting(element: Element | None, name: str) -> str | None:
    """The w:val of a property child; "" where it has none, None where there is no such child."""
    child = None if element is None else element.find(tag_like(element, name))
    return None if child is None else (attribute(child, "val") or "")


def is_on(element: Element | None, name: str) -> bool:
    """A switch property: there, and not turned off."""
    return (value := setting(element, name)) is not None and value.lower() in _TRUE


def shown_children(element: Element) -> Iterator[Element]:
    """The children that are displayed: without deletions, properties and the doubles for old programs."""
    for child in element:
        if local(child) not in _SKIPPED:
            yield child


def blocks(parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The children called one of `wanted`, looking through content controls, insertions and the like."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif (name := local(child)) in wanted:
            yield child
        elif name in _WRAPPERS:
            stack.append(iter(child))


def rows(table: Element) -> list[Element]:
    """The w:tr of a table that are shown: rows whose deletion is tracked are not."""
    return [row for row in blocks(table, frozenset({"tr"})) if setting(row.find(tag_like(row, "trPr")), "del") is None]


def cells(row: Element) -> Iterator[WordCell]:
    """The w:tc of a row with their columns on the grid, counted from 0."""
    column = _number(setting(row.find(tag_like(row, "trPr")), "gridBefore"), 0)
    for cell in blocks(row, _CELL):
        properties = cell[0] if len(cell) and local(cell[0]) == "tcPr" else cell.find(tag_like(cell, "tcPr"))
        own: dict[str, str] = {}
        for child in properties if properties is not None else ():
            if (name := local(child)) in _MERGES:
                own[name] = attribute(child, "val") or ""
        span = max(1, _number(own.get("gridSpan"), 1))
        below, beside = own.get("vMerge", "restart") != "restart", own.get("hMerge", "restart") != "restart"
        yield WordCell(cell, column, span, below, beside)
        column = min(column + span, MAX_COLUMNS)


def boxes(paragraph: Element) -> list[Element]:
    """The outermost text boxes of a paragraph, each once: not again in the form for old programs."""
    found: list[Element] = []
    stack = [shown_children(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif local(child) == "txbxContent":
            found.append(child)
        else:
            stack.append(shown_children(child))
    return found


def tables(parent: Element) -> Iterator[Element]:
    """Every w:tbl in the order in which they are numbered: a table, then those in its cells, then the next."""
    for element in blocks(parent, frozenset({"p", "tbl"})):
        if local(element) == "tbl":
            yield element
            for row in rows(element):
                for cell in cells(row):
                    if not cell.below and not cell.beside:
                        yield from tables(cell.element)
        else:
            for box in boxes(element):
                yield from tables(box)


def _number(text: str | None, default: int) -> int:
    """A count of columns, held within `MAX_COLUMNS`."""
    return min(int(text), MAX_COLUMNS) if text and text.isascii() and text.isdigit() and len(text) < 20 else default
