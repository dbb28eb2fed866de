"""复核: the list of projects on the left, one of them with the reviewer's own scores and opinion on the right."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

from scoring.wording import fixed, fixed_percent
from store.accounts import REVIEWER
from store.workflow import STEPS
from ui import reviewing, session
from ui.form import show_money, show_score
from ui.judged import name_of
from ui.panels.wire import Notice, Shown
from ui.render import render
from ui.reviewing import ListLine
from ui.session import Office, Refusal
from ui.texts import parts, tally

STATES = ("填报", "送审", "复核中", "退回", "整改", "再送审", "通过")


class ReviewPage:
    """Handlers of 复核."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, owner: str, *, desk_id: str = "", picks: tuple[int, str] | None = None) -> str:
        lines = reviewing.listing(self.office, owner)
        ids = [line.item.id for line in lines]
        chosen = desk_id if desk_id in ids else (ids[0] if ids else "")
        budgets = [b for line in lines if (b := reviewing.number(line.item.budget)) is not None]
        return render(
            "review",
            lines=[_line_view(line) for line in lines],
            total=show_money(str(sum(budgets)), "元") if budgets else "",
            states=[(s, n) for s in STATES if (n := sum(line.state == s for line in lines))],
            mean_stated=_mean([line.item.stated for line in lines]),
            mean_ours=_mean([line.item.recomputed for line in lines]),
            errors=sum(line.item.errors for line in lines),
            warnings=sum(line.item.warnings for line in lines),
            scatter=reviewing.scatter(lines),
            rule_bars=reviewing.rule_bars(lines),
            score_bars=reviewing.score_bars(lines),
            rules=[(bar.key, bar.label) for bar in reviewing.rule_bars(lines, 60)[1]],
            picks=reviewing.sample(self.office, owner, *picks, seed=picks[0]) if picks else [],
            picked=picks,
            chosen=self._chosen(owner, chosen, ids) if chosen else None,
        )

    def _chosen(self, owner: str, desk_id: str, ids: list[str]) -> dict[str, Any]:
        desk = self.office.shelf.load(owner, desk_id)
        if desk is None:
            raise Refusal("这张表已经移去。请从列表里另选一张。")
        judged = session.judge(self.office, owner, desk)
        paper = self.office.store.reviews.load(owner, desk_id)
        scores = judged.check.scores
        reviewed = reviewing.reviewed_total(desk, paper)
        stated = scores.stated_total
        claims = reviewing.opinion_claims(self.office, owner, desk, paper.opinion)
        at = ids.index(desk_id)
        rows = reviewing.review_rows(judged, paper)
        return {
            "id": desk_id,
            "name": name_of(desk.table),
            "previous": ids[at - 1] if at else "",
            "next": ids[at + 1] if at + 1 < len(ids) else "",
            "stated": show_score(stated) or "—",
            "ours": show_score(scores.recomputed_total) or "—",
            "reviewed": show_score(reviewed) or "—",
            "deviation": fixed_percent((stated - reviewed) / stated) if stated and reviewed is not None else "—",
            "grade": scores.grade or "",
            "rows": rows,
            "wanted": sum(row.wanted for row in rows),
            "opinion": paper.opinion,
            "parts": parts(paper.opinion, claims, "opinion"),
            "tally": [t for t in tally(paper.opinion, claims) if t[0] != "missing"],
            "ignored": desk.ignored,
            "stages": self.office.store.workflow.stages(owner, desk_id),
            "state": (state := self.office.store.workflow.state(owner, desk_id)),
            "steps": _steps(state, session.role_of(self.office, owner)[1]),
        }

    def act(self, owner: str, data: dict[str, Any]) -> Shown:
        """One thing that the reviewer did; the page is drawn anew."""
        desk_id, do = str(data.get("id", "")), str(data.get("do", ""))
        notices: tuple[Notice, ...] = ()
        picks: tuple[int, str] | None = None
        if do in {"score", "said"}:
            row, value = int(str(data.get("row", "0"))), str(data.get("value", ""))
            reviewing.set_row(self.office, owner, desk_id, row, **{do: value})
        elif do == "opinion":
            reviewing.set_opinion(self.office, owner, desk_id, str(data.get("value", "")))
        elif do == "write":
            desk = session.load(self.office, owner, desk_id)
            reviewing.set_opinion(self.office, owner, desk_id, reviewing.drafted_opinion(self.office, owner, desk))
        elif do in {"退回", "通过", "送审", "复核中", "再送审"}:
            reviewing.decide(self.office, owner, desk_id, do)
            notices = (Notice(f"已{do}。", "done"),)
        elif do == "sample":
            count, how = str(data.get("count", "3")), str(data.get("how", "risk"))
            picks = (max(1, min(int(count), 100)) if count.isdecimal() else 3, how)
        elif do != "pick":
            raise Refusal("没有这个动作，请刷新页面。")
        at = time.time_ns()
        return Shown({"review": self.show(owner, desk_id=desk_id, picks=picks)}, notices, at=at)


def _line_view(line: ListLine) -> dict[str, Any]:
    item = line.item
    rate = reviewing.number(item.rate)
    return {
        "n": line.number,
        "id": item.id,
        "name": item.name,
        "file": item.file,
        "budget": show_money(item.budget, "元") if item.budget else "",
        "rate": fixed_percent(rate) if rate is not None else "",
        "low": rate is not None and rate < Decimal("0.8"),
        "stated": item.stated,
        "ours": item.recomputed,
        "differs": bool(item.stated and item.recomputed and item.stated != item.recomputed),
        "reviewed": show_score(line.reviewed),
        "deviation": fixed_percent(line.deviation) if line.deviation is not None else "",
        "errors": item.errors,
        "warnings": item.warnings,
        "state": line.state,
        "rules": " ".join(sorted(set(item.rules))),
    }


STEP_NAMES = {"送审": "送审", "再送审": "再送审", "退回": "退回修改", "通过": "通过"}


def _steps(state: str, role: str) -> list[tuple[str, str]]:
    """What the user may do next, as (state, word on the button); without a role (single-user mode) both sides."""
    return [
        (to, name)
        for to, name in STEP_NAMES.items()
        if (state, to) in STEPS and (not role or STEPS[state, to] == (role == REVIEWER))
    ]


def _mean(texts: list[str]) -> str:
    values = [v for text in texts if (v := reviewing.number(text)) is not None]
    return fixed(sum(values, Decimal(0)) / len(values)) if values else ""
