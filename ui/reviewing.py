"""复核: the list with its figures, which to look at first, a reviewer's scores beside the unit's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.review.opinion import held_against, opinion
from forms.numbers import points as points_of
from scoring.claims import WRONG, Claim
from scoring.profile import profile_for
from scoring.sampling import BESIDE, at_random, by_risk, weight
from store.desk import Desk
from store.recent import Recent
from store.reviews import Paper, RowReview
from store.workflow import STEPS
from ui import session
from ui.form import band, split_place
from ui.judged import Judged
from ui.session import Office, Refusal
from ui.setting_aside import reviewed
from ui.shelf import Listed

MOST = 500  # tables that the page lists
UNDER_REVIEW = "复核中"


@dataclass(frozen=True)
class ListLine:
    """One project of the list."""

    number: int
    item: Listed
    state: str
    reviewed: Decimal | None = None

    @property
    def deviation(self) -> Decimal | None:
        stated = number(self.item.stated)
        if self.reviewed is None or not stated:
            return None
        return (stated - self.reviewed) / stated


@dataclass(frozen=True)
class ReviewRow:
    """One indicator in the reviewer's table."""

    row: int
    label: str
    name: str
    target: str
    actual: str
    points: str
    stated: str
    ours: str
    differs: bool
    score: Decimal | None
    opinion: str
    wanted: bool  # has findings, or a score that is not ours

    @property
    def taken(self) -> str:
        """What the reviewer took off, as a share of the unit's own score."""
        stated = points_of(self.stated)
        if self.score is None or not stated:
            return ""
        share = (self.score - stated) / stated
        return f"{share:+.0%}".replace("-", "−") if share else ""


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def listing(office: Office, user: str) -> list[ListLine]:
    """The projects that this user may review, in the order they were opened."""
    lines: list[ListLine] = []
    states, papers = office.store.workflow.states(user), office.store.reviews.papers(user)
    for n, item in enumerate(office.shelf.tables(user)[:MOST], 1):
        paper = papers.get(item.id, Paper())
        desk = office.shelf.load(user, item.id) if _scored(paper) else None
        lines.append(ListLine(n, item, states.get(item.id, ""), reviewed_total(desk, paper)))
    return lines


def _scored(paper: Paper) -> bool:
    return any(review.score is not None for review in paper.rows.values())


def reviewed_total(desk: Desk | None, paper: Paper) -> Decimal | None:
    """Funds and rows as stated, the reviewer's score in place of the unit's where there is one."""
    if desk is None or not _scored(paper):
        return None
    total = points_of(desk.table.text("funds.score")) or Decimal(0)
    for row in desk.table.indicators:
        review = paper.rows.get(row.row)
        mine = review.score if review else None
        total += mine if mine is not None else points_of(row.score) or Decimal(0)
    return total


def review_rows(judged: Judged, paper: Paper) -> list[ReviewRow]:
    """Every indicator with points, the unit's score, ours and the reviewer's."""
    scores = {score.row: score for score in judged.check.scores.rows}
    found = {finding.row for finding in judged.marks.findings}
    rows = []
    for row in judged.table.indicators:
        if row.is_none:
            continue
        ours, review = scores.get(row.row), paper.rows.get(row.row, RowReview())
        stated = points_of(row.score)
        differs = bool(ours and ours.recomputed is not None and stated is not None and ours.recomputed != stated)
        rows.append(
            ReviewRow(
                row=row.row,
                label=split_place(row.cells.get("target", ""))[1] or str(row.row),
                name=row.level3 or "",
                target=row.target or "",
                actual=row.actual or "",
                points=row.points or "",
                stated=row.score or "",
                ours=band(ours),
                differs=differs,
                score=review.score,
                opinion=review.opinion,
                wanted=differs or row.row in found or review != RowReview(),
            )
        )
    return rows


# -- what a reviewer does --------------------------------------------------------------------------------------------


def set_row(
    office: Office, user: str, desk_id: str, row: int, *, score: str | None = None, said: str | None = None
) -> None:
    """Keep a score or an opinion for one row. A score outside 0 … points is refused."""
    desk = session.load(office, user, desk_id)
    paper = office.store.reviews.load(user, desk_id)
    indicator = desk.table.by_row.get(row)
    if indicator is None:
        raise Refusal("没有这一行。")
    review = paper.rows.get(row, RowReview())
    if score is not None:
        value, most = points_of(score), points_of(indicator.points)
        if score.strip() and value is None:
            raise Refusal("复核得分要填数字。")
        if value is not None and (value < 0 or (most is not None and value > most)):
            raise Refusal(f"复核得分要在 0 和分值 {indicator.points} 之间。")
        review = review.model_copy(update={"score": value})
    if said is not None:
        review = review.model_copy(update={"opinion": said.strip()})
    rows = {**paper.rows, row: review}
    office.store.reviews.save(user, desk_id, paper.model_copy(update={"rows": rows}))


def set_opinion(office: Office, user: str, desk_id: str, text: str) -> None:
    paper = office.store.reviews.load(user, desk_id)
    office.store.reviews.save(user, desk_id, paper.model_copy(update={"opinion": text.strip()}))


def drafted_opinion(office: Office, user: str, desk: Desk) -> str:
    """An opinion from the findings, ready to be edited."""
    table = desk.table
    return opinion(table, reviewed(office, user, desk), profile_for(table, desk.profile)).text


def opinion_claims(office: Office, user: str, desk: Desk, text: str) -> tuple[Claim, ...]:
    if not text:
        return ()
    return held_against(desk.table, session.checked(office, user, desk), profile_for(desk.table, desk.profile), text)


def decide(office: Office, user: str, desk_id: str, to: str) -> None:
    """Send a table back, or pass it. An opinion that does not hold against the table is not sent."""
    paper = office.store.reviews.load(user, desk_id)
    desk = session.load(office, user, desk_id)
    if to == "退回":
        bad = [c for c in opinion_claims(office, user, desk, paper.opinion) if c.verdict in WRONG]
        if bad:
            raise Refusal(f"意见里的“{bad[0].text}”与表不符或没有依据，改好再退回。")
    office.store.workflow.move(user, desk_id, to, opinion=paper.opinion)


Sampled = list[tuple[Listed, tuple[str, ...]]]
Drawn = tuple[tuple[Listed, ...], Sampled]  # the tables as they were, and what was drawn from them


class Samples:
    """Samples that were drawn, so that one that stays on the page is not drawn again for every score."""

    def __init__(self) -> None:
        self._recent: Recent[tuple[str, int, str], Drawn] = Recent(64)

    def of(self, office: Office, user: str, count: int, how: str) -> Sampled:
        now = tuple(office.shelf.tables(user))  # whole: two saves may fall in one second
        kept = self._recent.get((user, count, how))
        if kept is not None and kept[0] == now:
            return kept[1]
        drawn = sample(office, user, count, how, count)
        self._recent.put((user, count, how), (now, drawn))
        return drawn


def sample(office: Office, user: str, count: int, how: str, seed: int) -> Sampled:
    """Which tables to look at first, with the reasons."""
    items = office.shelf.tables(user)[:MOST]
    if how == "random":
        picks = at_random(len(items), count, seed)
    else:
        items, budgets = _worth_a_look(items, count), [number(item.budget) for item in items]
        desks = [(item, desk) for item in items if (desk := office.shelf.load(user, item.id))]
        results = [session.checked(office, user, desk) for _, desk in desks]
        picks = by_risk([desk.table for _, desk in desks], results, count, among=budgets)
        items = tuple(item for item, _ in desks)
    return [(items[pick.number - 1], pick.reasons) for pick in picks]


def _worth_a_look(items: Sequence[Listed], count: int) -> tuple[Listed, ...]:
    """Those that can be among the `count` of the greatest risk, by what the list knows; the rest is not read."""
    weights = [weight(item.errors, item.warnings, _difference(item)) for item in items]
    least = sorted(weights, reverse=True)[:count][-1] if weights else Decimal(0)
    return tuple(item for item, found in zip(items, weights, strict=True) if found + BESIDE >= least)


def _difference(item: Listed) -> Decimal:
    stated, ours = number(item.stated), number(item.recomputed)
    return abs(stated - ours) if stated is not None and ours is not None else Decimal(0)


def take_up(office: Office, user: str, desk_ids: Sequence[str]) -> int:
    """Put tables that were submitted under review; gives how many. Those of another state stay as they are."""
    workflow = office.store.workflow
    states = workflow.states(user)
    waiting = [i for i in desk_ids if (states.get(i, ""), UNDER_REVIEW) in STEPS]
    for desk_id in waiting:
        workflow.move(user, desk_id, UNDER_REVIEW)
    if not waiting:
        raise Refusal("抽到的表都还没有送审，或已在复核。请先由填报单位送审。")
    return len(waiting)
