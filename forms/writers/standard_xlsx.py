"""A new workbook in the standard form, for tables whose own file cannot be written (PDF, web page, xls, paste)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forms.errors import NotWritable
from forms.numbers import number
from forms.table import SelfEvaluationTable
from forms.writers.atomic import write_whole
from forms.writers.layout import Block, Layout, lay_out
from forms.writers.sheet_xml import MAX_TEXT, clean

# Fixed, so that the same tables give the same bytes.
MADE = datetime(2000, 1, 1, tzinfo=UTC)
_SHOWN = re.compile(r"-?(?P<whole>\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.(?P<decimals>\d+))?(?P<percent>%)?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EXACT_DIGITS = 15
_LINE_HEIGHT = 15.0


def standard_xlsx(tables: Sequence[SelfEvaluationTable], out: Path) -> None:
    """A workbook with one sheet a table, merged and ruled as the form is printed. Texts are texts, never formulas."""
    taken: set[str] = set()
    write_whole(out, workbook_of([(_sheet_name(table, taken), lay_out(table)) for table in tables]))


def workbook_of(sheets: Sequence[tuple[str, Layout]]) -> bytes:
    """A workbook of laid out forms, each under its sheet name. The same layouts give the same bytes."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    buffer = io.BytesIO()
    make: Any = xlsxwriter.Workbook
    with make(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE, "title": "项目支出绩效自评表"})
        formats = _Formats(book)
        for name, layout in sheets:
            _sheet(book, formats, layout, name)
    return buffer.getvalue()


class _Formats:
    """The cell formats of a workbook, one a look and number format."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, role: str, code: str = "") -> Any:
        key = (role, code)
        if key not in self._made:
            look: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
            if role == "title":
                look |= {"font_size": 16, "bold": True, "align": "center"}
            else:
                look |= {"border": 1, "align": {"label": "center", "number": "right"}.get(role, "left")}
            if code:
                look["num_format"] = code
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _sheet(book: Any, formats: _Formats, layout: Layout, name: str) -> None:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    for row, height in enumerate(_heights(layout)):
        sheet.set_row(row, height)
    for block in layout.blocks:
        value, code = _number_of(block)
        look = formats.get(block.role, code)
        if block.rows > 1 or block.columns > 1:
            sheet.merge_range(
                block.row, block.column, block.row + block.rows - 1, block.column + block.columns - 1, "", look
            )
        if value is not None:
            sheet.write_number(block.row, block.column, value, look)
        elif block.text:
            sheet.write_string(block.row, block.column, _fit(clean(block.text)), look)
        elif block.rows == block.columns == 1:
            sheet.write_blank(block.row, block.column, None, look)


def _fit(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise NotWritable(f"一个单元格的内容超过 {MAX_TEXT} 个字", todo="请缩短后再导出")
    return text


def _number_of(block: Block) -> tuple[float | None, str]:
    """The number of a number cell and the format under which it shows as the text; (None, "") for any other text.

    The format follows the text (50,000.00 -> #,##0.00), so that what is displayed stays what was read.
    """
    text = block.text
    found = _SHOWN.fullmatch(text) if block.role == "number" else None
    value = number(text) if found else None
    if found is None or value is None or sum(c.isdigit() for c in text) > _EXACT_DIGITS:
        return None, ""
    decimals = f".{'0' * len(found['decimals'])}" if found["decimals"] else ""
    code = f"{'#,##0' if ',' in text else '0'}{decimals}{'%' if found['percent'] else ''}"
    return float(value), code


def _heights(layout: Layout) -> list[float]:
    """Row heights in points: merged cells do not grow by themselves, so the lines are counted here."""
    heights = [_LINE_HEIGHT * 1.6] * layout.rows
    for block in layout.blocks:
        width = sum(layout.widths[block.column : block.column + block.columns])
        lines = sum(1 + max(0, _display_width(line) - 1) // max(1, int(width)) for line in block.text.split("\n"))
        if block.rows == 1:
            heights[block.row] = min(400.0, max(heights[block.row], _LINE_HEIGHT * lines + 6))
    return heights


def _display_width(text: str) -> int:
    """Width in half-width characters: a Chinese character takes two."""
    return sum(1 if ord(c) < 0x2E80 else 2 for c in text)


def _sheet_name(table: SelfEvaluationTable, taken: set[str]) -> str:
    """A sheet name that Excel allows (31 characters, none of []:*?/\\) and that no other sheet of the book has."""
    base = _SHEET_NAME.sub("", table.project_name or "").strip()[:31].strip("' ") or "自评表"
    name, count = base, 1
    while name.lower() in taken or name.lower() == "history":
        count += 1
        tail = f" {count}"
        name = base[: 31 - len(tail)] + tail
    taken.add(name.lower())
    return name
