"""Reading PDF: ruled tables with their merged cells, put together over pages; errors that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from eval_sets.expected import expected_table
from forms.errors import LimitExceeded, UnreadableFile
from forms.limits import DEFAULT_LIMITS
from forms.read import read_file
from forms.readers.pdf import read
from forms.table import SelfEvaluationTable
from forms.writers.layout import lay_out

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
STYLE = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
WIDTHS = (50, 70, 80, 110, 110, 110, 40, 45, 150)


def form(table: SelfEvaluationTable, repeat: int, *, is_split: bool) -> Table:
    """The standard form. One that is split over pages has no cell merged over rows: reportlab cannot cut such."""
    layout = lay_out(table)
    cells: list[list[object]] = [[""] * len(WIDTHS) for _ in range(layout.rows)]
    commands: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    for block in layout.blocks:
        cells[block.row][block.column] = Paragraph(block.text, STYLE)
        last = (block.column + block.columns - 1, block.row + (0 if is_split else block.rows - 1))
        commands.append(("SPAN", (block.column, block.row), last))
    return Table(cells, colWidths=WIDTHS, style=commands, repeatRows=repeat)


def document(path: Path, tables: Sequence[SelfEvaluationTable], height: float = A4[0], repeat: int = 0) -> Path:
    story: list[object] = []
    for table in tables:
        story += [form(table, repeat, is_split=height < 400), PageBreak()]
    size = (landscape(A4)[0], height)
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20)
    SimpleDocTemplate(str(path), pagesize=size, **margins).build(story)
    return path


def said(table: SelfEvaluationTable) -> dict[str, object]:
    names = ("project_name", "project_amount", "goal", "narrative", "total_points", "total_score", "empty_classes")
    rows = [row.model_dump(exclude={"cells", "shift"}) for row in table.indicators]
    return {"rows": rows, "funds": table.funds, **{name: getattr(table, name) for name in names}}


@pytest.mark.parametrize("number", [1, 3, 9])
def test_a_form_on_one_page_is_read_as_it_stands(tmp_path: Path, number: int) -> None:
    reading = read_file(document(tmp_path / "表.pdf", [expected_table(number)], height=1_200))
    assert said(reading.tables[0]) == said(expected_table(number))


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_form_over_several_pages_is_one_table(tmp_path: Path, repeat: int) -> None:
    path = document(tmp_path / "表.pdf", [expected_table(9)], height=330, repeat=repeat)
    reading = read_file(path)
    assert len(reading.tables) == 1
    assert said(reading.tables[0]) == said(expected_table(9))
    places = {place.split()[0] for row in reading.tables[0].indicators for place in row.cells.values()}
    assert len(places) > 1


def test_forms_one_after_another_are_tables_of_their_own(tmp_path: Path) -> None:
    tables = [expected_table(number) for number in (1, 6, 10)]
    reading = read_file(document(tmp_path / "表.pdf", tables, height=800))
    assert [said(table) for table in reading.tables] == [said(table) for table in tables]


def test_a_place_names_page_table_row_and_column(tmp_path: Path) -> None:
    (grid,) = read(document(tmp_path / "表.pdf", [expected_table(1)], height=1_200))
    assert grid.rows[11][4].text == "27次"
    assert grid.rows[11][4].place == "第1页 表1 第12行第6列"


def test_lines_that_were_wrapped_are_joined_and_breaks_of_the_author_kept(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = canvas.Canvas(str(path))
    page.setFont(FONT, 10)
    page.grid([100, 164, 300], [600, 650, 700])
    for number, line in enumerate(("因疫情原因，", "调研少。", "另述")):
        page.drawString(102, 688 - 12 * number, line)
    page.drawString(170, 688, "右")
    page.save()
    (grid,) = read(path)
    assert grid.rows[0][0].text == "因疫情原因，调研少。\n另述"


def test_a_page_without_rules_is_read_by_its_gaps(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = canvas.Canvas(str(path))
    page.setFont(FONT, 10)
    page.drawString(50, 700, "项目名称")
    page.drawString(200, 700, "接待费")
    page.save()
    (grid,) = read(path)
    assert [cell.text for cell in grid.rows[0]] == ["项目名称", "接待费"]
    assert grid.ragged


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "扫描.pdf"))
    page.rect(100, 100, 300, 300, fill=1)
    page.save()
    with pytest.raises(UnreadableFile, match=r"扫描件.*请先做文字识别"):
        read(tmp_path / "扫描.pdf")


def test_a_locked_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "锁.pdf"), encrypt="secret")
    page.drawString(100, 700, "x")
    page.save()
    with pytest.raises(UnreadableFile, match=r"密码.*请去掉密码"):
        read(tmp_path / "锁.pdf")


def test_more_pages_than_the_limit_are_refused(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "多页.pdf"))
    for _ in range(3):
        page.showPage()
    page.save()
    with pytest.raises(LimitExceeded, match="3 页，超过 2 页"):
        read(tmp_path / "多页.pdf", replace(DEFAULT_LIMITS, pdf_pages=2))
