"""得分96.9分 · 扣3.1分 · 满分15分 · 按比例应得13.5分: points, given, lost, possible or recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.verify.constructions.model import NOTHING, TEXTS, Context, Reading
from scoring.verify.constructions.words import ANY, LINK, NOT_M, M, compiled

_LOST = compiled(
    f"(?:扣|失|丢|少得?|损失|多得|多[记计给打]|虚高|(?<!偏)差|(?<![最偏])高出?|(?<![最偏])低|相差)(?:了|除|减|掉|去|得|分|出|值|共|合计|为|的|[:])*{LINK}$"
)
_LOST_RIGHT = compiled("^(?:被扣|的?扣分|没有?得|未得)")
_SHOULD_BEFORE = compiled("按比例|按公式|重新?计?算|复算|折算|若按|如果按|应得|应为")
_LOST_BEFORE = compiled(f"(?:失分|扣分|丢分|扣|失(?=了|{M})|丢|少得){ANY}{{0,30}}(?:[，,:、]{ANY}{{0,30}})*$")
_SHOULD = compiled(
    f"(?:应(?:得|为|计|评|记|给|是|扣)+|重[新]?计?算|复[算核]|测算|推算|核算|按比例|按公式|按规定|按口径|按表内|实应|只能|理应|折算|才[得对]|建议|改按|可得|可记|只能){ANY}{{0,14}}$"
)
_POINTS = compiled(f"(?:分值|满分|权重|总分值|占了?|各|共(?!得)|设|赋分|标准分|对应){NOT_M}{{0,5}}$")
_POINTS_RIGHT = compiled(
    f"^(?:的|中|里|分值|权重|满分|指标|项)*(?:却|只|仅|实|均|全|都|也|里)*(?:得|拿|丢|扣|失)(?:了|到|满|掉)*(?:{M}|满)",
    "^的?(?:分值|权重|满分|指标)",
)
_PARTS = compiled(
    f"[\u4e00-\u9fff]{{2}}(?:和|与|及|、)[^，,。；;]{{2,16}}{M}[，,]?(?:两者|二者)?(?:合计|一共|总共|共)[^，,。；;]{{0,4}}$"
)
_FULL = compiled(f"(?:满分|分值|权重)(?!少|低|差|多|高){NOT_M}{{0,3}}$")
_TOTAL = compiled(
    f"(?:总分|总得分|自评(?:得|总)?分?|综合(?:得|评)分|评价得分|总体得分|最终得分|全表|逐[行项]相加|各[行项]相加|相加|合计|总计|加总){NOT_M}{{0,8}}$"
)
_RULE = compiled("^的?(?:标准|界)?线", "^(?:以上|及以上|\\(含\\)|的?(?:为|属|评为|等级))")
_SCORED = compiled("得|自评|评分|打分|扣|失")
_RULED = compiled(
    f"(?:等级|标准|口径|办法|规定|界线|权重|在M至|区间){ANY}{{0,16}}$",
    f"(?:高于|低于|超过|达到|不足|未达|在)(?:{M}[-至到~])?$",
)
POINTS = frozenset({"points", "total_points", "stated_points", "points_total"})
GIVEN = frozenset({"score", "total_score", "review_score", "total_review_score", "rows.score", "row_total"})
LOST = frozenset({"lost", "lost_points", "score_gap", "recomputed_gap", "recomputed_lost"})
ROW_LOST = LOST - {"lost_points"}
RECOMPUTED = frozenset({"recomputed", "recomputed_total", "recomputed_min", "recomputed_max", "recomputed_score"})


def readings(ctx: Context) -> Iterator[Reading]:
    """The readings of a number of points."""
    if ctx.q.family != "points":
        return
    lost = _LOST.search(ctx.left)
    if lost or _LOST_RIGHT.match(ctx.right):
        parts = _PARTS.search(ctx.before)
        yield Reading(
            (ROW_LOST if parts else LOST) | TEXTS,
            closed=True,
            reach=len(lost[0]) if lost else 0,
            loose=True,
            named=_all_of(ctx),
            name="lost",
        )
        return
    full = _FULL.search(ctx.near)
    if full:
        yield Reading(
            POINTS | TEXTS | GIVEN if "得" in ctx.near else POINTS | TEXTS,
            closed=True,
            reach=len(full[0]),
            name="points",
        )
        return
    should = _SHOULD.search(ctx.left)
    if should:
        yield Reading(
            RECOMPUTED | TEXTS,
            closed=True,
            reach=len(should[0]),
            loose=True,
            named="总" in should[0],
            name="recomputed",
        )
        return
    if _SHOULD_BEFORE.search(ctx.before):
        yield Reading(RECOMPUTED, loose=True, named="总" in ctx.near, name="recomputed")
    if _LOST_BEFORE.search(ctx.before):
        yield Reading(LOST, name="lost")
    asked = ctx.kind == "answer" and not _SCORED.search(ctx.near)
    if asked or _POINTS.search(ctx.near) or _POINTS_RIGHT.match(ctx.right):
        yield Reading(POINTS, name="points")
    if _RULE.match(ctx.right) or _RULED.search(ctx.left):
        yield Reading(frozenset({"profile"}), name="rule", named=True)
    total = _TOTAL.search(ctx.near)
    roles = GIVEN | TEXTS | (RECOMPUTED if "复" in ctx.left or "核" in ctx.left else NOTHING)
    if total:
        named = "总" in total[0]
        yield Reading(roles | {"points_total"}, reach=len(total[0]), name="total", named=named, loose=True)
    else:
        yield Reading(roles, name="score", loose=True)


def _all_of(ctx: Context) -> bool:
    """共失分, 合计扣: the whole form's, whatever the clause names besides."""
    return any(word in ctx.near for word in ("共", "合计", "总")) and not _PARTS.search(ctx.before)
