"""What a form says outside its number cells: sentences of its free texts that hold what is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.answer.book import Page
from assistant.answer.mentions import stretch
from assistant.render import one_line
from forms.numbers import is_blank
from scoring.quantity import quantities
from scoring.units import unit_of

_CLAUSE = re.compile(r"[^，。；;！!\n,]+[，。；;！!,]?")
_COMMON = re.compile(
    r"[\ue000-\ue003\s，。？！、；：,?!]+|什么(?:时候|情况|样)?|怎么(?:样|回事|了|办)?|如何|情况|多少|几(?:个|次|人|台|天|名|家|户)?|哪(?:里|些|个|儿)?|为什么|为何|是不是|有没有|是否|原因|完成了?|实际|目标|指标|项目|工作|开展|进行|实现|得到|问题|"
    r"一共|总共|全部|的|了|吗|呢|吧|是|在|有|和|与|都|也|被|把|给|到|从|表(?:里|格|内|中)?|得分|分值|扣分|评分|自评|说明|年度|全年|今年|做了?|写了?"
)
_LABELS = {
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "conclusion": "自评结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "funds_note": "资金说明",
    "target": "年度指标值",
    "actual": "实际完成值",
    "deviation_note": "偏差原因及措施",
    "initial_target": "年初指标值",
    "level3": "指标名称",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a cell that answers."""

    cell: str
    text: str
    score: float

    @property
    def label(self) -> str:
        return _LABELS.get(self.cell.rpartition(".")[2], "表内文字")


def quiet(words: str) -> str:
    """The words with what is common to all questions blanked out."""
    return _COMMON.sub(lambda m: " " * len(m[0]), words)


def search(page: Page, words: str, topic: str, unit: str = "", *, why: bool = False) -> Found | None:
    """The clause that shares a telling stretch with the question, with a number where one is asked for.

    Telling is a stretch of three characters that are no common words, or the head of the only word that the question is
    about. `why` prefers the notes to the narrative.
    """
    plain = quiet(words)
    runs = [run for run in dict.fromkeys((*topic.split(), *plain.split())) if len(run) > 1]
    name = "".join(page.name.split())
    counts = bool(unit) or bool(re.search("多少|几", words))
    best: Found | None = None
    wanted = {plain[n : n + 2] for n in range(len(plain) - 1) if " " not in plain[n : n + 2]}
    if not wanted & _pairs_of(page):
        return None
    for cell, text, parts in _clauses_of(page):
        for clause in parts:
            if not any(pair in clause for pair in wanted):
                continue
            start, end = stretch(plain, clause)
            piece = plain[start:end].strip()
            if not _telling(piece, plain, runs, name) or (counts and not _has(clause, unit)):
                continue
            rank = len(piece) + _LIKED.get(cell.rpartition(".")[2], 0.0) + (0.6 if why and "note" in cell else 0)
            if best is None or rank > best.score:
                best = Found(cell, _whole(text, clause), rank)
    return best


_LIKED = {"narrative": 0.5, "actual": 0.3, "deviation_note": 0.3}


def _telling(piece: str, quiet: str, runs: list[str], name: str) -> bool:
    if not re.search("[\u4e00-\u9fff]{2}|[A-Za-z]", piece):
        return False
    if len(piece) >= 3 or _named(piece, quiet):
        return True
    alone = all(run.startswith(piece) or piece in run for run in runs)
    return len(piece) == 2 and piece not in name and alone and any(run.startswith(piece) for run in runs)


def _named(piece: str, quiet: str) -> bool:
    """A short name with letters in it (CT机, 5G) that stands in the question as a word of its own."""
    return len(piece) >= 2 and bool(re.search("[A-Za-z]", piece)) and quiet.strip().startswith(piece)


def _whole(text: str, clause: str) -> str:
    """The clause with the one after it where it needs it to be understood (a cause and what it led to)."""
    at = text.find(clause)
    rest = re.split("[。；;！!]", text[at + len(clause) :])[0]
    return clause + rest if len(clause) + len(rest) <= 90 else clause


_KEPT: WeakKeyDictionary[Page, list[tuple[str, str, list[str]]]] = WeakKeyDictionary()


def _clauses_of(page: Page) -> list[tuple[str, str, list[str]]]:
    """Cell, text and clauses of every free text, cut once a page."""
    found = _KEPT.get(page)
    if found is None:
        told = [(cell, one_line(text)) for cell, text in page.context.texts() if not cell.endswith(".level3")]
        found = _KEPT[page] = [(cell, text, clauses(text)) for cell, text in told if not is_blank(text)]
    return found


_PAIRS: WeakKeyDictionary[Page, frozenset[str]] = WeakKeyDictionary()


def _pairs_of(page: Page) -> frozenset[str]:
    """The pairs of neighbouring characters of all free texts of a page: most questions share none with most pages."""
    found = _PAIRS.get(page)
    if found is None:
        clauses_ = [clause for _, _, parts in _clauses_of(page) for clause in parts]
        found = _PAIRS[page] = frozenset(one[n : n + 2] for one in clauses_ for n in range(len(one) - 1))
    return found


def cells(page: Page) -> list[tuple[str, str]]:
    """The free texts of a form with their fact ids."""
    return [(cell, text) for cell, text, _ in _clauses_of(page)]


def clauses(text: str) -> list[str]:
    return [one.strip("，。；;！!, ") for one in _CLAUSE.findall(text) if one.strip("，。；;！!, ")]


def _has(clause: str, unit: str) -> bool:
    found = [q for q in quantities(clause) if not q.is_date]
    if not unit:
        return bool(found)
    wanted = unit_of("元" if unit in {"钱", "块", "块钱"} else unit)
    return any(q.family == wanted.family for q in found)
