"""The band that words can be held to: met, met in part, not met. Never a point within it."""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.numerals import plain
from scoring.quantity import quantities

_THIRD = re.compile(
    "未(?:能)?(?:达成|完成|实现|达到|达标|开展|落实|实施|通过|验收|竣工)|没有(?:达成|完成|实现|达到|开展)|尚未|不达标|不合格|不及时|不到位|效果(?:较差|不佳|不明显|不理想)|不理想|不满意"
)
_SECOND = re.compile(
    "部分(?:地)?(?:达成|完成|实现|达到|达标|落实|开展|通过)|(?:达成|完成|实现)了?部分|(?:有|具有)一定(?:的)?(?:效果|成效|作用|提升|改善|提高)|有所不足|基本未"
)
_FIRST = re.compile(
    "达成|完成|实现|达到|达标|良好|优良|优秀|显著|明显|有效|已|落实|到位|改善|提升|提高|增强|保障|符合|合格|满意|按时|按期|及时|如期|按计划|"
    "正常|稳定|规范|有序|高效|较好|很好|充分|全面|解决|处置|通过|得到|形成|营造|范围内|控制|促进|推动|加强|健全|长期|持续|无(?:事故|投诉|差错|违)|未发生|未出现"
    "|未超|不超|未突破|没有超|未高于|低于|预算内|以内|合理|优质|圆满|全部|全覆盖|足额|畅通|安全"
)
_WHOLE = re.compile("全覆盖|全部|达标|合格|全额|足额|应[^，。]尽[^，。]|百分之百|完成$")
_FEWEST_WORDS = 2
_ALMOST = re.compile(
    "基本(?:上)?(?:完成|达成|实现|达到|达标|健全|建成|落实|满足|符合|建立|形成|解决)|接近(?:完成|尾声)|正在|推进中|进行中"
)
_PROGRESS = re.compile("(?:完成|进度|实现|形象进度)[^，。；、率度]{0,12}$")
_NOISE = re.compile(r"[\s,，。；;:：、（）()“”\"'的了]")


@lru_cache(maxsize=8192)
def band_of(target: str, actual: str, name: str = "") -> tuple[int | None, str]:
    """The band (1, 2, 3) that an actual in words can be held to, and why; (None, why) when it answers nothing."""
    said, asked = _bare(actual), _bare(target)
    if said == asked:
        return 1, "实际完成值与指标值相同"
    if _THIRD.search(said):
        return 3, "实际完成值说明未达成"
    if _SECOND.search(said):
        return 2, "实际完成值说明部分达成"
    if (_ALMOST.search(said) and not _ALMOST.search(asked)) or _partly_done(actual):
        return None, "实际完成值没有说全部完成，差多少也没有写明，无法定档"
    if _WHOLE.search(asked) and _all_of_it(actual):
        return 1, "实际完成值为 100%，符合指标值"
    if len(_without_numbers(actual)) < _FEWEST_WORDS:
        return None, "指标值没有数字，实际完成值却只有数字或日期，无法判断是否达成"
    if _repeats(said, _bare(name)):
        return None, "实际完成值只重复了指标名称，没有说明结果"
    if _FIRST.search(said) or _alike(asked, said):
        return 1, "实际完成值说明已达成"
    return None, "实际完成值没有回答指标值，无法定档"


def _bare(text: str) -> str:
    return _NOISE.sub("", plain(text))


def _partly_done(actual: str) -> bool:
    """完成主体工程80%: a share of the work, told as progress."""
    return any(
        q.family == "rate" and q.value < 1 and _PROGRESS.search(actual[max(0, q.start - 16) : q.start])
        for q in quantities(actual)
    )


def _all_of_it(actual: str) -> bool:
    found = quantities(actual)
    return len(found) == 1 and found[0].family == "rate" and found[0].value >= 1


def _repeats(said: str, name: str) -> bool:
    """Whether an actual is most of the indicator's name and nothing else."""
    return len(said) >= 4 and said in name and len(said) * 2 > len(name)


def _without_numbers(text: str) -> str:
    """The words that are left when numbers and dates are taken out."""
    for q in reversed(quantities(text)):
        text = text[: q.start] + text[q.end :]
    return _bare(text)


def _alike(one: str, other: str) -> bool:
    """Whether the shorter text shares at least half of its pairs of characters with the other."""
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    least = min(len(part) for part in pairs)
    return least > 0 and len(pairs[0] & pairs[1]) * 2 >= least
