"""Changing single cells of the user's own workbook by patching its sheet XML.

openpyxl loses pictures of WPS, extension lists and every cached formula value when it saves; here only the cells that
change are rewritten, and every other part of the file stays byte for byte as it was.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from forms.errors import NotWritable, UnreadableFile
from forms.places import At, from_a1
from forms.safexml import Element, child_text, local, parse_xml, serialised, tag_like
from forms.writers.archive import replace_parts
from forms.writers.edit import Edit
from forms.writers.number_styles import Styles
from forms.writers.sheet_xml import MAX_TEXT, SheetXml, fill


class Workbook:
    """An xlsx or xlsm in memory: where its sheets are, and the cells that were changed."""

    def __init__(self, data: bytes, file: str = "") -> None:
        self._data, self._file = data, file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._workbook_name = self._start_part()
            self._workbook = self._parse(self._workbook_name)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile("不是完好的 xlsx 文件", file=file, todo="请用 Excel 或 WPS 打开后另存一次") from error
        styles = self._related("/styles")
        self._styles = Styles(self._parse(styles) if styles else None)

    def text(self, sheet: str, place: str) -> str:
        """What stands in a cell now, as stored (numbers unformatted); "" where there is no such cell."""
        part = self._sheet_part(sheet)
        grid = SheetXml(self._parse(part), self._file)
        cell = grid.find(grid.anchor(self._at(place)))
        if cell is None:
            return ""
        if cell.get("t") == "s":
            return self._shared(int(child_text(cell, "v") or 0))
        return "".join(str(t) for t in cell.itertext(tag_like(cell, "t"))) or child_text(cell, "v")

    def changed(self, sheet: str, edits: Sequence[Edit]) -> bytes:
        """The whole file with `edits` made in `sheet` (the only or first one where `sheet` is "").

        Raises `NotWritable` for a formula, a place that is none, or a text longer than a cell can hold.
        """
        part = self._sheet_part(sheet)
        raw = self._zip.read(part)
        grid = SheetXml(self._parse(part), self._file)
        recalculate = False
        for edit in edits:
            recalculate |= self._apply(grid, edit)
        parts = {part: serialised(grid.root, raw)}
        if self._styles.root is not None and self._styles.has_grown:
            name = self._related("/styles")
            parts[name] = serialised(self._styles.root, self._zip.read(name))
        if recalculate:
            parts[self._workbook_name] = self._recalculating()
        return replace_parts(self._data, parts)

    def _apply(self, grid: SheetXml, edit: Edit) -> bool:
        """Make one edit; True when a number changed, so that formulas must be calculated anew."""
        if len(edit.text) > MAX_TEXT:
            raise NotWritable(
                f"内容超过 {MAX_TEXT} 个字，一个单元格放不下", file=self._file, place=edit.place, todo="请缩短后再写"
            )
        at = grid.anchor(self._at(edit.place))
        grid.refuse_formula(at)
        cell = grid.ensure(at)
        was_number = cell.get("t", "n") == "n" and child_text(cell, "v") != ""
        was_blank = len(cell) == 0
        value = None
        if was_number or (was_blank and edit.numeric):
            value, style = self._styles.for_number(edit.text, int(cell.get("s", "0")))
            if value is not None and style:
                cell.set("s", str(style))
        fill(cell, edit.text, value)
        return was_number or value is not None

    def _start_part(self) -> str:
        """The workbook part as the package names it; nearly always xl/workbook.xml."""
        root = self._parse("_rels/.rels")
        for relation in root:
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        raise KeyError("officeDocument")

    def _relations(self) -> Iterator[tuple[str, str, str]]:
        """(id, type, part name) of what the workbook refers to."""
        folder, name = posixpath.split(self._workbook_name)
        for relation in self._parse(f"{folder}/_rels/{name}.rels".lstrip("/")):
            target = str(relation.get("Target", ""))
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield str(relation.get("Id", "")), str(relation.get("Type", "")), full

    def _related(self, kind: str) -> str:
        return next((part for _, type_, part in self._relations() if type_.endswith(kind)), "")

    def _sheet_part(self, sheet: str) -> str:
        targets = {id_: part for id_, type_, part in self._relations() if type_.endswith("/worksheet")}
        for entry in self._workbook.iter(tag_like(self._workbook, "sheet")):
            relation = next((str(v) for k, v in entry.attrib.items() if str(k).endswith("}id")), "")
            if relation in targets and sheet in ("", entry.get("name")):
                return targets[relation]
        raise NotWritable(f"没有名为“{sheet}”的工作表", file=self._file, todo="请确认选的是读取时的那个文件")

    def _shared(self, index: int) -> str:
        name = self._related("/sharedStrings")
        root = self._parse(name)
        items = root.findall(tag_like(root, "si"))
        if not 0 <= index < len(items):
            return ""
        # rPh holds the phonetic reading, which is not shown
        runs = [t for t in items[index].iter(tag_like(root, "t")) if _parent_name(t) != "rPh"]
        return "".join(t.text or "" for t in runs)

    def _recalculating(self) -> bytes:
        """workbook.xml with full calculation on load set."""
        root = self._workbook
        settings = root.find(tag_like(root, "calcPr"))
        if settings is None:
            settings = etree.Element(tag_like(root, "calcPr"))
            before = {"sheets", "functionGroups", "externalReferences", "definedNames"}
            last = max(i for i, child in enumerate(root) if local(child) in before)
            root.insert(last + 1, settings)
        settings.set("fullCalcOnLoad", "1")
        return serialised(root, self._zip.read(self._workbook_name))

    def _parse(self, part: str) -> Element:
        return parse_xml(self._zip.read(part), self._file, huge=True)

    def _at(self, place: str) -> At:
        at = from_a1(place)
        if at is None:
            raise NotWritable("不是这个工作簿里的单元格", file=self._file, place=place, todo="请重新读取文件后再写")
        return at


def _parent_name(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local(parent)
