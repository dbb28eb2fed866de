"""IN07 该有的指标类别是空的。

检查什么  表上列有数量、时效、成本、满意度指标而没有设置，或效益指标一项也没有设置。经济效益、生态效益空着不算问题。
为什么    产出有多少、什么时候、花多少钱，效果如何、服务对象是否满意，是绩效评价的基本内容。
反例      时效指标“无”；社会效益指标“无”，其他效益也空着。
正例      时效指标“补助资金拨付完成时间”。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.kinds import EFFECT, Kind, kind_name, kind_of
from scoring.rule import Hit, Skip, rule

_NEEDED: tuple[Kind, ...] = ("数量", "时效", "成本", "满意")


@rule("IN07")
def class_empty(ctx: Context) -> Iterator[Hit | Skip]:
    if not ctx.rows:
        yield Skip("没有指标行")
        return
    filled = {row.kind for row in ctx.filled}
    if any(row.satisfaction for row in ctx.filled):
        filled.add("满意")
    for kind in _NEEDED:
        if kind not in filled:
            found = _where(ctx, {kind})
            if found:
                yield Hit(found[1], found[0], {"kind": kind_name(kind)})
    if not filled & EFFECT and not (filled & {""} and _unclear(ctx)):
        found = _where(ctx, {"社会"}) or _where(ctx, set(EFFECT))
        if found:
            yield Hit(found[1], found[0], {"kind": kind_name("社会")}, "effect")


def _unclear(ctx: Context) -> bool:
    """A filled row under 效益 whose second level does not say which effect."""
    return any(not row.kind and "效" in row.cells.level1 + row.cells.level2 for row in ctx.filled)


def _where(ctx: Context, kinds: set[Kind]) -> tuple[int | None, tuple[str, ...]] | None:
    """The row of 无 of such a class, else its heading; None when the form does not have the class."""
    for row in ctx.rows:
        if row.cells.is_none and row.kind in kinds:
            return row.row, (*row.at("level3"), f"R{row.row}.level2")
    for number, heading in enumerate(ctx.table.classes, 1):
        if kind_of(heading.level1, heading.level2) in kinds:
            return None, (f"class{number}",)
    if any(kind_of(heading.level1, heading.level2) in kinds for heading in ctx.table.empty_classes):
        return None, ()
    return None
