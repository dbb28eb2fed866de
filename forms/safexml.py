"""XML of files that strangers made: parsed without entities, DTDs or network. lxml's types are named only here."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from forms.errors import LimitExceeded, UnreadableFile

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

__all__ = ["Element", "child_text", "local", "parse_xml", "refuse_crowd", "serialised", "tag_like"]


MOST_MARKS = 1_500_000  # opening "<" and "=" of one part; 200 forms as Word writes them have two thirds of that
_MOST_ATTRIBUTES = 5_000  # of one tag
_LONG_TAG = re.compile(rb"<[^<>]{20000,}")
_ENTITIES, _ASK = "含有实体声明，可能是恶意文件", "请向提供者要一份正常保存的文件"


def parse_xml(data: bytes, file: str = "", *, huge: bool = False) -> Element:
    """The root of an XML part. Raises `UnreadableFile` for broken XML and for any document type declaration.

    `huge` lifts libxml2's bounds on text length and depth; only for parts whose size was checked before. Raises
    `LimitExceeded` for more elements and attributes than a tree in memory may have.
    """
    refuse_crowd(data, file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data[:65_536]:
            raise UnreadableFile(_ENTITIES, file=file, todo=_ASK) from error
        raise UnreadableFile("内部的 XML 已损坏", file=file, todo="请用 Excel、WPS 或 Word 打开后另存一次") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(_ENTITIES, file=file, todo=_ASK)
    return root


def refuse_crowd(data: bytes, file: str = "") -> None:
    """Raise `LimitExceeded` for XML or HTML that a parser would need hundreds of megabytes or minutes for.

    Judged by its marks: how many elements and attributes there are in all, and how many attributes one tag has
    (looking for doubles among them takes time quadratic in their number).
    """
    is_crowd = data.count(b"<") - data.count(b"</") + data.count(b"=") > MOST_MARKS
    for tag in _LONG_TAG.finditer(data):
        is_crowd |= max(tag[0].count(b"="), len(tag[0].split())) > _MOST_ATTRIBUTES
    if is_crowd:
        raise LimitExceeded("内容太多（标记过密）", file=file, todo="请只保留需要的表，另存后再读")


def local(element: Element) -> str:
    """The element's name without its namespace; "" for comments and processing instructions."""
    name = element.tag
    return name.rpartition("}")[2] if name.__class__ is str else ""


def tag_like(element: Element, name: str) -> str:
    """`name` in the namespace of `element`: transitional and strict Office files have different ones."""
    space = str(element.tag).rpartition("}")[0]
    return f"{space}}}{name}" if space else name


def child_text(element: Element, name: str) -> str:
    """The text of the first child called `name` (same namespace); "" where there is none."""
    child = element.find(tag_like(element, name))
    return (child.text or "") if child is not None else ""


def serialised(root: Element, raw: bytes) -> bytes:
    """The tree as bytes, behind the XML declaration that the part `raw` had."""
    declaration = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*", raw)
    if declaration and b"utf-8" in declaration[0].lower():
        return declaration[0] + etree.tostring(root, encoding="UTF-8")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
