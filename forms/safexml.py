"""XML of files that strangers made: parsed without entities, DTDs or network. lxml's types are named only here."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from forms.errors import UnreadableFile

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

__all__ = ["Element", "child_text", "local", "parse_xml", "serialised", "tag_like"]


def parse_xml(data: bytes, file: str = "", *, huge: bool = False) -> Element:
    """The root of an XML part. Raises `UnreadableFile` for broken XML and for any document type declaration.

    `huge` lifts libxml2's bounds on text length and depth; only for parts whose size was checked before.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("内部的 XML 已损坏", file=file, todo="请用 Excel、WPS 或 Word 打开后另存一次") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("含有实体声明，可能是恶意文件", file=file, todo="请向提供者要一份正常保存的文件")
    return root


def local(element: Element) -> str:
    """The element's name without its namespace; "" for comments and processing instructions."""
    name = str(element.tag)
    return name.rpartition("}")[2] if not name.startswith("<") else ""


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
