"""Text files: html by its tags, Excel's XML of 2003 by its namespace, csv by its commas, else what a paste would be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from forms.errors import UnreadableFile
from forms.grid import Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.decode import decode
from forms.readers.text import grid_of, pipe_rows, split_rows
from forms.table import Problem

_HTML = ("<table", "<html", "<!doctype html", "<tr", "<body")
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Grid]:
    """The grids of a text file. Raises `UnreadableFile`, `LimitExceeded`."""
    data = path.read_bytes()
    text, damage = decode(data)
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise UnreadableFile("文件里没有文字", todo="请确认上传完整")
    grids = grids_of_text(text, data, limits, path.name)
    if damage:
        told = (Problem(place="", message=damage), *grids[0].problems)
        grids[0] = replace(grids[0], problems=told)
    return grids


def grids_of_text(text: str, data: bytes, limits: Limits, name: str) -> list[Grid]:
    """The grids of a text file that was decoded; `data` are its bytes, which some formats need."""
    start = text[:20_000].lower()
    if _SPREADSHEET_2003 in start:
        from forms.readers import xml2003

        return xml2003.read(data, limits, name)
    if any(tag in start for tag in _HTML) or ("<table" in text.lower() if start.lstrip().startswith("<") else False):
        from forms.readers import html

        return html.read_html(text, limits, name)
    if start.lstrip().startswith("mime-version") or "content-type: multipart/related" in start:
        from forms.readers import html

        return html.read_mhtml(data, limits, name)
    pipes = pipe_rows(text)
    if pipes:
        return [grid_of(pipes, limits, name)]
    separator = _separator(text)
    return [grid_of(split_rows(text, separator, limits), limits, name, by_layout=separator == "\t")]


def _separator(text: str) -> str:
    """Tab, comma or semicolon: the one that rows have most of; tabs win where there are any."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()][:200]
    if sum("\t" in line for line in lines) * 4 >= len(lines):
        return "\t"
    commas = sum(line.count(",") for line in lines)
    semicolons = sum(line.count(";") for line in lines)
    return "," if commas >= semicolons and commas >= len(lines) else ";" if semicolons >= len(lines) else "\t"
