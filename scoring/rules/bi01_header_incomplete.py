"""BI01 表头栏目没有填写。

检查什么  项目名称、主管部门、实施单位、项目金额、年度是否填写。表上没有“项目金额”一栏的不算缺；表题和表头都看不出年
          度的算缺。
为什么    表头说明谁的项目、哪一年，缺了就无法与预算批复和决算核对。
反例      实施单位一栏空白，全表没有年度。
正例      实施单位“某某市第一中学”，表题“2021年度项目支出绩效自评表”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.numbers import is_blank
from scoring.context import Context
from scoring.rule import Hit, rule

LABELS = {
    "project_name": "项目名称",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "project_amount": "项目金额",
}


@rule("BI01")
def header_incomplete(ctx: Context) -> Iterator[Hit]:
    table = ctx.table
    missing = [
        field
        for field in LABELS
        if is_blank(table.text(field)) and not (field == "project_amount" and table.project_amount is None)
    ]
    names = [LABELS[field] for field in missing]
    if table.year is None:
        missing.append("year")
        names.append("年度")
    if missing:
        yield Hit(tuple(missing), values={"fields": "、".join(f"“{name}”" for name in names)})
