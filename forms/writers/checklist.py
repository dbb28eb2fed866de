"""The 复核清单: what to mend in a form, as a workbook or a document beside it. Takes plain values, knows no rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from forms.writers.atomic import write_whole
from forms.writers.layout import Block, Layout
from forms.writers.standard_docx import document_of
from forms.writers.standard_xlsx import workbook_of

_TITLE = "复核清单"
_COLUMNS = (
    ("table", "项目", 18),
    ("severity", "轻重", 8),
    ("finding", "问题", 44),
    ("place", "位置", 16),
    ("todo", "怎么改", 36),
    ("source", "依据", 30),
)
_ALWAYS = frozenset({"finding", "place", "todo", "source"})


class ChecklistRow(NamedTuple):
    """One thing to mend: what is wrong, where (F12), what to do, and what it rests on."""

    finding: str
    place: str
    todo: str
    source: str
    severity: str = ""
    table: str = ""


def checklist_xlsx(rows: Sequence[ChecklistRow], out: Path) -> None:
    """The checklist as a workbook of one sheet. Texts are texts, never formulas. Raises `NotWritable`."""
    write_whole(out, workbook_of([(_TITLE, _lay_out(rows))]))


def checklist_docx(rows: Sequence[ChecklistRow], out: Path) -> None:
    """The checklist as a Word document with one table. Raises `NotWritable`."""
    write_whole(out, document_of([_lay_out(rows)]))


def _lay_out(rows: Sequence[ChecklistRow]) -> Layout:
    """Title, heading line, a numbered line a row; columns that no row fills are left out."""
    columns = [(f, label, w) for f, label, w in _COLUMNS if f in _ALWAYS or any(getattr(row, f) for row in rows)]
    blocks = [Block(0, 0, _TITLE, "title", columns=1 + len(columns)), Block(1, 0, "序号", "label")]
    blocks += [Block(1, at, label, "label") for at, (_, label, _) in enumerate(columns, 1)]
    for number, row in enumerate(rows, 1):
        blocks.append(Block(1 + number, 0, str(number), "number"))
        blocks += [Block(1 + number, at, getattr(row, f)) for at, (f, _, _) in enumerate(columns, 1)]
    return Layout(tuple(blocks), 2 + len(rows), (6, *(width for _, _, width in columns)))
