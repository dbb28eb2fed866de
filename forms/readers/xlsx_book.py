"""What the sheets of an xlsx workbook share: their list, the shared strings, the number formats, the date system."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from forms.container import Container
from forms.errors import UnreadableFile
from forms.limits import Limits
from forms.readers.displayed import BUILT_IN
from forms.safexml import Element, local, parse_xml

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_STYLES_BYTES = 20_000_000


@dataclass(slots=True)
class SheetEntry:
    name: str
    part: str
    hidden: bool


class Workbook:
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
    """The part of the workbook: where it usually is, else as the package says."""
    if "xl/workbook.xml" in container.names:
        return "xl/workbook.xml"
    for kind, target in _relations(container, "").values():
        if kind == "officeDocument" and target in container.names:
            return target
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


def _entries(root: Element, related: dict[str, tuple[str, str]]) -> Iterator[SheetEntry]:
    for sheets in root:
        if local(sheets) != "sheets":
            continue
        for sheet in sheets:
            kind, part = related.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", ""))
            if kind == "worksheet":
                yield SheetEntry(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")


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
                {whole(f.get("numFmtId")): f.get("formatCode", "General") for f in child if local(f) == "numFmt"}
            )
        elif local(child) == "cellXfs":
            formats = [custom.get(whole(xf.get("numFmtId")), "General") for xf in child if local(xf) == "xf"]
    return formats


def whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _strings(container: Container, part: str) -> list[str]:
    """The shared strings, without their phonetic readings."""
    if part not in container.names:
        return []
    found: list[str] = []
    for _, item in events(container.read(part), container.file, ("{*}si",)):
        found.append(rich(item))
        forget(item)
    return found


def rich(item: Element) -> str:
    """The text of a string item: its runs joined, `_x000D_` undone, phonetic readings left out."""
    only = item[0] if len(item) == 1 else None
    if only is not None and only.tag.endswith("}t"):
        text = only.text or ""
    else:
        parts: list[str] = []
        for child in item:
            if local(child) == "t":
                parts.append(child.text or "")
            elif local(child) == "r":
                parts.extend(t.text or "" for t in child if local(t) == "t")
        text = "".join(parts)
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def events(data: bytes, file: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """The elements of an XML part by their end, without entities or network; a document type is refused."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65_536]:
        raise UnreadableFile("含有实体声明，可能是恶意文件", file=file, todo="请向提供者要一份正常保存的文件")
    try:
        yield from etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True,
                                   load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True)  # fmt: skip
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("内部的 XML 已损坏", file=file, todo="请用 Excel 或 WPS 打开后另存一次") from error


def forget(element: Element) -> None:
    """Free a handled element and those before it: the memory of a sheet is that of one row."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        assert parent is not None
        del parent[0]
