"""How a draft sounds: the same facts in more formal or in plainer words. Only the words between facts change.

No wording says more than the one it stands for: a register adds no praise, no cause and no completeness.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.draft.task import Register
from assistant.render import Part, Parts

_FORMAL: Mapping[str, str] = {
    "资金方面，": "预算执行方面，",
    "，执行率": "，预算执行率",
    "比": "较",
    "原因是": "原因为",
    "下一步，": "在下一步工作中，",
    "其中，": "具体而言，",
    "按照": "依照",  # as a part of its own
    "计划安排资金": "拟安排资金",
    "未完成的指标中，": "在未达到年度指标值的指标中，",
}
_PLAIN: Mapping[str, str] = {
    "资金方面，": "",
    "数量方面，": "",
    "质量方面，": "",
    "时效方面，": "",
    "成本方面，": "",
    "效益方面，": "",
    "总体按预期目标推进，": "",
    "按预期目标组织实施，": "",
    "围绕预期目标组织实施，": "",
    "设定的定量指标均已达到年度指标值": "的定量指标都达到了年度指标值",
    "各项定量指标均达到年度指标值": "的定量指标都达到了年度指标值",
    "的定量指标全部达到年度指标值": "的定量指标都达到了年度指标值",
    "未达到年度指标值": "没有达到年度指标值",
    "均为": "都是",
    "均达到": "都达到",
    "原因是": "因为",
    "下一步，": "接下来，",
    "其中，": "",
    "按照": "按",
    "未完成的指标中，": "没完成的：",
}
PHRASE = 4  # shorter wordings may be part of a name (平均达标率), so they are changed only where they stand alone
_TABLES: Mapping[Register, Mapping[str, str]] = {"formal": _FORMAL, "plain": _PLAIN}


def in_register(made: Parts, register: Register) -> Parts:
    """The parts of a draft with its own words in the register; facts and gaps stay as they are."""
    wordings = _TABLES.get(register)
    return made if not wordings else tuple(part for one in made if (part := _said(one, wordings)) != "")


def _said(part: Part, wordings: Mapping[str, str]) -> Part:
    if not isinstance(part, str):
        return part
    if part in wordings:
        return wordings[part]
    for plain, other in wordings.items():
        if len(plain) >= PHRASE:
            part = part.replace(plain, other)
    return part
