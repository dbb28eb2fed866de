"""Words that constructions share: how prose names the target, and what may stand between a word and its number."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re

from scoring.verify.lexer import FIRST_MARK, LAST_MARK, M

NOT_M = f"[^，,。；;\n{chr(FIRST_MARK)}-{chr(LAST_MARK)}]"  # any character of the clause but a number
ANY = "[^，,。；;\n]"

_WHICH = (
    "(?:本|该|其|年度|年初|全年|全部|预期|原定|既定|计划|预定|调整[前后]的?|修[改订][前后]的?|变更[前后]的?|原来?的?|初始|绩效|设定的?"
    "|确定的?|下达的?|规定的?|考核|考评|控制|管控|合同|约定的?|申报的?|首次|最初的?|批复的?|新的?|工作|单位)*"
)
# The target, named beyond doubt.
STRICT = (
    f"(?:{_WHICH}(?:指标值|目标值|目标任务数?|任务数|计划数|计划值|预期值|标准值|目标(?!任务)|(?:年度|年初|原定?|调整[前后]的?)指标(?!值)|任务量|指标数|指标要求|上限|下限|时限|期限|限额"
    "|门槛|红线|底线|控制线|控制数|基准|(?<=原)计划|(?<=年度)计划))"
)
# The target, or a word that may mean it where a number or a comparison stands beside it.
TARGET = f"(?:{STRICT}|{_WHICH}(?:指标|计划|任务|要求|预期|标准|定额))"
IS = '(?:应|为|是|设定?|定|要求|即|达|到|至|在|有|确定|[:(“"]|的|数|值|不变|仍|都|均|同|样|约|只|仅|为止)*'
DO = "(?:完成|开展|举办|组织|实施|实现|达到|接待|举行|安排|培训|采购|购置|建设|新增|处置|处理|检查|评估|发布|投入|支出|执行|发放|服务|演出|更换|修补|完工|竣工|交付|到货|办理|落实|通过|开工|受益|参加|覆盖)"
LINK = "(?:了|约|仅|只|近|足足|足|又|就|才|已|还|共|各|均|都|全年|实际|合计|累计|整整|整)*"

LAST_YEAR = re.compile("上一?年|去年|往年|同期|同比|环比|前一?年|历年|上年度|以往|上期|上季|上月")
INITIAL = re.compile("年初|原[定来先]?|初始|最初|调整前|修改前|首次|原本")
ADJUSTED = re.compile("调整后|修[改订]后|变更后|现行|新的?指标|新的?目标|[改调]后")
DOES = re.compile(
    "完成|开展|举办|达到|实现|实际|执行|支出|已|累计|组织|接待|发放|建成|处置|发布|惠及|服务|受益|新增|培训了|参加|投入|发现|办结|修补|更换|演出|采购|购置"
)

# A plan begins here and runs to the end of its sentence.
PLAN_HEAD = re.compile(
    "明年|下一?年度?(?!预算结转)|(?<!以)来年|(?<![场人批班频每一二三四两多首届车])次年|下一步|下一阶段|今后|未来|后续将|力争|争取|拟(?!定)|打算|将(?=进一步|继续|加强|持续|加快|在|于|会|把|按|严格|认真|全面|不断)|建议"
)


def compiled(*patterns: str) -> re.Pattern[str]:
    """One pattern of several alternatives."""
    return re.compile("|".join(patterns))


__all__ = [
    "ADJUSTED", "ANY", "DO", "DOES", "INITIAL", "IS", "LAST_YEAR", "LINK", "NOT_M", "PLAN_HEAD", "STRICT", "TARGET", "M", "compiled",
]  # fmt: skip
