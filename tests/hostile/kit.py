"""What the hostile files are made with: samples with a part replaced, sheets and documents of raw XML, bombs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path("eval_sets/samples")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: dict[str, Callable[[Path], None]] = {}  # name -> what makes it


def file(name: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a maker under the name of the file that it writes."""

    def register(make: Callable[[Path], None]) -> Callable[[Path], None]:
        FILES[name] = make
        return make

    return register


def made(name: str, content: Callable[[], bytes]) -> None:
    """Register a file by its content, which is made when it is wanted."""

    def make(path: Path) -> None:
        path.write_bytes(content())

    FILES[name] = make


def sample(kind: str) -> bytes:
    return (SAMPLES / kind / f"01.{kind}").read_bytes()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """A zip with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
    return out.getvalue()


def sheet(rows: str, head: str = "", tail: str = "") -> bytes:
    """The sample workbook with another sheet XML."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    return with_part(sample("xlsx"), "xl/worksheets/sheet1.xml", xml.encode())


def word(body: str, doctype: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return with_part(sample("docx"), "word/document.xml", xml.encode())


def row_of(content: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>"


def merges(count: int) -> str:
    return "".join(f'<mergeCell ref="A{n}:IV{n}"/>' for n in range(1, count + 1))


def cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def bomb(data: bytes, part: str, megabytes: int, *, lie: bool = False) -> bytes:
    """A zip whose `part` inflates to so many megabytes of blanks inside its own XML; `lie` says 1,000 bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        original = archive.read(part)
    at = original.index(b"<", original.index(b"?>")) if b"?>" in original else 0
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry.filename, old.read(entry))
                continue
            packed = zipfile.ZipInfo(part)
            packed.compress_type = zipfile.ZIP_DEFLATED
            with new.open(packed, "w") as stream:
                stream.write(original[:at])
                for _ in range(megabytes):
                    stream.write(b" " * 1_000_000)
                stream.write(original[at:])
    whole = bytearray(out.getvalue())
    if lie:
        size = struct.pack("<L", megabytes * 1_000_000 + len(original))
        while (found := whole.find(size)) >= 0:
            whole[found : found + 4] = struct.pack("<L", 1_000)
    return bytes(whole)
