"""xls, WPS .et and xlsb: values from calamine, their look (number formats, hidden rows, merges) from a slim pass.

xlsb has no slim pass: its numbers are shown in the General format.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from forms.container import Container
from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.biff import BookLook, SheetLook, look
from forms.readers.clean import clean
from forms.readers.detect import kind_of
from forms.readers.displayed import displayed
from forms.readers.ole import CompoundFile
from forms.readers.sheet import covered_by, hidden_problems, name_of, quiet
from forms.table import Problem

_DAMAGED = "文件已损坏或不完整"
_TODO = "请用 Excel 或 WPS 打开后另存为 xlsx"


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Grid]:
    """A grid for each worksheet that holds a text. Raises `UnreadableFile`, `LimitExceeded`."""
    if kind_of(path, limits) == "xlsb":
        book = BookLook()
        with Container(path, limits) as container:  # counts what calamine will inflate
            for name in sorted(container.names):
                container.read(name)
    else:
        stream = CompoundFile(path.read_bytes(), path.name).stream("Workbook", "Book")
        if stream is None:
            raise UnreadableFile(_DAMAGED, file=path.name, todo=_TODO)
        book = look(stream, path.name)
        _check_extents(book, limits, path.name)
    return [grid for name, rows in _values(path) if (grid := _grid(path.name, name, rows, book, limits)) is not None]


def _check_extents(book: BookLook, limits: Limits, file: str) -> None:
    """Refuse sheets whose corners lie so far apart that calamine would allocate more than the limit of cells."""
    for name, sheet in book.sheets.items():
        if (sheet.last_row + 1) * (sheet.last_column + 1) > limits.cells * 4:
            raise LimitExceeded(f"工作表“{name}”范围太大", file=file, todo="请删去表外的单元格，另存后再读")


def _values(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """The values of each worksheet from its first cell on. calamine is Rust: what it panics with is a BaseException."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    try:
        with quiet():
            workbook = CalamineWorkbook.from_path(str(path))  # pyright: ignore[reportUnknownMemberType]
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise UnreadableFile(_DAMAGED, file=path.name, todo=_TODO) from error


def _grid(file: str, name: str, values: list[list[Any]], book: BookLook, limits: Limits) -> Grid | None:
    sheet = book.sheets.get(name, SheetLook())
    problems: list[Problem] = []
    if len(values) > limits.sheet_rows:
        problems.append(Problem(place=f"A{limits.sheet_rows + 1}", message="工作表超过行数的上限，其后没有读"))
        values = values[: limits.sheet_rows]
    spans, covered = covered_by(sheet.merges, len(values), limits.sheet_columns)
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(values):
        cells: list[Cell] = []
        under, wide = covered.get(number, ()), spans.get(number, {})
        for column, value in enumerate(line[: limits.sheet_columns]):
            at = (number, column)
            if column in under or (value == "" and at not in sheet.styles and at not in sheet.errors):
                continue
            place = f"{name_of(column)}{number + 1}"
            text = sheet.errors.get(at) or clean(_shown(value, book, sheet.styles.get(at, 0)), place, limits, problems)
            if at in sheet.errors:
                problems.append(Problem(place=place, message=f"公式错误 {text}"))
            hidden = number in sheet.hidden_rows or column in sheet.hidden_columns
            cells.append(Cell(text, number, column, place, *wide.get(column, (1, 1)), hidden))
        rows.append(tuple(cells))
    if not any(cell.text for row in rows for cell in row):
        return None
    if sheet.hidden:
        problems.append(Problem(place="", message=f"工作表“{name}”是隐藏的，照常读取"))
    problems.extend(hidden_problems(rows))
    return Grid(file, name, tuple(rows), problems=tuple(problems))


def _shown(value: Any, book: BookLook, style: int) -> str:
    """The displayed text of one of calamine's values."""
    number_format = book.formats[style] if style < len(book.formats) else "General"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return displayed(
            repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value), number_format
        )
    if number_format == "General":
        number_format = "yyyy/m/d"
    if isinstance(value, (datetime, date, time, timedelta)):
        return displayed(_serial(value), number_format)
    return str(value)


def _serial(value: datetime | date | time | timedelta) -> str:
    """The day number of a date, a time or a duration, from 1899-12-30."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    elif isinstance(value, datetime):
        value = value - datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    elif isinstance(value, date):
        value = value - date(1899, 12, 30)
    return str(value.days) if not value.seconds else f"{value.days + value.seconds / 86_400:.10f}"
