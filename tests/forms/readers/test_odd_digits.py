"""Characters that Python calls digits and `int` refuses (², ③) are texts like any other."""

from __future__ import annotations

from pathlib import Path

from forms.read import read_file, read_text
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.check import check

SEED = (Path(__file__).parents[3] / "eval_sets" / "samples" / "seed.txt").read_text(encoding="utf-8")


def test_a_superscript_in_a_number_cell_is_read_as_it_stands() -> None:
    table = read_text(SEED.replace("\t15\t15\t因疫情", "\t²\t③\t因疫情", 1)).tables[0]
    assert (table.indicators[0].points, table.indicators[0].score) == ("²", "③")
    assert [skip for skip in check(table).skipped if "出错" in skip.reason] == []


def test_a_span_of_a_superscript_is_no_span(tmp_path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f'<td colspan="²">{cell}</td>' for cell in line.split("\t")) + "</tr>"
        for line in SEED.split("项目支出绩效自评表")[1].strip().split("\n")
    )
    path = tmp_path / "a.html"
    path.write_text(f"<table><tr><td>项目支出绩效自评表</td></tr>{rows}</table>", encoding="utf-8")
    assert read_file(path).tables[0].project_name == "接待费"


def test_no_rule_breaks_on_superscript_points_of_the_funds() -> None:
    row = Indicator(
        row=1, level1="产出指标", level2="数量指标", level3="次数", target="1次", actual="1次", points="12.5"
    )
    table = SelfEvaluationTable(funds=(FundsRow(name="年度资金总额", points="³"),), indicators=(row,))
    assert [skip for skip in check(table).skipped if "出错" in skip.reason] == []
