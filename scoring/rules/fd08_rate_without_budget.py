"""FD08 没有预算却有执行率。

检查什么  全年预算数为 0 的行，执行率是否填 1.00（100%）。一张表只说一次；评分口径约定如此的只作提示。
为什么    没有预算就没有执行率，填满会让人误以为执行完毕。
反例      其他资金预算 0、执行 0，执行率 1.00。
正例      其他资金预算 0、执行 0，执行率“—”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.wording import listed


@rule("FD08")
def rate_without_budget(ctx: Context) -> Iterator[Hit]:
    rows = [row for row in ctx.funds if row.annual_budget == 0 and row.rate and row.rate.value >= 1]
    if not rows:
        return
    convention = ctx.profile.zero_budget_rate == 1
    names = listed(row.name.removeprefix("其中").lstrip("：: ") or "年度资金总额" for row in rows)
    yield Hit(
        tuple(fact for row in rows for fact in row.at("execution_rate", "annual_budget")),
        values={"names": names, "rate": rows[0].cells.execution_rate},
        variant="convention" if convention else "",
        severity="info" if convention else None,
        actual=rows[0].cells.execution_rate,
    )
