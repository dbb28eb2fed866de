"""FD10 资金栏填了不可能的金额。

检查什么  资金各栏是否为负数、不是数字，或同一行各栏相差约一万倍（元与万元混用）。50000 与 50000.00 并存不算。
为什么    金额不成立，执行率和得分都失去依据。
反例      全年预算数 500000（元），全年执行数 48.5（万元）。
正例      全年预算数 500000，全年执行数 485000。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.numbers import is_blank
from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.shown import MONEY_FIELDS, Money
from scoring.wording import clip, show

COLUMNS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}


@rule("FD10")
def money_impossible(ctx: Context) -> Iterator[Hit]:
    told: set[tuple[str, ...]] = set()
    for row in ctx.funds:
        name = row.name.removeprefix("其中").lstrip("：: ") or "年度资金总额"
        yield from _cells(row, name)
        for first, second in row.slips:
            texts = (getattr(row.cells, first) or "", getattr(row.cells, second) or "")
            if texts in told:
                continue  # the part that makes up the total repeats its numbers
            told.add(texts)
            values = {"name": name, "first": COLUMNS[first], "a": show(getattr(row, first))}
            values |= {"second": COLUMNS[second], "b": show(getattr(row, second))}
            yield Hit(row.at(first, second), values=values, variant="slip", confidence="likely")


def _cells(row: Money, name: str) -> Iterator[Hit]:
    for field in MONEY_FIELDS:
        text = getattr(row.cells, field)
        if is_blank(text):
            continue
        value = getattr(row, field)
        if value is None or value < 0:
            yield Hit(
                row.at(field),
                values={"name": name, "column": COLUMNS[field], "text": clip(text)},
                variant="" if value is None else "negative",
                actual=text,
            )
