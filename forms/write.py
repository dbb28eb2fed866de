"""Putting accepted texts into files: the user's own where it can be written, else a clean one in the standard form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from forms.errors import NotWritable
from forms.places import parts
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from forms.writers.atomic import write_whole
from forms.writers.checklist import ChecklistRow, checklist_docx, checklist_xlsx
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
    "with_changes",
    "write",
]

_NUMBER_FIELDS = frozenset({
    "points", "score", "review_score", "initial_budget", "annual_budget", "executed", "execution_rate",
    "total_points", "total_score", "total_review_score", "project_amount",
})  # fmt: skip
_LINES = frozenset({"goal", "narrative"})
_ROW = re.compile(r"R([1-9]\d*)")
_FUNDS = re.compile(r"funds([1-9]\d*)?")


def write(source: Path | None, table: SelfEvaluationTable, changes: Mapping[str, str], out: Path) -> None:
    """`table` with `changes` (fact id -> text) into `out`.

    A source of the same kind as `out` is copied with only those cells changed: a workbook (xlsx, xlsm), a Word
    document, a csv or a pasted text. Anything else, or no source, gives a clean xlsx or docx in the standard form. The
    file appears whole or not at all. Raises `NotWritable` (a formula, a place that is not in the file, a text that
    cannot be split over joined columns, a kind that is only read) and `UnreadableFile`.
    """
    changes = {fact.partition(":")[2] or fact: text for fact, text in changes.items()}
    if source is not None and source.suffix.lower() == out.suffix.lower():
        data = source.read_bytes()
        if data[:4] == b"PK\x03\x04":
            write_whole(out, _patched(data, source.name, table, changes))
            return
    changed = with_changes(table, changes)
    kind = out.suffix.lower()
    if kind == ".xlsx":
        standard_xlsx([changed], out)
    elif kind == ".docx":
        standard_docx([changed], out)
    else:
        raise NotWritable("这种文件只能读，不能写", file=out.name, todo="请另存为 xlsx 或 docx")


def with_changes(table: SelfEvaluationTable, changes: Mapping[str, str]) -> SelfEvaluationTable:
    """The table with the texts of some facts replaced. Raises `NotWritable` for a fact that is no cell of the form."""
    rows: dict[int, dict[str, str]] = {}
    funds: dict[int, dict[str, str]] = {}
    own: dict[str, str] = {}
    for fact, text in changes.items():
        head, _, field = fact.partition(".")
        if (found := _ROW.fullmatch(head)) and int(found[1]) in table.by_row and field in Indicator.model_fields:
            rows.setdefault(int(found[1]), {})[field] = text
        elif (found := _FUNDS.fullmatch(head)) and field in FundsRow.model_fields:
            funds.setdefault(int(found[1] or 1) - 1, {})[field] = text
        elif not field and isinstance(getattr(table, fact, None), str | None) and fact in type(table).model_fields:
            own[fact] = text
        else:
            raise NotWritable(f"表中没有“{fact}”这一格", file=table.source.file, todo="请重新读取文件后再写")
    return table.model_copy(
        update={
            **own,
            "indicators": tuple(row.model_copy(update=rows.get(row.row, {})) for row in table.indicators),
            "funds": tuple(row.model_copy(update=funds.get(i, {})) for i, row in enumerate(table.funds)),
        }
    )


def _patched(data: bytes, file: str, table: SelfEvaluationTable, changes: Mapping[str, str]) -> bytes:
    """The user's own Office file with the changed cells."""
    if b"word/document.xml" in data:
        document = WordDocument(data, file)
        return document.changed(_edits(table, changes, file, document.text))
    book = Workbook(data, file)
    sheet = table.source.sheet
    return book.changed(sheet, _edits(table, changes, file, lambda place: book.text(sheet, place)))


def _edits(
    table: SelfEvaluationTable, changes: Mapping[str, str], file: str, standing: Callable[[str], str]
) -> list[Edit]:
    """The cells to change; `standing` tells what is in a place now, for texts that were joined from several."""
    edits: list[Edit] = []
    for fact, text in changes.items():
        places = _places(table, fact)
        field = fact.rpartition(".")[2]
        pieces = [text]
        if len(places) > 1:
            pieces = _over(places, [standing(place) for place in places], field, text, file)
        edits += [Edit(p, piece, field in _NUMBER_FIELDS) for p, piece in zip(places, pieces, strict=True)]
    return edits


def _places(table: SelfEvaluationTable, fact: str) -> list[str]:
    places = parts(table.place(fact))
    if not places:
        raise NotWritable(f"表中没有“{fact}”这一格", file=table.source.file, todo="请重新读取文件后再写")
    return places


def _over(places: list[str], standing: list[str], field: str, text: str, file: str) -> list[str]:
    """`text` in pieces for `places`, cells that were read as one text."""
    pieces = split_lines(text, len(places)) if field in _LINES else split_target(text, standing)
    if pieces is None:
        raise NotWritable(
            "这项内容由几个单元格合成，分不开", file=file, place="+".join(places), todo="请在原文件里分别填写"
        )
    return pieces
