"""NT04 偏差说明与本行矛盾。

检查什么  说明称没有验收、没有开展、没有完成，完成值却表示已经做到；或说明称已完成、超额，完成值却没有达到；
          说明里的完成数与完成值不同。
为什么    两处只能有一处是真的。
反例      通过率完成 80%，说明“尚未竣工验收”。
正例      通过率完成 0，说明“尚未竣工验收”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.completion import Assessment
from scoring.context import Context, Row
from scoring.quantity import quantities
from scoring.rule import Hit, rule
from scoring.wording import clip

_NOT = "(?:尚未|还未|仍未|均未|都未|一直未|(?<!并)未|没有)(?:能|能够|进行|完成|正式|最终|全面)?"
_NOT_ACCEPTED = re.compile(f"{_NOT}(?:竣工)?(?:验收|竣工)")
_NOT_BEGUN = re.compile(f"{_NOT}(?:开展|启动|实施|举办|组织|采购|开工|安装|招标)(?!完)")
_NOT_DONE = re.compile(f"{_NOT}(?:完成|完工|竣工|建成|达标|达到|落实|验收|实现)")
_PART = re.compile(
    "部分|个别|其中|其余|余下|剩余|另|还有|少数|[有差缺少]\\d|\\d+[个名次户项家场台]?[^，。；]{0,6}未|因此|原定|另外"
)
_CAUSE = re.compile("因|由于|受|鉴于")
_WHOLE = re.compile("项目|本|该|此项|全年|今年|年度|活动|工作|目前|至今|暂|一直|均|都")
_PASSED = re.compile("验收|合格率|通过率|竣工")
_DONE = re.compile(
    "(?<![未没])(?:已|全部|按[时期]|如期|均)[^，。；未]{0,4}(?:完成|完工|竣工|建成|验收|达标|落实)|^(?:完成|竣工|建成)$"
)
_SAYS_MET = re.compile(
    "(?:已经?|全部|均|超额|圆满|按期|如期|按时)[^，。；未]{0,3}(?:完成|达到|达成)[^，。；率]{0,6}(?:指标|目标|任务|计划)|超额完成|无偏差"
)
_SAYS_SHORT = re.compile(
    "(?:未(?:能)?(?:达到|完成|达成)|没有(?:达到|完成)|低于|少于|不足)[^，。；]{0,4}(?:指标|目标|任务|计划|预期)"
)
_ACTUAL = re.compile("(?:实际|全年|共|累计|只|仅)(?:共|只|仅|累计)?(?:完成|开展|举办|培训|接待|达到|为)了?")


@rule("NT04")
def note_contradicts_row(ctx: Context) -> Iterator[Hit]:
    for row in ctx.filled:
        if row.note and row.actual:
            why = _why(row, ctx.judged[row.row])
            if why:
                values = {"name": clip(row.name), "note": clip(row.note), "actual": clip(row.actual), "why": why}
                yield Hit(row.at("deviation_note", "actual"), row.row, values)


def _why(row: Row, found: Assessment) -> str:
    note = row.note
    positive = any(q.value > 0 for q in row.done)
    partly = bool(_PART.search(note))
    if _NOT_ACCEPTED.search(note) and not partly and _PASSED.search(row.name) and (positive or found.is_met):
        return "还没有验收，就不会有这样的验收结果"
    not_begun = _NOT_BEGUN.search(note)
    rest = not_begun and found.state == "missed" and _names_a_part(row, not_begun.start())
    if not_begun and not partly and not rest and positive and found.kind == "number":
        return "说明称没有开展，完成值却大于 0"
    if _NOT_DONE.search(note) and not partly and not found.adjusted_by and (found.is_met or _DONE.search(row.actual)):
        return "说明称没有完成，完成值却表示已完成"
    if found.state == "missed" and not found.adjusted_by and _SAYS_MET.search(note) and not _NOT_DONE.search(note):
        return "说明称已完成，完成值却没有达到指标值"
    if found.is_met and not found.adjusted_by and _SAYS_SHORT.search(note):
        return "说明称没有达到，完成值却已达到指标值"
    return _other_number(row)


def _names_a_part(row: Row, at: int) -> bool:
    """Whether the sentence, up to a place of the note, begins with the part that is missing (下河村1200亩因…未开工)."""
    subject = _CAUSE.split(re.split("[。；;]", row.note[:at])[-1])[0].strip("，、 ")
    return not _WHOLE.match(subject) and len(set(subject) - set(row.name)) > 1


def _other_number(row: Row) -> str:
    """实际完成25次 in the note beside an actual of 27次."""
    if len(row.done) != 1:
        return ""
    actual = row.done[0]
    for q in quantities(row.note):
        told = _ACTUAL.search(row.note[max(0, q.start - 8) : q.start])
        if (
            told
            and told.end() == min(8, q.start)
            and q.family == actual.family
            and q.low == q.high
            and q.value != actual.value
        ):
            return f"说明里的完成数是“{q.text}”"
    return ""
