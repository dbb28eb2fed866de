"""SC08 定性指标只完成一部分却得满分。

检查什么  定性指标的指标值有几项要求（“及时有效全面”“回应诉求，引导网民”），完成值少说了其中一项，得分却等于分值。
          文字被截断的另见 IN03。
为什么    没有提到的要求，看不出是否做到。
反例      指标值“及时有效全面”，完成值“有效全面的进行政策法规宣传”，得满分。
正例      指标值“及时有效全面”，完成值“及时、有效、全面地开展宣传12场”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.parse.cutoff import looks_cut_off
from scoring.context import Context, Row, once
from scoring.rule import Hit, Skip, rule
from scoring.wording import clip
from scoring.words import bigrams

_QUALITY = re.compile(
    "及时|有效|全面|准确|高效|安全|稳定|规范|有序|完整|公开|透明|优质|便捷|均衡|健康|持续|严格|科学|合理|迅速|平稳"
)
_CLAUSE = re.compile(r"[^，。；、;,\s]+")
_SAME = {
    "及时": "按时|按期|快速|迅速|第一时间|当日|提前|时效",
    "有效": "实效|成效|效果|明显|显著|得到",
    "全面": "全部|全覆盖|各|所有",
    "安全": "无事故|零事故|未发生|平安",
    "稳定": "平稳|安定|不发生",
    "高效": "效率|及时|快速",
    "规范": "合规|按规定|制度",
    "有序": "顺利|正常|平稳|有条不紊",
    "准确": "无误|无差错|精准|零差错",
    "持续": "长期|长效|不断|常态",
}
_DONE_AT_ALL = re.compile(
    "^(?:已|全部|均|都)?(?:完成|达标|达到|实现|达成)(?:年度)?(?:指标|目标|预期)?(?:值|效果)?[。]?$|达到(?:预期|指标|目标)"
)
_SHORTEST_CLAUSE = 4
_TAKEN, _LEFT = 0.6, 0.2  # one demand nearly word for word, of another hardly a word


@rule("SC08")
def part_of_target_told(ctx: Context) -> Iterator[Hit | Skip]:
    for row in ctx.filled:
        found = ctx.judged[row.row]
        if not row.full or found.kind != "words" or found.state == "missed" or not row.actual:
            continue
        if looks_cut_off(row.actual) or looks_cut_off(row.target):
            yield Skip("文字没有写完，不能对照指标值的各项要求", row.row)
            continue
        part = _missing(row)
        if part:
            values = {
                "name": clip(row.name),
                "target": clip(row.target),
                "actual": clip(row.actual),
                "part": clip(part, 20),
            }
            yield Hit(row.at("actual", "target", "score"), row.row, values, actual=row.actual)


@once
def _missing(row: Row) -> str:
    """The first demand of the target that the actual does not take up, "" when it takes up all or none can be told."""
    if _DONE_AT_ALL.search(row.actual):
        return ""
    qualities = list(dict.fromkeys(_QUALITY.findall(row.target)))
    held = [word for word in qualities if word in row.actual or re.search(_SAME.get(word, "(?!)"), row.actual)]
    if len(qualities) > 1 and 0 < len(held) < len(qualities):
        return next(word for word in qualities if word not in held)
    clauses = [clause for clause in _CLAUSE.findall(row.target) if len(clause) >= _SHORTEST_CLAUSE]
    words = bigrams(row.actual)
    shares = [_share(clause, words) for clause in clauses]
    if len(clauses) > 1 and max(shares) >= _TAKEN and min(shares) <= _LEFT:
        return clauses[shares.index(min(shares))]
    return ""


def _share(clause: str, words: frozenset[str]) -> float:
    """How much of a clause's content stands in the actual."""
    own = bigrams(clause)
    return len(own & words) / len(own) if own else 1.0
