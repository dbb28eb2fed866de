"""Which files a folder holds: in a fixed order, with the members of zip archives as files of their own."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forms.errors import UnreadableFile
from forms.limits import Limits

READ = frozenset(
    {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx", ".doc", ".wps", ".odt", ".rtf"}
    | {".pdf", ".html", ".htm", ".mht", ".csv", ".tsv", ".txt", ".md"}
)
ARCHIVE = ".zip"
_UTF8_NAME = 0x800  # flag of a zip member whose name is UTF-8; without it Windows writes GBK


@dataclass(frozen=True, slots=True)
class Unit:
    """One file to examine. `id` changes when the file does; `name` is what reports call it."""

    number: int  # from 1, in the order of the folder
    path: str
    member: str  # raw name inside the archive, "" for a plain file
    name: str
    size: int
    id: str


@dataclass(frozen=True, slots=True)
class PassedBy:
    """A file that is not examined, and why."""

    name: str
    reason: str


def find(root: Path) -> tuple[list[Unit], list[PassedBy]]:
    """The units of a folder (or of one file), and what was passed by.

    Hidden files, Office's lock files and links that lead out of the folder are left alone. Raises UnreadableFile when
    `root` does not exist.
    """
    if not root.exists():
        raise UnreadableFile("没有这个文件夹", file=str(root), todo="请检查路径。")
    units: list[Unit] = []
    passed: list[PassedBy] = []
    for path in _files(root):
        name = path.relative_to(root).as_posix() if root.is_dir() else path.name
        if path.suffix.lower() == ARCHIVE:
            _add_archive(path, name, units, passed)
        elif path.suffix.lower() in READ:
            units.append(_unit(len(units) + 1, path, "", name, path.stat().st_size))
        else:
            passed.append(PassedBy(name, "不是能读的格式"))
    return units, passed


def member_bytes(unit: Unit, limits: Limits) -> Iterator[bytes]:
    """The content of an archive's member, piece by piece. Raises UnreadableFile: damaged, encrypted, or too large."""
    try:
        with zipfile.ZipFile(unit.path) as archive, archive.open(unit.member) as source:
            read = 0
            while piece := source.read(1 << 16):
                read += len(piece)
                if read > limits.file_bytes:
                    raise UnreadableFile(
                        f"超过 {limits.file_bytes // 1_000_000} MB", file=unit.name, todo="请拆成几个文件。"
                    )
                yield piece
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, KeyError, OSError) as error:
        raise UnreadableFile("压缩包已损坏或加了密", file=unit.name, todo="请解压后再试。") from error


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    top = root.resolve()
    for path in sorted(root.rglob("*"), key=lambda p: p.relative_to(root).as_posix()):
        if any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.relative_to(root).parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(top):
            yield path


def _add_archive(path: Path, name: str, units: list[Unit], passed: list[PassedBy]) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda m: m.filename)
    except (zipfile.BadZipFile, OSError):
        passed.append(PassedBy(name, "压缩包已损坏"))
        return
    for member in members:
        shown = _member_name(member)
        last = shown.rsplit("/", 1)[-1]
        if member.is_dir() or last.startswith((".", "~$")) or shown.startswith("__MACOSX/"):
            continue
        if Path(last).suffix.lower() in READ:
            units.append(_unit(len(units) + 1, path, member.filename, f"{name}/{shown}", member.file_size))
        else:
            passed.append(PassedBy(f"{name}/{shown}", "不是能读的格式"))


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: zip tools on Chinese Windows write GBK and do not say so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _unit(number: int, path: Path, member: str, name: str, size: int) -> Unit:
    stamp = f"{name}\0{size}\0{path.stat().st_mtime_ns}"
    return Unit(
        number, str(path), member, name, size, hashlib.sha256(stamp.encode("utf-8", "replace")).hexdigest()[:24]
    )
