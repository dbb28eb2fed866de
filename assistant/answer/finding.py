"""What a form says outside its number cells: sentences of its free texts that hold what is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer.book import Page
from assistant.answer.mentions import pairs
from assistant.render import one_line
from forms.numbers import is_blank
from scoring.quantity import quantities
from scoring.units import unit_of

_CLAUSE = re.compile(r"[^，。；;！!\n,]+[，。；;！!,]?")
_LABELS = {
    "goal": "预期目标", "narrative": "实际完成情况", "conclusion": "自评结论", "problems_found": "存在问题", "improvements": "改进措施", "funds_note": "资金说明",
    "target": "年度指标值", "actual": "实际完成值", "deviation_note": "偏差原因及措施", "initial_target": "年初指标值", "level3": "指标名称",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a cell that answers."""

    cell: str
    text: str
    score: float

    @property
    def label(self) -> str:
        return _LABELS.get(self.cell.rpartition(".")[2], "表内文字")


def search(page: Page, topic: str, unit: str = "") -> Found | None:
    """The clause that holds (nearly) all of the topic, and a number in the unit where one is asked for."""
    words = [word for word in topic.split() if len(word) >= 2]
    wanted = {pair for word in words for pair in pairs(word)}
    if not wanted:
        return None
    best: Found | None = None
    for cell, text in cells(page):
        for clause in clauses(text):
            shared = len(wanted & set(pairs(clause)))
            share = shared / len(wanted)
            if share < 0.6 or (unit and not _has(clause, unit)):
                continue
            rank = share + (0.2 if cell == "narrative" else 0.1 if cell.endswith((".actual", ".deviation_note")) else 0)
            if best is None or rank > best.score:
                best = Found(cell, clause, rank)
    return best


def cells(page: Page) -> list[tuple[str, str]]:
    """The free texts of a form with their fact ids."""
    found = [(cell, one_line(text)) for cell, text in page.context.texts() if not cell.endswith(".level3")]
    return [(cell, text) for cell, text in found if not is_blank(text)]


def clauses(text: str) -> list[str]:
    return [one.strip("，。；;！!, ") for one in _CLAUSE.findall(text) if one.strip("，。；;！!, ")]


def _has(clause: str, unit: str) -> bool:
    wanted = unit_of("元" if unit in {"钱", "块", "块钱"} else unit)
    return any(q.family == wanted.family for q in quantities(clause) if not q.is_date)
