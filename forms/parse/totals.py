"""The total row: 总分, with the points, the score and, where a reviewer was at work, the reviewed score."""

from __future__ import annotations

import re

from forms.grid import Cell
from forms.numbers import is_blank, points
from forms.parse.build import Builder
from forms.parse.classes import levels
from forms.parse.columns import Columns
from forms.parse.labels import bare, section_label, total_label
from forms.parse.lines import Line

_FIELDS = {"points": "total_points", "score": "total_score", "review_score": "total_review_score"}
_SAID_TOTAL = re.compile(r"(?:自评)?(?:总分|总得分|合计得分|自评得分)\s*[：:]\s*(\d+(?:\.\d+)?)\s*分?")
_ALL = 100
GRADES = frozenset(["优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "一般", "较差"])


def said_total(line: Line) -> str:
    """The score of 总分：96.9分, all in one cell; "" for anything else."""
    found = _SAID_TOTAL.fullmatch(line.first.text.strip()) if len(line.filled) == 1 else None
    return found[1] if found else ""


def total_cell(line: Line, columns: Columns) -> Cell | None:
    """The label of the total row, behind a label of the block or a number (7 | 合计); None for other rows."""
    first = next(
        (
            cell
            for cell in line.filled
            if (not section_label(cell.text) or total_label(cell.text))
            and not (cell.column == columns.at.get("sequence") and points(cell.text) is not None)
        ),
        None,
    )
    return first if first and total_label(first.text) and is_total(line, first) else None


def is_total(line: Line, label: Cell) -> bool:
    """A row that begins with `label`, a label of totals, is the total row: short texts, a number or blanks."""
    behind = [c for c in line.filled if c.column > label.column]
    if any(len(c.text) >= 30 or levels(c.text) for c in behind):
        return False
    return not behind or any(points(c.text) is not None or is_blank(c.text) for c in behind)


def read_total(line: Line, label: Cell, columns: Columns, builder: Builder) -> None:
    """Points and score by their columns, or by their order where they stand under none."""
    fields = columns.fields
    behind = [c for c in line.filled if c.column > label.column]
    under = [fields[c.column] if c.column < len(fields) else None for c in behind]
    placed = _score_alone(label, behind, under) or _by_order(behind, under, columns)
    for cell, name in zip(behind, placed, strict=True):
        field = _FIELDS.get(name or "")
        place = builder.layout.field(line, cell, field or "")
        if cell.text.strip() in GRADES:
            builder.set("stated_grade", cell.text, place)
        elif field and not is_blank(cell.text):
            builder.set(field, cell.text, place)
            if points(cell.text) is None:
                builder.problem(place, f"总分行的“{cell.text.strip()[:20]}”不是数")
        elif not is_blank(cell.text):
            builder.add_other(bare(label.text), place, cell.text)
    for name, field in _FIELDS.items():
        if name in columns.at and field not in builder.fields:
            column = columns.at[name]
            builder.set(field, "", builder.layout.field(line, line.at(column), field, column))


def read_second_total(line: Line, columns: Columns, builder: Builder) -> None:
    """Another total row. 总分 100 below 合计 90 is the total, the one above a sum of the indicators; else the first one
    stands and the second is told, both with their places."""
    before = {
        field: (builder.fields.pop(field), builder.cells.pop(field, ""))
        for field in _FIELDS.values()
        if field in builder.fields
    }
    read_total(line, line.first, columns, builder)
    old, new = points(before.get("total_points", ("", ""))[0]), points(builder.fields.get("total_points"))
    if new == 100 and old is not None and old < 100:
        for text, place in before.values():
            if text:
                builder.add_other("合计", place, text)
        return
    for field, (text, place) in before.items():
        second = (builder.fields.get(field, ""), builder.cells.get(field, ""))
        builder.fields[field], builder.cells[field] = text, place
        if second[0]:
            builder.add_other(bare(line.first.text), second[1], second[0])
            builder.problem(second[1], f"有两行总分：{place} 和 {second[1]}，取前一行")


def _score_alone(label: Cell, behind: list[Cell], under: list[str | None]) -> list[str | None] | None:
    """自评得分 | 97.8, wherever it stands: the only number is the score, unless it is all that can be got."""
    numbers = [at for at, cell in enumerate(behind) if points(cell.text) is not None]
    if len(numbers) != 1 or not bare(label.text).endswith("得分") or points(behind[numbers[0]].text) == _ALL:
        return None
    return ["score" if at in numbers else field for at, field in enumerate(under)]


def _by_order(behind: list[Cell], placed: list[str | None], columns: Columns) -> list[str | None]:
    """Numbers that stand under no heading of points are taken in their order: points, score, reviewed score."""
    numbers = [at for at, cell in enumerate(behind) if points(cell.text) is not None]
    sums = [name for name in _FIELDS if name in columns.at]
    held = [placed[at] for at in numbers]
    under = [name for name in held if name in sums]
    if len(set(under)) == len(under) and (len(under) == len(held) or {"points", "score"} <= set(under)):
        return placed
    names: list[str] = sums
    if "points" in columns.at and "other" in columns.fields[: columns.at["points"]]:
        numbers = numbers[max(0, len(numbers) - len(sums)) :]  # in front of them the sum of the weights of classes
    if len(numbers) == 1 and "score" in sums:
        whole = points(behind[numbers[0]].text) == 100
        names = ["points" if whole and "points" in sums else "score"]
    between = columns.fields[columns.at.get("points", 0) : columns.at.get("score", 0)]
    if len(numbers) > len(sums) and ("review_score" in sums or (len(sums) > 1 and "other" in between)):
        numbers = [*numbers[: len(sums) - 1], numbers[-1]]  # scores of others stand between
    result = list(placed)
    for at, name in zip(numbers, names, strict=False):
        result[at] = name
    return result
