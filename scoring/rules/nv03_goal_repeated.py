"""NV03 完成情况照抄预期目标。

检查什么  实际完成情况是否与预期目标几乎一样，没有自己的数字和内容。
为什么    照抄目标不能说明做了什么、做到什么程度。
反例      目标“做到24小时专人在岗”，完成情况“做到24小时专人在岗”。
正例      目标“做到24小时专人在岗”，完成情况“全年值班365天，处置舆情42起，无一迟报”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context, counted
from scoring.rule import Hit, Skip, rule
from scoring.words import common_length, squeezed

_FILLING = re.compile(
    "有效|已经?|我[办局委单位处中心]|本单位|切实|圆满|较好|顺利|认真|积极|扎实|进一步|不断|得到|实现|了|的|地|均|都|全面|基本|全年|本年度?|20\\d\\d年度?"
)
_MOST = 0.75
_MOST_OF_FEW, _FEW = 0.6, 12  # a goal of a few words leaves no room for more likeness


@rule("NV03")
def goal_repeated(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative or not ctx.goal:
        yield Skip("没有填写预期目标或实际完成情况")
        return
    goal, told = squeezed(_FILLING.sub("", ctx.goal)), squeezed(_FILLING.sub("", ctx.narrative))
    if not goal or not told or len(told) > 2 * len(goal):
        return
    own = {(q.value, q.family) for q in counted(ctx.narrative)} - {(q.value, q.family) for q in counted(ctx.goal)}
    most = _MOST_OF_FEW if len(told) <= _FEW else _MOST
    if not own and common_length(goal, told) >= most * len(told):
        yield Hit(("narrative", "goal"))
