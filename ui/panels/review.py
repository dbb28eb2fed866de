"""复核: the list of projects on the left; on the right one of them, what changed in it, two years, or a talk."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from scoring.catalogue import title
from scoring.claims import Claim
from scoring.wording import fixed, fixed_percent
from store.accounts import REVIEWER
from store.desk import Desk
from store.workflow import STEPS
from ui import asking, changed, charts, reviewing, session, setting_aside
from ui.form import show_money, show_score
from ui.judged import name_of
from ui.marks import RANK
from ui.panels.wire import Notice, Shown
from ui.render import render
from ui.reviewing import ListLine
from ui.session import Office, Refusal
from ui.texts import parts, tally

STATES = ("填报", "送审", "复核中", "退回", "整改", "再送审", "通过")
MOVES = frozenset({"退回", "通过", "送审", "复核中", "再送审", "填报"})
MOST_RULES = 60  # that the list may be filtered by
MODES = frozenset({"", "changes", "years", "ask"})


@dataclass(frozen=True)
class View:
    """What the page shows: which table, how it was sampled (count, way), and what stands on the right."""

    desk_id: str = ""
    picks: tuple[int, str] | None = None
    mode: str = ""
    other: str = ""  # the table beside it, in the mode "years"


class ReviewPage:
    """Handlers of 复核."""

    def __init__(self, office: Office) -> None:
        self.office, self.samples = office, reviewing.Samples()

    def show(self, owner: str, view: View | None = None) -> str:
        view = view or View()
        lines = reviewing.listing(self.office, owner)
        ids = [line.item.id for line in lines]
        chosen = view.desk_id if view.desk_id in ids else (ids[0] if ids else "")
        budgets = [b for line in lines if (b := reviewing.number(line.item.budget)) is not None]
        drawn = view.picks
        shown = self._chosen(owner, chosen, ids) if chosen else None
        headline, bars = charts.rule_bars(lines, MOST_RULES)
        return render(
            "review",
            lines=[_line_view(line) for line in lines],
            files=list(dict.fromkeys(line.item.file for line in lines)),
            year=shown["year"] if shown else "",
            total=show_money(str(sum(budgets)), "元") if budgets else "",
            states=[(s, n) for s in STATES if (n := sum(line.state == s for line in lines))],
            mean_stated=_mean([line.item.stated for line in lines]),
            mean_ours=_mean([line.item.recomputed for line in lines]),
            errors=sum(line.item.errors for line in lines),
            warnings=sum(line.item.warnings for line in lines),
            scatter=charts.scatter(lines),
            rule_bars=(headline, bars[: charts.BARS]),
            score_bars=charts.score_bars(lines),
            rules=[(bar.key, bar.label) for bar in bars],
            picks=self.samples.of(self.office, owner, *drawn) if drawn else [],
            picked=drawn,
            mode=view.mode,
            chosen=shown,
            years=self._years(owner, chosen, lines, view.other) if chosen and view.mode == "years" else None,
            talk=self._talk(owner) if view.mode == "ask" else [],
        )

    def _chosen(self, owner: str, desk_id: str, ids: list[str]) -> dict[str, Any]:
        desk = self._desk(owner, desk_id)
        judged = session.judge(self.office, owner, desk)
        paper = self.office.store.reviews.load(owner, desk_id)
        scores = judged.check.scores
        reviewed = reviewing.reviewed_total(desk, paper)
        stated = scores.stated_total
        claims = reviewing.opinion_claims(self.office, owner, desk, paper.opinion)
        at = ids.index(desk_id)
        stages = self.office.store.workflow.stages(owner, desk_id)
        back = changed.last_return(stages)
        rows = reviewing.review_rows(judged, paper)
        name, role = session.role_of(self.office, owner)
        return {
            "id": desk_id,
            "name": name_of(desk.table),
            "year": str(desk.table.year or ""),
            "previous": ids[at - 1] if at else "",
            "next": ids[at + 1] if at + 1 < len(ids) else "",
            "stated": show_score(stated) or "—",
            "ours": show_score(scores.recomputed_total) or "—",
            "reviewed": show_score(reviewed) or "—",
            "deviation": fixed_percent((stated - reviewed) / stated) if stated and reviewed is not None else "—",
            "grade": scores.grade or "",
            "rows": rows,
            "wanted": sum(row.wanted for row in rows),
            "reviews": not name or role == REVIEWER,
            "opinion": paper.opinion,
            "paragraphs": _paragraphs(paper.opinion, claims),
            "claims": [(f"opinion-claim-{i}", claim) for i, claim in enumerate(claims)],
            "tally": [t for t in tally(paper.opinion, claims) if t[0] != "missing"],
            "ignored": desk.ignored,
            "aside": setting_aside.set_aside(self.office, owner, desk_id),
            "findings": [
                {"rule": f.rule, "row": f.row, "severity": f.severity, "title": title(f.rule), "message": f.message}
                for f in sorted(
                    setting_aside.reviewed(self.office, owner, desk).findings, key=lambda f: RANK[f.severity]
                )
                if f.ignored is None
            ],
            "changed": changed.since_return(self.office, owner, desk, back),
            "stages": stages,
            "returned": back.opinion if back else "",
            "state": (state := self.office.store.workflow.state(owner, desk_id)),
            "steps": _steps(state, role),
        }

    def _desk(self, owner: str, desk_id: str) -> Desk:
        desk = self.office.shelf.load(owner, desk_id)
        if desk is None:
            raise Refusal("这张表已经移去。请从列表里另选一张。")
        return desk

    def _years(self, owner: str, desk_id: str, lines: Sequence[ListLine], other: str) -> dict[str, Any]:
        """Two tables beside each other: of the same project unless another one was chosen."""
        items = [line.item for line in lines]
        same = changed.alike(next(item for item in items if item.id == desk_id), items)
        beside = other if other in {item.id for item in items} - {desk_id} else (same[0].id if same else "")
        first = [item.id for item in same]
        rest = [item for item in items if item.id != desk_id and item.id not in first]
        two = (self._desk(owner, beside), self._desk(owner, desk_id)) if beside else None
        found = changed.of_two(self.office, owner, *two) if two else None
        return {"changed": found, "beside": beside, "others": [*same, *rest]}

    def _talk(self, owner: str) -> list[dict[str, Any]]:
        turns = asking.talk(self.office, owner)
        return [{**dict(turn), "parts": parts(turn.text, turn.claims, f"asked-{i}")} for i, turn in enumerate(turns)]

    def act(self, owner: str, data: dict[str, Any]) -> Shown:
        """One thing that the reviewer did; the page is drawn anew."""
        view, do = _view(data), str(data.get("do", ""))
        notices: tuple[Notice, ...] = ()
        value = str(data.get("value", ""))
        if do in {"score", "said"}:
            reviewing.set_row(self.office, owner, view.desk_id, int(str(data.get("row", "0"))), **{do: value})
        elif do == "opinion":
            reviewing.set_opinion(self.office, owner, view.desk_id, value)
        elif do == "write":
            desk = session.load(self.office, owner, view.desk_id)
            reviewing.set_opinion(self.office, owner, view.desk_id, reviewing.drafted_opinion(self.office, owner, desk))
        elif do in MOVES:
            reviewing.decide(self.office, owner, view.desk_id, do)
            notices = (Notice("已撤回送审。" if do == "填报" else f"已{do}。", "done"),)
        elif do == "take" and view.picks:
            picked = self.samples.of(self.office, owner, *view.picks)
            taken = reviewing.take_up(self.office, owner, [item.id for item, _ in picked])
            notices = (Notice(f"{taken} 项已加入复核。", "done"),)
        elif do == "aside":
            row, rule = str(data.get("row", "")), str(data.get("rule", ""))
            number = int(row) if row.isdecimal() else None
            setting_aside.put_aside(self.office, owner, view.desk_id, rule, number, str(data.get("reason", "")))
        elif do == "back":
            setting_aside.take_back(self.office, owner, view.desk_id)
        elif do == "forget":
            asking.forget(self.office, owner)
        elif do not in {"pick", "sample"}:
            raise Refusal("没有这个动作，请刷新页面。")
        at = time.time_ns()
        return Shown({"review": self.show(owner, view)}, notices, at=at)

    async def ask(self, owner: str, data: dict[str, Any]) -> AsyncIterator[Shown]:
        """A question about all tables of the list."""
        view = _view({**data, "mode": "ask"})
        await asking.ask(self.office, owner, str(data.get("text", "")), view.desk_id)
        yield Shown({"review": self.show(owner, view)})


def _view(data: dict[str, Any]) -> View:
    count, how, mode = str(data.get("count", "")), str(data.get("how", "")), str(data.get("mode", ""))
    picks = (max(1, min(int(count), 100)) if count.isdecimal() else 3, how) if how else None
    return View(str(data.get("id", "")), picks, mode if mode in MODES else "", str(data.get("other", "")))


def _paragraphs(text: str, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The opinion line by line: each cut up at its claims, with the cells that they stand on."""
    found: list[dict[str, Any]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [(i, c) for i, c in enumerate(claims) if start <= c.start and c.end <= end]
        moved = [c.model_copy(update={"start": c.start - start, "end": c.end - start}) for _, c in inside]
        names = {f"opinion-claim-{n}": f"opinion-claim-{i}" for n, (i, _) in enumerate(inside)}
        pieces = [replace(part, id=names.get(part.id, "")) for part in parts(line, moved, "opinion")]
        cells = dict.fromkeys(cell for _, c in inside for cell in c.cells[:2])
        found.append({"parts": pieces, "cells": list(cells)[:4]})
        start = end + 1
    return found


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


STEP_NAMES = {"送审": "送审", "再送审": "再送审", "退回": "退回修改", "通过": "通过", "填报": "撤回送审"}


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
