"""A desk as the panes of the page: what each template needs, computed once per event. Reads, never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from forms.numbers import money
from forms.numbers import points as points_of
from forms.table import SelfEvaluationTable
from scoring.catalogue import title
from scoring.wording import fixed, fixed_percent
from store.desk import Desk
from ui.cards import card_view, claim_views, finding_view, turn_view
from ui.form import CellView, show_money, show_score
from ui.judged import Judged, name_of, profile_title
from ui.marks import passed, to_fill
from ui.render import render
from ui.shelf import Listed

SEVERITY_OF = {"须说明": "warning", "提示": "info"}


def clock(stamp: str) -> str:
    return datetime.fromisoformat(stamp).strftime("%H:%M") if stamp else ""


def day(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp):%Y年%m月%d日 %H:%M}" if stamp else ""


def money_cell(table: SelfEvaluationTable, fact: str) -> str:
    return show_money(table.text(fact), table.unit)


def rate_cell(table: SelfEvaluationTable) -> str:
    """The exact execution rate of a table, as a percentage."""
    executed, budget = (money(table.text(f"funds.{key}"), table.unit) for key in ("executed", "annual_budget"))
    return fixed_percent(executed / budget) if executed is not None and budget else ""


def score_cell(text: str | None) -> str:
    value = points_of(text)
    return show_score(value) if value is not None else text or ""


# -- panes -----------------------------------------------------------------------------------------------------------


def bar(j: Judged, tables: Sequence[Listed], who: str = "", sealed: str = "") -> str:
    ids = [t.id for t in tables]
    at = ids.index(j.desk.id) if j.desk.id in ids else 0
    s = j.check.scores
    difference = (
        s.recomputed_total - s.stated_total if s.recomputed_total is not None and s.stated_total is not None else None
    )
    scores = [
        ("自评", show_score(s.stated_total) or "—", False),
        ("复算", show_score(s.recomputed_total) or "—", False),
    ]
    if difference is not None:
        scores.append(("相差", signed(difference), difference != 0))
    if s.row_total is not None and s.stated_total is not None and s.row_total != s.stated_total:
        scores.append(("行合计", show_score(s.row_total), True))
    low, high = s.recomputed_min, s.recomputed_max
    return render(
        "bar",
        desk=j.desk,
        who=who,
        name=name_of(j.table),
        at=at + 1,
        total=len(ids),
        previous=ids[at - 1] if at else None,
        next=ids[at + 1] if at + 1 < len(ids) else None,
        scores=scores,
        between=f"{fixed(low)}–{fixed(high)}" if low is not None and high is not None and low != high else "",
        counts=[(severity, j.marks.count(severity)) for severity in ("error", "warning", "info")],
        saved=clock(j.desk.saved),
        sealed=day(sealed),
        profile=profile_title(j.check.profile),
        blocking=j.marks.blocking,
    )


def signed(value: Decimal) -> str:
    return f"{value:+.2f}".replace("-", "−") if value else "0.00"


def form(j: Judged) -> str:
    columns = [{"letter": c.letter, "width": c.width} for c in j.form.columns]
    cards = {card.fact: card_view(card, j) for card in j.desk.open_cards}
    changed, open_, right = j.desk.changed, set(to_fill(j.table)), _right(j)
    limit = {f"R{row.row}.score": row.points for row in j.table.indicators if points_of(row.points) is not None}
    rows = [
        {
            "cells": [
                _cell(
                    c,
                    mark=j.marks.worst.get(c.place.split("+")[0], "") if c.place else "",
                    changed=c.fact in changed,
                    drafted=c.fact in cards,
                    todo=c.editable and not c.text and c.kind != "label" and c.fact in open_,
                    right=right.get(c.fact),
                    limit=limit.get(c.fact),
                    grows=bool(c.grows) and j.desk.origin == "blank",
                )
                for c in row.cells
            ],
            "label": row.label,
            "kind": row.kind,
            "cards": [cards[c.fact] for c in row.cells if c.fact in cards],
        }
        for row in j.form.rows
    ]
    return render("form", desk=j.desk, form={"columns": columns, "rows": rows})


@lru_cache(maxsize=16_384)
def _cell(c: CellView, **how: object) -> Markup:
    """One cell. An edit changes few of them, so those that are as they were are not drawn again."""
    return Markup(render("cell", c=c, **how))  # noqa: S704  our own template, which escapes


def _right(j: Judged) -> dict[str, tuple[str, str]]:
    """Score cells with the score that the program can defend, and how it comes about."""
    right: dict[str, tuple[str, str]] = {}
    for row in j.check.scores.rows:
        if row.recomputed is not None:
            right[f"R{row.row}.score"] = (fixed(row.recomputed), row.how)
    scores = j.check.scores
    if scores.row_total is not None:
        right["total_score"] = (fixed(scores.row_total), "各行得分合计 =")
    if scores.execution_rate is not None:
        rates = [row.execution_rate or "" for row in j.table.funds]
        rate = fixed_percent(scores.execution_rate) if any("%" in r for r in rates) else fixed(scores.execution_rate)
        right["funds.execution_rate"] = (rate, "全年执行数 ÷ 全年预算数 =")
    if scores.funds_score is not None:
        right["funds.score"] = (fixed(scores.funds_score), "执行率 × 分值")
    return right


def check(j: Judged) -> str:
    """The checklist: what is left, by group, then what was ignored and what could not be judged."""
    skipped = [f"{title(s.rule)}{f'（第 {s.row} 个指标）' if s.row else ''}：{s.reason}" for s in j.check.skipped]
    groups = [
        {"name": name, "lines": list(lines), "severity": SEVERITY_OF.get(name, "error")}
        for name, lines in groupby(j.marks.lines, key=lambda line: line.group)
    ]
    return render(
        "check",
        desk=j.desk,
        groups=groups,
        ignored=j.desk.ignored,
        skipped=skipped,
        passed=passed(j.check),
        skipped_short="、".join(dict.fromkeys(s.reason for s in j.check.skipped))[:24],
    )


def side(j: Judged, *, writing: str = "") -> str:
    """The conversation."""
    waiting = sum(turn.kind == "question" and not turn.done for turn in j.desk.turns)
    return render(
        "side",
        desk=j.desk,
        problems=[f"{p.place} {p.message}".strip() for p in j.desk.problems],
        turns=[turn_view(i, turn, j) for i, turn in enumerate(j.desk.turns)],
        blocking=j.marks.blocking,
        waiting=waiting,
        writing=writing,
    )


def layer(j: Judged, tables: Sequence[Listed], own_kind: str) -> str:
    """Everything that floats: hover cards, picker, export menu."""
    cells = [
        (place, [(i, finding_view(j.marks.findings[i], j)) for i in indexes]) for place, indexes in j.marks.at.items()
    ]
    placed = {i for indexes in j.marks.at.values() for i in indexes}
    loose = [(i, finding_view(f, j)) for i, f in enumerate(j.marks.findings) if i not in placed]
    groups = [(file, list(found)) for file, found in groupby(tables, key=lambda t: t.file)]
    return (
        render("cards", cells=cells, loose=loose, claims=list(claim_views(j)))
        + render("pick", desk=j.desk, groups=groups)
        + render(
            "export",
            desk=j.desk,
            fill_refusal="" if own_kind else _no_own_file(j.desk),
            own_kind=own_kind,
            findings=len(j.marks.findings),
            total=len(tables),
            blocking=j.marks.blocking,
        )
    )


def _no_own_file(desk: Desk) -> str:
    return {"paste": "粘贴的表没有原文件", "sample": "样例没有原文件", "blank": "空白表没有原文件"}.get(
        desk.origin, "这种文件不能填回"
    )
