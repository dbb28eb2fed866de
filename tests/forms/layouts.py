"""Random forms in random layouts: what a bureau might have made of the same table, and what must be read in it.

`make(rnd)` gives a drawing (rows of cells, `<` and `^` for covered ones) and the fields that a reader must find, with
their places in the drawing. Everything is drawn from `rnd`, so that hypothesis can shrink it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from forms.grid import Cell, Grid, letter

PROJECTS = [
    "接待费",
    "社区矫正专项",
    "“雪亮工程”二期",
    "公园绿化养护",
    "2022年就业补助",
    "职业教育质量提升",
    "农村公路养护",
    "信访维稳经费",
    "图书购置",
]
DEPARTMENTS = ["某市民政局", "0101011", "某区教育局（盖章）", "省水利厅", "市文化广电旅游局", "县残联"]
GOALS = (
    "完成年度任务，保障工作顺利进行。",
    "1.开展培训12期；\n2.培训人数不少于600人。",
    "按照《管理办法》做好服务，群众满意度不低于90%。",
    "全年改造管网12公里，惠及3,200户居民",
)
NAMES = (
    "培训次数", "参训人数", "验收合格率", "设备购置数量", "资金支付及时率", "群众满意度", "改造面积", "受益人口",
    "公众对服务的满意程度", "“云采访”场次", "成本控制率", "服务保障能力", "完成时间", "人均成本", "无障碍设施覆盖率",
)  # fmt: skip
TARGETS = (
    "≥30次",
    "100%",
    "12个月",
    "及时",
    "≤50万元",
    "≥90%",
    "2021年度内完成",
    "5",
    "有效提升",
    "不少于400起",
    "50-60个左右",
    "0",
)
ACTUALS = (
    "27次",
    "100%",
    "12个月",
    "及时",
    "48.5万元",
    "95%",
    "2021年11月完成",
    "5",
    "有所提升",
    "1200多起",
    "60个",
    "0",
)
NOTES = ("", "无", "受疫情影响，部分培训推迟，下年提前安排。", "招标结余", "9月调整指标值为10次")
LEVEL2 = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "成本指标": ("经济成本指标", "社会成本指标"),
}
WORDS: dict[str, tuple[str, ...]] = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称", "三级指标名称"),
    "target": ("年度指标值", "指标值", "目标值", "年度指标值（A）", "*年度指标值", "年度目标值"),
    "initial_target": ("年初指标值", "年初目标值"),
    "actual": ("实际完成值", "全年完成值", "完成值", "实际完成值（B）", "*实际\n完成值"),
    "points": ("分值", "权重", "*分值", "指标分值"),
    "score": ("得分", "自评得分", "*得分", "单位自评得分"),
    "deviation_note": ("偏差原因分析及改进措施", "未完成原因分析", "偏差原因", "未完成原因和改进措施"),
    "scoring_method": ("评分标准", "计分方法", "得分计算方法"),
    "review_score": ("复核得分", "核查分数", "财政审核得分"),
    "review_opinion": ("审核意见", "复核意见", "核查说明"),
    "sign": ("计算符号", "指标性质"),
    "unit": ("计量单位", "度量单位"),
    "sequence": ("序号",),
    "completion": ("完成率", "偏离度"),
    "project_name": ("项目名称", "项目名称：", "项 目 名 称"),
    "project_amount": ("项目金额", "项目总金额"),
    "department": ("主管部门", "主管部门（盖章）", "主管单位"),
    "implementing_unit": ("实施单位", "项目实施单位", "项目单位"),
    "initial_budget": ("年初预算数", "年初预算"),
    "annual_budget": ("全年预算数", "全年预算数（A）", "调整后预算数"),
    "executed": ("全年执行数", "全年执行数（B）", "预算执行数", "执行数"),
    "execution_rate": ("执行率", "执行率（B/A）", "预算执行率"),
    "goal": ("预期目标", "年初设定目标", "年度预期目标"),
    "narrative": ("实际完成情况", "*实际完成情况", "全年实际完成情况", "目标完成情况"),
    "total": ("总分", "合计", "总 分"),
    "conclusion": ("评价结论", "自评结论"),
    "problems_found": ("存在问题", "存在的问题"),
    "improvements": ("改进措施", "下一步改进措施"),
}
FUNDS = (
    ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"),
    ("年度资金总额：", "其中：本年财政拨款", "其他资金"),
    ("资金总额", "财政拨款", "财政专户管理资金", "单位资金"),
    ("年度资金总额", "一般公共预算", "上级补助", "单位自筹"),
)


@dataclass
class Drawing:
    """A form as cells, and what must be read in it: field -> text, and where it stands."""

    rows: list[list[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    funds: list[dict[str, str]] = field(default_factory=list)
    year: int | None = None
    unit: str = "元"

    def expect(self, name: str, text: str, column: int) -> None:
        self.texts[name] = text
        self.places[name] = f"{letter(column)}{len(self.rows) + 1}"


def make(rnd: Random) -> Drawing:
    """One random form in one random layout."""
    drawing = Drawing()
    columns = _columns(rnd)
    width = len(columns)
    _title(rnd, drawing, width)
    _head(rnd, drawing, width)
    blocks = [_funds_block, _goal_block]
    for block in blocks:
        block(rnd, drawing, width)
    _indicators(rnd, drawing, columns)
    _closing(rnd, drawing, columns)
    return drawing


def _spread(cells: list[tuple[str, int]], width: int) -> list[str]:
    """Cells with their spans as one row of the full width, the last one reaching to its end."""
    row: list[str] = []
    for text, span in cells:
        row += [text] + ["<"] * (span - 1)
    return row + ["<"] * (width - len(row))


def _title(rnd: Random, drawing: Drawing, width: int) -> None:
    year = rnd.choice([None, 2020, 2021, 2022, 2023])
    unit = rnd.choice(["元", "万元"])
    drawing.year, drawing.unit = year, unit
    style = rnd.randrange(3)
    if rnd.random() < 0.2:
        drawing.rows.append(_spread([(rnd.choice(["附件1", "附件2：", "附表3"]), 1)], width))
    name = rnd.choice(["项目支出绩效自评表", "项目绩效自评表", "某市市级项目支出绩效自评表"])
    if year and style == 0:
        name = rnd.choice([f"{year}年度{name}", f"{name}（{year}年度）"])
    drawing.rows.append(_spread([(name, 1)], width))
    if year and style == 1:
        drawing.rows.append(_spread([(rnd.choice([f"（{year}年度）", f"{year}年度", f"( {year} 年度 )"]), 1)], width))
    elif year and style == 2:
        drawing.rows.append(_spread([("填报单位：某单位", width // 2), (f"年度：{year}年", 1)], width))


def _head(rnd: Random, drawing: Drawing, width: int) -> None:
    half = width // 2
    wide = rnd.random() < 0.5  # labels over two columns
    label_span = 2 if wide and half > 3 else 1

    def pair(first: str, text1: str, second: str, text2: str) -> None:
        drawing.expect(first, text1, label_span)
        drawing.expect(second, text2, half + label_span)
        cells = [
            (rnd.choice(WORDS[first]), label_span), (text1, half - label_span),
            (rnd.choice(WORDS[second]), label_span), (text2, width - half - label_span),
        ]  # fmt: skip
        drawing.rows.append(_spread(cells, width))

    pair("project_name", rnd.choice(PROJECTS), "project_amount", rnd.choice(["831200", "", "1,280.00"]))
    if rnd.random() < 0.3:
        cells = [("项目负责人", label_span), ("张三", half - label_span), ("联系电话", label_span), ("0755-1234567", 1)]
        drawing.rows.append(_spread(cells, width))
    pair("department", rnd.choice(DEPARTMENTS), "implementing_unit", rnd.choice(["", "某中心", "市图书馆"]))
    if rnd.random() < 0.2:
        drawing.rows.append(_spread([("项目概况", label_span), ("包括A、B两个子项目，3月启动。", 1)], width))


def _funds_block(rnd: Random, drawing: Drawing, width: int) -> None:
    fields = ["initial_budget", "annual_budget", "executed", "points", "execution_rate", "score"]
    if rnd.random() < 0.2:
        fields.remove("initial_budget")
    if rnd.random() < 0.3:
        fields = [f for f in fields if f != "points"] + ["points"]
    start = width - len(fields)
    name_at = 1 if start >= 2 else 0
    where = rnd.randrange(3)
    label = f"项目资金\n（{drawing.unit}）" if where == 0 or (drawing.unit == "万元" and where != 1) else "项目资金"
    if name_at == 0:
        label = f"项目资金（{drawing.unit}）"
    heads = [label] + ([""] + ["<"] * (start - 2) if start >= 2 else [])
    for name in fields:
        word = rnd.choice(WORDS[name])
        if where == 1 and name in {"initial_budget", "annual_budget", "executed"}:
            word = f"{word.partition('（')[0]}（{drawing.unit}）"
        heads.append(word)
    if where == 1 and name_at == 1:
        heads[0] = "项目资金"
    drawing.rows.append(heads)
    for number, name in enumerate(rnd.choice(FUNDS)):
        row = (["^"] if name_at else []) + [name] + ["<"] * (start - 1 - name_at)
        values: dict[str, str] = {"name": name}
        for at, column in enumerate(fields):
            money = rnd.choice(["50000.00", "34,638.00", "0.00", "0", "14292506.09"])
            value = {
                "points": "10" if number == 0 else rnd.choice(["—", "-", ""]),
                "execution_rate": rnd.choice(["0.69", "69.28%", "1.00", "—"]),
                "score": "6.9" if number == 0 else rnd.choice(["—", "-", ""]),
            }.get(column, money)
            values[column] = value
            drawing.places[f"funds{'' if number == 0 else number + 1}.{column}"] = (
                f"{letter(start + at)}{len(drawing.rows) + 1}"
            )
            row.append(value)
        drawing.rows.append(row)
        drawing.funds.append(values)


def _goal_block(rnd: Random, drawing: Drawing, width: int) -> None:
    goal, narrative = rnd.choice(GOALS), rnd.choice(["", "全年完成接待27次，满意度99%。", "已完成各项任务"])
    half = width // 2
    if rnd.random() < 0.7:
        label = rnd.choice(["年度总体\n目标", "年度总体目标", "总体目标"])
        heads = [(rnd.choice(WORDS["goal"]), half - 1), (rnd.choice(WORDS["narrative"]), 1)]
        drawing.rows.append([label, *_spread(heads, width - 1)])
        drawing.expect("goal", goal, 1)
        drawing.expect("narrative", narrative, half)
        drawing.rows.append(["^", *_spread([(goal, half - 1), (narrative, 1)], width - 1)])
    else:
        for name, text in (("goal", goal), ("narrative", narrative)):
            drawing.expect(name, text, 1)
            drawing.rows.append(_spread([(rnd.choice(WORDS[name]), 1), (text, 1)], width))


def _columns(rnd: Random) -> list[str]:
    """The columns of the indicator block, "" for the block label at the left."""
    columns = [rnd.choice(["", "", "sequence"])] if rnd.random() < 0.8 else []
    columns += ["level1", "level2", "level3"]
    if rnd.random() < 0.2:
        columns.append("initial_target")
    target = ["sign", "target", "unit"] if rnd.random() < 0.3 else ["target"]
    points = ["points"]
    if rnd.random() < 0.2:
        columns += [*points, *target, "actual"]
        points = []
    else:
        columns += [*target, "actual"]
    if rnd.random() < 0.2:
        columns.append("completion")
    if rnd.random() < 0.15:
        columns.append("scoring_method")
    columns += [*points, "score"]
    if rnd.random() < 0.85:
        columns.append("deviation_note")
    if rnd.random() < 0.25:
        columns.append("review_score")
        if rnd.random() < 0.6:
            columns.append("review_opinion")
    return columns


def _indicators(rnd: Random, drawing: Drawing, columns: list[str]) -> None:
    heads = [
        rnd.choice(WORDS[c]) if c else rnd.choice(["年度绩效\n指标", "绩效指标", "绩\n效\n指\n标"]) for c in columns
    ]
    drawing.rows.append(heads)
    structure: list[tuple[str, str | None]] = [("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10")]
    inside = rnd.random() < 0.3
    if inside:
        structure = [("产出指标", "50"), ("效益指标", "40")]
    stated = rnd.random() < 0.6
    fillers = rnd.random() < 0.2
    number = 0
    for level1, held in structure:
        kinds = list(LEVEL2[level1]) + (["满意度指标"] if inside and level1 == "效益指标" else [])
        chosen = [kind for kind in kinds if rnd.random() < 0.75] or kinds[:1]
        heading = level1 + (rnd.choice([f"（{held}分）", f"\n({held}分)"]) if stated else "")
        first1 = True
        for level2 in chosen:
            empty = level2 in {"经济效益指标", "生态效益指标"} and rnd.random() < 0.4
            first2 = True
            for _ in range(1 if empty else rnd.randint(1, 3)):
                number += 0 if empty else 1
                texts = {"level1": level1, "level2": level2}
                row: list[str] = []
                values = _values(rnd, columns)
                for column in columns:
                    if column == "level1":
                        row.append(heading if first1 else "^")
                    elif column == "level2":
                        row.append(level2 if first2 else "^")
                    elif column == "":
                        row.append("^")
                    elif empty:
                        row.append("")
                    else:
                        row.append(str(number) if column == "sequence" else values[column])
                if not empty:
                    drawing.indicators.append(_expected(texts, values, columns, len(drawing.rows) + 1))
                drawing.rows.append(row)
                first1 = first2 = False
            if fillers and not empty and rnd.random() < 0.5:
                row = ["^" if c in {"", "level1", "level2"} else "" for c in columns]
                row[columns.index("level3")] = rnd.choice(["……", "指标2：", "指标3:", "..."])
                drawing.rows.append(row)


def _values(rnd: Random, columns: list[str]) -> dict[str, str]:
    at = rnd.randrange(len(TARGETS))
    points = rnd.choice(["5", "10", "15", "20", "2.5"])
    values = {
        "level3": rnd.choice(NAMES),
        "initial_target": rnd.choice(TARGETS),
        "target": TARGETS[at],
        "actual": ACTUALS[at],
        "points": points,
        "score": rnd.choice([points, "4.5", ""]),
        "deviation_note": rnd.choice(NOTES),
        "scoring_method": "完成得满分，每少1%扣0.5分",
        "review_score": rnd.choice([points, "3", ""]),
        "review_opinion": rnd.choice(["", "认可", "佐证材料不足"]),
        "completion": "100%",
        "sign": "",
        "unit": "",
    }
    if "sign" in columns:
        values["sign"] = rnd.choice(["≥", "≤", "＝", "="])
        values["target"] = rnd.choice(["30", "100", "12", "50.5"])
        values["unit"] = rnd.choice(["次", "%", "万元", "个月"])
        values["actual"] = rnd.choice(["27", "100", "12"])
    if rnd.random() < 0.1:
        values |= {
            "level3": "无",
            "target": "无",
            "actual": "无",
            "points": "0",
            "score": "0",
            "deviation_note": "无",
            "sign": "",
            "unit": "",
        }
    return values


def _expected(texts: dict[str, str], values: dict[str, str], columns: list[str], row: int) -> dict[str, Any]:
    found: dict[str, Any] = dict(texts)
    cells: dict[str, str] = {}
    for name in ("level3", "initial_target", "target", "actual", "points", "score", "deviation_note", "scoring_method",
                 "review_score", "review_opinion"):  # fmt: skip
        if name in columns:
            found[name] = values[name]
            cells[name] = f"{letter(columns.index(name))}{row}"
    if values["sign"] and "sign" in columns:
        found["target"] = values["sign"] + values["target"] + values["unit"]
        at = columns.index("sign")
        cells["target"] = "+".join(f"{letter(at + i)}{row}" for i in range(3))
    found["cells"] = cells
    return found


def _closing(rnd: Random, drawing: Drawing, columns: list[str]) -> None:
    width = len(columns)
    if rnd.random() < 0.85:
        first = min(columns.index("points"), columns.index("score"))
        row = _spread([(rnd.choice(WORDS["total"]), first)], first) + [""] * (width - first)
        row[columns.index("points")] = "100"
        drawing.expect("total_points", "100", columns.index("points"))
        score = rnd.choice(["96.9", "100", "88.15"])
        row[columns.index("score")] = score
        drawing.expect("total_score", score, columns.index("score"))
        if "deviation_note" in columns:
            row[columns.index("deviation_note")] = rnd.choice(["", "—"])
        if "review_score" in columns:
            row[columns.index("review_score")] = "90"
            drawing.expect("total_review_score", "90", columns.index("review_score"))
        drawing.rows.append(row)
    for name in ("conclusion", "problems_found", "improvements"):
        if rnd.random() < 0.2:
            text = rnd.choice(["项目总体完成较好，自评得分96.9分。", "个别指标设置偏低", "无"])
            drawing.expect(name, text, 1)
            drawing.rows.append(_spread([(rnd.choice(WORDS[name]), 1), (text, 1)], width))
    if rnd.random() < 0.3:
        drawing.rows.append(_spread([("注：1.定量指标按完成比例计分。2.得分保留两位小数。", 1)], width))
    if rnd.random() < 0.2:
        drawing.rows.append(_spread([("填表人：李四", width // 2), ("联系电话：12345678", 1)], width))


def as_grid(drawing: Drawing, merged: bool = True) -> Grid:
    """The drawing as a reader of spreadsheets gives it; without merges, covered cells are blank ones."""
    from tests.forms.drawing import spans_of

    spans = spans_of(drawing.rows)
    rows: list[tuple[Cell, ...]] = []
    for r, row in enumerate(drawing.rows):
        cells: list[Cell] = []
        for c, text in enumerate(row):
            place = f"{letter(c)}{r + 1}"
            if text in {"<", "^"}:
                if not merged:
                    cells.append(Cell("", r, c, place))
            else:
                cells.append(Cell(text, r, c, place, *(spans[r, c] if merged else (1, 1))))
        rows.append(tuple(cells))
    return Grid("drawn", "", tuple(rows))


def as_paste(drawing: Drawing) -> str:
    """What Excel puts on the clipboard: covered cells blank, cells with line breaks quoted."""
    lines: list[str] = []
    for row in drawing.rows:
        cells = ["" if text in {"<", "^"} else text for text in row]
        lines.append("\t".join(f'"{c}"' if "\n" in c else c for c in cells))
    return "\n".join(lines) + "\n"


def as_web_paste(drawing: Drawing) -> str:
    """What a browser puts on the clipboard for a table: the cells of each row that start there, covered ones gone."""
    rows = [[text for text in row if text not in {"<", "^"}] for row in drawing.rows]
    return "\n".join("\t".join(text.replace("\n", " ") for text in row) for row in rows) + "\n"


def as_lines(drawing: Drawing, blanks: bool) -> str:
    """One cell a line, as copied out of a PDF or some web pages; blank cells as blank lines, or gone."""
    cells = [text.replace("\n", "") for row in drawing.rows for text in row if text not in {"<", "^"}]
    return "\n".join(cell for cell in cells if cell or blanks) + "\n"


def as_markdown(drawing: Drawing) -> str:
    """A Markdown table, covered cells blank."""
    rows = [
        ["" if t in {"<", "^"} else t.replace("\n", "<br>").replace("|", "\\|") for t in row] for row in drawing.rows
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)
