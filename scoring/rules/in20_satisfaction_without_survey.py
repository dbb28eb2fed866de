"""IN20 满意度没有说明怎样得来。

检查什么  填了满意度数值的表，全表有没有提到问卷、调查、测评、回访、访谈等；满意度是否用“没有投诉”代替。
          评分口径要求附调查的为提醒，没有要求的为提示。
为什么    满意度是调查的结果，没有调查就没有数值。
反例      满意度 98%，全表没有提到调查；满意度完成值“无投诉”。
正例      发放问卷1200份，回收1136份，满意度95.6%。
来源      财预〔2021〕101号；第三方复核公开底稿所见做法
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import clip, listed

_SURVEY = re.compile(
    "问卷|调查(?!研究|报告|取证)|测评|测评表|回访|访谈|评议|评价表|评价结果|抽样|抽查|样本|随访|投票|打分|评分|扫码|反馈表|意见表|座谈|民调|好评"
)
_NO_COMPLAINT = re.compile("(?:无|零|未(?:收到|发生|出现|接到)|没有)[^，。；]{0,6}(?:投诉|信访|举报)")


@rule("IN20")
def satisfaction_without_survey(ctx: Context) -> Iterator[Hit]:
    rows = [row for row in ctx.filled if row.satisfaction and (row.done or row.actual)]
    severity = "warning" if ctx.profile.survey_needed else None
    told: list[int] = []
    for row in rows:
        found = _NO_COMPLAINT.search(row.actual) or _NO_COMPLAINT.search(row.note)
        if found:
            told.append(row.row)
            values = {"name": clip(row.name), "text": clip(found[0])}
            yield Hit(row.at("actual"), row.row, values, "complaint", severity=severity)
    bare = [row for row in rows if row.done and row.row not in told]
    if bare and not _surveyed(ctx):
        facts = tuple(fact for row in bare for fact in row.at("actual"))
        one = bare[0].row if len(bare) == 1 else None
        yield Hit(facts, one, {"names": listed(row.name for row in bare)}, severity=severity)


def _surveyed(ctx: Context) -> bool:
    if any(_SURVEY.search(text) for fact, text in ctx.texts() if fact != "goal"):
        return True
    if any(_SURVEY.search(row.cells.scoring_method or "") for row in ctx.rows):
        return True
    return any(_SURVEY.search(entry.text) for entry in ctx.table.other)
