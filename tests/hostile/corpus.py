"""The hostile files by name. Each is made when its test runs; nothing of them is kept in the repository."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile import extents, locked, office_files, pdfs, texts
from tests.hostile.kit import FILES

__all__ = ["FILES", "extents", "locked", "office_files", "pdfs", "special_files", "texts"]


def special_files(folder: Path) -> dict[str, Path]:
    """What is no regular file: a pipe nobody writes to, devices, a folder, a link to a device, a missing name."""
    pipe, link = folder / "管道.xlsx", folder / "链接.xlsx"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    (folder / "文件夹.xlsx").mkdir()
    return {
        "pipe": pipe,
        "zero": Path("/dev/zero"),
        "null": Path("/dev/null"),
        "folder": folder / "文件夹.xlsx",
        "link": link,
        "missing": folder / "没有.xlsx",
        "long": folder / ("长" * 300 + ".xlsx"),
        "nul": folder / "空\0字符.xlsx",
    }
