"""Reading Word documents: the grid that Word shows, nothing that it hides."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from forms.errors import FormError
from forms.grid import Grid
from forms.limits import Limits
from forms.readers.docx import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(tmp_path: Path, body: str) -> Path:
    """A docx of the given body and nothing else."""
    path = tmp_path / "表.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def cell(content: str, settings: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in row] for row in grid.rows]


def only(tmp_path: Path, body: str) -> Grid:
    (grid,) = read(document(tmp_path, body))
    return grid


def test_merged_cells_are_one_cell_with_spans(tmp_path: Path) -> None:
    grid = only(
        tmp_path,
        table(
            cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙", '<w:vMerge w:val="restart"/>'),
            cell("丙") + cell("丁") + cell("遮住", "<w:vMerge/>"),
        ),
    )
    assert texts(grid) == [["甲", "乙"], ["丙", "丁"]]
    assert [(c.column, c.column_span, c.row_span) for c in grid.rows[0]] == [(0, 2, 1), (2, 1, 2)]


def test_a_place_counts_tables_rows_and_grid_columns_from_one(tmp_path: Path) -> None:
    body = table(cell("一")) + paragraph("") + table(cell("x", '<w:gridSpan w:val="3"/>') + cell("二"))
    grids = read(document(tmp_path, body))
    assert grids[1].rows[0][1].place == "表2 第1行第4列"


def test_a_nested_table_is_a_grid_of_its_own(tmp_path: Path) -> None:
    inner = table(cell("里"))
    outer, nested = read(document(tmp_path, table(cell(paragraph("外") + inner + "<w:p/>") + cell("旁"))))
    assert texts(outer) == [["外", "旁"]]
    assert texts(nested) == [["里"]]
    assert nested.rows[0][0].place == "表2 第1行第1列"


def test_paragraphs_and_breaks_inside_a_cell_are_lines(tmp_path: Path) -> None:
    content = paragraph("第一行") + "<w:p><w:r><w:t>第二</w:t><w:br/><w:t>行</w:t></w:r></w:p>"
    assert texts(only(tmp_path, table(cell(content)))) == [["第一行\n第二\n行"]]


def test_tracked_deletions_and_hidden_text_are_not_read(tmp_path: Path) -> None:
    content = (
        "<w:p><w:r><w:t>完成</w:t></w:r>"
        "<w:del><w:r><w:delText>26</w:delText></w:r></w:del><w:ins><w:r><w:t>27</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>次</w:t></w:r></w:p>"
    )
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("删去的行") + "</w:tr>"
    grid = only(tmp_path, "<w:tbl>" + deleted + f"<w:tr>{cell(content)}</w:tr></w:tbl>")
    assert texts(grid) == [["完成27次"]]


def test_a_field_shows_its_result_not_its_code(tmp_path: Path) -> None:
    content = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>100</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(only(tmp_path, table(cell(content)))) == [["100"]]


def test_symbol_characters_and_check_boxes_are_read_as_they_look(tmp_path: Path) -> None:
    content = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>30次 </w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>优</w:t></w:r></w:p>'
    )
    assert texts(only(tmp_path, table(cell(content)))) == [["≥30次 ☑优"]]


def test_cells_rows_and_paragraphs_in_content_controls_are_read(tmp_path: Path) -> None:
    controlled = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('控件')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{controlled}{cell('右')}</w:tr></w:sdtContent></w:sdt>"
    assert texts(only(tmp_path, f"<w:tbl>{row}</w:tbl>")) == [["控件", "右"]]


def test_the_text_above_a_table_is_its_hint_and_names_its_unit(tmp_path: Path) -> None:
    body = paragraph("项目支出绩效自评表") + paragraph("（2023年度）  单位：万元") + table(cell("x")) + table(cell("y"))
    first, second = read(document(tmp_path, body))
    assert (first.title_hint, first.unit_hint) == ("项目支出绩效自评表\n（2023年度）  单位：万元", "万元")
    assert (second.title_hint, second.unit_hint) == ("", "")


def test_a_text_box_is_read_once_and_its_table_is_a_grid(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框内标题')}{table(cell('框内'))}<w:p/></w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    grid = only(tmp_path, f"<w:p><w:r>{alternate}</w:r></w:p>")
    assert texts(grid) == [["框内"]]
    assert grid.title_hint == "框内标题"


def test_columns_skipped_at_the_start_of_a_row_are_counted(tmp_path: Path) -> None:
    row = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("右移") + "</w:tr>"
    assert only(tmp_path, f"<w:tbl>{row}</w:tbl>").rows[0][0].column == 2


def test_an_absurd_span_is_held_within_the_limit_and_told(tmp_path: Path) -> None:
    grid = only(tmp_path, table(cell("x", '<w:gridSpan w:val="2147483647"/>') + cell("y")))
    assert grid.rows[0][0].column_span == Limits().sheet_columns
    assert "256 列" in grid.problems[0].message


def test_more_tables_than_the_limit_are_told(tmp_path: Path) -> None:
    grids = read(document(tmp_path, table(cell("x")) * 4), Limits(tables=2))
    assert len(grids) == 2
    assert "前 2 张表" in grids[-1].problems[0].message


@pytest.mark.parametrize("body", ["<w:tbl>" * 3, "<w:p>&undefined;</w:p>"])
def test_broken_xml_is_one_clear_line(tmp_path: Path, body: str) -> None:
    with pytest.raises(FormError, match="损坏"):
        read(document(tmp_path, body))
