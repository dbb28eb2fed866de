"""PT02 一类指标的分值与规定权重不符。

检查什么  各类指标的分值合计是否等于表头写明的分值（如“产出指标（50分）”）；表头没有写的，是否等于评分口径的权重。
          合计不等于 100 正是因为这一类多了或少了分的，只在 PT01 说。评分口径允许调整权重的为提醒。
为什么    各类权重决定评价的重点。
反例      “效益指标（40分）”下各行合计 30 分。
正例      “效益指标（40分）”下各行合计 40 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.numbers import is_blank
from scoring.classes import class_sums
from scoring.context import Context
from scoring.recognise import class_points
from scoring.rule import Hit, Skip, rule
from scoring.wording import show

FULL = Decimal(100)
_OF_ROWS = ("产出", "效益", "满意度", "成本")


@rule("PT02")
def class_weight_wrong(ctx: Context) -> Iterator[Hit | Skip]:
    if any(row.points is None and not is_blank(row.cells.points) for row in ctx.rows if not row.sub):
        yield Skip("有的分值不是数字，无法核对各类合计")
        return
    stated = class_sums(ctx)
    if stated:
        wrong = [entry for entry in stated if entry.gap]
        missing = _missing(ctx)
        if len(wrong) == 1 and wrong[0].gap == missing:
            return  # told with the wrong sum of all points
        for entry in wrong:
            values = {
                "name": entry.name,
                "sum": show(entry.sum),
                "weight": show(entry.weight),
                "basis": "表头写明的分值",
            }
            yield Hit(entry.facts, values=values, expected=show(entry.weight), actual=show(entry.sum))
    elif any(row.points for row in ctx.rows) and not _missing(ctx):
        yield from _against_profile(ctx)


def _missing(ctx: Context) -> Decimal:
    """What all points lack of 100."""
    found = ctx.total.cells.points if ctx.total else None
    funds = Decimal(found) if found and found.replace(".", "", 1).isdecimal() else Decimal(10)
    return FULL - funds - sum((row.points or Decimal(0) for row in ctx.rows if not row.sub), Decimal(0))


def _against_profile(ctx: Context) -> Iterator[Hit]:
    weights = {name: weight for name, weight in ctx.profile.weights.items() if name in _OF_ROWS}
    found = class_points(ctx.table)
    if "满意度" in weights and "满意度" not in found and "效益" in weights:
        weights["效益"] += weights.pop("满意度")  # a project without a public adds its points to the benefit
    if not set(found) & set(weights) or "产出" not in weights:
        return
    adaptable = "调整" in ctx.profile.basis["weights"].remark or ctx.profile.basis["weights"].unsure
    for name, weight in weights.items():
        if name in found and found[name] != weight:
            rows = [row for row in ctx.rows if name[:2] in row.cells.level1 and row.points]
            yield Hit(
                tuple(fact for row in rows for fact in row.at("points")),
                values={
                    "name": f"{name}指标",
                    "sum": show(found[name]),
                    "weight": show(weight),
                    "basis": f"评分口径 {ctx.profile.name} 的权重",
                },
                severity="warning" if adaptable else None,
                confidence="likely" if adaptable else None,
                expected=show(weight),
                actual=show(found[name]),
            )
