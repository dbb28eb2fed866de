"""Changing single cells of a text file (csv, tabs, Markdown pipes): every other character and the encoding stay.

A text file has no types: a text that begins with "=" is kept as it is, and what a spreadsheet program makes of it is
that program's affair; xlsx is the format that can say "this is a text".
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from forms.errors import NotWritable
from forms.grid import Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.parse import parse
from forms.places import At, from_a1
from forms.readers.decode import decode
from forms.readers.plain import grids_of_text
from forms.table import SelfEvaluationTable
from forms.writers.edit import Edit

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
    (b"", "gb18030"),
    (b"", "utf-16-le"),
    (b"", "utf-16-be"),
)
_SEPARATORS = ("\t", ",", ";")
_BREAK = re.compile(r"\r\n|\r|\n")
_PIPE_ROW = re.compile(r"[^\S\n]*\|.*\|[^\S\n]*")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>")
Span = tuple[int, int]


class DelimitedText:
    """A text file in memory: its cells with their offsets, and the table whose cells are changed."""

    def __init__(
        self, data: bytes, table: SelfEvaluationTable, file: str = "", limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._file, self._table = file, table
        self._mark, self._encoding, self._text = self._decoded(data)
        self._grid = self._only_grid(data, limits)
        self._separator, self._spans = self._located()
        self._native = self._own_places(limits)

    def place(self, fact: str) -> str:
        """Where a fact stands in the source ("E9" is row 9, cell 5 of it), not as the form is laid out."""
        return self._native.place(fact)

    def text(self, place: str) -> str:
        """What stands in a cell now. Raises `NotWritable` where the source has no such cell."""
        start, end = self._span(place)
        return _value(self._text[start:end], self._separator)

    def changed(self, edits: Sequence[Edit]) -> bytes:
        """The whole file with `edits` made, in its own encoding."""
        text = self._text
        for (start, end), new in sorted(((self._span(e.place), e.text) for e in edits), reverse=True):
            text = text[:start] + _written(new, text[start:end], self._separator) + text[end:]
        return self._mark + text.encode(self._encoding)

    def _decoded(self, data: bytes) -> tuple[bytes, str, str]:
        """Mark, encoding and text, such that encoding the text gives the same bytes again."""
        wanted, damage = decode(data)
        for mark, encoding in _ENCODINGS:
            if damage or not data.startswith(mark):
                continue
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                continue
            if text == wanted and mark + text.encode(encoding) == data:
                return mark, encoding, text
        raise NotWritable("文字编码有损坏，写回会丢字", file=self._file, todo="请导出为 xlsx 或 docx")

    def _only_grid(self, data: bytes, limits: Limits) -> Grid:
        grids = grids_of_text(self._text, data, limits, self._file)
        if len(grids) != 1:
            raise NotWritable("这种文件只能读，不能写", file=self._file, todo="请导出为 xlsx 或 docx")
        return grids[0]

    def _located(self) -> tuple[str, list[list[Span]]]:
        """The separator and the offsets of the cells, in agreement with what the reader saw; "|" for pipes."""
        seen = [[cell.text for cell in row] for row in self._grid.rows]
        for separator in ("|", *_SEPARATORS):
            spans = pipe_spans(self._text) if separator == "|" else cell_spans(self._text, separator)
            texts = [[_value(self._text[a:b], separator) for a, b in row] for row in spans]
            if _same(texts, seen):
                return separator, spans
        raise NotWritable("这种文件只能读，不能写", file=self._file, todo="请导出为 xlsx 或 docx")

    def _own_places(self, limits: Limits) -> SelfEvaluationTable:
        """The same table with the places of the source instead of those of the form's layout."""
        tables = parse(replace(self._grid, by_layout=False), limits).tables
        index = self._table.source.index - 1
        if not 0 <= index < len(tables) or len(tables[index].indicators) != len(self._table.indicators):
            raise NotWritable("文件与读取时不同了", file=self._file, todo="请重新读取文件后再写")
        return tables[index]

    def _span(self, place: str) -> Span:
        at = from_a1(place) or At(-1, -1)
        if 0 <= at.row < len(self._spans) and at.column < len(self._spans[at.row]):
            return self._spans[at.row][at.column]
        raise NotWritable(
            "文件里没有这一格", file=self._file, place=place, todo="请在原文件里补上这一格，或导出为 xlsx"
        )


def cell_spans(text: str, separator: str) -> list[list[Span]]:
    """The offsets of the cells of separated text, row by row, quotes included; ends of lines belong to no cell."""
    quoted = re.compile(rf'"[^"]*(?:""[^"]*)*"(?={re.escape(separator)}|\r|\n|\Z)')
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    rows: list[list[Span]] = [[]]
    at = 0
    while True:
        found = (quoted.match(text, at) if text.startswith('"', at) else None) or plain.match(text, at)
        end = found.end() if found else at
        rows[-1].append((at, end))
        if end >= len(text):
            return rows
        if text[end] == separator:
            at = end + 1
        else:
            ending = _BREAK.match(text, end)
            at = ending.end() if ending else end + 1
            rows.append([])


def pipe_spans(text: str) -> list[list[Span]]:
    """The offsets of the cells of a Markdown table; a line without pipes is one cell, a rule of dashes is none."""
    rows: list[list[Span]] = []
    at = 0
    for line in re.split("\n", _BREAK.sub(lambda found: "\n".rjust(len(found[0]), " "), text)):
        if not _PIPE_ROW.fullmatch(line):
            rows.append([(at, at + len(line))])
        elif not _PIPE_RULE.fullmatch(line):
            bars = [found.start() for found in re.finditer(r"(?<!\\)\|", line)]
            cells = [_trimmed(line, a + 1, b) for a, b in pairwise(bars)]
            rows.append([(at + a, at + b) for a, b in cells])
        at += len(line) + 1
    return rows


def _trimmed(line: str, start: int, end: int) -> Span:
    """The part between two bars without the blanks around it; an empty cell is written after its first blank."""
    inner = line[start:end]
    if not inner.strip():
        middle = start + min(1, len(inner))
        return middle, middle
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _value(raw: str, separator: str) -> str:
    """What the reader makes of a cell as it is written."""
    if separator == "|":
        return _LINE_BREAK_TAG.sub("\n", raw.replace("\\|", "|"))
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        raw = raw[1:-1].replace('""', '"')
    return _BREAK.sub("\n", raw)


def _written(text: str, before: str, separator: str) -> str:
    """A cell's text as the file writes it; quoted where it must be, or where the cell was."""
    text = _BREAK.sub("\n", text)
    if separator == "|":
        return text.replace("|", "\\|").replace("\n", "<br>")
    was_quoted = len(before) > 1 and before[0] == before[-1] == '"'
    if was_quoted or text.startswith('"') or separator in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _same(texts: Sequence[Sequence[str]], seen: Sequence[Sequence[str]]) -> bool:
    """Do the cells found here agree with those that the reader gave (who drops control characters)?"""
    return [[_plain(text) for text in row] for row in texts] == [[_plain(text) for text in row] for row in seen]


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
