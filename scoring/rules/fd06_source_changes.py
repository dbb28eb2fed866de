"""FD06 资金来源前后不一。

检查什么  同一笔资金，年初预算数、全年预算数、全年执行数是否列在不同的来源行。
为什么    来源不同，管理要求不同；前后不一时各行的执行率失去意义。
反例      年初预算 50000 元列“其他资金”，全年预算 50000 元列“当年财政拨款”。
正例      三列都列在“当年财政拨款”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.shown import Money
from scoring.wording import listed

_PAIRS = (
    ("initial_budget", "年初预算数", "annual_budget", "全年预算数"),
    ("annual_budget", "全年预算数", "executed", "全年执行数"),
)


@rule("FD06")
def source_changes(ctx: Context) -> Iterator[Hit]:
    for first, first_name, second, second_name in _PAIRS:
        left = [row for row in ctx.parts if _has(row, first) and _lacks(row, second)]
        came = [row for row in ctx.parts if _has(row, second) and _lacks(row, first)]
        if not left or not came or (first == "annual_budget" and not _moved(ctx, left, came)):
            continue
        yield Hit(
            tuple(f"{row.fact}.{field}" for row in (*left, *came) for field in (first, second)),
            values={
                "first": first_name,
                "before": listed(_name(row) for row in left).strip("“”"),
                "second": second_name,
                "after": listed(_name(row) for row in came).strip("“”"),
            },
        )
        return


def _moved(ctx: Context, left: list[Money], came: list[Money]) -> bool:
    """Money spent from a source without a budget while another source's budget lies untouched."""
    return bool(left) and bool(came) and ctx.total is not None and bool(ctx.total.executed)


def _has(row: Money, field: str) -> bool:
    return (getattr(row, field) or 0) > 0


def _lacks(row: Money, field: str) -> bool:
    return getattr(row, field) == 0 or (getattr(row, field) is None and not getattr(row.cells, field))


def _name(row: Money) -> str:
    return row.name.removeprefix("其中").lstrip("：: ")
