"""One form through every reader, and what none may lose: places, formats, hidden rows, encodings, limits."""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from forms.errors import FormError, LimitExceeded, NoTable, UnreadableFile
from forms.limits import DEFAULT_LIMITS
from forms.read import read_file, read_text
from forms.readers import grids_of_file
from forms.readers.text import split_rows
from tests.forms.drawing import fill_sheet, grid, workbook

FILES = Path(__file__).parent / "files"
FORM = (Path(__file__).parents[1] / "bureaus" / "jiangsu_cost.txt").read_text("utf-8")


def separated(separator: str) -> str:
    rows = grid(FORM).rows
    width = max(cell.column + cell.column_span for row in rows for cell in row)
    lines = [[""] * width for _ in rows]
    for row in rows:
        for cell in row:
            lines[cell.row][cell.column] = (
                f'"{cell.text}"' if "\n" in cell.text or separator in cell.text else cell.text
            )
    return "\n".join(separator.join(line) for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_text_is_read_in_every_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(separated(separator).encode(encoding))
    table = read_file(path).tables[0]
    assert (table.project_name, table.indicators[3].actual, table.total_score) == (
        "120急救车辆购置",
        "2023年10月",
        "98.85",
    )


def test_a_csv_has_the_places_that_excel_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(separated(","), "utf-8")
    table = read_file(path).tables[0]
    assert (table.cells["project_name"], table.indicators[0].cells["target"]) == ("C3", "E12")


@pytest.mark.parametrize("name", ["sample01.xls", "sample01.et", "sample09.ods", "sample01.txt"])
def test_the_kind_is_known_by_content(name: str, tmp_path: Path) -> None:
    kind = "sample09.ods" if "09" in name else "sample01.xls"
    path = tmp_path / name
    path.write_bytes((FILES / kind).read_bytes())
    table = read_file(path).tables[0]
    assert table.project_name in {"接待费", "深圳市互联网行业同心圆工程"}
    assert (table.funds[0].execution_rate, table.cells["funds.executed"], table.place("R1.target")) in {
        ("0.69", "F5", "E12"),
        ("0.98", "F5", "E12"),
    }


def test_a_web_page_is_read_with_spans(tmp_path: Path) -> None:
    rows = []
    for row in grid(FORM).rows:
        cells = (
            f'<td rowspan="{c.row_span}" colspan="{c.column_span}">{c.text.replace(chr(10), "<br>")}</td>' for c in row
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    path = tmp_path / "表.xls"
    path.write_text(f"<html><body><h1>通知</h1><table>{''.join(rows)}</table></body></html>", "utf-8")
    table = read_file(path).tables[0]
    assert (table.goal, table.classes[0].points, table.place("R2.actual")) == (
        "购置负压救护车8台。",
        "20",
        "表1 第13行第6列",
    )


def test_the_xml_of_excel_2003_is_read(tmp_path: Path) -> None:
    rows = []
    for row in grid(FORM).rows:
        cells = [
            f'<Cell ss:Index="{c.column + 1}" ss:MergeAcross="{c.column_span - 1}" ss:MergeDown="{c.row_span - 1}">'
            f'<Data ss:Type="String">{c.text.replace("&", "&amp;")}</Data></Cell>'
            for c in row
        ]
        rows.append(f"<Row>{''.join(cells)}</Row>")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    body = f'<Worksheet ss:Name="表"><Table>{"".join(rows)}</Table></Worksheet>'
    path = tmp_path / "导出.xls"
    path.write_text(f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{body}</Workbook>', "utf-8")
    table = read_file(path).tables[0]
    assert (table.project_name, table.place("R1.target"), table.total_score) == ("120急救车辆购置", "E12", "98.85")


def test_several_tables_on_a_sheet_and_kinds_beside_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "堆叠"
    row = fill_sheet(sheet, FORM) + 2
    row = fill_sheet(sheet, FORM, row) + 1
    fill_sheet(sheet, "部门整体支出绩效自评表 | < | <\n一级指标 | 三级指标 | 得分\n产出 | 办件 | 10", row)
    fill_sheet(book.create_sheet("目标"), "绩效目标申报表 | < | <\n一级指标 | 三级指标 | 指标值\n产出 | 办件 | 10件")
    fill_sheet(book.create_sheet("预算"), "2021年部门预算支出表 | < | <\n科目 | 基本支出 | 项目支出\n1 | 2 | 3")
    sheet.row_dimensions[12].hidden = True
    sheet.column_dimensions["I"].hidden = True
    book.save(tmp_path / "多表.xlsx")
    reading = read_file(tmp_path / "多表.xlsx")
    assert [(t.source.index, t.place("R1.target")) for t in reading.tables] == [(1, "E12"), (2, "E32")]
    told = " ".join(f"{p.place} {p.message}" for p in reading.problems)
    for words in ("部门整体支出绩效自评表", "绩效目标申报表", "2021年部门预算支出表", "第12行是隐藏的", "I列是隐藏的"):
        assert words in told


def test_error_cells_and_formulas_without_values_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "错.xlsx", {"表": FORM})
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["表"]["H12"] = "=G12"
    book["表"]["F12"].value = "#REF!"
    book["表"]["F12"].data_type = "e"
    book.save(path)
    reading = read_file(path)
    assert reading.tables[0].indicators[0].actual == "#REF!"
    assert {p.place for p in reading.problems} == {"H12", "F12"}


def test_a_sheet_written_in_an_unusual_way_is_read_like_any_other(tmp_path: Path) -> None:
    """Prefixes, comments and other orders of attributes: the scan gives way to the tree."""
    path, odd = workbook(tmp_path / "a.xlsx", {"表": FORM}), tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(odd, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = data.replace(b"<sheetData>", b"<sheetData><!-- a < b -->")
            target.writestr(name, data)
    plain, other = grids_of_file(path, DEFAULT_LIMITS, "a")[0], grids_of_file(odd, DEFAULT_LIMITS, "b")[0]
    assert plain.rows == other.rows


def test_quoted_cells_keep_their_line_breaks_and_quotes() -> None:
    assert split_rows('a\t"b\nc ""d"""\te\n"未完\tx') == [["a", 'b\nc "d"', "e"], ['"未完', "x"]]


def test_only_tabs_and_line_breaks_are_structure() -> None:
    assert split_rows("a\x0bb\u2028c\x85d\te") == [["a\x0bb\u2028c\x85d", "e"]]


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"\x89PNG\r\n"]
)
def test_what_is_no_form_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x\n.xlsx"
    path.write_bytes(content)
    with pytest.raises(FormError) as refused:
        read_file(path)
    assert str(refused.value).isprintable()
    assert "x\\n.xlsx" in str(refused.value)


def test_pipes_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    for path in (tmp_path / "管道", tmp_path, tmp_path / "没有"):
        with pytest.raises(UnreadableFile):
            read_file(path)


def test_limits_refuse_or_cut_and_tell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "大.xlsx", {"表": FORM, "表2": FORM})
    with pytest.raises(LimitExceeded):
        read_file(path, replace(DEFAULT_LIMITS, file_bytes=100))
    with pytest.raises(LimitExceeded):
        read_file(path, replace(DEFAULT_LIMITS, inflated_bytes=1_000))
    reading = read_file(path, replace(DEFAULT_LIMITS, tables=1))
    assert len(reading.tables) == 1
    assert "其后 1 张没有读" in reading.problems[-1].message
    rows = read_file(path, replace(DEFAULT_LIMITS, table_rows=3))
    assert len(rows.tables[0].indicators) == 3
    assert any("3 行" in p.message for p in rows.problems)


def test_a_text_that_is_no_table_says_so() -> None:
    with pytest.raises(NoTable) as none:
        read_text("今天天气不错。\n没有表。")
    assert "没有找到" in str(none.value)


def test_what_calamine_says_when_it_panics_stays_off_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet's records are noise: whatever happens below, the user sees the one line of the error."""
    data = bytearray((FILES / "sample01.xls").read_bytes())
    for at in range(2_000, len(data) - 8, 97):
        data[at : at + 4] = b"\xff\xff\xff\x7f"
    (tmp_path / "坏.xls").write_bytes(data)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # as at the command line; the test runner has threads
    with suppress(FormError):
        read_file(tmp_path / "坏.xls")
    assert capfd.readouterr().err == ""
