"""Correcting a number: what is proposed, what it does to the scores, and nothing written before the user says yes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.answer import Change, Focus, open_book
from assistant.answer.book import Book, Line, exact
from assistant.answer.cues import P, R
from assistant.answer.resolve import resolve
from assistant.answer.units import measured_in
from assistant.conversation.hear import Heard
from assistant.conversation.state import State, Turn
from forms.edit import with_texts
from forms.numbers import is_blank
from forms.table import SelfEvaluationTable
from scoring.findings import ScoreSheet
from scoring.profile import choose_profile
from scoring.quantity import Quantity
from scoring.scoresheet import score_sheet

_COLUMNS = (("分值", "points"), ("得分", "score"), ("指标值", "target"), ("目标", "target"))
_MONEY = (
    ("执行数", "funds.executed"),
    ("支出", "funds.executed"),
    ("年初预算", "funds.initial_budget"),
    ("预算", "funds.annual_budget"),
)


def correction(state: State, heard: Heard) -> tuple[State, Turn]:
    """The change that a correction asks for, told with its effect; or the question which cell is meant."""
    number = heard.number
    book = open_book(state.tables)
    cell = _cell(state, book, heard) if number is not None else None
    if number is None or cell is None:
        return state, Turn("question", "请说明要改的是哪一项：指标名称或第几行，以及实际的数。", answered=False)
    table, fact = cell
    form = state.tables[table - 1]
    before = form.text(fact) or ""
    after = _as_typed(before, number)
    change = Change(table, fact, before, after, effect(form, fact, after))
    where = form.place(fact)
    name = _name(form, fact)
    place = f"（{where}）" if where else ""
    turn = Turn(
        "proposal",
        f"要把{name}{place}由“{before or '空'}”改为“{after}”吗？"
        f"{change.effect}请确认有依据；回复“确认”才会改，回复“不用”则不改。",
        change=change,
        table=table,
        fact=fact,
        row=_row(fact),
    )
    focus = Focus(table, _row(fact) or state.row, state.focus.query)
    return replace(state, pending=(change,), table=table, row=_row(fact) or state.row, focus=focus), turn


def _row(fact: str) -> int | None:
    head = fact.partition(".")[0]
    return int(head[1:]) if head[:1] == "R" and head[1:].isdecimal() else None


def _cell(state: State, book: Book, heard: Heard) -> tuple[int, str] | None:
    """The cell that is corrected: the row named, the one in that unit, the one talked about; else a money cell."""
    from assistant.answer import index_of

    found = resolve(book, index_of(book), heard.words, Focus(state.table, state.row))
    number = heard.number
    assert number is not None
    table = found.tables[0] if found.tables else state.table or (found.rows[0][0] if found.rows else None)
    for word, cell in _MONEY:
        if word in found.masked and not found.rows and table is not None:
            return table, cell
    field = next((name for word, name in _COLUMNS if word in found.masked.replace(R, "").replace(P, "")), "actual")
    if "总分" in found.masked and table is not None:
        return table, "total_score"
    rows = [(t, r) for t, r in found.rows if table is None or t == table]
    row = _best(book, rows, number) or _by_unit(state, book, table, number)
    if row is None and state.row is not None and state.table is not None:
        row = (state.table, state.row)
    if row is None:
        return None
    line = book.line(*row)
    if field == "target" and line.cells.target is None:
        field = "initial_target"
    return (row[0], line.id(field)) if state.tables[row[0] - 1].text(line.id(field)) is not None else None


def _best(book: Book, rows: list[tuple[int, int]], number: Quantity) -> tuple[int, int] | None:
    fitting = [row for row in rows if not number.unit or measured_in(book.line(*row), number.unit)]
    return (fitting or rows or [None])[0]  # type: ignore[list-item]


def _by_unit(state: State, book: Book, table: int | None, number: Quantity) -> tuple[int, int] | None:
    """The row talked about when it is measured so, else the only row of the table in that unit."""
    if table is None or not number.unit:
        return None
    if state.row is not None and measured_in(book.line(table, state.row), number.unit):
        return table, state.row
    alike = [line for line in book.page(table).lines if line.real and _same_unit(line, number)]
    return (table, alike[0].row) if len(alike) == 1 else None


def _same_unit(line: Line, number: Quantity) -> bool:
    return any(q.unit == number.unit for q in (*line.seen.aim.quantities, *line.seen.done))


def _as_typed(before: str, number: Quantity) -> str:
    """The number as the cell writes numbers: with the cell's unit where none was said, else without."""
    text = number.text
    bare = before.strip()
    unit = bare.lstrip("0123456789.,") if bare[:1].isdecimal() else ""
    if not number.unit and unit and len(unit) <= 4:
        return f"{text}{unit}"
    if bare and number.unit in {"分", "元"} and bare.replace(".", "").replace(",", "").isdecimal():
        return text.removesuffix(number.unit)
    return text


def _name(form: SelfEvaluationTable, fact: str) -> str:
    labels = {
        "actual": "实际完成值",
        "target": "年度指标值",
        "initial_target": "年初指标值",
        "points": "分值",
        "score": "得分",
    }
    row = _row(fact)
    if row is not None:
        return f"“{form.by_row[row].level3 or f'第{row}行'}”的{labels[fact.partition('.')[2]]}"
    return {
        "funds.executed": "全年执行数",
        "funds.annual_budget": "全年预算数",
        "funds.initial_budget": "年初预算数",
        "total_score": "自评总分",
    }.get(fact, "这一格")


def effect(form: SelfEvaluationTable, fact: str, after: str) -> str:
    """What the change does to the scores by the formula, in a sentence: 该行按公式得分 13.5 → 14，总分 95.4 → 95.9。"""
    changed = with_texts(form, {fact: after})
    profile = choose_profile(form)
    old, new = score_sheet(form, profile), score_sheet(changed, profile)
    told: list[str] = []
    row = _row(fact)
    if row is not None:
        told += _moved("该行按公式计算的得分", _row_value(old, row), _row_value(new, row))
    else:
        told += _moved("预算执行得分", old.funds_score, new.funds_score)
    told += _moved("重新计算的总分", old.recomputed_total, new.recomputed_total)
    told += _moved("所填总分", old.stated_total, new.stated_total)
    if not told:
        return "按公式计算的得分不变。"
    stated = (
        ""
        if new.stated_total != old.stated_total or is_blank(form.total_score)
        else f"自评总分仍是{form.total_score}分，不会自动改。"
    )
    return "，".join(told) + "。" + stated


def _row_value(sheet: ScoreSheet, row: int) -> Decimal | None:
    found = next((score for score in sheet.rows if score.row == row), None)
    return found.recomputed if found else None


def _moved(label: str, old: Decimal | None, new: Decimal | None) -> list[str]:
    if old == new:
        return []
    was = "不能算" if old is None else f"{exact(old)}分"
    now = "不能算" if new is None else f"{exact(new)}分"
    return [f"{label}由{was}变为{now}"]
