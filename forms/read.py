"""Reading: a file or a pasted text -> the tables in it and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forms.errors import NoTable
from forms.grid import Grid
from forms.limits import DEFAULT_LIMITS, Limits
from forms.parse import parse
from forms.parse.joined import joined
from forms.readers import grids_of_file
from forms.readers.text import read_text as grids_of_text
from forms.table import Problem, Reading, SelfEvaluationTable


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS, name: str | None = None) -> Reading:
    """All tables of a file. `name` is what problems call it (an upload has a temporary path).

    Raises `FormError`: `UnreadableFile`, `LimitExceeded`, or `NoTable` when nothing in it is a self-evaluation table.
    """
    called = name or path.name
    return _collect(grids_of_file(path, limits, called), limits, called)


def read_text(text: str, limits: Limits = DEFAULT_LIMITS, name: str = "粘贴") -> Reading:
    """All tables of a pasted text. Raises as `read_file`."""
    return _collect(grids_of_text(text, limits, name), limits, name)


def _collect(grids: Iterable[Grid], limits: Limits, name: str) -> Reading:
    tables: list[SelfEvaluationTable] = []
    problems: list[Problem] = []
    grids = joined(list(grids))
    for grid in grids:
        found = parse(grid, limits)
        tables.extend(found.tables)
        where = f"工作表“{grid.sheet}”：" if grid.sheet and len(grids) > 1 else ""
        problems.extend(p.model_copy(update={"message": where + p.message}) for p in found.problems)
    if not tables:
        reasons = "；".join(dict.fromkeys(f"{p.place} {p.message}".strip() for p in problems[:3]))
        raise NoTable(
            f"没有找到项目支出绩效自评表{f'（{reasons}）' if reasons else ''}",
            file=name,
            todo="请确认表头没有删改，或复制整张表后粘贴。",
        )
    if len(tables) > limits.tables:
        problems.append(
            Problem(place="", message=f"只读了前 {limits.tables} 张表，其后 {len(tables) - limits.tables} 张没有读")
        )
        tables = tables[: limits.tables]
    numbered = tuple(
        table.model_copy(update={"source": table.source.model_copy(update={"index": index, "file": name})})
        for index, table in enumerate(tables, 1)
    )
    return Reading(tables=numbered, problems=tuple(problems))
