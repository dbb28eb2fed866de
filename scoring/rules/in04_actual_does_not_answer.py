"""IN04 完成值没有回答指标值。

检查什么  指标值要数、完成值没有数；指标值问及时、完成值只有年份；指标值列了几项次数没有数、完成值只有一个数；
          指标值说的是一类人、完成值说的是另一类人；完成值只重复指标名称。只写“已完成”而没有数值的为提醒。
为什么    答非所问就无法判断是否完成。
反例      成本控制率指标值 ≤100%，完成值“成本控制率”；指标值“及时”，完成值“2021年”。
正例      成本控制率指标值 ≤100%，完成值 98%。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.numbers import is_blank
from scoring.context import Context, Row, once
from scoring.quantity import quantities
from scoring.rule import Hit, rule
from scoring.wording import clip
from scoring.words import MEASURE_NOUN, TIMELY, squeezed

_ZERO = re.compile("未(?!来|达)|没有|无(?!法|线)|零|尚未|暂停|取消")
_WHOLE = re.compile("全部|全覆盖|均|都|达标|合格|完成|达到|100|应.{1,3}尽|已")
_CLAIMED = re.compile("完成|达到|达标|达成|实现|已|按[时期]|及时|合格|优|良好|满意|正常|符合")
_IN_BUDGET = re.compile("(?:预算|概算|标准|成本|控制|限额)")
_ROLE = re.compile("(?:[\u4e00-\u9fff]{2})(?:人员)")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d\s*年?(?:度|全年|内|底)?[。]?")
_COUNTS = frozenset({"count", "person", "person-time", "money"})


@rule("IN04")
def actual_does_not_answer(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if is_blank(row.actual) or row.aim.none:
            continue
        why, mild = _why(row)
        if why:
            values = {"name": clip(row.name), "target": clip(row.target), "actual": clip(row.actual), "why": why}
            severity = "warning" if mild else None
            yield Hit(row.at("actual", "target"), row.row, values, severity=severity, actual=row.actual)


@once
def _why(row: Row) -> tuple[str, bool]:
    """Why the actual is no answer ("" where it is one), and whether it is merely an answer without a number."""
    if squeezed(row.actual) == squeezed(row.name) != squeezed(row.target):
        return "只重复了指标名称", False
    if row.aim.quantities and not quantities(row.actual):
        return _no_number(row)
    if row.aim.quantities:
        return _other_people(row), False
    if row.aim.deadline or TIMELY.search(row.target):
        return _no_time(row), False
    listed = MEASURE_NOUN.findall(row.target)
    if (
        len(listed) > 1
        and row.done
        and len(row.done) < len(listed)
        and squeezed(row.actual) not in squeezed(row.target)
    ) and len(re.sub(r"[\d.]+", "", squeezed(row.actual))) <= 2:
        return "指标值列了几项内容，完成值只有一个数", False
    return "", False


def _no_number(row: Row) -> tuple[str, bool]:
    text, wanted = row.actual, row.aim.quantities
    if _ZERO.search(text):
        return "", False
    family = wanted[0].family.partition("/")[0]
    if family == "rate" and _WHOLE.search(text):
        return "", False
    if family == "money" and _IN_BUDGET.search(text):
        return "指标值是金额，完成值没有写实际金额", True
    if all(q.value == 0 for q in wanted):
        return "", False
    return "指标值是数，完成值没有数", bool(_CLAIMED.search(text))


def _no_time(row: Row) -> str:
    text = row.actual.strip()
    if not row.aim.deadline and _BARE_YEAR.fullmatch(text):
        return "指标值问是否及时，完成值只写了年份"
    dates = any(q.is_date for q in quantities(text))
    if not dates and row.done and all(q.family in _COUNTS for q in row.done) and row.done[0].text.strip() == text:
        return "指标值问时间，完成值写的是数量"
    return ""


def _other_people(row: Row) -> str:
    asked, told = set(_ROLE.findall(row.target)), set(_ROLE.findall(row.actual))
    if asked and told and told - asked and asked - told:
        return f"指标值说的是“{sorted(asked - told)[0]}”，完成值说的是“{sorted(told - asked)[0]}”"
    return ""
