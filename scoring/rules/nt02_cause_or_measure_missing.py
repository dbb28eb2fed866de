"""NT02 说明只有原因没有措施，或只有措施没有原因。

检查什么  没有完成或扣了分的行，偏差说明里是否既有原因又有改进措施。文字被截断的另见 IN03。
为什么    写说明是为了改进，只说原因不算完。
反例      “尚未竣工验收”。
正例      “雨季停工40天，尚未竣工验收；已要求施工单位增加班组，2022年3月底前完成验收”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.parse.cutoff import looks_cut_off
from scoring.context import Context
from scoring.reasons import has_cause, has_measure, says_none
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip


@rule("NT02")
def cause_or_measure_missing(ctx: Context) -> Iterator[Hit | Skip]:
    missed = {row.row for row in ctx.missed}
    for row in ctx.filled:
        lost = row.points is not None and row.score is not None and row.score < row.points
        if not row.note or not (lost or row.row in missed) or says_none(row.note):
            continue
        if looks_cut_off(row.note):
            yield Skip("偏差说明没有写完，不能判断有没有措施", row.row)
            continue
        cause, measure = has_cause(row.note), has_measure(row.note)
        if not measure or not cause:
            variant = "" if cause else ("cause" if measure else "neither")
            yield Hit(row.at("deviation_note"), row.row, {"name": clip(row.name), "note": clip(row.note)}, variant)
