"""The 复核清单: finding, place, what to do and source, as a workbook or a document."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from forms.errors import NotWritable
from forms.write import ChecklistRow, checklist_docx, checklist_xlsx

ROWS = [
    ChecklistRow("27次未达到≥30次，却得满分", "E12、F12、H12", "改为13.50分", "财预〔2020〕10号", severity="须改"),
    ChecklistRow("=1+1", "I12", "@写明\n原因", "-"),
]


def test_the_workbook_has_a_line_a_finding_and_no_formula(tmp_path: Path) -> None:
    checklist_xlsx(ROWS, tmp_path / "清单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["序号", "轻重", "问题", "位置", "怎么改", "依据"],
        [1, "须改", "27次未达到≥30次，却得满分", "E12、F12、H12", "改为13.50分", "财预〔2020〕10号"],
        [2, None, "=1+1", "I12", "@写明\n原因", "-"],
    ]
    assert sheet["C4"].data_type != "f"


def test_the_document_has_a_line_a_finding(tmp_path: Path) -> None:
    checklist_docx(ROWS, tmp_path / "清单.docx")
    document = docx.Document(tmp_path / "清单.docx")
    assert document.paragraphs[0].text == "复核清单"
    assert [cell.text for cell in document.tables[0].rows[2].cells][2:] == ["=1+1", "I12", "@写明\n原因", "-"]


def test_several_tables_are_told_apart_by_a_column(tmp_path: Path) -> None:
    checklist_xlsx([row._replace(table="接待费") for row in ROWS], tmp_path / "清单.xlsx")
    assert openpyxl.load_workbook(tmp_path / "清单.xlsx").active["B3"].value == "接待费"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="写不进去"):
        checklist_xlsx(ROWS, tmp_path / "没有" / "清单.xlsx")
