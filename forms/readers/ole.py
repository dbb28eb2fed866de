"""OLE compound files (xls, et): one stream by its name. Every chain is bounded, so that a loop ends."""

from __future__ import annotations

import struct

from forms.errors import UnreadableFile

_FREE = 0xFFFFFFFA  # from here on no sector
_DAMAGED = "文件已损坏或不完整"
_TODO = "请用 Excel 或 WPS 打开后另存为 xlsx"


class CompoundFile:
    """The sectors and the directory of an OLE file."""

    def __init__(self, data: bytes, file: str = "") -> None:
        self.data, self.file = data, file
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise UnreadableFile(_DAMAGED, file=file, todo=_TODO) from error

    def _open(self) -> None:
        header = self.data[:512]
        shift, mini_shift = struct.unpack_from("<2H", header, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("sector size")
        self.size = 1 << shift
        first_directory, _, self.cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<7I", header, 48)
        sectors = [s for s in struct.unpack_from("<109I", header, 76) if s < _FREE]
        seen: set[int] = set()
        while first_difat < _FREE and first_difat not in seen:
            seen.add(first_difat)
            block = struct.unpack(f"<{self.size // 4}I", self._sector(first_difat))
            sectors.extend(s for s in block[:-1] if s < _FREE)
            first_difat = block[-1]
        self.fat: list[int] = []
        for sector in sectors[: len(self.data) // self.size + 1]:
            self.fat.extend(struct.unpack(f"<{self.size // 4}I", self._sector(sector)))
        self.entries = self._directory(self._chain(first_directory, self.fat))
        root = next((entry for entry in self.entries if entry[1] == 5), None)
        self.mini = self._chain(root[2], self.fat) if root else b""
        mini_table = self._chain(first_mini, self.fat) if first_mini < _FREE else b""
        self.mini_fat = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table[: len(mini_table) // 4 * 4]))

    def stream(self, *names: str) -> bytes | None:
        """The first stream that has one of the names (compared without case), or None."""
        for name in names:
            for found, kind, start, size in self.entries:
                if kind == 2 and found.lower() == name.lower():
                    if size >= self.cutoff:
                        return self._chain(start, self.fat)[:size]
                    return self._mini_chain(start)[:size]
        return None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        block = self.data[start : start + self.size]
        return block if len(block) == self.size else block.ljust(self.size, b"\0")

    def _chain(self, sector: int, table: list[int]) -> bytes:
        parts: list[bytes] = []
        most = len(self.data) // self.size + 1
        while sector < _FREE and len(parts) <= most:
            parts.append(self._sector(sector))
            sector = table[sector] if sector < len(table) else _FREE
        return b"".join(parts)

    def _mini_chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        most = len(self.mini) // 64 + 1
        while sector < _FREE and len(parts) <= most:
            parts.append(self.mini[sector * 64 : sector * 64 + 64])
            sector = self.mini_fat[sector] if sector < len(self.mini_fat) else _FREE
        return b"".join(parts)

    @staticmethod
    def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
        """(name, kind, first sector, size) of each entry."""
        entries: list[tuple[str, int, int, int]] = []
        for at in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<2I", data, at + 116)
            if kind:
                entries.append(
                    (data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, start, size)
                )
        return entries
