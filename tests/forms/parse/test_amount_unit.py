"""项目金额（万元） in a form whose funds are in 元."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.read import read_file, read_text
from scoring.facts import compile_facts
from tests.forms.drawing import workbook
from tests.forms.tagging import load

FORMS = Path(__file__).parents[1] / "tagged"

FORM = """项目支出绩效自评表
（2023年度）
项目名称\t数字档案建设\t\t\t项目金额（万元）\t83.12\t\t
项目资金（元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t831200\t831200\t831200\t10\t100%\t10
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t档案数字化卷数\t≥100卷\t100卷\t50\t50\t
"""


def test_the_amount_is_told_in_its_own_unit() -> None:
    table = read_text(FORM).tables[0]
    assert (table.unit, table.amount_unit, table.project_unit) == ("元", "万元", "万元")
    assert compile_facts((table,))["project_amount"].value == 831200


def test_a_form_with_one_unit_has_no_second_one() -> None:
    table = read_text(FORM.replace("项目金额（万元）", "项目金额（元）")).tables[0]
    assert table.amount_unit is None
    assert "amount_unit" not in table.model_dump()


@pytest.mark.parametrize("name", ["method_left_unit", "narrative_below"])
def test_a_unit_beside_its_label_or_beside_another_label_is_the_forms(name: str, tmp_path: Path) -> None:
    drawing = load(FORMS / f"{name}.txt").drawing
    table = read_file(workbook(tmp_path / "表.xlsx", {"自评表": drawing})).tables[0]
    assert table.unit == "万元"
