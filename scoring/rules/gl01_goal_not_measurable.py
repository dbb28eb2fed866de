"""GL01 预期目标无法衡量。

检查什么  预期目标里有没有数量、标准（文件、等级、达标、全覆盖等）或时限，一样也没有的提示。
为什么    目标须能说明做多少、做到什么标准、什么时候完成，才谈得上完成没有。
反例      保障工作环境。
正例      全年保障12个月物业服务，服务质量达标率100%。
来源      中发〔2018〕34号；财预〔2015〕88号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context
from scoring.quantity import quantities
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip

_STANDARD = re.compile(
    "达标|合格|标准|规范要求|国标|GB|[一二三甲乙]级|等级|全覆盖|应[^，。；]{1,3}尽[^，。；]{1,3}|零(?:事故|投诉|差错|违规|发生|新增|感染)|"
    "不发生|无(?:重大|较大)?[^，。；]{0,6}事故|按照《|依据《|根据《|参考《|执行《|不低于|不少于|不超过|优于|高于|低于"
)
_DEADLINE = re.compile(
    "年底|年内|年末|月底|月前|季度末|上半年|下半年|学期|汛期前|汛前|春节前|按月|按季|每月|每季|每年|每周|每日|每天|全天候|当年|本年度内|年度内"
)


@rule("GL01")
def goal_not_measurable(ctx: Context) -> Iterator[Hit | Skip]:
    text = ctx.goal
    if not text:
        yield Skip("没有填写预期目标")
        return
    numbers = (q for q in quantities(text) if q.family != "year" and not q.text.startswith("一批"))
    if next(numbers, None) or _STANDARD.search(text) or _DEADLINE.search(text):
        return
    yield Hit(("goal",), values={"text": clip(text)})
