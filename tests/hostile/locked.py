"""Files that ask for a password, call out, carry programs, or are no tables at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.hostile.kit import OLE, bomb, file, made, sample, sheet, with_part, word

XLS, ODS = Path("tests/forms/readers/files/sample01.xls"), Path("tests/forms/readers/files/sample09.ods")


def with_more(data: bytes, parts: dict[str, bytes]) -> bytes:
    """A zip with parts added."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


# Passwords

made("密码.docx", lambda: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(3_000))


@file("密码.xls")
def _(path: Path) -> None:
    """The record behind the beginning of the workbook says FILEPASS."""
    data = bytearray(XLS.read_bytes())
    at = data.index(b"\x09\x08\x10\x00")  # BOF of BIFF8, 16 bytes
    data[at + 20 : at + 22] = b"\x2f\x00"
    path.write_bytes(data)


@file("密码.ods")
def _(path: Path) -> None:
    with zipfile.ZipFile(ODS) as archive:
        manifest = archive.read("META-INF/manifest.xml")
    said = b"<manifest:encryption-data/></manifest:manifest>"
    path.write_bytes(
        with_part(ODS.read_bytes(), "META-INF/manifest.xml", manifest.replace(b"</manifest:manifest>", said))
    )


@file("加锁部件.xlsx")
def _(path: Path) -> None:
    """Every part is marked as locked in the zip itself."""
    data = bytearray(sample("xlsx"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)


# What calls out or carries a program is read for its cells only

_LINK = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
 Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>"""
made("宏.xlsm", lambda: with_more(sample("xlsx"), {"xl/vbaProject.bin": OLE + bytes(4_000)}))
made(
    "外部链接.xlsx",
    lambda: with_more(
        sample("xlsx"),
        {"xl/externalLinks/externalLink1.xml": b"<x/>", "xl/externalLinks/_rels/externalLink1.xml.rels": _LINK},
    ),
)

# Other containers and programs

made("炸弹.ods", lambda: bomb(ODS.read_bytes(), "content.xml", 300))
made("压缩包.xlsx", lambda: b"Rar!\x1a\x07\x00" + bytes(3_000))
made("压缩包.xls", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(3_000))
made("压缩包.csv", lambda: b"\x1f\x8b\x08\x00" + bytes(3_000))
made("程序.xlsx", lambda: b"MZ\x90\x00" + bytes(3_000))
made("未来版本.xlsx", lambda: sample("xlsx").replace(*_VERSION))

_VERSION = (b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xff\x00")  # a zip of version 25.5


@file("只有图片.docx")
def _(path: Path) -> None:
    """A scan that was put into a document."""
    path.write_bytes(with_more(word("<w:p/>"), {"word/media/image1.png": b"\x89PNG"}))


@file("只有图片.xlsx")
def _(path: Path) -> None:
    path.write_bytes(with_more(sheet(""), {"xl/media/image1.png": b"\x89PNG"}))
