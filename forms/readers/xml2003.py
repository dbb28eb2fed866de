"""Excel's XML of 2003, which budget platforms export as .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from forms.grid import Cell, Grid, letter
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.readers.displayed import displayed
from forms.safexml import Element, local, parse_xml
from forms.table import Problem

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm",
    "Currency": '"¥"#,##0.00',
}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """A grid for each worksheet that holds a text. Raises `UnreadableFile`."""
    root = parse_xml(data.lstrip(), name)
    formats = _formats(root)
    grids: list[Grid] = []
    for sheet in root.iter(f"{_SPACE}Worksheet"):
        problems: list[Problem] = []
        rows: dict[int, tuple[Cell, ...]] = {}
        for table in sheet.iterchildren(f"{_SPACE}Table"):
            number = -1
            for element in table.iterchildren(f"{_SPACE}Row"):
                number = _whole(element, "Index", number + 2) - 1
                if number >= limits.sheet_rows:
                    problems.append(Problem(place=f"A{number + 1}", message="工作表超过行数的上限，其后没有读"))
                    break
                rows[number] = _row(element, number, formats, limits, problems)
        if rows:
            ordered = tuple(rows.get(n, ()) for n in range(max(rows) + 1))
            grids.append(Grid(name, sheet.get(f"{_SPACE}Name", ""), ordered, problems=tuple(problems)))
    return grids


def _formats(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in root.iter(f"{_SPACE}Style"):
        for number_format in style.iterchildren(f"{_SPACE}NumberFormat"):
            text = number_format.get(f"{_SPACE}Format", "General")
            found[style.get(f"{_SPACE}ID", "")] = _NAMED.get(text, text)
    return found


def _row(
    element: Element, number: int, formats: dict[str, str], limits: Limits, problems: list[Problem]
) -> tuple[Cell, ...]:
    hidden = element.get(f"{_SPACE}Hidden") == "1"
    made: list[Cell] = []
    column = -1
    for cell in element:
        if local(cell) != "Cell":
            continue
        column = _whole(cell, "Index", column + 2) - 1
        if column >= limits.sheet_columns:
            break
        place = f"{letter(column)}{number + 1}"
        style = cell.get(f"{_SPACE}StyleID") or element.get(f"{_SPACE}StyleID") or ""
        text = clean(_shown(cell, formats.get(style, "General")), place, limits, problems)
        across, down = _whole(cell, "MergeAcross", 0), _whole(cell, "MergeDown", 0)
        made.append(Cell(text, number, column, place, min(down, limits.sheet_rows) + 1, across + 1, hidden))
        column += min(across, limits.sheet_columns)
    return tuple(made)


def _shown(cell: Element, number_format: str) -> str:
    data = next((child for child in cell if local(child) == "Data"), None)
    if data is None:
        return ""
    text = "".join(str(part) for part in cast("Iterator[str]", data.itertext()))
    kind = data.get(f"{_SPACE}Type")
    if kind == "Number":
        return displayed(text.strip(), number_format)
    if kind == "DateTime":
        return displayed(_serial(text), number_format if number_format != "General" else "yyyy/m/d")
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    return text


def _serial(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text.partition(".")[0])
    except ValueError:
        return text
    passed = moment - datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    return str(passed.days) if not passed.seconds else f"{passed.days + passed.seconds / 86_400:.10f}"


def _whole(element: Element, name: str, default: int) -> int:
    text = element.get(f"{_SPACE}{name}")
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
