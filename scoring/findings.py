"""What checking a table yields: findings, what was not checked and why, and the score sheet. Values only."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "info"]
Confidence = Literal["sure", "likely"]
SEVERITY_NAMES: dict[str, str] = {"error": "须改", "warning": "须说明", "info": "提示"}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ignored(_Value):
    """Why a finding is not held against the unit, who decided so and when (as written by the user)."""

    reason: str
    user: str
    date: str


class TurnedOff(_Value):
    """A rule that settings turned off or gave another severity for this table, and why."""

    rule: str
    severity: Severity | None = None  # None: not run at all
    reason: str


class Finding(_Value):
    """One defect. `cells` are places ("F12"), `facts` the ids of the same cells ("R1.actual"); texts are Chinese."""

    rule: str
    severity: Severity
    confidence: Confidence
    row: int | None = None
    cells: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    message: str
    expected: str | None = None
    actual: str | None = None
    source: str = ""
    todo: str = ""  # what to do about it, one sentence
    tables: tuple[int, ...] = ()  # XT rules: which tables, from 1
    ignored: Ignored | None = None  # kept, but not counted


class Skipped(_Value):
    """A rule that could not judge a row (None: the table), and why, in Chinese."""

    rule: str
    row: int | None = None
    reason: str


class RowScore(_Value):
    """Stated beside recomputed for one row; `recomputed` is None where only a band (`min`, `max`) can be defended."""

    row: int
    stated: Decimal | None
    recomputed: Decimal | None
    min: Decimal | None
    max: Decimal | None
    how: str  # the formula in words: "27 ÷ 30 × 15 = 13.50", or why it is unknown
    points: Decimal | None = None
    counted: bool = True  # False: a 其中 row, which no total holds

    @property
    def value(self) -> Decimal | None:
        """What the row brings into the recomputed total: recomputed where it can be, else as stated."""
        return self.stated if self.recomputed is None else self.recomputed


class ClassScore(_Value):
    """One first-level class: points, stated scores and recomputed ones (as stated where a row cannot be recomputed)."""

    name: str
    points: Decimal | None
    stated: Decimal | None
    recomputed: Decimal | None


class Loss(_Value):
    """Points lost in the recomputed total, and what they are due to. `row` is None for the funds and for a cap."""

    row: int | None
    points: Decimal
    due: str


class ScoreSheet(_Value):
    """The table's scores, stated and recomputed. None is unknown, never zero."""

    execution_rate: Decimal | None = None  # executed ÷ annual budget, exact
    funds_score: Decimal | None = None  # recomputed
    stated_total: Decimal | None = None
    row_total: Decimal | None = None  # stated rows plus the stated funds score
    recomputed_total: Decimal | None = None
    recomputed_min: Decimal | None = None
    recomputed_max: Decimal | None = None
    grade: str | None = None  # of the recomputed total
    rows: tuple[RowScore, ...] = ()
    funds_how: str = ""  # the funds score in words, or why it is unknown
    cap: Decimal | None = None  # the most that the profile allows with this execution rate
    classes: tuple[ClassScore, ...] = ()
    losses: tuple[Loss, ...] = ()
    doubts: tuple[str, ...] = ()  # values of the profile that are unsure or borrowed from another one


class CheckResult(_Value):
    """All that `scoring.check.check(table, profile)` has to say about one table."""

    project_name: str | None
    index: int
    profile: str
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    turned_off: tuple[TurnedOff, ...] = ()
    scores: ScoreSheet = ScoreSheet()

    @property
    def errors(self) -> int:
        """How many findings of severity error count (ignored ones do not)."""
        return sum(f.severity == "error" and f.ignored is None for f in self.findings)
