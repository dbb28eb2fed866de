"""Putting accepted texts into files: the user's own where it can be written, else a clean one in the standard form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from forms.edit import with_texts
from forms.errors import NotWritable
from forms.limits import DEFAULT_LIMITS
from forms.places import parts
from forms.readers.detect import kind_of
from forms.table import SelfEvaluationTable
from forms.writers.atomic import write_whole
from forms.writers.checklist import ChecklistRow, checklist_docx, checklist_xlsx
from forms.writers.delimited import DelimitedText
from forms.writers.docx import WordDocument
from forms.writers.edit import Edit
from forms.writers.split import split_lines, split_target
from forms.writers.standard_docx import standard_docx
from forms.writers.standard_xlsx import standard_xlsx
from forms.writers.xlsx import Workbook

__all__ = [
    "ChecklistRow",
    "checklist_docx",
    "checklist_xlsx",
    "standard_docx",
    "standard_xlsx",
    "write",
]

_NUMBER_FIELDS = frozenset({
    "points", "score", "review_score", "initial_budget", "annual_budget", "executed", "execution_rate",
    "total_points", "total_score", "total_review_score", "project_amount",
})  # fmt: skip
_LINES = frozenset({"goal", "narrative"})


def write(source: Path | None, table: SelfEvaluationTable, changes: Mapping[str, str], out: Path) -> None:
    """`table` with `changes` (fact id -> text) into `out`.

    A source of the same kind as `out` is copied with only those cells changed: a workbook (xlsx, xlsm), a Word
    document, a csv or a pasted text. Anything else, or no source, gives a clean xlsx or docx in the standard form. The
    file appears whole or not at all. Raises `NotWritable` (a formula, a place that is not in the file, a text that
    cannot be split over joined columns, a kind that is only read) and `UnreadableFile`.
    """
    changes = {fact.partition(":")[2] or fact: text for fact, text in changes.items()}
    for fact in changes:
        if table.text(fact) is None:
            raise NotWritable(f"表中没有“{fact}”这一格", file=table.source.file, todo="请重新读取文件后再写")
    kind = out.suffix.lower()
    if (
        source is not None
        and source.suffix.lower() == kind
        and (patch := _PATCHES.get(kind_of(source, DEFAULT_LIMITS)))
    ):
        write_whole(out, patch(source.read_bytes(), source.name, table, changes))
    elif kind == ".xlsx":
        standard_xlsx([with_texts(table, changes)], out)
    elif kind == ".docx":
        standard_docx([with_texts(table, changes)], out)
    else:
        raise NotWritable("这种文件只能读，不能写", file=out.name, todo="请导出为 xlsx 或 docx")


def _workbook(data: bytes, file: str, table: SelfEvaluationTable, changes: Mapping[str, str]) -> bytes:
    book = Workbook(data, file)
    sheet = table.source.sheet
    return book.changed(sheet, _edits(table.place, changes, file, lambda place: book.text(sheet, place)))


def _document(data: bytes, file: str, table: SelfEvaluationTable, changes: Mapping[str, str]) -> bytes:
    document = WordDocument(data, file)
    return document.changed(_edits(table.place, changes, file, document.text))


def _text_file(data: bytes, file: str, table: SelfEvaluationTable, changes: Mapping[str, str]) -> bytes:
    text = DelimitedText(data, table, file)
    return text.changed(_edits(text.place, changes, file, text.text))


# what the file holds -> the function that gives it back with the changes
_PATCHES = {"xlsx": _workbook, "docx": _document, "text": _text_file}


def _edits(
    place_of: Callable[[str], str], changes: Mapping[str, str], file: str, standing: Callable[[str], str]
) -> list[Edit]:
    """The cells to change; `standing` tells what is in a place now, for texts that were joined from several."""
    edits: list[Edit] = []
    for fact, text in changes.items():
        places = parts(place_of(fact))
        if not places:
            raise NotWritable(f"文件里没有“{fact}”这一格", file=file, todo="请在原文件里补上这一格，或导出为 xlsx")
        field = fact.rpartition(".")[2]
        pieces = [text]
        if len(places) > 1:
            pieces = _over(places, [standing(place) for place in places], field, text, file)
        edits += [Edit(p, piece, field in _NUMBER_FIELDS) for p, piece in zip(places, pieces, strict=True)]
    return edits


def _over(places: list[str], standing: list[str], field: str, text: str, file: str) -> list[str]:
    """`text` in pieces for `places`, cells that were read as one text."""
    pieces = split_lines(text, len(places)) if field in _LINES else split_target(text, standing)
    if pieces is None:
        raise NotWritable(
            "这项内容由几个单元格合成，分不开", file=file, place="+".join(places), todo="请在原文件里分别填写"
        )
    return pieces
