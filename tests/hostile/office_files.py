"""Workbooks and documents that are damaged, mislabelled, bombs, locked, or full of entities."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from tests.hostile.kit import MAIN, OLE, SAMPLES, bomb, cell, file, made, sample, with_part, word

# Empty, damaged and mislabelled

made("空.xlsx", lambda: b"")
made("空白.txt", lambda: b" \r\n\t\r\n")
made("只有零.txt", lambda: b"\0" * 5_000)
made("半截.xlsx", lambda: sample("xlsx")[:4_000])
made("半截.docx", lambda: sample("docx")[:9_000])
made("只有头.xlsx", lambda: b"PK\x03\x04")
made("随机.xlsx", lambda: b"PK\x03\x04" + random.Random(1).randbytes(20_000))
made("随机.bin", lambda: random.Random(2).randbytes(20_000))
made("随机.xls", lambda: OLE + random.Random(3).randbytes(20_000))
made("假.xls", lambda: OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(2_000))
made("图片.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500))


@file("坏校验.xlsx")
def _(path: Path) -> None:
    data = bytearray(sample("xlsx"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    data[at] ^= 0xFF
    path.write_bytes(data)


@file("网页.xlsx")
def _(path: Path) -> None:
    rows = [line.split("\t") for line in (SAMPLES / "seed.txt").read_text("utf-8").split("\n")[1:26] if line]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    path.write_text(f"<html><body><table>{cells}</table></body></html>", "utf-8")


# Containers

made("炸弹.xlsx", lambda: bomb(sample("xlsx"), "xl/worksheets/sheet1.xml", 300))
made("说谎炸弹.xlsx", lambda: bomb(sample("xlsx"), "xl/worksheets/sheet1.xml", 300, lie=True))
made("字符串炸弹.xlsx", lambda: bomb(sample("xlsx"), "xl/sharedStrings.xml", 300))
made("炸弹.docx", lambda: bomb(sample("docx"), "word/document.xml", 300))
made("八十兆.docx", lambda: bomb(sample("docx"), "word/document.xml", 80))


@file("十万部件.xlsx")
def _(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_000):
            archive.writestr(zipfile.ZipInfo(f"xl/{number}"), b"")


made("密码.xlsx", lambda: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(3_000))

# Entities

LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@file("外部实体.xlsx")
def _(path: Path) -> None:
    secret = path.with_name("secret.txt")
    secret.write_text("不该读到的内容", "utf-8")
    doctype = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xml = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell("A1", "&x;")}</row>'
    path.write_bytes(with_part(sample("xlsx"), "xl/worksheets/sheet1.xml", (xml + "</sheetData></worksheet>").encode()))


@file("外部实体.docx")
def _(path: Path) -> None:
    secret = path.with_name("secret.txt")
    secret.write_text("不该读到的内容", "utf-8")
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    path.write_bytes(word(table, f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'))


made("十亿个笑.docx", lambda: word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS + "]>"))
made(
    "十亿个笑.xlsx",
    lambda: with_part(
        sample("xlsx"),
        "xl/worksheets/sheet1.xml",
        (
            f'{LAUGHS}]><worksheet xmlns="{MAIN}"><sheetData><row>{cell("A1", "&i;")}</row></sheetData></worksheet>'
        ).encode(),
    ),
)
made(
    "十亿个笑.xml",
    lambda: (
        f'{LAUGHS}]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>'
        "&i;</Data></Cell></Row></Table></Worksheet></Workbook>".encode()
    ),
)
made("十亿个笑.html", lambda: f"{LAUGHS}]><table><tr><td>&i;</td></tr></table>".encode())
