"""How much is read of one file before reading stops: every limit with its default, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of reading. What is over `file_bytes`, `inflated_bytes` or `pdf_pages` is refused; of the rest as much
    is read as the limit allows, and a problem entry tells what was left out."""

    file_bytes: int = 20_000_000
    inflated_bytes: int = 200_000_000  # of a zip container, counted while inflating: headers lie
    tables: int = 200  # of one file
    table_rows: int = 2_000  # of one table
    sheet_rows: int = 100_000  # of one sheet
    sheet_columns: int = 256
    cells: int = 600_000  # of one file
    word_cells: int = 200_000  # of one Word document: 200 forms have a third of that
    cell_characters: int = 32_767  # as Excel has it
    pdf_pages: int = 200
    pdf_seconds: float = 8.0  # of the processor's time; what was read by then is kept
    office_seconds: float = 30.0  # for LibreOffice to open an old Word file
    nesting: int = 32  # tables within tables, elements within elements


DEFAULT_LIMITS = Limits()
