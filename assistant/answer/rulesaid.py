"""How things are scored: the rule of the profile in force with its source; what a rule of the catalogue means."""

from __future__ import annotations

import re

from assistant.answer import rowsaid, scores
from assistant.answer.book import Page, exact
from assistant.answer.cues import RULE_CODE
from assistant.answer.reply import Reply, said_rate
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from scoring.catalogue import ENTRIES, page, section, title
from scoring.profile import Profile

_INVERSE = {"ratio": "指标值÷实际完成值×分值", "overrun": "〔1−（实际完成值−指标值）÷指标值〕×分值，超过一倍的得零分"}
_OVER = {"explain": "要在偏差原因栏说明原因", "mark": "由系统作提示", "note": "必须填写说明", "deduct": "要扣分"}


def _funds(profile: Profile) -> tuple[str, str]:
    rounding = f"执行率先四舍五入到小数点后{profile.rate_decimals}位，再" if profile.rate_decimals >= 0 else ""
    caps = "；".join(f"执行率低于{said_rate(cap.below)}的总分最高{exact(cap.total)}分" for cap in profile.caps)
    return (
        f"预算执行得分＝分值×执行率，执行率＝全年执行数÷全年预算数；"
        f"{rounding}乘分值，最多得满分。{caps}{'。' if caps else ''}",
        "rate_decimals",
    )


def _quantitative(_: Profile) -> tuple[str, str]:
    return "定量指标达到年度指标值的得满分；没有完成的按比例记分：实际完成值÷年度指标值×分值。", "weights"


def _inverse(profile: Profile) -> tuple[str, str]:
    ways = "，或 ".join(_INVERSE[name] for name in profile.inverse_formulas)
    return f"越低越好的指标不超过指标值的得满分；超过的按 {ways} 计分。", "inverse_formulas"


def _bands(profile: Profile) -> tuple[str, str]:
    names = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
    told = "；".join(
        f"{name}的得分值的{said_rate(best)}～{said_rate(least)}"
        for name, (best, least) in zip(names, profile.bands, strict=False)
    )
    return f"定性指标分三档：{told}。档内取多少由评分人定。", "bands"


def _grades(profile: Profile) -> tuple[str, str]:
    told: list[str] = []
    above: str | None = None
    for name, least in profile.grades:
        if above is None:
            told.append(f"{exact(least)}分及以上为“{name}”")
        elif least > 0:
            told.append(f"{exact(least)}分（含）至{above}分为“{name}”")
        else:
            told.append(f"{above}分以下为“{name}”")
        above = exact(least)
    return f"等级按总分划分：{'，'.join(told)}。", "grades"


def _weights(profile: Profile) -> tuple[str, str]:
    told = "、".join(f"{name}{exact(weight)}分" for name, weight in profile.weights.items())
    inside = "满意度指标算在效益指标之内。" if profile.satisfaction_inside else ""
    return f"分值一般这样分配：{told}，满分{exact(profile.total_points)}分。{inside}", "weights"


def _over(profile: Profile) -> tuple[str, str]:
    what = _OVER[profile.over_consequence]
    return (
        f"完成值达到指标值的{said_rate(profile.over_threshold)}及以上的，视为指标值定得偏低，{what}。",
        "over_threshold",
    )


def _low_rate(profile: Profile) -> tuple[str, str]:
    return f"预算执行率低于{said_rate(profile.low_rate)}的，要说明钱没有花完的原因。", "low_rate"


def _change(profile: Profile) -> tuple[str, str]:
    return f"全年预算数比年初预算数增减达到{said_rate(profile.budget_change)}的，要说明原因。", "budget_change"


def _zero(profile: Profile) -> tuple[str, str]:
    if profile.zero_budget_rate < 0:
        return "预算数为零时执行率怎样填，本口径没有规定。", "zero_budget_rate"
    return f"预算数和执行数都为零的，执行率按{exact(profile.zero_budget_rate)}显示。", "zero_budget_rate"


def _adjusted(_: Profile) -> tuple[str, str]:
    return "指标值在年中按程序调整过的，按调整后的指标值计分，并要附上批准调整的文件。", "equal_target"


# The first whose words the question holds.
_TOPICS = (
    (re.compile("零预算|预算(?:数)?(?:为|是)(?:零|0)"), _zero),
    (re.compile("等级|等次|优|良|及格|合格|分数线|评级|差(?!额|距|多少)"), _grades),
    (re.compile("定性|不能量化|文字|及时(?!率)|三档|档"), _bands),
    (re.compile("越低越好|反向|逆向|越少越好|成本(?:类)?指标.*(?:超|高)"), _inverse),
    (re.compile("超额|超过(?:目标|指标)|超(?:目标|多|出)|偏低|多(?:完成|做)|翻倍"), _over),
    (re.compile("(?:调整|修改|变更)(?:了|过|后)?(?:的)?(?:年度)"
                "?(?:目标|指标)|(?:目标|指标)(?:值)?(?:调|改|变)"), _adjusted),
    (re.compile("预算(?:调整|变动|变化|增减)"), _change),
    (re.compile("(?:执行率|执行)(?:低于|不到|太低|低|偏低|到多少).{0,10}(?:说明|解释|原因|退|扣)"), _low_rate),
    (re.compile("执行率|预算执行|资金|执行得分|花钱"), _funds),
    (re.compile("权重|分值(?:怎么|如何)?(?:分|设|定)|满意度.{0,4"
                "}(?:占|权重|分值)|各(?:占|类)|(?:怎么|如何)分配"), _weights),
    (re.compile("没(?:有)?完成|未完成|未达|没达|不达标|完成|定量"
                "|按比例|差一点|得分|打分|给分|计分|算分|扣分|分"), _quantitative),
)  # fmt: skip


def answer(reply: Reply, query: Query, focus: Focus) -> Answer:
    """The rule that the question is about; with a row or table named, what it comes to there."""
    pages = pages_of(reply.book, query, focus)
    where = pages[0]
    if query.rows and len({table for table, _ in query.rows}) == 1 and "权重" not in query.words:
        line = reply.book.line(*query.rows[0])
        where = reply.book.page(line.table)
        said = rowsaid.recomputed(reply, where, line)
        told = _rule_of(
            where,
            "定性"
            if line.seen.aim.qualitative
            else "越低越好"
            if line.judged and line.judged.lower_is_better
            else "未完成",
        )
        return reply.done(f"{said}规则是：{told}", table=where.number, row=line.row)
    if len(pages) == 1 and _of_this_total(query, where):
        told = scores.composition(reply, where)
        if told:
            return reply.done(told, table=where.number)
    text = _rule_of(where, query.words)
    return reply.done(text, table=where.number if len(pages) == 1 else None)


def _of_this_total(query: Query, where: Page) -> bool:
    """93.95是怎么算出来的: about this form's own total."""
    if not re.search("算出|来的|得出|怎么来|算的|怎么得", query.words):
        return False
    said = [q for q in query.said if q.family in {"points", ""}]
    return any(where.total == q.value for q in said) or (query.measure in {"total", "score"} and bool(query.tables))


def _rule_of(where: Page, words: str) -> str:
    profile = where.profile
    make = next((make for pattern, make in _TOPICS if pattern.search(words)), _quantitative)
    told, key = make(profile)
    return f"{told}（评分口径：{profile.title}；出处：{profile.source(key)}）"


def profile(reply: Reply, pages: tuple[Page, ...]) -> Answer:
    """The profile that a table is scored by."""
    named = dict.fromkeys(page.profile.title for page in pages)
    about = pages[0].profile.about
    return reply.done(
        f"用的评分口径是：{'；'.join(named)}。{about}", table=pages[0].number if len(pages) == 1 else None
    )


def meaning(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """What a rule code means, and where it was found in the tables at hand."""
    found = RULE_CODE.search(query.words)
    if not found:
        return None
    code = found[1].upper()
    if page(code) is None or code not in ENTRIES:
        return reply.done(f"没有编号为{code}的规则。可以用“ziping rules”看全部规则。", answered=False)
    told = (
        f"{code}：{title(code)}。检查的是：{section(code, '检查什么')}为什么要查："
        f"{section(code, '为什么')}来源：{section(code, '来源')}。"
    )
    hits: list[str] = []
    for where in pages_of(reply.book, query, focus)[:20]:
        for finding in where.checked.findings:
            if finding.rule == code and len(hits) < 5:
                hits.append(f"{where.name}：{reply.finding(where, finding)}")
    if hits:
        told += f"查出的有：{''.join(hits)}要做的是：{ENTRIES[code].todo}"
    return reply.done(told)
