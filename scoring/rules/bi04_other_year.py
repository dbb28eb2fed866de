"""BI04 文字里的年度与本表年度不同。

检查什么  目标、完成情况、指标各栏写的年份是否是本表年度。书名号里的年份、文号、与往年的对比、下年的计划、
          跨年度的起止（2019—2021年）和晚于本年的完成日期不算。
为什么    多半是沿用了往年的表。
反例      2021年度的表，实际完成情况写“2020年完成接待27次”。
正例      2021年度的表，写“较2020年减少3次”。
来源      填报常识（年度校核）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context
from scoring.quantity import Quantity, quantities
from scoring.rule import Hit, Skip, rule

LABELS = {
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "funds_note": "资金说明",
    "conclusion": "结论",
    "level3": "三级指标",
    "target": "指标值",
    "actual": "完成值",
    "deviation_note": "偏差说明",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "project_name": "项目名称",
}
_BEFORE = re.compile(
    "(?:较|比|同比|与|对比|相比|相较|自|从|由|于|至|到|截至|截止|止|上年|去年|往年|前|[-—~～]|《[^》]*|起|计划|拟|将|下年|次年|明年|期|—|力争|预计|安排|结转|跨|即|原定|推迟|延期|延至|顺延)[^，。；]{0,3}$"
)
_AFTER = re.compile(
    r"^(?:年?度?)?(?:[^，。；]{0,6}(?:相比|同期|以来|起|始|底数|水平|基础上|以前|之前|结转|下达|批复|立项|启动|开工|相较|的\d|启用|成立|出台|印发|建成|投入|制定|修订|版|结余|遗留|欠|预算结转)|[-—~～至到]\s?(?:19|20)\d\d|前的)"
)
_PLAN = re.compile(
    "下一步|下年|明年|次年|今后|计划于|拟于|将于|力争|预计|改进|推迟|延期|顺延|延至|跨年|结转|尾款|补做|补办|续"
)


@rule("BI04")
def other_year(ctx: Context) -> Iterator[Hit | Skip]:
    year = ctx.table.year or _year_of_targets(ctx)
    if year is None:
        yield Skip("表上没有年度，指标值里也看不出，无法核对文字里的年份")
        return
    for fact, text in ctx.texts():
        found = next((q for q in quantities(text) if q.is_date and _odd(q, text, year, fact)), None)
        if found:
            head, _, field = fact.partition(".")
            row = int(head[1:]) if field else None
            where = f"第{row}行的{LABELS[field]}" if field else LABELS[fact]
            values = {"year": year, "where": where, "other": _year(found), "text": found.text}
            yield Hit((fact,), row, values, expected=str(year), actual=found.text)


def _year(q: Quantity) -> int | None:
    if q.family == "year":
        return int(q.value)
    return int(q.value) // 10_000 or None if q.family == "date" else None


def _year_of_targets(ctx: Context) -> int | None:
    """The one year that the targets name, where the form itself has none."""
    years = {_year(q) for row in ctx.filled for q in quantities(row.target) if q.is_date} - {None}
    return years.pop() if len(years) == 1 else None


def _odd(q: Quantity, text: str, year: int, fact: str) -> bool:
    said = _year(q)
    if said is None or said == year or not 1990 <= said <= 2100 or q.high != q.value:
        return False
    if said > year and (q.family == "date" or fact.endswith(("deviation_note", "improvements"))):
        return False  # a late date is a late date, a plan is a plan
    sentence_start = max(text.rfind(mark, 0, q.start) for mark in "。；;\n") + 1
    before = text[sentence_start : q.start]
    if said > year and _PLAN.search(before + text[q.end : q.end + 12]):
        return False
    return not (_BEFORE.search(before) or _AFTER.search(text[q.end :]))
