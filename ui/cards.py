"""What the templates need of a draft, a turn, a finding, a claim: the parts of the page that explain themselves."""

from __future__ import annotations

from forms.numbers import points as points_of
from forms.table import SelfEvaluationTable
from scoring.catalogue import title
from scoring.claims import WRONG, Claim
from scoring.findings import Finding
from store.desk import Card, Citation, Turn
from ui.judged import Judged, profile_title
from ui.marks import marked
from ui.texts import compare, length, parts, tally

KINDS = {"narrative": "实际完成情况", "goal": "预期目标", "deviation": "偏差原因分析及改进措施"}
BY = {"template": "模板起草", "model": "模型起草", "user": "你改过"}
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


def turn_view(i: int, turn: Turn, j: Judged) -> dict[str, object]:
    card = j.desk.card(turn.card) if turn.card else None
    bad = sum(c.verdict in WRONG for c in turn.claims)
    return {
        **dict(turn),
        "parts": parts(turn.text, turn.claims, f"turn-{i}"),
        "settled": "全部相符" if not bad else f"{bad} 处不符",
        "place": j.form.facts.get(turn.fact, ""),
        **_asked(turn, j),
        "card_view": card_view(card, j) if card else None,
        "change": turn.patterns[0] if turn.kind == "answer" and turn.patterns else "",
        "cites": _cites(turn),
    }


def _asked(turn: Turn, j: Judged) -> dict[str, object]:
    """Of a question: which of how many it is, and what is asked after it."""
    if turn.kind != "question" or turn.done:
        return {"head": "已补充", "after": ""}
    asked = next((c.version.missing for c in reversed(j.desk.open_cards) if turn.text in c.version.missing), ())
    if not asked:
        return {"head": "要您补充", "after": ""}
    at = asked.index(turn.text)
    return {"head": f"要您补充 {at + 1} / {len(asked)}", "after": asked[at + 1] if at + 1 < len(asked) else ""}


def _cites(turn: Turn) -> list[Citation]:
    """The cells below an answer: those that no claim in the text shows already."""
    shown = {cell for claim in turn.claims for cell in claim.cells[:1]}
    return [c for c in turn.citations if c.place and (c.desk or c.place not in shown)][:24]


def card_view(card: Card, j: Judged) -> dict[str, object]:
    version = card.version
    before = j.table.text(card.fact) or ""
    changes = compare(before, version.text)
    bad = {c.verdict for c in version.claims} & WRONG
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
        "count": len(card.versions),
        "versions": [{"n": n, "text": v.text, "by": BY[v.by]} for n, v in enumerate(card.versions, 1)],
    }


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


SHORT = 12  # a number with its unit; a longer cell is no replacement for one


def right_text(table: SelfEvaluationTable, claim: Claim) -> str:
    """What a wrong number may be replaced with: the one cell that it contradicts, as displayed; "" when unclear."""
    cells = {text for fact in claim.facts[:1] if (text := table.text(fact))}
    if claim.verdict != "contradicted" or claim.kind != "number" or len(claim.text) > SHORT:
        return ""
    text = next(iter(cells), "")
    return text if text and len(text) <= SHORT and claim.text[:1].isdigit() and text != claim.text else ""


def claim_views(j: Judged) -> list[dict[str, object]]:
    cards = {card.id for card in j.desk.open_cards}
    sources = [(card.id, card.version.claims) for card in j.desk.open_cards]
    sources += [(f"text-{fact}", claims) for fact, claims in j.texts.items()]
    sources += [(f"turn-{i}", turn.claims) for i, turn in enumerate(j.desk.turns)]
    return [
        {
            **dict(claim),
            "id": f"{prefix}-claim-{i}",
            "card": prefix if prefix in cards else "",
            "n": i,
            "right": right_text(j.table, claim),
            "cited": [
                {"place": place.split("+")[0], "label": label_of(fact), "text": j.table.text(fact) or ""}
                for fact in claim.facts
                if (place := j.table.place(fact)) and j.table.text(fact) is not None
            ][:5],
        }
        for prefix, claims in sources
        for i, claim in enumerate(claims)
    ]
