"""完成率90% · 为目标的1.5倍 · 占项目金额的4% · 执行率69.28%: rates and multiples, and what they are of."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.verify.constructions.model import COMPLETIONS, NOTHING, TEXTS, Context, Reading
from scoring.verify.constructions.words import ANY, INITIAL, LINK, NOT_M, TARGET, M, compiled

RATES = frozenset({"rate", "execution_rate"})
_OF_ALL = compiled("(?:整体|总体|总的|全部|全年|资金)(?:水平|进度|执行率)?的?(?:约|为|是)?$")
_COMPLETION = compiled(
    f"(?:完成率|达成率|实现率|完成比例?|完成进度|完成度|兑现率|履约率|完成程度){NOT_M}{{0,5}}$",
    f"(?:完成|达到?|实现|占|为|是|相当于|等于|达成){LINK}{TARGET}{NOT_M}{{0,5}}的?{LINK}$",
    f"{TARGET}{NOT_M}{{0,3}}的{LINK}$",
    f"(?:为|是|占|达到?|相当于|等于|完成){NOT_M}{{0,6}}{M}(?:的?{TARGET})?[)”]*的{LINK}$",
    f"(?:完成|实现|达成)(?:了|到)?{LINK}$",
    f"(?:按|折算|打){NOT_M}{{0,4}}$",
)
_ON_FIRST = compiled(f"(?:按|以|对照|用)(?:照)?{ANY}{{0,4}}(?:年初|原|调整前){ANY}{{0,30}}[，,]?{ANY}{{0,20}}$")
_COMPLETION_RIGHT = compiled(f"^的?{TARGET}", "^的?(?:完成率|进度|任务)")
_SCORE_RATE = compiled(f"(?:按|折算|得分率|得分比例|打){NOT_M}{{0,5}}$")
_AS_SCORE = frozenset({"score_rate"})
_BRACKET = compiled("[(][^()]{0,6}$")
_BARE_RATE = compiled(
    "(?:执行率|支出率|支付率)(?:为|是|[:(])*$",
    f"(?:执行率|支出率){ANY}{{0,16}}[，,]?(?:表[内里中上]|栏[里中上]?|自评表[里中上]?)?(?:写|按|记|填|列|显示)(?:为|的是|的)?$",
)
_RATE_NAME = compiled(
    f"(?:执行率|支出率|支付率|使用率|预算完成率|支出进度|执行进度|资金执行|预算执行|资金到位率|到位率|执行比例|支出比例|执行水平){NOT_M}{{0,8}}$",
)
_OF_BUDGET = compiled(
    f"(?:占|完成|执行|支出|使用|用[去掉了]?|花[去掉了]?){NOT_M}{{0,10}}(?:预算|资金|经费|拨款)(?:数|总额|金额|安排)?{NOT_M}{{0,4}}?(?:{M}元?)?{NOT_M}{{0,3}}(?:的)?{LINK}$",
    f"(?:预算|资金|经费|款项){NOT_M}{{0,6}}(?:用|执行|支出|使用|花|支付|完成|拨付){NOT_M}{{0,4}}$",
    f"(?:用|执行|支出|使用|花|支付)(?:了|去|掉|出去?)?{LINK}$",
    f"占{NOT_M}{{0,10}}{M}{NOT_M}{{0,3}}的{LINK}$",
)
_OF_BUDGET_RIGHT = compiled("^的?(?:全年|年度|年初)?(?:预算|资金|经费|执行率|支出率|拨款)")
_ON_INITIAL = compiled(
    f"(?:按|以|用|据)(?:照)?{ANY}{{0,4}}年初{ANY}{{0,20}}(?:计|算|基数|口径|衡量|为准|看)[，,]?{ANY}{{0,16}}$"
)
_ON_BASE = compiled(f"(?:按|以|用|据)(?:照)?{ANY}{{0,24}}(?:计|算|基数|口径|衡量|为准|看)[，,]?{ANY}{{0,16}}$")
_UNSPENT = compiled(
    f"(?:结余率|结余|剩余|未执行|未支出|未使用|沉淀|闲置|节余|尚有|还有|仍有){NOT_M}{{0,10}}$",
    f"(?:结余|剩余|节余){ANY}{{0,14}}占{ANY}{{0,10}}$",
)
_UNSPENT_RIGHT = compiled("^的?(?:资金|预算|经费|款项)?(?:未|没有?|尚未|结余|闲置|沉淀)")
_OTHER_RATE = compiled("率(?:为|是|达|达到|约|均|都|保持|在|仅|只有|[:(])*$")
_UNSPENT_BEFORE = compiled(f"(?:结余|剩余|节余|未执行|未支出|未使用){ANY}{{0,30}}[，,]?{ANY}{{0,10}}$")
_OF_TOTAL = compiled("(?:预算|总额|资金|经费)(?:数|总额)?的?$")
_CHANGE = compiled(
    f"(?:调[增减]|核[减增]|压[减缩]|追加|增加|减少|下降|增长|上浮|下浮|降低|提高|上升|增幅|降幅|减幅|调整幅度|变动|变化){NOT_M}{{0,8}}$"
)
_OF_PROJECT = compiled(
    f"(?:占|为|是|相当于){ANY}{{0,4}}(?:项目(?:总?金额|总额|总投资|总预算|总资金)|总投资|总金额|总概算){ANY}{{0,8}}$"
)
_SHARE = compiled(f"(?:占比?|比重|比例|份额){NOT_M}{{0,16}}$", f"占{ANY}{{0,20}}$")
SHARES = frozenset(f"{field}_share" for field in ("initial_budget", "annual_budget", "executed"))
OF_PROJECT = frozenset(f"{field}_of_project" for field in ("initial_budget", "annual_budget", "executed"))
POINT_SHARES = frozenset({"points", "score", "score_rate"})


def readings(ctx: Context) -> Iterator[Reading]:
    """The readings of a rate, a share or a multiple."""
    if ctx.q.family not in {"rate", "multiple"} and not _BARE_RATE.search(ctx.before):
        return
    yield from _of_funds(ctx)
    if _ON_FIRST.search(ctx.before):
        yield Reading(frozenset({"initial_completion", "initial_deviation"}), name="completion")
    if _completion(ctx):
        found = _COMPLETION.search(ctx.left)
        roles = (
            COMPLETIONS
            | TEXTS
            | {"actual"}
            | (_AS_SCORE if _SCORE_RATE.search(ctx.left) else NOTHING)
            | (RATES if ctx.q.family == "rate" else NOTHING)
        )
        yield Reading(roles, closed=ctx.q.family == "multiple", reach=len(found[0]) if found else 0, name="completion")
    elif ctx.q.family == "multiple":
        yield Reading(COMPLETIONS | TEXTS | {"deviation", "actual", "ratio"}, closed=True, name="multiple")
    if _CHANGE.search(ctx.near):
        yield Reading(frozenset({"change_rate"}) | TEXTS, name="change", named=True)


def _completion(ctx: Context) -> bool:
    return bool(_COMPLETION.search(ctx.left) or _COMPLETION_RIGHT.match(ctx.right) or _BRACKET.search(ctx.left))


def _of_funds(ctx: Context) -> Iterator[Reading]:
    if ctx.q.family == "" and _BARE_RATE.search(ctx.before):
        yield Reading(RATES, closed=True, named=True, name="rate")
        return
    initial = bool(INITIAL.search(ctx.left[-18:] + ctx.right[:8]) or _ON_INITIAL.search(ctx.before))
    rates = frozenset({"initial_rate"}) if initial else RATES
    name = _RATE_NAME.search(ctx.near)
    if name and not initial:
        yield Reading(rates | {"actual", "target", "gap"}, closed=True, reach=len(name[0]), named=True, name="rate")
        return
    if _OF_ALL.search(ctx.left) and "率" in ctx.before:  # 其他资金执行率87.2%，低于整体的96.5%
        yield Reading(rates, named=True, name="rate")
    project = _OF_PROJECT.search(ctx.left)
    if project:
        yield Reading(OF_PROJECT, closed=True, reach=len(project[0]), named=True, name="share of project")
        return
    unspent = _UNSPENT.search(ctx.left) or _UNSPENT_RIGHT.match(ctx.right)
    if unspent:
        yield Reading(frozenset({"unspent_rate"}) | SHARES, reach=len(unspent[0]), named=True, name="unspent")
    if "占" in ctx.q.text or "占" in ctx.near[-8:]:
        roles = SHARES | OF_PROJECT | RATES | POINT_SHARES
        if _UNSPENT_BEFORE.search(ctx.before):
            roles |= {"unspent_rate"}
        yield Reading(roles, named=True, name="share")
    if _ON_BASE.search(ctx.before):
        yield Reading(RATES | {"initial_rate"}, named=True, name="rate")
    of_budget = None if _OTHER_RATE.search(ctx.near) else _OF_BUDGET.search(ctx.left)
    if _UNSPENT_BEFORE.search(ctx.before) and _OF_TOTAL.search(ctx.left):
        yield Reading(frozenset({"unspent_rate"}), named=True, name="unspent")
    if of_budget or _OF_BUDGET_RIGHT.match(ctx.right):
        closed = bool(of_budget) and "预算" in ctx.left
        reach = len(of_budget[0]) if of_budget else 0
        yield Reading(rates | SHARES, closed=closed and initial, reach=reach, named=True, name="rate")
    elif _SHARE.search(ctx.left):
        yield Reading(SHARES | POINT_SHARES | OF_PROJECT | RATES, named=True, name="share")
