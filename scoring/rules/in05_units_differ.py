"""IN05 指标值和完成值单位不一致。

检查什么  指标值和完成值的单位是否相同，是否有一个没有写单位。人、名、位相通，次、场、期、个、项、件、条、起、篇相通；
          同类单位可以换算的（元与万元、年与月）不算。指标值为百分数而完成值写成小数（0.964）的，提示补上百分号。
为什么    单位不同就无法比较完成情况。
反例      指标值“≥90”，完成值“95%”；指标值“20次”，完成值“25”。
正例      指标值“≥90%”，完成值“95%”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row, once
from scoring.quantity import Quantity
from scoring.rule import Hit, rule
from scoring.wording import clip, percent

_LARGEST_FRACTION = 2


@rule("IN05")
def units_differ(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if _alike(row):
            continue
        wanted, done = row.aim.quantities, row.done
        aim, actual = wanted[0], done[0]
        values: dict[str, object] = {"name": clip(row.name), "target": clip(row.target), "actual": clip(row.actual)}
        variant, expected = "", None
        if aim.family == "rate" and not actual.unit and 0 < actual.value <= _LARGEST_FRACTION:
            variant, expected = "sign", percent(actual.value)
            values["percent"] = expected
        elif not aim.unit or not actual.unit:
            variant = "missing"
        yield Hit(row.at("target", "actual"), row.row, values, variant, expected=expected, actual=row.actual)


@once
def _alike(row: Row) -> bool:
    """No numbers to compare, or a number of the one that may be compared with one of the other."""
    wanted, done = row.aim.quantities, row.done
    return not wanted or not done or any(_agree(a, b) for a in wanted for b in done)


def _agree(aim: Quantity, actual: Quantity) -> bool:
    """One family, or a unit that says the same with and without its 每 (元/人 and 元); zero needs no unit."""
    if aim.value == 0 or actual.value == 0 or aim.family == actual.family:
        return True
    heads = aim.family.partition("/")[0], actual.family.partition("/")[0]
    return bool(heads[0]) and heads[0] == heads[1]
