"""What the readers of spreadsheets share: merged ranges, and how hidden rows and columns are told."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from forms.grid import Cell, letter
from forms.table import Problem

_STEPS = 2_000_000
Spans = dict[int, dict[int, tuple[int, int]]]  # row -> column of the anchor -> rows and columns that it spans
Covered = dict[int, set[int]]  # row -> columns that a merged cell covers
LETTERS = tuple(letter(column) for column in range(256))


def covered_by(merges: Sequence[tuple[int, int, int, int]], rows: int, columns: int) -> tuple[Spans, Covered]:
    """What merged ranges (top, left, bottom, right) span and cover.

    Ranges may be absurdly large: only positions within `rows` and `columns` are counted, and not without end.
    """
    spans: Spans = {}
    covered: Covered = {}
    steps = _STEPS
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, max(rows - 1, top)), min(right, max(columns - 1, left))  # noqa: PLW2901
        spans.setdefault(top, {})[left] = (bottom - top + 1, right - left + 1)
        steps -= (bottom - top + 1) * (right - left + 1)
        if steps < 0:
            break
        for row in range(top, bottom + 1):
            covered.setdefault(row, set()).update(range(left, right + 1))
        covered[top].discard(left)
    return spans, covered


def name_of(column: int) -> str:
    """The letters of a column; a table for those that forms have."""
    return LETTERS[column] if column < len(LETTERS) else letter(column)


def hidden_problems(rows: Sequence[Sequence[Cell]]) -> list[Problem]:
    """Hidden rows and columns that hold a text: read like others, and told."""
    hidden = [cell for row in rows for cell in row if cell.hidden and cell.text]
    if not hidden:
        return []
    found: list[Problem] = []
    whole = sorted({cell.row for cell in hidden if all(c.hidden for c in rows[cell.row])})
    if whole:
        told = "、".join(str(row + 1) for row in whole[:20])
        found.append(Problem(place=f"A{whole[0] + 1}", message=f"第{told}行是隐藏的，照常读取"))
    columns = sorted({cell.column for cell in hidden if cell.row not in whole})
    if columns:
        told = "、".join(letter(column) for column in columns[:20])
        found.append(Problem(place=f"{letter(columns[0])}1", message=f"{told}列是隐藏的，照常读取"))
    return found


@contextmanager
def quiet() -> Generator[None]:
    """Keep what Rust says when it panics from standard error, which has one line for the user.

    The descriptor is the whole process's, so this is done in a process of one thread only.
    """
    if threading.active_count() > 1:
        yield
        return
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
