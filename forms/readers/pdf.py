"""PDF with text: ruled tables, joined where they run on over pages. The file is opened in a process of its own, so that
a hostile one can take neither this process's memory nor more time than the limit."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from forms.errors import LimitExceeded, UnreadableFile
from forms.grid import Cell, Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.readers.clean import clean
from forms.readers.hints import hint_of
from forms.readers.pdf_join import JoinedTable, join
from forms.readers.pdf_page import Page, PageCell, PageTable
from forms.table import Problem

_PATIENCE = 3  # the child counts the processor's time; on a busy machine the clock's may be several times as much
_CODE = Path(__file__).resolve().parents[2]
_OWN_FILE = "请用它原来的 Excel 或 Word 文件，或打开后复制整张表粘贴进来"


def read(path: Path, limits: Limits = DEFAULT_LIMITS, name: str = "") -> list[Grid]:
    """A grid for each table of the document, those that run over pages joined.

    Raises `UnreadableFile` (damaged, locked, scanned), `LimitExceeded` (too many pages, nothing read in time).
    """
    file = name or path.name
    messages, is_late = _run(path, limits)
    if len(messages) < 2 and is_late:
        messages = []
    if not messages:
        if is_late:
            raise LimitExceeded(f"{limits.pdf_seconds:g} 秒内没有读出一页", file=file, todo=_OWN_FILE)
        raise UnreadableFile("PDF 已损坏或内容异常", file=file, todo=_OWN_FILE)
    _refuse(messages[0], limits, file)
    pages = [_page(message) for message in messages[1:] if "error" not in message]
    broken = [message["number"] for message in messages[1:] if "error" in message]
    problems = [Problem(place=f"第{number}页", message="这一页已损坏，没有读") for number in broken]
    total = int(messages[0]["pages"])
    if len(messages) - 1 < total:
        problems.append(Problem(place="", message=f"只读了前 {len(messages) - 1} 页，共 {total} 页：读得太慢，已停下"))
    _refuse_unreadable(pages, file)
    blank = [page.number for page in pages if page.pictures and not page.characters]
    problems += [Problem(place=f"第{number}页", message="这一页是图片，没有可读的文字") for number in blank]
    grids = [_grid(table, file, limits) for table in join(pages)] or list(_unruled(pages, file, limits))
    if grids and problems:
        grids[0] = _with_problems(grids[0], problems)
    return grids[: limits.tables]


# what a child that was stopped by its limits returns; Windows has no such signals
_STOPPED = tuple(-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name))


def _run(path: Path, limits: Limits) -> tuple[list[dict[str, Any]], bool]:
    """What the child process told, a message a page, and whether it was stopped for taking too long."""
    command = [sys.executable, "-m", "forms.readers.pdf_child", str(limits.pdf_pages), str(limits.pdf_seconds)]
    with path.open("rb") as stream:
        child = subprocess.Popen(command, stdin=stream, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_CODE)
        try:
            told, _ = child.communicate(timeout=_PATIENCE * limits.pdf_seconds)
            is_late = child.returncode in _STOPPED
        except subprocess.TimeoutExpired:
            is_late = True
            child.kill()
            told, _ = child.communicate()
        except BaseException:
            child.kill()
            child.wait()
            raise
    return list(_messages(told)), is_late


def _messages(told: bytes) -> Iterator[dict[str, Any]]:
    """The whole lines of what was told; a line that was cut off when time was up is left out."""
    for line in told.split(b"\n")[:-1]:
        yield json.loads(line)


def _refuse(first: dict[str, Any], limits: Limits, file: str) -> None:
    """Raise for a document that cannot be opened or is too long."""
    if first.get("error") == "password":
        raise UnreadableFile("PDF 加了密码", file=file, todo="请去掉密码另存后再读")
    if "error" in first:
        raise UnreadableFile("PDF 已损坏或不完整", file=file, todo=_OWN_FILE)
    if first["pages"] > limits.pdf_pages:
        what = f"PDF 有 {first['pages']:,} 页，超过 {limits.pdf_pages} 页"
        raise LimitExceeded(what, file=file, todo="请只把自评表的几页另存为一个 PDF")


def _refuse_unreadable(pages: Sequence[Page], file: str) -> None:
    """Raise for a document without text, or with text whose letters are not told."""
    if not pages:
        raise UnreadableFile("PDF 已损坏，没有一页读得出来", file=file, todo=_OWN_FILE)
    shown = sum(page.characters for page in pages)
    if not shown:
        raise UnreadableFile(
            "PDF 是扫描件，里面只有图片、没有文字", file=file, todo=f"请先做文字识别（OCR），或者{_OWN_FILE[1:]}"
        )
    if 2 * sum(page.unmapped for page in pages) > shown:
        raise UnreadableFile("PDF 的字体没有文字编码，读不出字", file=file, todo=_OWN_FILE)


def _page(message: dict[str, Any]) -> Page:
    tables = tuple(
        PageTable(table["height"], tuple(PageCell(**cell) for cell in table["cells"]), tuple(table["above"]))
        for table in message["tables"]
    )
    lines = tuple(tuple(line) for line in message["lines"])
    counts = (message["characters"], message["unmapped"], message["pictures"])
    return Page(message["number"], tables, tuple(message["below"]), *counts, lines)


def _grid(table: JoinedTable, file: str, limits: Limits) -> Grid:
    """A joined table as a grid; places name the page, the table on it and the row there."""
    problems: list[Problem] = []
    edges = table.columns()
    lines: list[list[Cell]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        column, columns = table.span(cell, edges)
        place = f"第{cell.page}页 表{cell.table + 1} 第{cell.page_row + 1}行第{column + 1}列"
        text = clean(cell.text, place, limits, problems)
        lines[cell.row].append(Cell(text, cell.row, column, place, cell.rows, columns))
    rows = tuple(tuple(sorted(line, key=lambda c: c.column)) for line in lines)
    hint = hint_of(table.above)
    return Grid(file, "", rows, title_hint=hint.title, unit_hint=hint.unit, problems=tuple(problems))


def _unruled(pages: Sequence[Page], file: str, limits: Limits) -> Iterator[Grid]:
    """A document without a ruled table, as one grid of lines cut at wide gaps: columns are only a hint."""
    problems: list[Problem] = []
    rows: list[tuple[Cell, ...]] = []
    for page in pages:
        for number, line in enumerate(page.lines, 1):
            cells: list[Cell] = []
            for column, text in enumerate(line):
                place = f"第{page.number}页 第{number}行第{column + 1}列"
                cells.append(Cell(clean(text, place, limits, problems), len(rows), column, place))
            rows.append(tuple(cells))
    if rows:
        yield Grid(file, "", tuple(rows), ragged=True, problems=tuple(problems))


def _with_problems(grid: Grid, problems: Sequence[Problem]) -> Grid:
    return Grid(
        grid.file,
        grid.sheet,
        grid.rows,
        ragged=grid.ragged,
        title_hint=grid.title_hint,
        unit_hint=grid.unit_hint,
        problems=(*problems, *grid.problems),
    )
