"""SC07 各项指标全部满分，与其他内容不符。

检查什么  各行得分都等于分值，而偏差说明、实际完成情况说有没做到的事，或预算执行率低于评分口径的幅度（一般低 5% 以上）
          且不是因为节约。
为什么    钱没有花完、事没有做完，指标却全部满分，评分与实际脱节。
反例      执行率 43%，各项指标全部满分。
正例      执行率 43%，未开展的活动按比例扣分。
来源      财预〔2020〕10号；预算管理一体化绩效模块的红灯规则
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.context import Context
from scoring.reasons import has_cause, says_none
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip, percent

_SHORT = re.compile(
    "未(?:能|完成|达到|达标|开展|实施|竣工|完工|验收|落实|实现|到位)|尚未|没有(?:完成|达到|开展|实施)|滞后|延期|推迟|逾期|取消|暂停|减少了?(?!投诉|事故|排放|污染|能耗|成本|隐患)|仅完成|只完成"
)
_SAVED = re.compile("节约|节省|节支|中标价|成交价|审减|低于(?:预算|概算|控制价)|核减")
_LEAST_ROWS = 2


@rule("SC07")
def all_full_despite_shortfall(ctx: Context) -> Iterator[Hit | Skip]:
    scored = [row for row in ctx.filled if row.points and not row.sub]
    if len(scored) < _LEAST_ROWS or any(row.score is None for row in scored):
        if scored and not ctx.is_draft:
            yield Skip("得分没有填全，不能判断是否全部满分")
        return
    if not all(row.full for row in scored):
        return
    why = list(_why(ctx))
    if why:
        facts = tuple(fact for fact, _ in why) + tuple(fact for row in scored for fact in row.at("score"))
        yield Hit(facts, values={"why": "；".join(text for _, text in why)})


def _why(ctx: Context) -> Iterator[tuple[str, str]]:
    rate = ctx.total.exact_rate if ctx.total and not ctx.total.slips else None
    if rate is not None and 1 - rate > ctx.profile.shortfall_margin and not _saved(ctx):
        yield "funds.execution_rate", f"预算执行率只有 {percent(rate)}"
    for row in ctx.filled:
        found = ctx.judged[row.row]
        excused = found.state == "exceeded" or found.adjusted_by or says_none(row.note)
        if not excused and (_SHORT.search(row.note) or has_cause(row.note)):
            yield f"R{row.row}.deviation_note", f"第{row.row}行说明“{clip(row.note, 24)}”"
    found = _SHORT.search(ctx.narrative)
    if found:
        yield "narrative", f"实际完成情况写有“{clip(ctx.narrative[max(0, found.start() - 8) : found.end() + 8], 24)}”"


def _saved(ctx: Context) -> bool:
    return any(_SAVED.search(text) for _, text in ctx.remarks)
