"""SC09 等级与总分不符。

检查什么  表上填写的或文字里说的等级，是否是表中总分对应的等级（总分本身加错的只在 SC03 说）。
为什么    等级由总分决定。
反例      总分 87.5，等级“优”。
正例      总分 87.5，等级“良”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, said
from scoring.rule import Hit, Skip, rule
from scoring.wording import show

_SAID = re.compile(
    r"(?:等[级次]|评价结果|自评结果|自评结论|评价结论|评定结果|绩效级别|评级)(?:评定)?(?:为|是|：|:|定为|评为|属于)?\s*[“\"「]?(?P<a>优秀?|良好?|中等?|一般|差)(?=[”\"」。，；、\s]|等?级|$|档)|"
    r"(?:评为|评定为|定为|属于)[“\"]?(?P<b>优秀?|良好?|中等?|差)[”\"]?(?:等?级|等次|档次?)"
)
_NAMES = {
    "优秀": "优",
    "优": "优",
    "良好": "良",
    "良": "良",
    "中等": "中",
    "中": "中",
    "合格": "中",
    "一般": "中",
    "差": "差",
    "不合格": "差",
    "较差": "差",
}
LABELS = {
    "stated_grade": "等级栏",
    "narrative": "实际完成情况",
    "conclusion": "结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
}


@rule("SC09")
def grade_wrong(ctx: Context) -> Iterator[Hit | Skip]:
    said_grades = list(_grades(ctx))
    if not said_grades:
        return
    total = ctx.sheet.stated_total
    if total is None:
        yield Skip("没有总分，无法核对等级")
        return
    right = ctx.profile.grade(total)
    for fact, stated in said_grades:
        if _NAMES.get(stated, stated)[:1] != right[:1]:
            values = {"total": show(total), "grade": right, "where": LABELS[fact], "stated": stated}
            yield Hit((fact, "total_score"), values=values, expected=right, actual=stated)


def _grades(ctx: Context) -> Iterator[tuple[str, str]]:
    stated = said(ctx.table.stated_grade).strip('“”"级等次 ') or ""
    if stated in _NAMES:
        yield "stated_grade", stated
    for fact, text in ctx.remarks:
        found = _SAID.search(text) if fact in LABELS else None
        if found:
            yield fact, found["a"] or found["b"]
