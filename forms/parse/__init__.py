"""The one parser: a grid of displayed texts -> the self-evaluation tables in it, and what was not understood."""

from __future__ import annotations

from forms.grid import Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.parse.segments import Segment, is_other_kind, split, title_of
from forms.parse.stream import is_stream, unfold
from forms.parse.table import TableReader
from forms.parse.unmerged import restored
from forms.table import Problem, Reading, SelfEvaluationTable


def parse(grid: Grid, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The tables of one grid in their order, `source.index` counting from 1 in this grid.

    Raises nothing: what is no self-evaluation table is named in a problem entry, and so is what could not be read.
    """
    if is_stream(grid):
        grid = unfold(grid)
    elif grid.ragged:
        grid = restored(grid)
    tables: list[SelfEvaluationTable] = []
    problems: list[Problem] = list(grid.problems)
    segments = split(grid)
    for segment in segments:
        if segment.other_kind:
            problems.append(_not_read(segment, f"“{_short(segment.other_kind)}”不是项目支出绩效自评表，没有读取"))
            continue
        reader = TableReader(segment, grid, limits)
        reason = _no_self_evaluation(reader, segment, grid)
        if reason:
            problems.append(_not_read(segment, reason))
            continue
        builder = reader.read()
        tables.append(builder.finish(len(tables) + 1))
        # Rows of a paste count from each table's title: a place alone does not tell which table it is in.
        which = f"第{len(tables)}张表：" if grid.by_layout and len(segments) > 1 else ""
        problems.extend(p.model_copy(update={"message": which + p.message}) for p in builder.problems)
    return Reading(tables=tuple(tables), problems=tuple(problems))


def _no_self_evaluation(reader: TableReader, segment: Segment, grid: Grid) -> str:
    """Why a segment is none: without indicators, or with a form that states targets only; "" when it is one."""
    title = title_of(segment.title) if segment.title else grid.title_hint
    if reader.columns is None:
        named = f"“{_short(title)}”" if title else ""
        return f"{named}没有找到绩效指标的表头（三级指标、指标值、分值、得分……），不是项目支出绩效自评表，没有读取"
    if not segment.title and title and is_other_kind(title):
        return f"“{_short(title)}”不是项目支出绩效自评表，没有读取"
    if not {"actual", "score"} & set(reader.columns.present):
        return "只有指标值、没有完成值和得分，像是绩效目标申报表，没有读取"
    return ""


def _not_read(segment: Segment, message: str) -> Problem:
    return Problem(place=segment.lines[0].first.place, message=message)


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
