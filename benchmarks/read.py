"""Reading, parsing and checking beside bare openpyxl, pandas and calamine, over the same tables in three layouts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import seconds, tables, write_files, write_stacked
from forms.limits import DEFAULT_LIMITS

LIMITS = replace(DEFAULT_LIMITS, tables=20_000, file_bytes=500_000_000, sheet_rows=1_048_576, cells=20_000_000)
COUNT = int(os.environ.get("TABLES", "300"))


def main() -> None:
    made = tables(COUNT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").mkdir()
        write_files(folder / "files", made)
        _sheets(folder / "sheets.xlsx", made)
        write_stacked(folder / "stacked.xlsx", made)
        for layout, paths in (
            (f"{COUNT} files", sorted((folder / "files").glob("*.xlsx"))),
            (f"{COUNT} sheets", [folder / "sheets.xlsx"]),
            ("one stacked sheet", [folder / "stacked.xlsx"]),
        ):
            _compare(layout, paths)


def _sheets(path: Path, made: list[object]) -> None:
    from forms.write import standard_xlsx

    standard_xlsx(made, path)  # type: ignore[arg-type]  # a sheet each


def _compare(layout: str, paths: list[Path]) -> None:
    peers: dict[str, Callable[[Path], object]] = {
        "calamine": _calamine,
        "openpyxl": _openpyxl,
        "pandas": _pandas,
        "ziping read+parse+check": _ziping,
    }
    took = {name: seconds(lambda work=work: [work(path) for path in paths]) for name, work in peers.items()}
    ours = took["ziping read+parse+check"]
    for name, time in took.items():
        print(f"  {layout:18} {name:24} {time:7.2f} s  {time * 1000 / COUNT:7.2f} ms a table")
    print(f"  {layout:18} = {ours / took['openpyxl']:.2f} × openpyxl, {ours / took['calamine']:.1f} × calamine")


def _calamine(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _openpyxl(path: Path) -> None:
    import openpyxl

    for sheet in openpyxl.load_workbook(path):
        list(sheet.iter_rows(values_only=True))


def _pandas(path: Path) -> None:
    import pandas

    pandas.read_excel(path, sheet_name=None, header=None, dtype=str, keep_default_na=False)


def _ziping(path: Path) -> None:
    from forms.read import read_file
    from scoring.check import check

    found = read_file(path, LIMITS).tables
    for table in found:
        check(table)


if __name__ == "__main__":
    main()
