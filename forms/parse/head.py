"""Labels with their values beside them: the head of the form, and the blocks that close it."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.grid import Cell
from forms.numbers import money, number
from forms.parse.build import Builder
from forms.parse.labels import (
    bare,
    funds_field,
    head_field,
    labels_other,
    money_unit,
    plain,
    section_label,
    weak_label,
    words_of,
)
from forms.parse.lines import Line

_NEXT_LABEL = r"\s+[^\s：:]{2,16}[：:]"
_INLINE = re.compile(
    rf"([^\s：:，。；]{{2,16}})[：:](?:(?={_NEXT_LABEL})|\s*((?:(?!\s{{2,}}|{_NEXT_LABEL}).)*))", re.DOTALL
)
_LABEL_END = tuple(words_of("label_ends"))
_BUDGET_PAIRS = {
    "initial_budget": "initial_budget",
    "annual_budget": "annual_budget",
    "executed": "executed",
    "execution_rate": "execution_rate",
}


_WHOLE = frozenset({"资金总额", "年度资金总额", "资金额度", "安排资金"})
_GROUPS, _SHORT_WORD = frozenset({"项目", "单位", "部门"}), 4
_LONGEST_UNIT = 10  # 金额单位：人民币万元


def read_pairs(line: Line, builder: Builder, *, closing: bool = False) -> bool:
    """Take the labelled values of a row; False when the row holds no label at all."""
    pending: Cell | None = None
    last: Cell | None = None  # the label whose value came last
    took = False
    loose: list[Cell] = []
    line = _groups(line)
    for at, cell in enumerate(line.filled):
        if _is_label(cell, line, at, pending, closing=closing):
            if pending is not None:
                _blank(line, pending, builder)
            pending, took = cell, True
            continue
        if pending is not None:
            _take(line, pending, cell, builder)
            last, pending = pending, None
        elif read_inline(line, cell, builder):
            took = True
        elif last is not None:
            builder.add_other(bare(last.text), builder.layout.cell(line, cell), cell.text)
        else:
            loose.append(cell)
    if took:
        for cell in loose:
            builder.add_other("", builder.layout.cell(line, cell), cell.text)
    if pending is not None:
        _blank(line, pending, builder)
    return took


def _groups(line: Line) -> Line:
    """单位 | 主管 | … | 实施 | …: labels of one or two words under that of a group are read with its word."""
    group = bare(line.first.text)
    if len(line.filled) < 3 or group not in _GROUPS:
        return line
    cells: list[Cell] = []
    for cell in line.filled[1:]:
        word = bare(cell.text)
        both = (f"{group}{word}", f"{word}{group}") if 1 < len(word) <= _SHORT_WORD else ()
        whole = next((text for text in both if head_field(text) or labels_other(text)), "")
        if whole and not head_field(word) and cell is not line.filled[-1]:
            cell = replace(cell, text=whole)  # noqa: PLW2901
        cells.append(cell)
    known = cells[0].text != line.filled[1].text and head_field(cells[0].text)
    return Line(line.number, line.cells, tuple(cells)) if known else line


def read_inline(line: Line, cell: Cell, builder: Builder) -> bool:
    """“项目名称：接待费” and several such in one cell. The unit and the year of a caption are taken too."""
    return read_inline_text(cell.text, builder.layout.cell(line, cell), builder)


def read_inline_text(text: str, place: str, builder: Builder) -> bool:
    """`read_inline` for a text that stands in no cell of the table."""
    found = False
    if len(text) < 200 and ("：" in text or ":" in text):
        for match in _INLINE.finditer(text):
            label, value = match[1], (match[2] or "").strip()
            field = head_field(label)
            if field and field not in {"goal", "narrative"}:
                _set(builder, field, label, value, place)
                found = True
            elif money_unit(f"{label}:{value}"):
                builder.see_unit(f"{label}:{value}", place)
                found = True
            elif plain(label).endswith(_LABEL_END):
                if value:
                    builder.add_other(label, place, value)
                found = True
    if not found and len(plain(text)) <= 20 and builder.see_unit(text, place):
        return True
    return found


def _is_label(cell: Cell, line: Line, at: int, pending: Cell | None, *, closing: bool) -> bool:
    """A known label; or an unknown one that stands where a label must, with a value beside it."""
    text = cell.text
    if head_field(text) or (_budget(text) in _BUDGET_PAIRS and _number_follows(line, at)):
        return pending is None or head_field(pending.text) is None or _labels_alternate(line, at)
    if pending is not None or (closing and len(line.filled) == 1):
        return False
    word = plain(text)
    if not word or len(word) > 20 or "：" in text.rstrip("：: \n") or ":" in word:
        return False
    if number(text) is not None or money(text) is not None:
        return False
    return word.endswith(_LABEL_END) or (at + 1 < len(line.filled) and not head_field(line.filled[at + 1].text))


def _budget(text: str) -> str | None:
    """The budget that a label names which has an amount beside it."""
    return "annual_budget" if bare(text) in _WHOLE else funds_field(text)


def _labels_alternate(line: Line, at: int) -> bool:
    """A known label right behind another: the first has a blank value, unless this is its value (部门: 部门)."""
    before, cell = line.filled[at - 1], line.filled[at]
    gap = any(before.column < other.column < cell.column for other in line.cells)
    if gap or cell.column > before.column + before.column_span or head_field(cell.text) != head_field(before.text):
        return True
    behind = line.filled[at + 1] if at + 1 < len(line.filled) else None  # 绩效目标 | 目标内容 | text
    return behind is not None and not head_field(behind.text) and not labels_other(behind.text)


def _number_follows(line: Line, at: int) -> bool:
    return (at + 1 < len(line.filled) and number(line.filled[at + 1].text) is not None) or (
        at + 1 < len(line.filled) and money(line.filled[at + 1].text) is not None
    )


def _take(line: Line, label: Cell, value: Cell, builder: Builder) -> None:
    field = head_field(label.text)
    if field == "project_amount":
        builder.amount_unit = money_unit(label.text)  # pyright: ignore[reportAttributeAccessIssue]
    else:
        builder.see_unit(label.text, builder.layout.cell(line, label))
    if field is None:
        place = builder.layout.cell(line, value)
        if len(plain(value.text)) <= _LONGEST_UNIT:  # 单位： | 万元, or （2023年） | 单位：万元
            _ = builder.see_unit(f"{bare(label.text)}:{value.text}", place) or builder.see_unit(value.text, place)
        budget = _budget(label.text)
        if budget in _BUDGET_PAIRS and _number_follows(line, line.filled.index(label)):
            builder.set_budget(budget, value.text, place, label.text)
        else:
            builder.add_other(bare(label.text) or label.text, place, value.text)
        return
    _set(builder, field, label.text, value.text, builder.layout.field(line, value, field))


def _set(builder: Builder, field: str, label: str, text: str, place: str) -> None:
    if weak_label(label):
        builder.set_weak(bare(label), field, text, place)
    else:
        builder.set(field, text, place)


def _blank(line: Line, label: Cell, builder: Builder) -> None:
    """A known label with nothing beside it: the field is there, and blank."""
    field = head_field(label.text)
    builder.see_unit(label.text, builder.layout.cell(line, label))
    if field is None:
        if not section_label(label.text) and not money_unit(label.text) and len(line.filled) == 1:
            builder.add_other("", builder.layout.cell(line, label), label.text)
        return
    value = line.after(label)
    if value is not None and value.text.strip():
        value = None
    _set(builder, field, label.text, "", builder.layout.field(line, value, field, label.column + label.column_span))
