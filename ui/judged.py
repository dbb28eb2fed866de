"""A desk with everything that is computed from it: the check, the layout, the marks. Computed once for each edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from forms.numbers import money
from forms.table import SelfEvaluationTable
from scoring.findings import CheckResult
from scoring.profile import load_profile
from store.desk import Desk
from store.recent import Recent
from ui.form import FormView, show_score
from ui.layout import form_view
from ui.marks import Marks, Texts, marks_of
from ui.shelf import Listed


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


MOST_JUDGED = 256


class Judgements:
    """What was judged last, so that a save and the page that follows it judge once.

    Found again by the desk itself (its whole content, not its number) and the settings it was judged under.
    """

    def __init__(self) -> None:
        self._recent: Recent[tuple[str, str], Judged] = Recent(MOST_JUDGED)

    def of(self, desk: Desk, under: str) -> Judged | None:
        found = self._recent.get((desk.id, under))
        return found if found is not None and (found.desk is desk or found.desk == desk) else None

    def keep(self, judged: Judged, under: str) -> None:
        self._recent.put((judged.desk.id, under), judged)

    def saved(self, judged: Judged, kept: Desk, under: str) -> None:
        """The store gave `kept` for what was judged: the same but for its revision."""
        self.keep(replace(judged, desk=kept), under)


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


def profile_title(name: str) -> str:
    return load_profile(name).title
