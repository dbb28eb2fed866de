"""An empty 项目支出绩效自评表 to start from: the usual classes, one blank row each, places as the form is laid out."""

from __future__ import annotations

from forms.table import FundsRow, Indicator, IndicatorClass, SelfEvaluationTable

_CLASSES = (
    ("产出指标", "50", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", "30", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", "10", ("服务对象满意度指标",)),
)
_FUNDS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
_COLUMNS = {"level3": "D", "target": "E", "actual": "F", "points": "G", "score": "H", "deviation_note": "I"}
_MONEY = {
    "initial_budget": "D",
    "annual_budget": "E",
    "executed": "F",
    "points": "G",
    "execution_rate": "H",
    "score": "I",
}
FIRST_ROW = 12


def blank_table() -> SelfEvaluationTable:
    """The empty form; every cell is there and blank but the points of the funds row, which every form prints."""
    funds = tuple(
        FundsRow(
            name=name,
            initial_budget="",
            annual_budget="",
            executed="",
            points="—" if i else "10",
            execution_rate="",
            score="—" if i else "",
        )
        for i, name in enumerate(_FUNDS)
    )
    rows = tuple(
        indicator(number, level1, level2)
        for number, (level1, level2) in enumerate(((one, two) for one, _, twos in _CLASSES for two in twos), 1)
    )
    classes = [c for one, points, twos in _CLASSES for c in _headings(one, points, twos)]
    last = FIRST_ROW + len(rows)
    cells = {"project_name": "C2", "project_amount": "H2", "department": "C3", "implementing_unit": "H3"}
    cells |= {
        f"funds{i + 1 if i else ''}.{key}": f"{letter}{5 + i}"
        for i in range(len(funds))
        for key, letter in _MONEY.items()
    }
    cells |= {"goal": "B10", "narrative": "F10", "total_points": f"G{last}", "total_score": f"H{last}"}
    return SelfEvaluationTable(
        project_name="",
        project_amount="",
        department="",
        implementing_unit="",
        funds=funds,
        goal="",
        narrative="",
        classes=tuple(classes),
        indicators=rows,
        total_points="100",
        total_score="",
        cells=cells,
    )


def indicator(number: int, level1: str, level2: str) -> Indicator:
    """A blank row of a class, at the place that the number-th row has."""
    line = FIRST_ROW + number - 1
    cells = {key: f"{letter}{line}" for key, letter in _COLUMNS.items()}
    return Indicator(
        row=number,
        level1=level1,
        level2=level2,
        level3="",
        target="",
        actual="",
        points="",
        score="",
        deviation_note="",
        cells={**cells, "level1": f"B{line}", "level2": f"C{line}"},
    )


def _headings(level1: str, points: str, level2s: tuple[str, ...]) -> list[IndicatorClass]:
    return [
        IndicatorClass(level1=level1, points=points),
        *(IndicatorClass(level1=level1, level2=name) for name in level2s),
    ]
