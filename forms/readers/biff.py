"""The slim pass over an xls workbook: what calamine does not give (number formats, hidden rows and columns, merges,
error cells), and how far the sheets reach, before calamine allocates them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.errors import UnreadableFile
from forms.readers.displayed import BUILT_IN

_BOF, _EOF, _FILEPASS, _FORMAT, _XF, _SHEET, _DATEMODE = 0x0809, 0x000A, 0x002F, 0x041E, 0x00E0, 0x0085, 0x0022
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _ROW, _COLINFO, _MERGES = (
    0x0203,
    0x027E,
    0x00BD,
    0x0006,
    0x0205,
    0x0208,
    0x007D,
    0x00E5,
)
_LABELSST, _LABEL, _BLANK, _MULBLANK = 0x00FD, 0x0204, 0x0201, 0x00BE
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SINGLE = frozenset({_NUMBER, _RK, _FORMULA, _BOOLERR, _LABELSST, _LABEL, _BLANK})


@dataclass(slots=True)
class SheetLook:
    """How the cells of one sheet look. `styles` is (row, column) -> index into the workbook's formats."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    errors: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden: bool = False
    last_row: int = 0
    last_column: int = 0


@dataclass(slots=True)
class BookLook:
    """`formats[i]` is the number format of style i; `sheets` are the worksheets by name."""

    formats: list[str] = field(default_factory=list[str])
    sheets: dict[str, SheetLook] = field(default_factory=dict[str, SheetLook])
    epoch_1904: bool = False


def look(stream: bytes, file: str = "") -> BookLook:
    """The slim pass. Raises `UnreadableFile` when the workbook is encrypted, too old, or damaged."""
    book = BookLook()
    custom = dict(BUILT_IN)
    styles: list[int] = []
    offsets: list[tuple[int, str, bool]] = []
    try:
        if struct.unpack_from("<2HH", stream)[2] < 0x0600:
            raise UnreadableFile("是 Excel 5.0/95 的旧格式", file=file, todo="请用 Excel 或 WPS 打开后另存为 xlsx")
        for kind, body in _records(stream, 0):
            if kind == _FILEPASS:
                raise UnreadableFile("加了密码", file=file, todo="请去掉密码另存后再读")
            if kind == _FORMAT:
                custom[struct.unpack_from("<H", body)[0]] = _string(body, 2)
            elif kind == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _DATEMODE:
                book.epoch_1904 = body[:1] == b"\x01"
            elif kind == _SHEET:
                offset, state, sort = struct.unpack_from("<IBB", body)
                if sort == 0:
                    offsets.append((offset, _string(body, 6, short=True), state != 0))
        book.formats = [custom.get(number, "General") for number in styles]
        for offset, name, hidden in offsets:
            book.sheets[name] = _sheet(stream, offset, hidden)
    except struct.error as error:
        raise UnreadableFile("文件已损坏或不完整", file=file, todo="请用 Excel 或 WPS 打开后另存为 xlsx") from error
    return book


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream from `at` to its end; charts within it are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _string(body: bytes, at: int, *, short: bool = False) -> str:
    """A BIFF8 string: count, a flag that says whether its characters have one byte or two, the characters."""
    count = body[at] if short else struct.unpack_from("<H", body, at)[0]
    at += 1 if short else 2
    wide = body[at] & 1 if at < len(body) else 0
    raw = body[at + 1 : at + 1 + count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(stream: bytes, offset: int, hidden: bool) -> SheetLook:
    sheet = SheetLook(hidden=hidden)
    for kind, body in _records(stream, offset):
        if kind in _SINGLE:
            _cell(sheet, kind, body)
        elif kind in {_MULRK, _MULBLANK}:
            row, first = struct.unpack_from("<2H", body)
            step = 6 if kind == _MULRK else 2
            for at in range(4, len(body) - step, step):
                _note(sheet, row, first + (at - 4) // step, struct.unpack_from("<H", body, at)[0])
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLINFO:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGES:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<4H", body, at)
                sheet.merges.append((top, left, bottom, right))
    return sheet


def _cell(sheet: SheetLook, kind: int, body: bytes) -> None:
    """The style of a single cell, and its error when it or its formula shows one."""
    row, column, style = struct.unpack_from("<3H", body)
    _note(sheet, row, column, style)
    if kind == _BOOLERR and body[7:8] == b"\x01":
        sheet.errors[row, column] = _ERRORS.get(body[6], "#N/A")
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6:7] == b"\x02":
        sheet.errors[row, column] = _ERRORS.get(body[8], "#N/A")


def _note(sheet: SheetLook, row: int, column: int, style: int) -> None:
    sheet.styles[row, column] = style
    sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
