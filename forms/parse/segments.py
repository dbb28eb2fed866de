"""Where one table ends and the next begins, and what kind each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from forms.grid import Grid
from forms.parse.columns import read_columns
from forms.parse.labels import head_field, plain
from forms.parse.lines import Line, lines_of

_TITLE = re.compile(
    r"(?:自评|自我评价|绩效|整体支出|预算|决算|收支|明细|汇总|一览|统计|情况|评价|评分|申报|目标)[^，。；]*(?:表|自评)(?:\([^()]*\))?\d*$"
)
_SELF = re.compile(r"自评|自我评价|完成情况|评价表|评分表|绩效运行")
_OTHER = re.compile(
    r"整体|汇总|一览|明细|预算表|决算|收支|统计|申报|批复|目标表|监控|报告|清单|台账|部门评价|指标体系|目录"
)
_APPENDIX = re.compile(r"公开\s*\d+\s*表|附[件表]?\s*[一二三四五六七八九十\d]*(?:[-－—]\d+)?[:：]?")


@dataclass(slots=True)
class Segment:
    """The lines of one table, its title (None where it has none) and, when it is of another kind, what it is called."""

    lines: list[Line] = field(default_factory=list[Line])
    title: Line | None = None
    before: list[Line] = field(default_factory=list[Line])  # 附件1 and the like above the title
    headed: bool = False  # its indicator heading has been seen
    other_kind: str = ""


def split(grid: Grid) -> list[Segment]:
    """The segments of a grid, in order; lines above the first title belong to it."""
    segments = [Segment()]
    lines = lines_of(grid)
    pending: list[Line] = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        title = title_of(line)
        current = segments[-1]
        if len(line.filled) == 1 and _APPENDIX.fullmatch(line.first.text.strip()):
            pending.append(line)
            continue
        if title:
            if current.lines or current.title:
                current = Segment()
                segments.append(current)
            current.title = line
            current.before.extend(pending)
            current.other_kind = title if is_other_kind(title) else ""
            pending = []
            current.lines.append(line)
            continue
        if current.headed and _starts(line):
            current = Segment()
            segments.append(current)
        if not current.headed and len(line.filled) > 2 and read_columns(line, below):
            current.headed = True
        current.lines.extend(pending)
        current.lines.append(line)
        pending = []
    segments[-1].lines.extend(pending)
    return [segment for segment in segments if segment.lines]


def title_of(line: Line) -> str:
    """The title that a line is, or "": a text that names a table, alone or beside 附件1 or 单位：万元."""
    if len(line.filled) > 3:
        return ""
    title = next((cell.text for cell in line.filled if is_title(cell.text)), "")
    if title and all(
        cell.text == title or (len(cell.text) <= 12 and not head_field(cell.text)) for cell in line.filled
    ):
        return title
    return ""


@lru_cache(maxsize=4_000)
def is_title(text: str) -> bool:
    """The text names a table: 项目支出绩效自评表（2021年度）."""
    word = plain(text)
    return len(word) >= 4 and bool(_TITLE.search(word)) and "填写" not in word and "见" not in word[:2]


@lru_cache(maxsize=4_000)
def is_other_kind(title: str) -> bool:
    """The title names a table that is no self-evaluation of a project."""
    word = plain(title)
    if "整体" in word or "汇总" in word or "一览" in word:
        return True
    return bool(_OTHER.search(word)) and not _SELF.search(word)


def _starts(line: Line) -> bool:
    """The first row of a head: 项目名称 with something beside it."""
    return head_field(line.first.text) == "project_name" and len(plain(line.first.text)) > 2
