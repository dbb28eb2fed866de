"""XT05 满意度全部满分或都是同一个数。

检查什么  至少 3 个项目有满意度指标，全部得满分，或过半是同一个完成值。
为什么    不同项目、不同对象的满意度不会都一样。
反例      15 项满意度全部满分；4 个项目都是 95%。
正例      各项目按各自的调查结果填写。
来源      财预〔2021〕101号
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scoring.across import Batch
from scoring.context import Row
from scoring.rule import Hit, across

_LEAST_TABLES = 3


@across("XT05")
def satisfaction_always_full(batch: Batch) -> Iterator[Hit]:
    asked: dict[int, list[Row]] = {
        number: found
        for number, rows in enumerate(batch.rows, 1)
        if (found := [row for row in rows if row.satisfaction and row.points and row.actual])
    }
    if len(asked) < _LEAST_TABLES:
        return
    first = next(iter(asked))
    fact = f"R{asked[first][0].row}.actual"
    if all(row.full for rows in asked.values() for row in rows):
        yield Hit((fact,), None, {"count": len(asked)}, tables=tuple(asked))
    figures = Counter(figure for rows in asked.values() for figure in {row.actual for row in rows if row.done})
    figure, times = figures.most_common(1)[0] if figures else ("", 0)
    if times >= _LEAST_TABLES and 2 * times > len(asked):
        tables = tuple(n for n, rows in asked.items() if any(row.actual == figure for row in rows))
        values = {"count": len(asked), "same": times, "figure": figure}
        yield Hit((fact,), None, values, "same", tables=tables)
