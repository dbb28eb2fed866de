"""Web pages, and spreadsheets or mails saved as such: every table a grid, with the text just above it as a hint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree
from lxml import html as lxml_html

from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.places import At, to_docx
from forms.readers.clean import clean
from forms.safexml import Element, refuse_crowd
from forms.table import Problem

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "title", "meta", "link"})
_LINES = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})
_HINT_CHARACTERS = 300


def read_html(text: str, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """A grid for each table of a page, tables within cells after the one that holds them. Raises `UnreadableFile`."""
    refuse_crowd(text.encode("utf-8", "replace"), name)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = _tree(text.replace("\x00", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("网页已损坏", file=name, todo="请在浏览器里打开，复制表格后粘贴") from error
    reader = _Page(limits, name)
    for element in root.iter("table"):
        reader.table(element)
    if not reader.grids:
        raise UnreadableFile("网页里没有表格", file=name, todo="请在浏览器里打开，复制表格后粘贴")
    return reader.grids


def read_mhtml(data: bytes, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """The grids of a page saved as one file (mht): those of its first html part that has tables."""
    from email import message_from_bytes
    from email.policy import default

    from forms.readers.decode import decode

    for part in message_from_bytes(data, policy=default).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and b"<t" in payload:
                return read_html(decode(payload)[0], limits, name)
    raise UnreadableFile("网页里没有表格", file=name, todo="请在浏览器里打开，复制表格后粘贴")


def _tree(text: str) -> Element:
    parse = cast("Callable[..., Element]", lxml_html.fromstring)  # pyright: ignore[reportUnknownMemberType]
    return parse(text, parser=lxml_html.HTMLParser(no_network=True))


def _tag(element: Element) -> str:
    """The element's name; "" for comments and the like, which have a function in its place."""
    name = str(element.tag)
    return "" if name.startswith("<") else name


@dataclass(slots=True)
class _Page:
    limits: Limits
    name: str
    grids: list[Grid] = field(default_factory=list[Grid])
    cells: int = 0

    def table(self, table: Element) -> None:
        """One table. Rows of tables inside its cells are not its own."""
        if _depth(table) > self.limits.nesting:
            raise LimitExceeded("表格嵌套太深", file=self.name, todo="请复制需要的表格后粘贴")
        number = len(self.grids) + 1
        problems: list[Problem] = []
        rows: list[tuple[Cell, ...]] = []
        taken: dict[int, set[int]] = {}
        for at, row in enumerate(_rows(table)):
            if at >= self.limits.sheet_rows or self.cells > self.limits.cells:
                problems.append(Problem(place=f"表{number}", message=f"只读了前 {at:,} 行"))
                break
            rows.append(self._row(row, at, number, taken, problems))
            taken.pop(at, None)
        self.grids.append(Grid(self.name, "", tuple(rows), problems=tuple(problems), title_hint=_text_above(table)))

    def _row(
        self, row: Element, at: int, number: int, taken: dict[int, set[int]], problems: list[Problem]
    ) -> tuple[Cell, ...]:
        made: list[Cell] = []
        column = 0
        here = taken.get(at, set())
        unseen_row = _unseen(row)
        for element in row:
            if element.tag not in {"td", "th"}:
                continue
            while column in here:
                column += 1
            if column >= self.limits.sheet_columns:
                break
            rows, columns = _span(element, "rowspan", 1_000), _span(element, "colspan", self.limits.sheet_columns)
            place = to_docx(number - 1, At(at, column))
            text = clean(_text(element), place, self.limits, problems)
            made.append(Cell(text, at, column, place, rows, columns, unseen_row or _unseen(element)))
            self.cells += 1
            for below in range(at + 1, at + rows):
                taken.setdefault(below, set()).update(range(column, column + columns))
            column += columns
        return tuple(made)


def _depth(table: Element) -> int:
    return sum(1 for ancestor in table.iterancestors() if ancestor.tag == "table")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _span(element: Element, name: str, most: int) -> int:
    text = (element.get(name) or "").strip()
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 10 else 1


def _unseen(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _text(cell: Element) -> str:
    """What a browser shows: white space as one space, <br> and paragraphs as line breaks, inner tables left out."""
    parts: list[str] = []
    _collect(cell, parts, 0)
    lines = [re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ") for line in "".join(parts).split("\n")]
    return "\n".join(lines).strip("\n")


def _collect(element: Element, parts: list[str], depth: int) -> None:
    if depth > 200:
        return
    _add(element.text, parts)
    for child in element:
        tag = _tag(child)
        if tag == "br":
            parts.append("\n")
        elif tag == "input" and child.get("type") in {"checkbox", "radio"}:
            parts.append("☑" if child.get("checked") is not None else "☐")
        elif tag == "input" and child.get("type") != "hidden":
            _add(child.get("value"), parts)
        elif tag and tag not in _SKIPPED and tag != "table" and not _unseen(child):
            if tag in _LINES and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            _collect(child, parts, depth + 1)
            if tag in _LINES:
                parts.append("\n")
        _add(child.tail, parts)


def _add(text: str | None, parts: list[str]) -> None:
    if text:
        spaced = re.sub(r"[\t\r\n\f\v ]+", " ", text)
        if spaced != " " or (parts and not parts[-1].endswith("\n")):
            parts.append(spaced)


def _text_above(table: Element) -> str:
    """The caption, and the nearest texts in front of the table that are not in another table."""
    found: list[str] = []
    size = 0
    for element in table.iterchildren("caption"):
        found.append(_text(element))
    walker: Element = table
    while size < _HINT_CHARACTERS and len(found) < 6:
        before = walker.getprevious()
        if before is None:
            parent = walker.getparent()
            if parent is None or parent.tag in {"body", "html", "td", "th", "table"}:
                break
            if parent.text and parent.text.strip():
                found.append(parent.text.strip())
            walker = parent
            continue
        if before.tag == "table" or (_tag(before) and before.find(".//table") is not None):
            break
        if _tag(before) and _tag(before) not in _SKIPPED:
            text = f"{_text(before)}{(before.tail or '').strip()}".strip()
            if text:
                found.append(text)
                size += len(text)
        walker = before
    return "\n".join(reversed(found))[-_HINT_CHARACTERS:]
