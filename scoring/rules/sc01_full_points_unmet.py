"""SC01 未完成指标却得满分。

检查什么  实际完成值没有达到年度指标值（定性指标只部分达成或未达成、逾期完成的也算），得分却等于分值。
          完成值是约数、证明不了没有完成的不算；年中调整过指标值的，按调整后的判断，另见 SC06。
为什么    定量指标未完成的，按完成值与指标值的比例记分；定性指标按三档记分。
反例      指标值 ≥30次，完成 27次，15 分得 15 分。
正例      指标值 ≥30次，完成 27次，15 分得 13.50 分。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context, Row
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip, show


@rule("SC01")
def full_points_though_unmet(ctx: Context) -> Iterator[Hit | Skip]:
    for row in ctx.filled:
        if not row.full:
            continue
        found = ctx.judged[row.row]
        if found.state == "unknown":
            yield Skip(found.reason or "不能判断是否完成", row.row)
        elif found.state == "missed" and not _by_name_alone(ctx, row):
            yield _hit(ctx, row)


def _by_name_alone(ctx: Context, row: Row) -> bool:
    """Lower is better by the name only, with no sign at the target: SC05 tells it."""
    found = ctx.judged[row.row]
    wanted = found.quantity
    return found.lower_is_better and not found.target.comparison and wanted is not None and wanted.value != 0


def _hit(ctx: Context, row: Row) -> Hit:
    again = ctx.recomputed.get(row.row)
    expected = how = ""
    if again and again.recomputed is not None:
        expected, how = f"{again.recomputed}", f"按公式 {again.how}。"
    elif again:
        how = f"{again.how.rstrip('。')}。" if again.how else ""
        if again.min is not None and again.max is not None:
            expected = f"{show(again.min)}～{show(again.max)}"
    values = {"name": clip(row.name), "target": clip(row.target), "actual": clip(row.actual)}
    values |= {"score": row.cells.score or "", "how": how}
    return Hit(row.at("target", "actual", "score"), row.row, values, expected=expected or None, actual=row.cells.score)
