"""NV04 实际完成情况没有带数字的结果。

检查什么  实际完成情况里除年份、文件名、序号和照抄目标的数字以外，有没有数字。
为什么    完成多少、达到什么程度，要用数字说话。
反例      有效保障我办的办公环境。
正例      全年提供物业服务12个月，质量达标率100%，满意度98%。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, counted
from scoring.quantity import Quantity
from scoring.rule import Hit, Skip, rule


@rule("NV04")
def no_result_in_numbers(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.narrative:
        yield Skip("没有填写实际完成情况")
        return
    if not any(not _copied(q, ctx) for q in counted(ctx.narrative)):
        yield Hit(("narrative",))


def _copied(q: Quantity, ctx: Context) -> bool:
    """A number in a clause that stands in the goal word for word."""
    text = ctx.narrative
    start = max(text.rfind(mark, 0, q.start) for mark in "，。；") + 1
    return text[start : q.end] in ctx.goal
