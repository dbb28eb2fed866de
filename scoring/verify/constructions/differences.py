"""比目标少3次 · 超出5次 · 高出9个百分点 · 晚12天: a number that is the distance to the target."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.verify.constructions.model import DIFFERENCES, INITIAL_DIFFERENCES, NOTES, TARGETS, Context, Reading
from scoring.verify.constructions.words import ADJUSTED, ANY, DO, INITIAL, LAST_YEAR, LINK, NOT_M, TARGET, M, compiled
from scoring.verify.topics import content

# Verbs that can only tell a difference when a number follows; and those that may tell an effect as well (增加粉丝40万).
_LESS = "(?<![至不缩减最多])少|(?<![偏误时落相逆温])差|(?<![最偏降压减])低|短少?|缺口?|欠|落后|未完成|没有?完成|未达成|快|提前|(?<![最至尽及])早|尚?缺"
_MORE = "(?<![至不最更许众诸])多|(?<![提最偏较])高出?|超额|(?<![彩BX])超出?|高出|多出|(?<![早傍夜])晚|推迟|慢|超支|逾期|超期|超时|拖延|延误|延迟|延期|延后|滞后|溢出|富余"
_SIDES = "相差|偏差|差距|差额|相距|差异|偏离"
_WEAK_LESS = "减少|下降|降低|缩短|压缩|缩减|节[省约余]|压减|下滑|不足|降幅|减幅|跌幅|未[\u4e00-\u9fff]{1,3}的?|尚有|还有|仍有|剩余?|还剩|余下"
_WEAK_MORE = "增加|增长|上升|提[高升]|增多|超过|增幅|涨幅|升幅"
_OBJECT = f"(?:了|出|于)?(?:{DO}?{TARGET}|{DO})?(?:的|了)?"
# 少换8个, 多受益352人: any short verb may follow; never closed, for 多媒体教室3间 looks the same.
_LOOSE = compiled(f"(?:(?P<neg>(?<![至不缩减最])少)|(?P<pos>(?<![至不最更许众诸])多))[\u4e00-\u9fff]{{1,3}}{LINK}$")
_NOUN = "(?:值|率|额|数|幅度|比例)?(?:为|是|[:(]|达|约)*"
_STRONG = compiled(f"(?:(?P<neg>{_LESS})|(?P<pos>{_MORE})|(?P<any>{_SIDES}))(?P<obj>{_OBJECT}){_NOUN}{LINK}$")
_WEAK = compiled(f"(?:(?P<neg>{_WEAK_LESS})|(?P<pos>{_WEAK_MORE}))(?P<obj>了|{DO}|{NOT_M}{{0,4}}?)(?<![到至为]){LINK}$")
_THAN = compiled(
    f"(?:(?P<neg>低于|少于|不及|小于|短于|早于|差于|不足)|(?P<pos>高于|多于|超过|超出|大于|长于|晚于|优于|突破))(?:了)?{TARGET}(?:的)?{LINK}$"
)
_COMPARED = compiled(
    f"(?:比|较|与|同|跟|和|对比|相比|距离?|离|低于|高于){ANY}{{0,6}}?{TARGET}{ANY}{{0,12}}$",
    f"(?:比|较|距离?|离)于?{M}{ANY}{{0,10}}$",
)
_HEDGE_VERB = compiled(
    "(?P<pos>超出|高出)|(?P<weak>超过|高于|多于|超|突破)|(?P<neg>低于|少于|小于|短于|早于|不及)|(?P<short>不足|未达到?|不到)"
)
_MARK = compiled(M)
_UNDONE_RIGHT = compiled("^(?:还|尚|仍)?(?:未|没有?)(?:完成|完工|竣工|开工|开展|举办|办|达|建|做|采)")
_FIRST = compiled(f"(?:比|较|低于|高于|超出?){NOT_M}{{0,3}}(?:年初|原定?|初始){NOT_M}{{0,12}}$")
_FULL = compiled("满额|全额|百分之百|满分|足额")
_QUOTED = compiled(f"(?:比|较|距离?|低于|高于){ANY}{{0,8}}{M}")
_LEAD = compiled("上限|下限|最高|最低|至多|最多|至少")
_BEYOND_QUOTED = compiled(f"{M}的?{TARGET}(?:还|又|了|约|整整)*$")  # 低于90元的上限3.5元
_COMPARES = compiled(f"^(?:比|较){M}")  # 都超了计划: 5期比4期多1期
_IS_TARGET = compiled(f"^的?(?:{TARGET})")


def readings(ctx: Context) -> Iterator[Reading]:
    """The readings of a number as a difference, most telling first."""
    if _IS_TARGET.match(ctx.right) or _COMPARES.match(ctx.right):
        return
    if ctx.q.text[:1] in "+-" and ctx.left[-1:] in "(:":
        sign = 1 if ctx.q.text[0] == "+" else -1
        yield Reading(DIFFERENCES | INITIAL_DIFFERENCES, closed=True, sign=sign, name="signed")
        return
    if LAST_YEAR.search(ctx.near) or (LAST_YEAR.search(ctx.left) and not ctx.near.strip("，, ")):
        yield Reading(NOTES, closed=True, reach=_from(ctx, "上去同往环前历"), name="last year")
        return
    lead = _LEAD.match(ctx.q.text)  # the reader of quantities takes 上限 for a hedge
    beyond = _BEYOND_QUOTED.search(ctx.left + lead[0] if lead else ctx.left)
    if beyond:
        before = ctx.lexed.mention_at(ctx.mention.at - len(ctx.left) + beyond.start())
        verb = _HEDGE_VERB.match(before.q.text) if before is not None else None
        if verb:
            sign = 1 if verb["pos"] or verb["weak"] else -1
            roles = _roles(ctx) | INITIAL_DIFFERENCES
            bare = lead is not None
            yield Reading(roles, closed=True, sign=sign, bare=bare, reach=len(beyond[0]), name="difference")
            return
    than = _THAN.search(ctx.left)
    if than:
        roles = _roles(ctx) | TARGETS
        yield Reading(roles, closed=True, sign=_sign(than), reach=len(than[0]), name="than target")
        return
    yield from _by_hedge(ctx)
    yield from _by_verb(ctx)


def _by_hedge(ctx: Context) -> Iterator[Reading]:
    """比目标超出5次: the reader of quantities took the verb for a hedge."""
    verb = _HEDGE_VERB.match(ctx.q.text)
    if not verb:
        return
    compared = _COMPARED.search(ctx.left)
    if compared or verb["pos"] or ctx.q.family == "percentage point" or (_alone(ctx) and verb["weak"]):
        sign = 1 if verb["pos"] or verb["weak"] else -1
        reach = len(compared[0]) if compared else 0
        closed = not _alone(ctx) or bool(compared)
        yield Reading(_roles(ctx), closed=closed, sign=sign, bare=True, reach=reach, name="difference")


def _alone(ctx: Context) -> bool:
    """超9% with nothing before it is a difference, not a rate above 9 %."""
    return ctx.q.family == "rate" and not content(ctx.near).strip("，、,:( ")


def _by_verb(ctx: Context) -> Iterator[Reading]:
    name = "first difference" if _FIRST.search(ctx.left) else "difference"
    strong = _STRONG.search(ctx.left)
    compared = _COMPARED.search(ctx.left)
    if strong:
        reach = len(compared[0]) if compared else len(strong[0])
        roles = _roles(ctx)
        if strong[0].startswith(("超额", "未完成", "没完成", "没有完成")):
            roles |= {"actual", *TARGETS}
        yield Reading(roles, closed=True, sign=_sign(strong), reach=reach, name=name)
        return
    if _UNDONE_RIGHT.match(ctx.right):
        yield Reading(_roles(ctx), sign=-1, ahead=2, name="difference")
    loose = _LOOSE.search(ctx.left)
    if loose:
        yield Reading(_roles(ctx), sign=_sign(loose), reach=len(loose[0]), name="difference")
    weak = _WEAK.search(ctx.left)
    if weak:
        reach = len(compared[0]) if compared else len(weak[0])
        yield Reading(_roles(ctx), closed=bool(compared), sign=_sign(weak), reach=reach, name="difference")


def _roles(ctx: Context) -> frozenset[str]:
    """Against the first target only where it is named or quoted (比年初指标值少3次, 比13次少3次)."""
    roles = DIFFERENCES | NOTES
    numbers = (
        ctx.lexed.mention_at(m.start())
        for m in _MARK.finditer(ctx.lexed.skeleton, ctx.mention.at - len(ctx.before), ctx.mention.at)
    )
    if _FULL.search(ctx.before) or any(m is not None and m.q.family == "rate" and m.q.value == 1 for m in numbers):
        roles |= {"gap"}
    if ctx.q.family == "money":
        roles |= {"balance", "initial_balance", "change"}
    if ctx.q.family in {"rate", "multiple"}:
        roles |= {"change_rate"}
    if ADJUSTED.search(ctx.near):
        return roles
    if INITIAL.search(ctx.before) or _QUOTED.search(ctx.left):
        return roles | INITIAL_DIFFERENCES
    return roles


def _sign(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return -1 if groups.get("neg") else 1 if groups.get("pos") else 0


def _from(ctx: Context, letters: str) -> int:
    places = [ctx.left.rfind(letter) for letter in letters]
    start = max(places)
    return len(ctx.left) - start if start >= 0 else 0
