"""What changed between two states of a table: since it was sent back, or from one year to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forms.table import SelfEvaluationTable
from scoring.catalogue import title
from scoring.findings import CheckResult, Finding
from scoring.versions import CellChange, changes, mended
from store.desk import Desk, update
from store.workflow import Stage
from ui import session
from ui.form import show_money, show_score
from ui.session import Office
from ui.shelf import Listed
from ui.texts import compare

SENT_BACK = "退回"


@dataclass(frozen=True)
class ChangedCell:
    """One cell that differs, with both texts cut up at what is the same in them."""

    place: str
    label: str
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Changed:
    """Two states of a table beside each other; findings as "name：message" lines."""

    before: str  # what the two states are called: "退回时", "2021 年"
    after: str
    cells: tuple[ChangedCell, ...]
    scores: tuple[tuple[str, str, str], ...]  # (name, before, after), both as shown
    mended: tuple[str, ...]
    still: tuple[str, ...]
    new: tuple[str, ...]
    words: tuple[str, str, str] = ("改好", "还在", "新出现")  # what became of the findings
    at: datetime | None = None  # when the earlier state was sent back

    @property
    def told(self) -> str:
        """All of it in a line."""
        parts = [f"改了 {len(self.cells)} 处" if self.cells else "没有改动"]
        parts += [f"{name} {len(found)} 条" for name, found in self.findings if found]
        return "，".join(parts)

    @property
    def findings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(zip(self.words, (self.mended, self.still, self.new), strict=True))


def last_return(stages: Sequence[Stage]) -> Stage | None:
    """The step that sent the table back last; None when it never was."""
    return next((stage for stage in reversed(stages) if stage.to_state == SENT_BACK), None)


def since_return(office: Office, user: str, desk: Desk, back: Stage | None) -> Changed | None:
    """What changed since the table was sent `back`; None when it never was."""
    if back is None:
        return None
    earlier = update(desk, original=back.table, changes=(), undone=(), ignored=())
    return _beside(office, user, earlier, update(desk, ignored=()), ("退回时", "现在"), back.at)


def of_two(office: Office, user: str, before: Desk, after: Desk) -> Changed:
    """Two tables of one project, the earlier year first where the forms tell their years."""
    if before.table.year and after.table.year and before.table.year > after.table.year:
        before, after = after, before
    found = _beside(office, user, before, after, (_called(before, "前一张"), _called(after, "后一张")))
    return replace(found, words=("不再有", "两张都有", "后一张才有"))


def alike(item: Listed, others: Sequence[Listed]) -> list[Listed]:
    """The other tables that are of the same project."""
    name = _bare(item.name)
    return [other for other in others if other.id != item.id and _bare(other.name) == name]


def _bare(name: str) -> str:
    """A project's name without its year, brackets and blanks, which differ from one year to the next."""
    kept = "".join(c for c in name if c.isalnum() and not c.isdigit())
    return kept.replace("年度", "").replace("年", "")


def _called(desk: Desk, other: str) -> str:
    return f"{desk.table.year} 年" if desk.table.year else f"{other}（{desk.file}）"


def _beside(
    office: Office, user: str, before: Desk, after: Desk, names: tuple[str, str], at: datetime | None = None
) -> Changed:
    old, new = session.checked(office, user, before), session.checked(office, user, after)
    gone, still, come = mended(old, new)
    return Changed(
        *names,
        cells=tuple(_cell(change) for change in changes(before.table, after.table)),
        scores=_scores(old, new, before.table, after.table),
        mended=tuple(map(_line, gone)),
        still=tuple(map(_line, still)),
        new=tuple(map(_line, come)),
        at=at,
    )


def _cell(change: CellChange) -> ChangedCell:
    before, after = change.before or "", change.after or ""
    return ChangedCell(change.place, change.label, before, after, tuple(compare(before, after)))


def _scores(
    old: CheckResult, new: CheckResult, before: SelfEvaluationTable, after: SelfEvaluationTable
) -> tuple[tuple[str, str, str], ...]:
    one, other = old.scores, new.scores
    rows = [
        ("自评", show_score(one.stated_total), show_score(other.stated_total)),
        ("复算", show_score(one.recomputed_total), show_score(other.recomputed_total)),
        ("须改", str(_errors(old)), str(_errors(new))),
    ]
    if before.year != after.year:
        budget = ("funds.annual_budget", "funds.executed")
        rows += [
            (name, *(show_money(table.text(fact), table.unit) for table in (before, after)))
            for name, fact in zip(("全年预算数", "全年执行数"), budget, strict=True)
        ]
    return tuple((name, a or "—", b or "—") for name, a, b in rows)


def _errors(result: CheckResult) -> int:
    return sum(f.severity == "error" and f.ignored is None for f in result.findings)


def _line(finding: Finding) -> str:
    return f"{title(finding.rule)}：{finding.message}"
