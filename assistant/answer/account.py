"""Does an answer account for every word of the question? What it leaves over is a qualifier that the form may lack.

A word of the question is accounted for by a name or a cell of what is told, by a cue (what is asked, of which rows), or
as filler. 高危漏洞有多少 of a row 处置网络安全漏洞 leaves 高危 over: the row's number answers another question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import cues
from assistant.answer.book import Line, Page
from assistant.answer.mentions import clean

_ASKING = (
    *(pattern for _, pattern in cues.MEASURES),
    *(pattern for _, pattern in cues.STATES),
    cues.WHY, cues.LIST, cues.WHICH, cues.COUNT, cues.SUM, cues.MEAN, cues.MOST, cues.LEAST, cues.TOP_N, cues.ACROSS,
    cues.OF_ROWS, cues.YES_NO, cues.COMPARE, cues.REVIEW, cues.RULE, cues.TIME, cues.HIGHER, cues.LOWER,
)  # fmt: skip
_ANYONE = frozenset(["老百姓", "百姓", "大家"])  # whom every project serves
_GRADE = re.compile("[一二三四五六七八九十](?:类|级|等|档|型|代)(?!指标|次)|[大中小微]型|[男女]")
LONGEST_CUE = 6
_MEASURE_WORDS = frozenset("家间处名位台套件户起场期篇所批支门路班届栋块份")
_LOCATIVE = frozenset("中里内上下前后")
_VERBAL = (cues.SOFT | frozenset("完好成到过掉着起来去达够")) - frozenset("点面段路线种类")
_WHOLE = re.compile("总数|总量|存量|现有|保有量|总人数|总户数|总次数|总规模")
_CHANGE = re.compile("增量|增长|新增|净增|增加|增设|增收|下降|减少|降低|提高|提升|同比|环比|涨|多了|少了")
_CHANGED = re.compile("(?:同比|环比|增长|增加|提高|提升|上升|下降|减少|降低|涨|跌)了?(?:多少|几|百分之)")


def unaccounted(
    words: str, lines: Sequence[Line], pages: Sequence[Page], asked: str = "", *, singles: bool = False
) -> list[str]:
    """The words of a normalised question that neither the rows and tables told nor the way of asking explain.

    `asked`: more text that explains words (a class that is asked for). `singles`: a verb of one character counts, too.
    """
    heads = clean("".join([*(_head(line) for line in lines), *(page.name for page in pages), asked]))
    own = heads + clean("".join([*map(_class_text, lines), *map(_page_text, pages)]))
    known = _explained(words, own)
    found: list[str] = []
    for start, end in _runs(words, known):
        run = words[start:end]
        if _told_otherwise(run, heads):
            continue
        hard = any(c not in cues.SOFT for c in run)
        if (
            (hard and (len(run) > 1 or singles))
            or _GRADE.fullmatch(run)
            or (len(run) == 1 and _sticks(words, start, own, heads))
        ):
            found.append(run)
    return found


def _told_otherwise(run: str, heads: str) -> bool:
    """Another word for what the row tells: 建好 of 建设, 救了 of 救助; but 寄宿生 is more than 学生."""
    shared = [c for c in run if c in heads and c not in cues.SOFT and c.isalpha()]
    return 1 < len(run) < 4 and bool(shared) and (run[0] in shared or len(shared) > 1)


def _sticks(words: str, start: int, own: str, heads: str) -> bool:
    """Whether the character makes another word of a name that it follows: 监测|点 of 监测次数."""
    after = words[start + 1 : start + 2]
    return (
        start > 1
        and words[start] not in heads
        and words[start - 2 : start] in own
        and words[start] not in _VERBAL
        and (not after or after in cues.STOPS or not after.isalpha())
    )


def other_quantity(words: str, line: Line) -> str:
    """总数 asked of a row that counts an increase, or the reverse; "" where question and row agree."""
    name = clean(line.name)
    grows = bool(_CHANGE.search(name))
    whole = _WHOLE.search(words)
    if whole and grows and not _CHANGE.search(words) and whole[0] not in name:
        return whole[0]
    change = _CHANGED.search(words)
    if change and not grows and not re.search("目标|指标值|计划|任务|要求|预算", words):
        told = clean("".join((line.seen.target, line.seen.actual, line.seen.note)))
        return "" if _CHANGE.search(told) else re.sub("了|多少|几|百分之", "", change[0]) + "了多少"
    return ""


def _head(line: Line) -> str:
    return line.name + line.seen.target + line.seen.actual


def _class_text(line: Line) -> str:
    return f"{line.cells.level1 or ''}{line.cells.level2 or ''}"


def _page_text(page: Page) -> str:
    return "".join((page.name, page.table.department or "", page.table.implementing_unit or ""))


def _explained(words: str, own: str) -> list[bool]:
    """For each character whether it is explained by itself or as part of a word."""
    known = [not ("\u4e00" <= c <= "\u9fff" or c.isalpha()) or c in cues.STOPS for c in words]
    everyday = _everyday(words, own, known)
    for pattern in _ASKING:
        for hit in pattern.finditer(words):
            if 1 < len(hit[0]) <= LONGEST_CUE:  # a longer one spans words that it does not explain
                known[hit.start() : hit.end()] = [True] * len(hit[0])
    for length in range(4, 1, -1):
        for at in range(len(words) - length + 1):
            if words[at : at + length] in cues.FILLER or (length == 2 and words[at : at + 2] in own):
                known[at : at + length] = [True] * length
    for hit in _GRADE.finditer(words):  # 三级, 五类: a word by itself
        known[hit.start() : hit.end()] = [hit[0] in own] * len(hit[0])
    for at in range(1, len(words)):  # 间 of 夜间 is no measure word
        if words[at] in _MEASURE_WORDS and not known[at - 1] and words[at - 1 : at + 1] not in own:
            known[at] = False
    for start, end in everyday:
        known[start:end] = [False] * (end - start)
    return known


def _everyday(words: str, own: str, known: list[bool]) -> list[tuple[int, int]]:
    """Marks everyday words for what the row may name otherwise; where those that it does not name stand."""
    strange: list[tuple[int, int]] = []
    for word, others in cues.SAME.items():
        at = words.find(word)
        if at >= 0:
            told = word in own or word in _ANYONE or any(other in own for other in others)
            known[at : at + len(word)] = [told] * len(word)
            strange += [] if told else [(at, at + len(word))]
    return strange


def _runs(words: str, known: Sequence[bool]) -> list[tuple[int, int]]:
    """Where unexplained words stand; a locative before a word is none of it (R中|高危)."""
    found: list[tuple[int, int]] = []
    start = -1
    for at, is_known in enumerate([*known, True]):
        if not is_known:
            start = at if start < 0 else start
            continue
        if start >= 0:
            while start < at - 1 and words[start] in _LOCATIVE and not _GRADE.match(words, start):
                start += 1
            found.append((start, at))
        start = -1
    return found
