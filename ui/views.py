"""A desk as the panes of the page: what each template needs, computed once per event. Reads, never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from forms.numbers import money
from forms.numbers import points as points_of
from forms.table import SelfEvaluationTable
from scoring.catalogue import title
from scoring.findings import CheckResult, Finding
from scoring.profile import load_profile
from store.desk import Card, Citation, Desk, Turn
from ui.form import FormView, form_view, show_money, show_score
from ui.marks import Marks, Texts, marked, marks_of, to_fill
from ui.render import render
from ui.shelf import Listed
from ui.texts import compare, length, parts, tally

KINDS = {"narrative": "实际完成情况", "goal": "预期目标", "deviation": "偏差原因分析及改进措施"}
BY = {"template": "模板起草", "model": "模型起草", "user": "你改过"}
SEVERITY_OF = {"须说明": "warning", "提示": "info"}
FIELDS = {
    "target": "年度指标值",
    "initial_target": "年初指标值",
    "actual": "实际完成值",
    "points": "分值",
    "score": "得分",
    "deviation_note": "偏差原因",
    "level3": "三级指标",
    "level2": "二级指标",
    "level1": "一级指标",
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "execution_rate": "执行率",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "total_score": "总分",
    "total_points": "总分值",
    "project_name": "项目名称",
    "project_amount": "项目金额",
    "department": "主管部门",
    "implementing_unit": "实施单位",
}


@dataclass(frozen=True)
class Judged:
    """A desk with everything that is computed from it."""

    desk: Desk
    check: CheckResult
    form: FormView
    marks: Marks
    texts: Texts

    @property
    def table(self) -> SelfEvaluationTable:
        return self.desk.table


def judged(desk: Desk, check: CheckResult, texts: Texts) -> Judged:
    form = form_view(desk.table, check.scores)
    return Judged(desk, check, form, marks_of(desk, check, form, texts), texts)


def listed(j: Judged) -> Listed:
    """The line of the picker for a desk."""
    scores = j.check.scores
    return Listed(
        id=j.desk.id,
        file=j.desk.file,
        name=name_of(j.table),
        stated=show_score(scores.stated_total),
        recomputed=show_score(scores.recomputed_total),
        errors=j.marks.count("error"),
        warnings=j.marks.count("warning"),
        blocking=j.marks.blocking,
        budget=_plain(money(j.table.text("funds.annual_budget"), j.table.unit)),
        rate=_plain(scores.execution_rate),
        rules=tuple(f.rule for f in j.marks.findings if f.severity != "info"),
        saved=j.desk.saved,
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def name_of(table: SelfEvaluationTable) -> str:
    return (table.project_name or "").strip() or "未填项目名称"


def clock(stamp: str) -> str:
    return datetime.fromisoformat(stamp).strftime("%H:%M") if stamp else ""


def day(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp):%Y年%m月%d日 %H:%M}" if stamp else ""


def money_cell(table: SelfEvaluationTable, fact: str) -> str:
    return show_money(table.text(fact), table.unit)


def rate_cell(table: SelfEvaluationTable) -> str:
    """The exact execution rate of a table, as a percentage."""
    executed, budget = (money(table.text(f"funds.{key}"), table.unit) for key in ("executed", "annual_budget"))
    return f"{executed / budget:.2%}" if executed is not None and budget else ""


def score_cell(text: str | None) -> str:
    value = points_of(text)
    return show_score(value) if value is not None else text or ""


# -- panes -----------------------------------------------------------------------------------------------------------


def bar(j: Judged, tables: Sequence[Listed]) -> str:
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
        name=name_of(j.table),
        at=at + 1,
        total=len(ids),
        previous=ids[at - 1] if at else None,
        next=ids[at + 1] if at + 1 < len(ids) else None,
        scores=scores,
        between=f"{low:.2f}–{high:.2f}" if low is not None and high is not None and low != high else "",
        counts=[(severity, j.marks.count(severity)) for severity in ("error", "warning", "info")],
        saved=clock(j.desk.saved),
        profile=profile_title(j.check.profile),
        blocking=j.marks.blocking,
    )


def profile_title(name: str) -> str:
    return load_profile(name).title


def signed(value: Decimal) -> str:
    return f"{value:+.2f}".replace("-", "−") if value else "0.00"


def form(j: Judged) -> str:
    columns = [{"letter": c.letter, "width": c.width} for c in j.form.columns]
    cards = {card.fact: card_view(card, j) for card in j.desk.open_cards}
    rows = [
        {
            "cells": row.cells,
            "label": row.label,
            "kind": row.kind,
            "cards": [cards[c.fact] for c in row.cells if c.fact in cards],
        }
        for row in j.form.rows
    ]
    return render(
        "form",
        desk=j.desk,
        form={"columns": columns, "rows": rows},
        marks=j.marks,
        changed=j.desk.changed,
        drafted=set(cards),
        to_fill=set(to_fill(j.table)),
        right=_right(j),
        limit={f"R{row.row}.score": row.points for row in j.table.indicators if points_of(row.points) is not None},
    )


def _right(j: Judged) -> dict[str, tuple[str, str]]:
    """Score cells with the score that the program can defend, and how it comes about."""
    right: dict[str, tuple[str, str]] = {}
    for row in j.check.scores.rows:
        if row.recomputed is not None:
            right[f"R{row.row}.score"] = (f"{row.recomputed:.2f}", row.how)
    scores = j.check.scores
    if scores.row_total is not None:
        right["total_score"] = (f"{scores.row_total:.2f}", "各行得分合计 =")
    if scores.funds_score is not None:
        right["funds.score"] = (f"{scores.funds_score:.2f}", "执行率 × 分值")
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


def turn_view(i: int, turn: Turn, j: Judged) -> dict[str, object]:
    card = j.desk.card(turn.card) if turn.card else None
    bad = sum(c.verdict in {"contradicted", "unsupported"} for c in turn.claims)
    return {
        **dict(turn),
        "parts": parts(turn.text, turn.claims, f"turn-{i}"),
        "settled": "全部相符" if not bad else f"{bad} 处不符",
        "place": j.form.facts.get(turn.fact, ""),
        "head": "要您补充" if not turn.done else "已补充",
        "card_view": card_view(card, j) if card else None,
        "change": turn.patterns[0] if turn.kind == "answer" and turn.patterns else "",
        "cites": _cites(turn),
    }


def _cites(turn: Turn) -> list[Citation]:
    """The cells below an answer: those that no claim in the text shows already."""
    shown = {cell for claim in turn.claims for cell in claim.cells[:1]}
    return [c for c in turn.citations if c.place and (c.desk or c.place not in shown)][:24]


def card_view(card: Card, j: Judged) -> dict[str, object]:
    version = card.version
    before = j.table.text(card.fact) or ""
    changes = compare(before, version.text)
    bad = {c.verdict for c in version.claims} & {"contradicted", "unsupported"}
    words = "、".join(
        {"contradicted": "不符", "unsupported": "无依据"}[v] for v in ("contradicted", "unsupported") if v in bad
    )
    open_gaps = tally(version.text, ())[-1][2]
    refusal = f"{words}改完才可提交" if words else ("待补充的填好才可提交" if open_gaps else "")
    return {
        "id": card.id,
        "fact": card.fact,
        "kind": card.kind,
        "row": card.row,
        "place": j.form.facts.get(card.fact, ""),
        "title": KINDS.get(card.kind, ""),
        "by": f"草稿 {card.shown} · {BY[version.by]}",
        "status": card.status,
        "mode": card.mode,
        "modes": (("check", "核对"), ("compare", "对照现文"), ("versions", f"版本 {len(card.versions)}")),
        "text": version.text,
        "parts": parts(version.text, version.claims, card.id),
        "compared": changes,
        "added": sum(len(t) for kind, t in changes if kind == "added"),
        "removed": sum(len(t) for kind, t in changes if kind == "removed"),
        "tally": tally(version.text, version.claims),
        "length": length(version.text),
        "refusal": refusal,
        "checked": "" if refusal or not version.claims else "已核对，全部有依据",
        "note": version.note,
        "shown": card.shown,
        "versions": [{"n": n, "text": v.text, "by": BY[v.by]} for n, v in enumerate(card.versions, 1)],
    }


def layer(j: Judged, tables: Sequence[Listed], own_kind: str) -> str:
    """Everything that floats: hover cards, picker, export menu."""
    cells = [
        (place, [(i, finding_view(j.marks.findings[i], j)) for i in indexes]) for place, indexes in j.marks.at.items()
    ]
    placed = {i for indexes in j.marks.at.values() for i in indexes}
    loose = [(i, finding_view(f, j)) for i, f in enumerate(j.marks.findings) if i not in placed]
    groups = [(file, list(found)) for file, found in groupby(tables, key=lambda t: t.file)]
    return (
        render("cards", cells=cells, loose=loose, claims=list(_claims(j)))
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


def finding_view(finding: Finding, j: Judged) -> dict[str, object]:
    right = finding.expected or ""
    fact = next((f for f in finding.facts if f.endswith("score") and f in j.form.facts), "")
    mendable = bool(fact) and points_of(right) is not None
    cited = [
        {
            "place": place.split("+")[0],
            "label": label_of(fact_id),
            "text": j.table.text(fact_id) or "空白",
            "right": right if mendable and fact_id == fact else "",
        }
        for fact_id in finding.facts
        if (place := j.table.place(fact_id)) and j.table.text(fact_id) is not None
    ]
    return {
        **dict(finding),
        "cells": [part for cell in finding.cells for part in cell.split("+")],
        "title": title(finding.rule),
        "cited": sorted(cited, key=lambda c: bool(c["right"]))[:6],
        "right": right if mendable else "",
        "fact": fact if mendable else marked(finding, j.form)[0],
        "profile": profile_title(j.check.profile),
    }


def label_of(fact: str) -> str:
    return FIELDS.get(fact.rpartition(".")[2], "")


def _claims(j: Judged) -> list[dict[str, object]]:
    sources = [(card.id, card.version.claims) for card in j.desk.open_cards]
    sources += [(f"text-{fact}", claims) for fact, claims in j.texts.items()]
    sources += [(f"turn-{i}", turn.claims) for i, turn in enumerate(j.desk.turns)]
    return [
        {
            **dict(claim),
            "id": f"{prefix}-claim-{i}",
            "cited": [
                {"place": place.split("+")[0], "label": label_of(fact), "text": j.table.text(fact) or ""}
                for fact in claim.facts
                if (place := j.table.place(fact)) and j.table.text(fact) is not None
            ][:5],
        }
        for prefix, claims in sources
        for i, claim in enumerate(claims)
    ]
