"""Changing single cells of the user's own Word document: only the runs of those cells, in the cells' own style."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from forms.container import Container
from forms.errors import NotWritable
from forms.limits import DEFAULT_LIMITS, Limits
from forms.places import At, from_docx, to_docx
from forms.readers.docx import cell_text, document_part, parse_document
from forms.safexml import Element, local, serialised, tag_like
from forms.wordxml import blocks, cells, rows, tables
from forms.writers.archive import replace_parts
from forms.writers.edit import Edit
from forms.writers.sheet_xml import clean

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEPT = frozenset({"pPr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"})
_PICTURES = ("drawing", "pict", "object")
_CHANGE_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish"})


class WordDocument:
    """A docx in memory: what stands in its table cells, and the cells that were changed."""

    def __init__(self, data: bytes, file: str = "", limits: Limits = DEFAULT_LIMITS) -> None:
        self._data, self._file = data, file
        with Container(io.BytesIO(data), limits, file) as container:
            self._part = document_part(container)
            self._raw = container.read(self._part)
            self._root = parse_document(container)
        body = self._root.find(tag_like(self._root, "body"))
        self._tables = list(tables(body)) if body is not None else []

    def text(self, place: str) -> str:
        """What stands in the cell at "表3 第5行第4列". Raises `NotWritable` where there is none."""
        return cell_text(self._cell(place))

    def changed(self, edits: Sequence[Edit]) -> bytes:
        """The whole file with `edits` made; every other part byte for byte as it was. Raises `NotWritable`."""
        for edit in edits:
            _fill(self._cell(edit.place), clean(edit.text).split("\n"))
        return replace_parts(self._data, {self._part: serialised(self._root, self._raw)})

    def _cell(self, place: str) -> Element:
        where = from_docx(place)
        if where is None or where[0] >= len(self._tables):
            raise self._refusal(place)
        number, at = where
        lines = rows(self._tables[number])
        for row in range(at.row if at.row < len(lines) else -1, -1, -1):
            found = next((c for c in cells(lines[row]) if c.column <= at.column < c.column + c.span), None)
            if found is None:
                break
            if not found.below:
                return found.element
            place = to_docx(number, At(row, at.column))
        raise self._refusal(place)

    def _refusal(self, place: str) -> NotWritable:
        return NotWritable("文档里没有这一格", file=self._file, place=place, todo="请重新读取文件后再写")


def _fill(cell: Element, lines: Sequence[str]) -> None:
    """Put `lines` into the cell, a paragraph each, in the style of its first run or of its paragraph mark."""
    paragraphs = list(blocks(cell, frozenset({"p"})))
    if not paragraphs:
        paragraphs = [etree.SubElement(cell, tag_like(cell, "p"))]
    _end_placeholders(paragraphs[0])
    style = _style(paragraphs)
    while len(paragraphs) < len(lines):
        more = deepcopy(paragraphs[-1])
        paragraphs[-1].addnext(more)
        paragraphs.append(more)
    for paragraph, line in zip(paragraphs, lines, strict=False):
        _write(paragraph, line, style)
    for paragraph in paragraphs[len(lines) :]:
        _write(paragraph, "", style)
        parent = paragraph.getparent()
        ends_cell = paragraph.getnext() is None
        if parent is not None and not ends_cell and not any(local(child) in _KEPT - {"pPr"} for child in paragraph):
            parent.remove(paragraph)
    last = paragraphs[-1]
    before = last.getprevious()
    parent = last.getparent()
    is_spare = len(paragraphs) > len(lines) and parent is not None and before is not None and local(before) == "p"
    if is_spare and parent is not None:
        parent.remove(last)


def _write(paragraph: Element, line: str, style: Element | None) -> None:
    """Replace the runs of a paragraph; its own settings, bookmarks and pictures stay."""
    for child in list(paragraph):
        if local(child) not in _KEPT and not _holds_picture(child):
            paragraph.remove(child)
    if not line:
        return
    run = etree.Element(tag_like(paragraph, "r"))
    if style is not None:
        run.append(deepcopy(style))
    for index, piece in enumerate(line.split("\t")):
        if index:
            etree.SubElement(run, tag_like(run, "tab"))
        if piece:
            holder = etree.SubElement(run, tag_like(run, "t"))
            holder.set(_XML_SPACE, "preserve")
            holder.text = piece
    settings = paragraph.find(tag_like(paragraph, "pPr"))
    paragraph.insert(0 if settings is None else 1, run)


def _style(paragraphs: Sequence[Element]) -> Element | None:
    """The run properties that the new text takes: those of the first run, else of the paragraph mark."""
    for paragraph in paragraphs:
        for run in paragraph.iter(tag_like(paragraph, "r")):
            own = run.find(tag_like(run, "rPr"))
            if run.find(tag_like(run, "t")) is not None:
                return None if own is None else _plain(own)
    for paragraph in paragraphs:
        settings = paragraph.find(tag_like(paragraph, "pPr"))
        mark = settings.find(tag_like(settings, "rPr")) if settings is not None else None
        if mark is not None:
            return _plain(mark)
    return None


def _plain(properties: Element) -> Element:
    """Run properties without marks of tracked changes, hiding, or the grey of a placeholder."""
    made = deepcopy(properties)
    for child in list(made):
        is_placeholder = local(child) == "rStyle" and "laceholder" in str(child.values())
        if local(child) in _CHANGE_MARKS or is_placeholder:
            made.remove(child)
    return made


def _end_placeholders(paragraph: Element) -> None:
    """Tell the content controls around the paragraph that they show a text now, not their prompt."""
    for control in paragraph.iterancestors(tag_like(paragraph, "sdt")):
        for prompt in control.findall(f"{tag_like(control, 'sdtPr')}/{tag_like(control, 'showingPlcHdr')}"):
            settings = prompt.getparent()
            if settings is not None:
                settings.remove(prompt)


def _holds_picture(element: Element) -> bool:
    return next(element.iter(*(tag_like(element, name) for name in _PICTURES)), None) is not None
