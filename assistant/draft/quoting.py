"""Telling a cause or a measure with its source, and whether a measure says who and when."""

from __future__ import annotations

import re

from assistant.draft.stated import FROM_TABLE, Cause
from assistant.render import Parts, parts

_WHO = re.compile(
    "[局委办科处室部股站所院校馆队组]负责|由.{1,14}(?:负责|牵头|落实|完成|组织)|责任(?:人|部门|单位|科室)"
    "|由[^，。；]{0,10}(?:局|委|办|科|处|室|部|股|站|所|院|校|馆|队|组|中心|公司|街道|单位|乡|镇|村|同志|人员|领导)"
)
_WHEN = re.compile(
    r"\d{4}年|\d{1,2}月|年底|月底|季度|上半年|下半年|日前|之前|近期|年内|已于|下一?年|明年|次年|来年|每[年月周季日]|今后"
)
BECAUSE = ("因", "由于", "受", "原因")


def because(cause: Cause) -> Parts:
    """A clause that gives a cause in its own words: 原因是尚未竣工验收; what the user said is told as such."""
    return parts("" if cause.text.startswith(BECAUSE) else "原因是", sourced(cause))


def sourced(said: Cause) -> Parts:
    """A cause or a measure in its own words: 计划6月底前完工, 来访减少（填报人说明）."""
    mark = of_user(said)
    return parts(all_of(said), f"（{mark[1:]}）" if mark else "")


def all_of(said: Cause) -> Parts:
    """Everything that was said of one thing, clause by clause."""
    return parts(said.slot, [("，", slot) for slot in said.more])


def of_user(said: Cause) -> str:
    """That the user said it; "" for what stands in the form, which needs no source within itself."""
    return "" if said.source == FROM_TABLE else f"，{said.source}"


def says_who(measure: str) -> bool:
    return bool(_WHO.search(measure))


def says_when(measure: str) -> bool:
    return bool(_WHEN.search(measure))
