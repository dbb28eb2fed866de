"""预算5万元 · 执行3.46万元 · 结余1.54万元: an amount, by the word that stands nearest to it."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.verify.constructions.model import FIRST_TARGETS, NOTHING, TEXTS, Context, Reading
from scoring.verify.constructions.words import INITIAL, M, compiled
from scoring.verify.topics import content

_PART = "上年度?结转(?:资金)?|结转资金|当年财政拨款|财政拨款|其他资金|自有资金|自筹资金|中央资金|省级资金|市级资金|配套资金|专户资金|单位资金"
_ROLES: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("part", _PART, frozenset({"initial_budget", "annual_budget", "executed"})),
    ("project", "项目(?:累计|合计)?(?:总?金额|总额|总投资|总预算|总资金|总概算)|总投资|总概算|总金额", frozenset({"project_amount"})),
    (
        "balance", "结[余转存]|剩余|余额|结余(?:资金|额)|未(?:支出|执行|使用|支付|用完)|尚[余有]|节[约省余]|沉淀|闲置|少(?:支出|用|花)|仍有|还有|还剩|剩下?|富余|收回",
        frozenset({"balance"}),
    ),
    ("change", "调[增减]|核[减增]|压[减缩]|追加|削减|增加|减少|上调|下调|缩减", frozenset({"change"})),
    ("average", "(?:月均|每月|平均|次均|人均|户均|均价|单价|单位成本|[次场期人户件个家台辆]均|每(?!年)[\u4e00-\u9fff]{1,4}?(?:成本|支出|费用|投入|经费|造价|补助|补贴|资金|约|为|花))(?:成本|支出|费用|投入|经费|造价|使用|执行|补助|补贴)?",
     frozenset({"average", "month"})),
    ("initial", "年初(?:的)?(?:预算|安排|批复|部门预算|下达)?(?:数|资金|金额|安排)?|初始预算|原预算|预算编制数", frozenset({"initial_budget"})),
    ("executed", "(?:执行|支出|使用|花费?|支付)(?:数|了|预算)?(?:资金|经费|金额)?|用[去于掉了]|开支|实付|投入|实际|发生|结算|支用|消耗|耗资|列支|决算|金额|费用|发放|共计|合计|总计|购买|采购|购置", frozenset({"executed"})),
    ("budget", "(?:全年|年度|调整后的?|批复的?|下达的?)?预算(?:数|总额|资金|金额|安排)?|批复|下达|安排|到位|拨款|资金总额|总额|财政资金|专项资金|经费|资金|款项",
     frozenset({"annual_budget"})),
    ("given", "(?!)", frozenset({"annual_budget", "initial_budget"})),
    ("paid", "拨付", frozenset({"executed", "annual_budget"})),
)  # fmt: skip
_WORDS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _ROLES))
_BY_NAME = {name: roles for name, _, roles in _ROLES}
_RIGHT = compiled(
    f"^(?P<given>(?:只|共|实际|已经?)?(?:花|用|支出|执行)(?:了|掉|去)?{M})",
    "^的?(?P<balance>结余|未(?:支出|执行|使用|支付|用完)|尚未(?:支出|执行|使用|支付|用完)|余额|闲置)",
    "^的?(?P<initial>年初预算|初始预算)", "^的?(?P<project>项目(?:总?金额|总投资|总预算))",
    "^的?(?P<budget>(?:全年|年度|总|财政|调整后的?)?(?:预算|拨款|资金(?!全部|已|均|用)))",
    "^(?:已经?|全部|均已?|都)?(?P<executed>支出|执行|支付|使用|花完|用完|用于)",
)  # fmt: skip
_SPENT_ALL = compiled("(?:全部|均已?|都|全额|足额|已经?)(?:执行|支出|支付|使用|拨付|用完|花完|到位)")
_TOTALLED = compiled("(?:共计|合计|总计)")
WAN = 10_000  # 240万 beside a word of money is an amount
ALL = frozenset({"initial_budget", "annual_budget", "executed"})
SIGNS = {"调增": 1, "追加": 1, "增加": 1, "上调": 1, "核增": 1}


def readings(ctx: Context) -> Iterator[Reading]:
    """The role of an amount: the word right behind it where it is its noun (5万元预算), else the nearest before it."""
    bare = ctx.q.family == "" and (
        "预算" in ctx.near or (ctx.q.scale >= WAN and _WORDS.search(ctx.near + ctx.right[:4]))
    )
    if ctx.q.family != "money" and not bare:
        return
    behind = _RIGHT.match(ctx.right)
    if behind and behind.lastgroup:
        name = behind.lastgroup
        yield Reading(_with_kin(name, ctx), closed=name != "executed", ahead=len(behind[0]), named=True, name=name)
        if name != "executed":
            return
    found = _nearest(ctx.near) or _nearest(ctx.left)
    if found:
        name = found.lastgroup or ""
        reach = len(ctx.left) - found.start() if found.string is ctx.left else len(ctx.near) - found.start()
        sign = 0 if name != "change" else SIGNS.get(found[0], -1)
        roles = _with_kin(name, ctx)
        if found.string is ctx.left and found.string is not ctx.near:
            roles |= ALL
        yield Reading(roles, closed=True, sign=sign, reach=reach, named=True, name=name)
    elif not content(ctx.near).strip("，、,:( "):
        yield Reading(ALL | {"project_amount"}, named=True, name="money")


def _nearest(stretch: str) -> re.Match[str] | None:
    found = None
    for found in _WORDS.finditer(stretch):  # noqa: B007 - the last one counts
        pass
    return found


def _with_kin(name: str, ctx: Context) -> frozenset[str]:
    """The roles that a word allows; 年初 before 预算 makes it the first budget, a row of its own is always allowed."""
    roles = _BY_NAME[name]
    if name == "budget":
        words = ctx.near[-12:]
        if INITIAL.search(words):
            roles = frozenset({"initial_budget"})
        elif ctx.kind == "goal":
            roles = roles | {"initial_budget"}
    if name == "balance":
        roles = roles | {"difference"} | (ALL if "结转" in ctx.near else NOTHING)
        roles = roles | {"initial_balance"} if INITIAL.search(ctx.left) else roles
    if name == "executed" and _TOTALLED.search(ctx.near):
        roles = roles | ALL
    if ctx.kind == "goal" and name in {"executed", "average"}:
        roles = roles | FIRST_TARGETS
    if name == "change":
        roles = roles | {"balance", "difference", "actual"}
    if name == "average":
        roles = roles | {"actual"} | ({"target"} if ctx.kind == "answer" else NOTHING)
    return roles | TEXTS | ({"actual"} if name not in {"balance", "project"} else NOTHING)
