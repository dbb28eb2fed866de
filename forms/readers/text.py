"""Pasted text: cells by tabs, rows by line breaks, quoted cells as Excel copies them; Markdown pipes; one cell a line.

Only tab and line break are structure. Vertical tabs, form feeds and Unicode separators are data (`str.splitlines`
would break a row at them).
"""

from __future__ import annotations

import re

from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid, letter
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.table import Problem

_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")

_LONGEST_QUOTED = 2 * DEFAULT_LIMITS.cell_characters + 2


def read_text(text: str, limits: Limits = DEFAULT_LIMITS, name: str = "粘贴") -> list[Grid]:
    """The grid of one paste. Raises `UnreadableFile` when it is blank, `LimitExceeded` when it is too long."""
    if not text.strip():
        raise UnreadableFile("没有内容", file=name, todo="请复制整张表（从标题到总分）后再粘贴。")
    if len(text) > limits.file_bytes:
        raise LimitExceeded(f"粘贴的文字超过 {limits.file_bytes:,} 字", file=name, todo="请分几次粘贴。")
    lines = pipe_rows(text) or split_rows(text, limits=limits)
    return [grid_of(lines, limits, name)]


def grid_of(lines: list[list[str]], limits: Limits, name: str, *, by_layout: bool = True) -> Grid:
    """Rows of texts as a ragged grid; what is over the limits is cut and told."""
    problems: list[Problem] = []
    room = limits.cells
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(lines):
        if number >= limits.sheet_rows or room <= 0:
            problems.append(Problem(place="", message=f"只读了前 {number:,} 行，其后的没有读"))
            break
        room -= min(len(line), limits.sheet_columns)
        if len(line) > limits.sheet_columns:
            problems.append(Problem(place=f"第{number + 1}行", message=f"只读了前 {limits.sheet_columns} 格"))
            line = line[: limits.sheet_columns]  # noqa: PLW2901
        cells: list[Cell] = []
        for column, text in enumerate(line):
            place = f"{letter(column)}{number + 1}"
            cells.append(Cell(clean(text, place, limits, problems), number, column, place))
        rows.append(tuple(cells))
    return Grid(name, "", tuple(rows), ragged=True, by_layout=by_layout, problems=tuple(problems))


def split_rows(text: str, separator: str = "\t", limits: Limits = DEFAULT_LIMITS) -> list[list[str]]:
    """Rows and cells of separated text. A cell that opens with a quote runs to the quote that a separator, a line
    break or the end follows, `""` inside it being one quote; a quote without such an end is a character like others.

    Of a text with more rows or cells than the limits allow, a row more than they allow comes out, and no others.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    room = limits.cells
    if '"' not in text:
        rows.clear()
        for line in text.split("\n", limits.sheet_rows)[: limits.sheet_rows + 1]:
            rows.append(line.split(separator, limits.sheet_columns) if len(rows) < limits.sheet_rows else [""])
            room -= len(rows[-1])
            if room < -limits.sheet_columns:
                break
        return rows
    cell_end = re.compile(f"[{re.escape(separator)}\n]")
    at = 0
    while at <= len(text):
        quoted = _quoted(text, at, separator) if text.startswith('"', at) else None
        if quoted is not None:
            value, end = quoted
        else:
            found = cell_end.search(text, at)
            end = found.start() if found else len(text)
            value = text[at:end]
        rows[-1].append(value)
        room -= 1
        if end < len(text) and text[end] == "\n":
            if len(rows) > limits.sheet_rows or room < -limits.sheet_columns:
                break
            rows.append([])
        at = end + 1
    return rows


def _quoted(text: str, at: int, separator: str) -> tuple[str, int] | None:
    """The value of the quoted cell that opens at `at` and the offset behind it; None when no quote closes it."""
    search = at + 1
    while True:
        close = text.find('"', search, at + _LONGEST_QUOTED)  # bounded: each of a million lines may open a quote
        if close < 0:
            return None
        if text.startswith('""', close):
            search = close + 2
            continue
        end = close + 1
        if end == len(text) or text[end] in {separator, "\n"}:
            return text[at + 1 : close].replace('""', '"'), end
        return None


def pipe_rows(text: str) -> list[list[str]] | None:
    """Rows of a Markdown table, or None when the text is none. Escaped pipes and <br> are undone."""
    if "|" not in text or "\t" in text:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    piped = sum(1 for line in lines if _PIPE_ROW.fullmatch(line))
    if piped < 3 or piped * 2 < sum(1 for line in lines if line.strip()):
        return None
    rows: list[list[str]] = []
    for line in lines:
        if not _PIPE_ROW.fullmatch(line):
            rows.append([line])
        elif not _PIPE_RULE.fullmatch(line):
            parts = re.split(r"(?<!\\)\|", line.strip()[1:-1])
            rows.append([re.sub(r"<br\s*/?>", "\n", part.strip().replace("\\|", "|")) for part in parts])
    return rows
