"""Writing into the user's own Word document: only the runs of the changed cell change."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from forms.errors import NotWritable
from forms.readers.docx import read
from forms.table import Indicator, SelfEvaluationTable
from forms.write import write


def table(**cells: str) -> SelfEvaluationTable:
    row = Indicator(row=1, target="≥30次", actual="27次", score="15", deviation_note="", cells=cells)
    return SelfEvaluationTable(indicators=(row,))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with text around its table, a styled cell, a merged one and a blank one."""
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    grid = made.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "产出指标"
    run = grid.cell(0, 1).paragraphs[0].add_run("27")
    run.bold, run.font.size = True, Pt(9)
    grid.cell(0, 1).paragraphs[0].add_run("次")
    grid.cell(2, 1).text = "第一段"
    grid.cell(2, 1).add_paragraph("第二段")
    made.add_paragraph("填报人：")
    path = tmp_path / "自评表.docx"
    made.save(path)
    return path


def cell(path: Path, row: int, column: int) -> docx.table._Cell:
    return docx.Document(path).tables[0].cell(row, column)


def test_a_text_takes_the_style_of_what_it_replaces(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    write(document, table(actual="表1 第1行第2列"), {"R1.actual": "28次"}, out)
    (run,) = cell(out, 0, 1).paragraphs[0].runs
    assert (run.text, run.bold, run.font.size) == ("28次", True, Pt(9))


def test_nothing_but_the_documents_main_part_changes(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    write(document, table(actual="表1 第1行第2列"), {"R1.actual": "28次"}, out)
    with zipfile.ZipFile(document) as before, zipfile.ZipFile(out) as after:
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert changed == ["word/document.xml"]
        assert before.namelist() == after.namelist()
    assert [p.text for p in docx.Document(out).paragraphs] == ["项目支出绩效自评表", "填报人："]


@pytest.mark.parametrize("text", ["=1+1", " 前后有空格 ", "一\n二\n三", "制表\t符", "<w:t>&amp;</w:t>", ""])
def test_a_text_is_read_back_as_it_was_written(document: Path, tmp_path: Path, text: str) -> None:
    out = tmp_path / "out.docx"
    write(document, table(actual="表1 第3行第2列"), {"R1.actual": text}, out)
    before, after = read(document)[0], read(out)[0]
    assert next(c.text for c in after.rows[2] if c.column == 1) == text
    others = [(a.text, b.text) for x, y in zip(before.rows, after.rows, strict=True) for a, b in zip(x, y, strict=True)]
    assert sum(a != b for a, b in others) == 1


def test_a_place_below_a_merged_cell_is_written_at_its_anchor(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    write(document, table(actual="表1 第2行第1列"), {"R1.actual": "效益指标"}, out)
    assert cell(out, 0, 0).text == "效益指标"


def test_a_blank_cell_takes_the_style_of_its_paragraph_mark(document: Path, tmp_path: Path) -> None:
    made = docx.Document(document)
    blank = made.tables[0].cell(0, 2).paragraphs[0]
    mark = blank._p.get_or_add_pPr().makeelement(docx.oxml.ns.qn("w:rPr"), {})
    mark.append(mark.makeelement(docx.oxml.ns.qn("w:b"), {}))
    blank._p.pPr.append(mark)
    made.save(document)
    write(document, table(actual="表1 第1行第3列"), {"R1.actual": "无"}, tmp_path / "out.docx")
    (run,) = cell(tmp_path / "out.docx", 0, 2).paragraphs[0].runs
    assert (run.text, run.bold) == ("无", True)


@pytest.mark.parametrize("place", ["表1 第9行第1列", "表7 第1行第1列", "E9"])
def test_a_place_that_the_document_lacks_is_refused(document: Path, tmp_path: Path, place: str) -> None:
    with pytest.raises(NotWritable, match="没有这一格"):
        write(document, table(actual=place), {"R1.actual": "1"}, tmp_path / "out.docx")
