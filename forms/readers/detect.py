"""What kind of file this is, by what it holds: names lie (html named xls, xls named et, text named xlsx)."""

from __future__ import annotations

import stat
from pathlib import Path

from forms.container import Container
from forms.errors import LimitExceeded, UnreadableFile
from forms.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = "请提供 xlsx、xls、et、ods、docx、pdf、html、csv 文件，或复制表格后粘贴"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (b"MZ\x90\x00", b"\x7fELF")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def check_regular(path: Path, limits: Limits) -> None:
    """Refuse what is no regular file, empty, or larger than the limit, before it is opened."""
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableFile("打不开文件", todo="请确认文件还在原处，并且有权限读取") from error
    except ValueError as error:
        raise UnreadableFile("文件名不合法", todo="请改名后再读") from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("不是普通文件", todo="请选择一个文件，不要选文件夹或设备")
    if status.st_size == 0:
        raise UnreadableFile("文件是空的", todo="请确认上传完整")
    if status.st_size > limits.file_bytes:
        raise LimitExceeded(f"文件超过 {limits.file_bytes:,} 字节", todo="请只保留需要的表，另存后再读")


def kind_of(path: Path, limits: Limits) -> str:
    """xlsx, xlsb, docx, ods, odt, xls, doc, pdf, rtf, html, xml or text. Raises `UnreadableFile` for any other."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise UnreadableFile("打不开文件", todo="请确认有权限读取") from error
    if head.startswith(b"PK"):
        return _zipped(path, limits)
    if head.startswith(_OLE):
        return _compound(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PICTURES):
        raise UnreadableFile("是图片，不能读取文字", todo=_KNOWN)
    if head.startswith(_ARCHIVES):
        raise UnreadableFile("是压缩包，不是表格文件", todo="请解压后选择里面的表格")
    if head.startswith(_PROGRAMS):
        raise UnreadableFile("是程序，不是表格文件", todo=_KNOWN)
    return "text"


def _zipped(path: Path, limits: Limits) -> str:
    """By the names in the zip's directory, which stands at its end; read as a zip only where that does not tell."""
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 66_000))
        tail = stream.read()
    for name, kind in ((b"xl/workbook.xml", "xlsx"), (b"word/document.xml", "docx")):
        if name in tail and tail.count(b"PK\x05\x06") == 1:
            return kind
    with Container(path, limits) as container:
        names = container.names
        if "word/document.xml" in names or any(n.startswith("word/") for n in names):
            return "docx"
        if "xl/workbook.bin" in names:
            return "xlsb"
        if any(n.startswith("xl/") for n in names) or "[Content_Types].xml" in names:
            return "xlsx"
        if "content.xml" in names:
            kind = container.read("mimetype", 200) if "mimetype" in names else b""
            return "odt" if b"opendocument.text" in kind else "ods"
    raise UnreadableFile("是压缩包，不是表格文件", todo="请解压后选择里面的表格")


def _compound(path: Path) -> str:
    """An OLE file: which program's, by the names in its directory."""
    data = path.read_bytes()
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            if kind == "encrypted":
                raise UnreadableFile("加了密码", todo="请去掉密码另存后再读")
            return kind
    raise UnreadableFile("不是表格或文档", todo=_KNOWN)
