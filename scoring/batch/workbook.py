"""The workbook of a run: 汇总, 问题清单, 指标明细, 没有读成的文件. Rows are streamed, so memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from scoring.batch import columns
from scoring.batch.columns import Column
from scoring.batch.work import Result

MOST_ROWS = 1_048_000  # of an Excel sheet, less a little
FORMATS = {"decimal": "#,##0.00", "rate": "0.00%", "integer": "0", "text": "@"}
FAILED = (Column("file", "文件", width=40), Column("reason", "原因", width=80))


def write_workbook(
    results: Callable[[], Iterator[Result]], failed: Iterable[tuple[str, str]], out: Path, details: int
) -> None:
    """Write `out`. `results()` begins the results anew each time; `details` is the most rows of 指标明细 (the Parquet
    files have them all)."""
    workbook: Any = import_module("xlsxwriter").Workbook  # untyped, and heavy: loaded when it is needed
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    temporary = out.with_name(out.name + ".part")
    book = workbook(str(temporary), options)
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    formats["head"] = book.add_format({"bold": True, "bg_color": "#F3F5F7", "border": 1})
    _sheet(book, formats, "汇总", columns.TABLES, _each(results(), columns.tables), MOST_ROWS)
    _sheet(book, formats, "问题清单", columns.FINDINGS, _each(results(), columns.findings), MOST_ROWS)
    _sheet(book, formats, "指标明细", columns.INDICATORS, _each(results(), columns.indicators), min(details, MOST_ROWS))
    _sheet(book, formats, "没有读成的文件", FAILED, ([*row] for row in failed), MOST_ROWS)
    book.close()
    temporary.replace(out)


def _each(results: Iterator[Result], rows: Callable[[Result], Iterator[list[Any]]]) -> Iterator[list[Any]]:
    for result in results:
        yield from rows(result)


def _sheet(
    book: Any, formats: dict[str, Any], name: str, heads: tuple[Column, ...], rows: Iterable[list[Any]], most: int
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(heads):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title, formats["head"])
    at = 0
    for at, row in enumerate(rows, start=1):
        if at > most:
            sheet.write_string(at, 0, f"只列出前 {most} 行，全部在同一文件夹的 Parquet 文件里。")
            break
        for number, (column, value) in enumerate(zip(heads, row, strict=True)):
            _cell(sheet, at, number, column, value, formats)
    if 0 < at <= most:
        sheet.autofilter(0, 0, at, len(heads) - 1)


def _cell(sheet: Any, row: int, number: int, column: Column, value: Any, formats: dict[str, Any]) -> None:
    """Text is written as text whatever it looks like; a blank stays a blank cell."""
    if value is None or value == "":
        return
    if column.kind == "text":
        sheet.write_string(row, number, str(value)[:32_767])
    else:
        sheet.write_number(row, number, float(value), formats[column.kind])
