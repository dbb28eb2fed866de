"""Writing into the user's own workbook: only the changed cell changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from forms.errors import NotWritable
from forms.table import Indicator, SelfEvaluationTable, Source
from forms.write import write

FIELDS = ("target", "actual", "points", "score", "deviation_note")


def table(sheet: str = "自评表", **cells: str) -> SelfEvaluationTable:
    """A table of one row whose cells are in row 12, as the standard form has them."""
    places = dict(zip(FIELDS, ("E12", "F12", "G12", "H12", "I12"), strict=True)) | cells
    row = Indicator(row=1, target="≥30次", actual="27次", points="15", score="15", deviation_note="", cells=places)
    return SelfEvaluationTable(source=Source(sheet=sheet), indicators=(row,), cells={"narrative": "F10"})


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A unit's workbook: merged cells, a formula with its cached value, number formats, a second sheet, a picture."""
    path = tmp_path / "接待费.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        text, percent = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0%"})
        bold = book.add_format({"bold": True, "border": 1})
        sheet.merge_range("F10:I10", "本年完成接待27次", bold)
        sheet.write_row("E12", ["≥30次", "27次"], bold)
        sheet.write_number("G12", 15, bold)
        sheet.write_number("H12", 15, bold)
        sheet.write_number("H8", 0.69, percent)
        sheet.write_string("E13", "0101011", text)
        sheet.write_formula("H13", "=SUM(H12:H12)", bold, 15)
        sheet.write_string("D20", "below")
        book.add_worksheet("其他").write("A1", "不动")
    return path


def read_back(path: Path, place: str, *, values: bool = False) -> object:
    return openpyxl.load_workbook(path, data_only=values)["自评表"][place].value


def raw_parts(path: Path) -> dict[str, bytes]:
    """Every part as it is stored, headers and packed bytes."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {e.filename: data[e.header_offset : e.header_offset + 30 + e.compress_size] for e in archive.infolist()}


def test_a_text_changes_its_cell_and_no_other_part_of_the_file(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(), {"R1.deviation_note": "因疫情原因，调研、学习减少。"}, out)
    assert read_back(out, "I12") == "因疫情原因，调研、学习减少。"
    before, after = raw_parts(workbook), raw_parts(out)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_the_cached_value_of_a_formula_stays_readable(workbook: Path, tmp_path: Path) -> None:
    write(workbook, table(), {"R1.actual": "28次"}, tmp_path / "out.xlsx")
    assert read_back(tmp_path / "out.xlsx", "H13", values=True) == 15


def test_a_changed_number_stays_a_number_and_has_formulas_calculated_on_load(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(), {"R1.score": "13.50"}, out)
    assert read_back(out, "H12") == 13.5
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(out).read("xl/workbook.xml")


def test_a_percent_cell_takes_a_percentage_as_its_fraction(workbook: Path, tmp_path: Path) -> None:
    write(workbook, table(score="H8"), {"R1.score": "75%"}, tmp_path / "out.xlsx")
    assert read_back(tmp_path / "out.xlsx", "H8") == 0.75


def test_a_number_that_a_percent_cell_would_show_as_another_is_written_as_text(workbook: Path, tmp_path: Path) -> None:
    write(workbook, table(score="H8"), {"R1.score": "98"}, tmp_path / "out.xlsx")
    assert read_back(tmp_path / "out.xlsx", "H8") == "98"


def test_a_number_typed_as_text_stays_text(workbook: Path, tmp_path: Path) -> None:
    write(workbook, table(score="E13"), {"R1.score": "12"}, tmp_path / "out.xlsx")
    assert read_back(tmp_path / "out.xlsx", "E13") == "12"


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5%", "@某某", "＝", " 前后有空格 ", "两行\n文字", "_x0041_", "<b>&amp;"]
)
def test_a_text_is_written_as_the_text_that_it_is(workbook: Path, tmp_path: Path, text: str) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(), {"R1.deviation_note": text}, out)
    cell = openpyxl.load_workbook(out)["自评表"]["I12"]
    assert cell.value == text.replace("_x0041_", "_x005F_x0041_")  # openpyxl leaves the escape of Excel as it is
    assert b"<f>1+1" not in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")


def test_a_place_inside_a_merged_range_is_written_at_its_anchor(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(actual="H10"), {"R1.actual": "完成接待27次"}, out)
    assert read_back(out, "F10") == "完成接待27次"


def test_a_formula_is_not_overwritten(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="公式"):
        write(workbook, table(score="H13"), {"R1.score": "15"}, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_missing_cell_is_made_in_its_order_with_its_neighbours_style(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(), {"R1.deviation_note": "无"}, out)
    sheet = openpyxl.load_workbook(out)["自评表"]
    assert sheet["I12"].font.bold
    assert sheet["I12"].border.left.style == "thin"


def test_a_missing_row_is_made_in_its_order(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write(workbook, table(deviation_note="C16"), {"R1.deviation_note": "新行"}, out)
    assert read_back(out, "C16") == "新行"
    xml = zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
    assert xml.index(b'r="13"') < xml.index(b'<row r="16"') < xml.index(b'<row r="20"')


def test_an_emptied_cell_keeps_its_style(workbook: Path, tmp_path: Path) -> None:
    write(workbook, table(), {"R1.actual": ""}, tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["自评表"]["F12"]
    assert cell.value is None
    assert cell.font.bold


def test_columns_that_were_joined_are_filled_each_with_its_piece(tmp_path: Path) -> None:
    path = tmp_path / "分列.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("自评表").write_row("E12", ["≥", 30, "次"])
    write(path, table(target="E12+F12+G12"), {"R1.target": "≥28人次"}, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["自评表"]
    assert [sheet[place].value for place in ("E12", "F12", "G12")] == ["≥", 28, "人次"]


def test_a_text_that_does_not_split_over_joined_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "分列.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("自评表").write_row("E12", ["30", "40"])
    with pytest.raises(NotWritable, match="E12\\+F12"):
        write(path, table(target="E12+F12"), {"R1.target": "≥28"}, tmp_path / "out.xlsx")


def test_what_stood_at_the_target_stays_when_writing_fails(workbook: Path) -> None:
    before = workbook.read_bytes()
    with pytest.raises(NotWritable):
        write(workbook, table(score="H13"), {"R1.actual": "28次", "R1.score": "15"}, workbook)
    assert workbook.read_bytes() == before
    assert [p.name for p in workbook.parent.iterdir()] == [workbook.name]


def test_a_fact_that_is_no_cell_of_the_form_is_refused(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="R9"):
        write(workbook, table(), {"R9.actual": "1"}, tmp_path / "out.xlsx")


def test_a_number_that_its_format_would_round_takes_a_style_of_the_same_look(tmp_path: Path) -> None:
    path, out = tmp_path / "整数.xlsx", tmp_path / "out.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        sheet.write_number("H12", 15, book.add_format({"num_format": "0", "bold": True}))
    write(path, table(), {"R1.score": "13.50"}, out)
    cell = openpyxl.load_workbook(out)["自评表"]["H12"]
    assert (cell.value, cell.number_format, cell.font.bold) == (13.5, "0.00", True)


@pytest.mark.parametrize("text", ["2021年9月", "9"])
def test_a_date_cell_takes_a_text(tmp_path: Path, text: str) -> None:
    path, out = tmp_path / "日期.xlsx", tmp_path / "out.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("自评表").write_number("F12", 44440, book.add_format({"num_format": 'yyyy"年"m"月"'}))
    write(path, table(), {"R1.actual": text}, out)
    assert read_back(out, "F12") == text


def test_a_workbook_with_macros_keeps_them(workbook: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "宏.xlsm", tmp_path / "out.xlsm"
    source.write_bytes(workbook.read_bytes())
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00macro")
    write(source, table(), {"R1.actual": "28次"}, out)
    assert raw_parts(out)["xl/vbaProject.bin"] == raw_parts(source)["xl/vbaProject.bin"]
    assert b"28" in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")


def test_a_cell_of_an_array_formula_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "数组.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("自评表").write_array_formula("H11:H13", "{=G11:G13*1}")
    with pytest.raises(NotWritable, match="公式"):
        write(path, table(), {"R1.score": "1"}, tmp_path / "out.xlsx")


def test_a_sheet_that_the_file_lacks_is_refused(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="没有名为"):
        write(workbook, table("别的"), {"R1.actual": "1"}, tmp_path / "out.xlsx")
