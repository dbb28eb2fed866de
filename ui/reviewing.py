"""复核: the list with its figures, the charts, which to look at first, a reviewer's scores beside the unit's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.review.opinion import held_against, opinion
from forms.numbers import points as points_of
from scoring.catalogue import ENTRIES, title
from scoring.claims import Claim
from scoring.profile import profile_for
from scoring.sampling import at_random, by_risk
from store.desk import Desk
from store.reviews import Paper, RowReview
from ui import session
from ui.form import band, split_place
from ui.judged import Judged
from ui.session import Office, Refusal
from ui.shelf import Listed

ON_THE_LINE = 0.3  # points that a total may be off 90 + 10 × rate and count as full points for every indicator
MOST = 500  # tables that the page lists


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
    lines = []
    for n, item in enumerate(office.shelf.tables(user)[:MOST], 1):
        paper = office.store.reviews.load(user, item.id)
        desk = office.shelf.load(user, item.id) if _scored(paper) else None
        lines.append(ListLine(n, item, office.store.workflow.state(user, item.id), reviewed_total(desk, paper)))
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
    return opinion(table, session.checked(office, user, desk), profile_for(table, desk.profile)).text


def opinion_claims(office: Office, user: str, desk: Desk, text: str) -> tuple[Claim, ...]:
    if not text:
        return ()
    return held_against(desk.table, session.checked(office, user, desk), profile_for(desk.table, desk.profile), text)


def decide(office: Office, user: str, desk_id: str, to: str) -> None:
    """Send a table back, or pass it. An opinion that does not hold against the table is not sent."""
    paper = office.store.reviews.load(user, desk_id)
    desk = session.load(office, user, desk_id)
    if to == "退回":
        bad = [
            c for c in opinion_claims(office, user, desk, paper.opinion) if c.verdict in {"contradicted", "unsupported"}
        ]
        if bad:
            raise Refusal(f"意见里的“{bad[0].text}”与表不符或没有依据，改好再退回。")
    office.store.workflow.move(user, desk_id, to, opinion=paper.opinion)


def sample(office: Office, user: str, count: int, how: str, seed: int) -> list[tuple[Listed, tuple[str, ...]]]:
    """Which tables to look at first, with the reasons."""
    items = office.shelf.tables(user)[:MOST]
    if how == "random":
        picks = at_random(len(items), count, seed)
    else:
        desks = [desk for item in items if (desk := office.shelf.load(user, item.id))]
        picks = by_risk([d.table for d in desks], [session.checked(office, user, d) for d in desks], count)
    return [(items[pick.number - 1], pick.reasons) for pick in picks]


# -- charts: a title that is the finding, and what to draw -----------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    key: str
    label: str
    count: int
    severity: str = ""


def rule_bars(lines: Sequence[ListLine], most: int = 7) -> tuple[str, list[Bar]]:
    """The rules that hit most projects, what is sent back first."""
    counts = Counter(code for line in lines for code in set(line.item.rules))
    order = sorted(counts, key=lambda c: (ENTRIES[c].severity != "error", -counts[c]))[:most] if counts else []
    bars = [Bar(code, title(code), counts[code], ENTRIES[code].severity) for code in order]
    if not bars:
        return "没有发现问题", []
    top = max(bars, key=lambda bar: bar.count)
    many = "全部" if top.count == len(lines) and len(lines) > 1 else ""
    return f"{many} {top.count} 项：{top.label}".strip(), bars


def score_bars(lines: Sequence[ListLine]) -> tuple[str, list[tuple[str, int, int]]]:
    """Projects by whole points of the stated and the recomputed total, from the lowest to 100."""
    stated = [s for line in lines if (s := number(line.item.stated)) is not None]
    ours = [s for line in lines if (s := number(line.item.recomputed)) is not None]
    if not stated:
        return "还没有自评得分", []
    least = max(min(int(min([*stated, *ours])), 99), 60)
    bins = [(str(n), _in(stated, n, least), _in(ours, n, least)) for n in range(least, 101)][-8:]
    high = sum(s >= Decimal("99.8") for s in stated)
    return f"{high} 项自评在 99.8 分以上", bins


def _in(values: Sequence[Decimal], n: int, least: int) -> int:
    return sum(int(v) == n or (n == least and v < n) for v in values)


def scatter(lines: Sequence[ListLine]) -> tuple[str, list[dict[str, object]], tuple[str, ...]]:
    """Execution rate against stated score, as shares of the picture, with the words at the ends of both axes."""
    found = [
        (line, number(line.item.rate), number(line.item.stated))
        for line in lines
        if number(line.item.rate) is not None and number(line.item.stated) is not None
    ]
    if not found:
        return "还没有执行率和得分", [], ()
    rates, scores = [float(r or 0) for _, r, _ in found], [float(s or 0) for _, _, s in found]
    low_rate, low_score = min([0.9, *rates]), min([95.0, *scores])
    points = [
        {
            "id": line.item.id,
            "name": line.item.name,
            "x": round(100 * (min(rate, 1) - low_rate) / (1 - low_rate), 1),
            "y": round(100 * (1 - (score - low_score) / (100 - low_score)), 1),
            "bad": line.item.errors > 0,
        }
        for (line, _, _), rate, score in zip(found, rates, scores, strict=True)
    ]
    full = sum(
        1 for (line, _, _), rate, score in zip(found, rates, scores, strict=True) if abs(90 + 10 * rate - score) < 0.3
    )
    ends = (f"{100 * low_rate:.0f}%", "100%", f"{low_score:.0f}", "100")
    return f"{full} 项落在“指标全满分”线上", points, ends
