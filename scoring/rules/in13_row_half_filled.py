"""IN13 指标行没有填全。

检查什么  有分值没有指标值、有完成值没有指标值、有指标值没有完成值、填了完成值没有得分的行。整张表还没有填写完成值的
          不查。
为什么    缺一栏就无法判断是否完成，也无法计分。
反例      指标值“≥30次”，实际完成值空白，分值 15。
正例      指标值“≥30次”，实际完成值“27次”，分值 15，得分 13.50。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip

_DASHES = frozenset({"", "—", "——", "-", "/"})
LABELS = {"target": "年度指标值", "actual": "实际完成值", "score": "得分"}


@rule("IN13")
def row_half_filled(ctx: Context) -> Iterator[Hit | Skip]:
    scored = any(row.score is not None for row in ctx.rows)
    if ctx.is_draft:
        yield Skip("全表还没有填写实际完成值和得分")
    for row in ctx.filled:
        missing = [field for field in _missing(row, scored=scored) if not (ctx.is_draft and field != "target")]
        if missing:
            name = row.name or f"第{row.row}行"
            what = "、".join(LABELS[field] for field in missing) + "空着"
            yield Hit(row.at(*missing, "level3"), row.row, {"name": clip(name), "what": what})


def _missing(row: Row, *, scored: bool) -> Iterator[str]:
    cells = row.cells
    has_target = row.target or (cells.target is None and cells.initial_target)
    if not has_target and cells.target is not None and (row.points or row.actual):
        yield "target"
    if cells.actual is not None and row.actual in _DASHES and has_target:
        yield "actual"
    if scored and cells.score is not None and not cells.score.strip() and row.points and row.actual and not row.sub:
        yield "score"
