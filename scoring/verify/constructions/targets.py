"""指标值30次 · 30次的目标 · 比30次少 · 由13次调整为10次: a number that is a target, first or adjusted."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.verify.constructions.model import (
    ACTUAL,
    ADJUSTED_TARGET,
    COMPLETIONS,
    DIFFERENCES,
    FIRST_TARGETS,
    NOTES,
    TARGETS,
    Context,
    Reading,
)
from scoring.verify.constructions.words import (
    ADJUSTED,
    ANY,
    DOES,
    INITIAL,
    IS,
    LINK,
    NOT_M,
    STRICT,
    TARGET,
    M,
    compiled,
)

_IS_LEFT = compiled(f"(?P<t>{STRICT})(?P<link>{IS}{LINK})$")
_NEAR = compiled(
    f"(?:{STRICT}|(?<!按)(?<!采购)(?<!工作)计划|预计|拟|原定|(?<![响适反对相供效])应当?(?![急用对收付届聘])|该(?=[做测办开建修训查检走抽采])|须|需要?(?!求)|要求|预期|力争|定为|设定|任务|标准|规定|承诺|约定){NOT_M}{{0,14}}$"
)
_AFTER = compiled(
    f'^[)”"]?(?:这[个一项]|的)?(?P<strict>{STRICT})',
    f'^[)”"]?(?:这[个一项]|的)?(?P<loose>{TARGET})(?!性|体系|中|的?[完得])',
)
_EDGE = compiled(
    '^[)”"]?的?(?:及格|达标|考核|控制|警戒|合格|任务)?(?:线(?![索路下条程])|杠|关口|坎|封顶|盘子|底数|节点|口子)',
    f"^(?:只|还|尚)?(?:差|缺){NOT_M}{{0,8}}{M}",
)  # 90%的线 · 480元封顶 · 18处差北关1处
_EDGE_LEFT = compiled("(?<!路)(?<!管)(?:考核|控制|警戒|合格|达标|及格)线(?:是|为|定在|划在|在)?$")
_RAISED = compiled(
    f"(?:指标值?|目标值?|任务数?|要求|标准){NOT_M}{{0,8}}?(?:提|加|抬|涨|砍|压|放宽|上浮|降|调)(?:到|至|为|成){LINK}$"
)
_NOT_REACHED = compiled(
    f"(?:未能?|没有?能?|尚未|不能?|难以|并未)(?:达(?!标)到?|到|完成|实现|满足|达成|做到|够)(?:了)?(?:到|{TARGET}的?|{NOT_M}{{0,4}}?)?$"
)
_BASE_LEFT = compiled("(?:是|为|占|达|达到|相当于)$")
_BASE_RIGHT = compiled(f"^的{LINK}{M}")
_VERSUS = compiled(f"^对{M}")
_OF_THEM = compiled(f"^(?:里|中|当中|之中)(?:头)?(?:只|仅|才|已|共)?[\u4e00-\u9fff]{{0,4}}{M}")
_DONE_OF = compiled(
    f"^[\u4e00-\u9fff]{{0,4}}?(?:只|仅|才|实际|已)?(?:完成|竣工|建成|做了?|测了?|开了?|办了?)(?:了)?{M}"
)
_VERSUS_BEFORE = compiled(f"{M}对$")
_ONLY = compiled(f"^[\u4e00-\u9fff]{{0,4}}?(?:只|仅|却只?|才|实际){NOT_M}{{0,6}}{M}")
_FIRST_BY_ITSELF = compiled(f"(?:年初|原来?|原为|原定)(?:的|为|是|定|[:(])*{LINK}(?:{M}[、,]?)?$")
_BY_LEFT, _BY_RIGHT = compiled("(?:按照?|照|依照?)$"), compiled("^(?:来)?(?:算|计|看|衡量|考核)")
_AGAINST = compiled(
    "(?:比|较|与|距离?|离|对比|对照|对应|对|相对于?|相比|参照|对标)(?:于|原定?的?|年初的?|要求的?|既定的?)?$"
)
_AGAINST_RIGHT = compiled(
    f"^{ANY}{{0,10}}(?:少|多|低|高|差|快|慢|缩短|增加|减少|提前|晚|早|相比|持平|还|仍|超|节约|提高|下降|上升)"
)
_FROM_LEFT = compiled(f"(?:由|从|自|将|把){NOT_M}{{0,18}}$")
_FROM_RIGHT = compiled(
    f"^{NOT_M}{{0,10}}?(?P<verb>调整?|修[改订]|变更|改|下调|上调|压减|核减|追加|减|增|降|提|升|扩){NOT_M}{{0,6}}?(?:到|至|为|成|{M})"
)
_INTO_RIGHT = compiled(f"^(?:下|上)?(?:调整?|修?改|变更|修订)(?:了)?(?:为|到|至|成){M}")
_TO_LEFT = compiled(
    f"(?:由|从|自|将|把)?{NOT_M}{{0,18}}{M}{NOT_M}{{0,10}}?(?P<verb>调整|修[改订]|变更|下调|上调|调[减增低高]|调(?=为|到|至)|压减|核减|追加|减少|增加|降低|降|减|增|改|提[高升]|上升|增长|扩大){NOT_M}{{0,6}}?(?:到|至|为|成)(?:了)?{LINK}$",
)
_CHANGED_TO = compiled(
    f"(?P<verb>调整|修[改订]|变更|下调|上调|调[减增低高]|压减|核减|核定|改(?![造善进革建扩正制良版编]))(?:了)?{NOT_M}{{0,8}}?(?:为|到|至|(?<!完)成|后的?){LINK}$"
)
_MOVED = frozenset({"减少", "增加", "降低", "降", "减", "增", "提高", "提升", "上升", "增长", "扩大"})
_DIFFERENT = frozenset({"rate", "multiple"})


def readings(ctx: Context) -> Iterator[Reading]:
    """The readings of a number as a target, most telling first."""
    yield from _by_change(ctx)
    yield from _before(ctx)
    yield from _after(ctx)
    yield from _compared(ctx)
    if _BY_LEFT.search(ctx.left) and _BY_RIGHT.match(ctx.right):
        yield Reading(_which(ctx), bare=True, name="target")  # 照100场算
    if _BASE_RIGHT.match(ctx.right) and _BASE_LEFT.search(ctx.left):
        yield Reading(TARGETS, bare=True, name="base")  # 是50万件的1.46倍
    if _NEAR.search(ctx.near) or _EDGE.match(ctx.right) or _EDGE_LEFT.search(ctx.left) or ctx.q.text[:1] in "≥≤><":
        yield Reading(_which(ctx), bare=True, name="target")
    if _VERSUS.match(ctx.right) and ctx.q.family != "money":  # 142个对150个: the actual, then the target
        yield Reading(ACTUAL | NOTES | {"text"}, closed=True, name="versus")
    elif _VERSUS_BEFORE.search(ctx.left) and ctx.q.family != "money":
        yield Reading(TARGETS, closed=True, bare=True, name="versus")
    if _OF_THEM.match(ctx.right) and ctx.q.family != "money":  # 30次里做了27次
        yield Reading(TARGETS, closed=True, bare=True, name="versus")
    if _ONLY.match(ctx.right) or _DONE_OF.match(ctx.right) or ctx.q.text.startswith(("上限", "下限")):
        yield Reading(TARGETS, bare=True, name="target")
    if _FIRST_BY_ITSELF.search(ctx.left):
        yield Reading(FIRST_TARGETS | {"initial_budget"}, closed=True, bare=True, reach=2, name="target")


def _by_change(ctx: Context) -> Iterator[Reading]:
    """由A调整为B: A the first target or budget, B the adjusted one; 由A提高到B may end at the actual."""
    start = _FROM_LEFT.search(ctx.left)
    if (start and _FROM_RIGHT.match(ctx.right)) or _INTO_RIGHT.match(ctx.right):
        roles = FIRST_TARGETS | NOTES | {"initial_budget"}
        yield Reading(roles, closed=True, reach=len(start[0]) if start else 0, name="from")
        return
    to = _TO_LEFT.search(ctx.left)
    changed = _CHANGED_TO.search(ctx.left) or _RAISED.search(ctx.left)
    if to:
        roles = ADJUSTED_TARGET | NOTES | {"annual_budget"}
        if to["verb"] in _MOVED and "指标" not in ctx.before and "目标" not in ctx.before:
            roles |= {"actual"}
        yield Reading(roles, closed=True, reach=len(to[0]), name="to")
    elif changed:
        roles = ADJUSTED_TARGET | NOTES | {"annual_budget"}
        yield Reading(roles, closed=True, reach=len(changed[0]), name="to")


def _before(ctx: Context) -> Iterator[Reading]:
    """指标值为30次 is a target and nothing else; 指标值的1.5倍 and 目标的90% are not."""
    found = _IS_LEFT.search(ctx.left)
    if not found or (ctx.q.family in _DIFFERENT and found["link"].endswith("的")):
        return
    verb = ctx.left[: found.start()]
    done = bool(DOES.search(verb[-4:])) or ("指标" not in found["t"] and verb.endswith(("到", "成", "现")))
    yield Reading(_which(ctx), closed=not done, bare=True, reach=len(found[0]), name="target")


def _after(ctx: Context) -> Iterator[Reading]:
    """30次的目标 is a target; 完成90%的任务 may be a completion, 完成27次任务 an actual."""
    found = _AFTER.match(ctx.right)
    if not found:
        return
    roles = _which(ctx)
    if ctx.q.family in _DIFFERENT and DOES.search(ctx.near):
        roles |= COMPLETIONS | {"rate", "execution_rate", "initial_rate"}
    yield Reading(roles, closed=bool(found["strict"]), bare=True, ahead=len(found[0]), name="target")


def _compared(ctx: Context) -> Iterator[Reading]:
    """比30次少3次 · 未达到30次 · 距100%还差…"""
    missed = _NOT_REACHED.search(ctx.left)
    if missed or ctx.q.text.startswith("未达"):
        reach = len(missed[0]) if missed else 0
        yield Reading(TARGETS | DIFFERENCES | {"full"}, closed=True, bare=True, reach=reach, name="not reached")
        return
    against = _AGAINST.search(ctx.left)
    if against and _AGAINST_RIGHT.match(ctx.right):
        money = frozenset({"initial_budget", "annual_budget", "project_amount"})
        yield Reading(
            _which(ctx) | money | NOTES | {"profile"}, closed=True, named=True, reach=len(against[0]), name="against"
        )


def _which(ctx: Context) -> frozenset[str]:
    """年初指标值 is the first one, 调整后的指标值 the adjusted one, 指标值 either."""
    words = ctx.near[-16:] + ctx.right[:8]
    if ADJUSTED.search(words):
        return ADJUSTED_TARGET
    return FIRST_TARGETS if INITIAL.search(words) else TARGETS
