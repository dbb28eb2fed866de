"""Targets that were changed in the year: told by the deviation note, or by a column of its own for the first target."""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.numerals import plain
from scoring.quantity import Quantity, quantities

_OBJECT = (
    "(?:年度|年初|全年|绩效|原定?|该项?|本项?|预期|计划|考核){0,4}"
    "(?:指标值|目标值|指标|目标|任务数|任务量|任务|计划数|计划值|计划)(?:数|量)?"
)
_CHANGE = "(?:修改|调整|变更|更改|修订|调减|调增|调低|调高|下调|上调|核减|核增|压减|缩减|削减|改)"
_TO = "(?:为|至|到|成|后为|后的?[^，。；,;]{0,6}?为)"
_GAP, _LONG = "[^，。；,;]{0,8}?", "[^，。；,;]{0,16}?"
_ADJUSTED = re.compile(
    rf"(?:{_CHANGE}了?{_GAP}{_OBJECT}{_LONG}{_TO}|{_OBJECT}[^。；;]{{0,30}}?{_CHANGE}{_GAP}{_TO}|{_CHANGE}后的?{_OBJECT}(?:为|是)?)\s*:?\s*"
)
_LONGEST = 2000  # characters of a note that are read for a change
_NO_TARGET = re.compile("得分|分值|评分|分数|权重|自评分|预算数|金额")
_NOT_THIS_YEAR = re.compile(
    "明年|下年|次年|下一年|来年|以后年度|拟|建议|将(?!年|原|该|绩|指|目)|打算|计划(?:在|于|明|下|调|修|变|将)|申请(?!.*(?:批准|同意|批复))"
    "|应当|应该|需要|未(?!来)|没有|不得|无法"
)


@lru_cache(maxsize=4096)
def adjusted_by_note(note: str | None) -> Quantity | None:
    """The target that a note put in force in the year: 9月份已修改年度指标值为10次 -> 10次; None when it changed none.

    A changed score (把得分改为100分), a plan for next year, and a change that did not take place change no target.
    """
    if not note:
        return None
    flat = plain(note[:_LONGEST])
    if "改" not in flat and "调" not in flat and "变更" not in flat and "核" not in flat and "减" not in flat:
        return None
    numbers = quantities(note)
    for found in _ADJUSTED.finditer(flat):
        before = flat[max(0, found.start() - 10) : found.start()]
        clause = before.rpartition("。")[2].rpartition("，")[2] + found[0]
        if _NO_TARGET.search(found[0]) or _NOT_THIS_YEAR.search(clause):
            continue
        for number in numbers:
            if not number.is_date and found.end() - 3 <= number.start <= found.end():
                return number
    return None
