"""Zip containers (xlsx, docx, ods) that strangers made: inflated under a limit, every damage told in one line."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from forms.errors import LimitExceeded, UnreadableFile
from forms.limits import DEFAULT_LIMITS, Limits

_PARTS = 20_000  # more parts than any form has; zipfile takes 500 bytes of memory for each
_END = struct.Struct("<4s4H2LH")
_CHUNK = 1 << 16
_DAMAGED = "文件已损坏或不完整"
_RESAVE = "请用 Office 或 WPS 打开后另存一次"


class Container:
    """An open zip. What is inflated is counted over all parts, since the sizes that headers give may be lies."""

    def __init__(self, source: Path | IO[bytes], limits: Limits = DEFAULT_LIMITS, file: str = "") -> None:
        self.file = file or (source.name if isinstance(source, Path) else "")
        self._left = limits.inflated_bytes
        self._limit = limits.inflated_bytes
        try:
            self._stream: IO[bytes] = source.open("rb") if isinstance(source, Path) else source
        except OSError as error:
            raise UnreadableFile(_DAMAGED, file=self.file, todo=_RESAVE) from error
        try:
            self._refuse_crowd()
            self._zip = zipfile.ZipFile(self._stream)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
            self._stream.close()
            raise UnreadableFile(_DAMAGED, file=self.file, todo=_RESAVE) from error
        except LimitExceeded:
            self._stream.close()
            raise
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Container:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._stream.close()

    def read(self, name: str, most: int | None = None) -> bytes:
        """The content of a part, checked against its CRC.

        Raises `LimitExceeded` as soon as more than `most` bytes of it, or than the limit over all parts, come out;
        `UnreadableFile` when the part is missing, damaged, encrypted or packed in a way that is not known.
        """
        room = self._left if most is None else min(self._left, most)
        pieces: list[bytes] = []
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    room -= len(piece)
                    self._left -= len(piece)
                    if room < 0:
                        raise LimitExceeded(
                            f"解压后超过 {most or self._limit:,} 字节",
                            file=self.file,
                            todo="请只保留需要的表，另存后再读",
                        )
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError) as error:
            raise UnreadableFile(_DAMAGED, file=self.file, todo=_RESAVE) from error
        except RuntimeError as error:  # zipfile's word for a part that needs a password
            raise UnreadableFile("加了密码", file=self.file, todo="请去掉密码另存后再读") from error
        return b"".join(pieces)

    def _refuse_crowd(self) -> None:
        """Refuse a directory of more parts than `_PARTS` before zipfile builds it in memory."""
        size = self._stream.seek(0, 2)
        self._stream.seek(max(0, size - 66_000))
        tail = self._stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at >= 0 and len(tail) - at >= _END.size and _END.unpack_from(tail, at)[4] > _PARTS:
            raise LimitExceeded(f"压缩包里的部件超过 {_PARTS:,} 个", file=self.file, todo=_RESAVE)


def refuse_pictures(container: Container, grids: Sequence[object]) -> None:
    """A scan that was put into a document or a sheet has no table: say so, and what to do."""
    if not grids and any("/media/" in name for name in container.names):
        raise UnreadableFile(
            "里面只有图片，没有表格",
            file=container.file,
            todo="请先做文字识别（OCR），或者用它原来的 Excel 或 Word 文件",
        )
