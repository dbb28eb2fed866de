"""The XML of one worksheet: finding a cell, making a missing one in its order, filling it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from forms.errors import NotWritable
from forms.places import At, from_a1, to_a1
from forms.safexml import Element, tag_like

MAX_TEXT = 32_767  # what one cell can hold
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SheetXml:
    """The cells of one sheet's XML: finding one, making a missing one in its order."""

    def __init__(self, root: Element, file: str) -> None:
        self.root, self._file = root, file
        data = root.find(tag_like(root, "sheetData"))
        if data is None:
            raise NotWritable("工作表里没有单元格", file=file, todo="请确认选的是读取时的那个文件")
        self._data = data

    def anchor(self, at: At) -> At:
        """The top left cell of the merged range that covers `at`, else `at` itself."""
        for merge in self.root.iter(tag_like(self.root, "mergeCell")):
            first, last = _range(str(merge.get("ref", "")))
            if first.row <= at.row <= last.row and first.column <= at.column <= last.column:
                return first
        return at

    def find(self, at: At) -> Element | None:
        """The cell element, or None where the sheet has none."""
        for row, number_ in self._rows():
            if number_ == at.row:
                return next((cell for cell, column in _cells(row) if column == at.column), None)
        return None

    def refuse_formula(self, at: At) -> None:
        """Raise `NotWritable` when the cell is calculated, by its own formula or by an array around it."""
        cell = self.find(at)
        calculated = cell is not None and cell.find(tag_like(cell, "f")) is not None
        for formula in self.root.iter(tag_like(self.root, "f")):
            if formula.get("t") in ("array", "dataTable") and formula.get("ref"):
                first, last = _range(str(formula.get("ref")))
                calculated |= first.row <= at.row <= last.row and first.column <= at.column <= last.column
        if calculated:
            raise NotWritable(
                "是公式，不能改写", file=self._file, place=to_a1(at), todo="请改它引用的单元格，或在 Excel 里改公式"
            )

    def ensure(self, at: At) -> Element:
        """The cell element at `at`, made in its order with a neighbour's style where the sheet lacks it."""
        found = self.find(at)
        if found is not None:
            return found
        row = self._ensure_row(at.row)
        cell = etree.Element(tag_like(self.root, "c"), r=to_a1(at))
        style = self._style_near(row, at)
        if style:
            cell.set("s", style)
        index = next((i for i, (_, column) in enumerate(_cells(row)) if column > at.column), len(row))
        row.insert(index, cell)
        self._widen(row, at)
        return cell

    def _rows(self) -> Iterator[tuple[Element, int]]:
        number_ = -1
        for row in self._data.iterchildren(tag_like(self.root, "row")):
            number_ = int(row.get("r", number_ + 2)) - 1
            yield row, number_

    def _ensure_row(self, number_: int) -> Element:
        index = 0
        for row, current in self._rows():
            if current == number_:
                return row
            if current > number_:
                break
            index += 1
        made = etree.Element(tag_like(self.root, "row"), r=str(number_ + 1))
        self._data.insert(index, made)
        return made

    def _style_near(self, row: Element, at: At) -> str:
        """The style of the row, of the cell to the left, to the right, above or below, or of the column."""
        if row.get("customFormat") in ("1", "true") and row.get("s"):
            return str(row.get("s"))
        styles = {column: str(cell.get("s", "")) for cell, column in _cells(row)}
        for column in (at.column - 1, at.column + 1):
            if styles.get(column):
                return styles[column]
        for near in (at.row - 1, at.row + 1):
            cell = self.find(At(near, at.column)) if near >= 0 else None
            if cell is not None and cell.get("s"):
                return str(cell.get("s"))
        for column in self.root.iter(tag_like(self.root, "col")):
            if int(column.get("min", "0")) <= at.column + 1 <= int(column.get("max", "0")):
                return str(column.get("style", ""))
        return ""

    def _widen(self, row: Element, at: At) -> None:
        """Keep what the sheet declares of its extent true: the row's spans and the dimension."""
        spans = str(row.get("spans", ""))
        if re.fullmatch(r"\d+:\d+", spans):
            low, high = (int(part) for part in spans.split(":"))
            row.set("spans", f"{min(low, at.column + 1)}:{max(high, at.column + 1)}")
        dimension = self.root.find(tag_like(self.root, "dimension"))
        if dimension is not None and dimension.get("ref"):
            first, last = _range(str(dimension.get("ref")))
            corner = At(min(first.row, at.row), min(first.column, at.column))
            end = At(max(last.row, at.row), max(last.column, at.column))
            dimension.set("ref", f"{to_a1(corner)}:{to_a1(end)}")


def clean(text: str) -> str:
    """`text` as XML can hold it: one kind of line break, no control characters."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fill(cell: Element, text: str, value: str | None) -> None:
    """Put a number (`value`) or a text into a cell and take everything else out of it but its style."""
    for child in list(cell):
        cell.remove(child)
    for attribute in ("t", "cm", "vm", "ph"):
        if attribute in cell.attrib:
            del cell.attrib[attribute]
    if value is not None:
        etree.SubElement(cell, tag_like(cell, "v")).text = value
    elif text:
        cell.set("t", "inlineStr")
        holder = etree.SubElement(etree.SubElement(cell, tag_like(cell, "is")), tag_like(cell, "t"))
        holder.set(_XML_SPACE, "preserve")
        holder.text = _ESCAPE_LIKE.sub("_x005F_", clean(text))


def _cells(row: Element) -> Iterator[tuple[Element, int]]:
    column = -1
    for cell in row.iterchildren(tag_like(row, "c")):
        at = from_a1(str(cell.get("r", "")))
        column = at.column if at else column + 1
        yield cell, column


def _range(ref: str) -> tuple[At, At]:
    first, _, last = ref.replace("$", "").partition(":")
    start = from_a1(first) or At(-1, -1)
    return start, (from_a1(last) if last else None) or start
