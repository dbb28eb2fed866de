"""A form that is spread over several tables of a document or of a web page is one form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forms.read import read_file
from tests.forms.tagging import add_table, html_rows, load, wrongs

FOLDER = Path(__file__).parent / "tagged"
CUTS = {  # form -> what the rows begin with that open a further table
    "central_annex_transport": ("项目资金", "年度总体目标", "绩效指标"),
    "zhejiang_recheck": ("绩效指标",),
    "police_points_in_class": ("二、预算执行情况", "三、目标完成情况", "四、绩效指标完成情况", "五、自评结论"),
    "notes_between_subtables": ("表二", "表三", "表四", "表五"),
    "funds_five_parts": ("年度绩效指标",),
    "overview_blocks": ("二级指标",),
}


def parts(drawing: str, cuts: tuple[str, ...]) -> list[str]:
    found: list[list[str]] = [[]]
    for line in drawing.strip("\n").split("\n"):
        if line.replace("\\n", "").startswith(cuts):
            found.append([])
        found[-1].append(line)
    return ["\n".join(lines) for lines in found if lines]


def document(path: Path, drawings: list[str]) -> Path:
    from docx import Document

    made: Any = Document()
    for drawing in drawings:
        add_table(made, drawing)
        made.add_paragraph("")
    made.save(path)
    return path


def page(path: Path, drawings: list[str]) -> Path:
    tables = "".join(f"<table>{html_rows(drawing)}</table><p>　</p>" for drawing in drawings)
    path.write_text(f"<html><body>{tables}</body></html>", "utf-8")
    return path


@pytest.mark.parametrize("name", CUTS)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_tables_one_after_another_are_one_form(kind: str, name: str, tmp_path: Path) -> None:
    tagged = load(FOLDER / f"{name}.txt")
    drawings = parts(tagged.drawing, CUTS[name])
    assert len(drawings) == len(CUTS[name]) + 1
    path = document(tmp_path / "表.docx", drawings) if kind == "docx" else page(tmp_path / "表.html", drawings)
    (table,) = read_file(path).tables
    assert list(wrongs(tagged.tables[0], table)) == []
    headed = next(at for at, drawing in enumerate(drawings, 1) if "三级指标" in drawing)
    assert table.place("R1.actual").startswith(f"表{headed} ")


def test_the_next_form_and_another_kind_are_not_taken_for_parts(tmp_path: Path) -> None:
    first, second = (load(FOLDER / f"{name}.txt") for name in ("jiangsu_plain", "central_annex_transport"))
    other = "部门整体支出绩效自评表 | < | <\n一级指标 | 三级指标 | 得分\n产出 | 办件 | 10"
    reading = read_file(document(tmp_path / "表.docx", [first.drawing, other, second.drawing]))
    assert [table.project_name for table in reading.tables] == [
        tagged.tables[0]["project_name"] for tagged in (first, second)
    ]
    assert any("部门整体支出绩效自评表" in problem.message for problem in reading.problems)
