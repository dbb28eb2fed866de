"""A table as a drafter sees it: rows with their state, what their cells can be quoted for, causes and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.draft.naming import plain_name, project_name
from assistant.draft.notes import Note, is_machine, read_note, same_as_above
from assistant.draft.stated import FROM_TABLE, Cause, stated, together
from assistant.draft.task import MONEY, Task
from assistant.render import Parts, Slot, parts
from forms.numbers import is_blank
from forms.parse.cutoff import looks_cut_off
from forms.table import Indicator, SelfEvaluationTable
from scoring.completion import Assessment, judge
from scoring.context import Context, Row
from scoring.facts import Fact, Facts
from scoring.kinds import Kind
from scoring.profile import Profile
from scoring.quantity import Quantity
from scoring.shown import Money

NO_SUBJECT = re.compile("(?:严格)?(?:控制|限制)在|不超")  # 控制在预算内: a name without what is kept within it
_BLANK_FORM = re.compile(r"(?:指标\s?\d*\s?)?[：:.…·—_\s]+|指标\s?\d+")  # fillers of the blank form
_MONEY_ROW = re.compile("(?:经费|资金|预算|支出)(?!.*(?:偏差|及时|合规|到位|节约|下降|使用|管理))")
RATE_ROW = re.compile("(?:全年|年度)?(?:项目)?(?:预算|资金|经费|支出)?(?:预算)?执行(?:进度|完成)?率")
MONEY_TOPIC = re.compile("资金|经费|预算|执行率|结余|钱")


@dataclass(frozen=True)
class RowView:
    """One indicator row that says something. `state` is met, exceeded, missed or unknown."""

    row: int
    cells: Indicator
    seen: Row
    state: str
    assessment: Assessment
    facts: dict[str, Fact]
    note: Note
    note_row: int  # where the note stands: a row before this one where its own says 同上
    stated: tuple[Cause, ...]
    stated_measures: tuple[Cause, ...]
    avoid: frozenset[str] = frozenset()  # cells not to be told as they stand: told so, the text did not verify

    @cached_property
    def name(self) -> str:
        """The indicator's name for prose: without fillers and the blanks of line breaks; "" when it was cut off."""
        plain = plain_name(self.cells.level3)
        plain = f"成本{plain}" if self.kind == "成本" and NO_SUBJECT.match(plain) else plain
        return "" if is_blank(plain) or looks_cut_off(self.cells.level3 or "") else plain

    @property
    def kind(self) -> Kind:
        return self.seen.kind

    @cached_property
    def actual(self) -> str:
        """The actual as displayed, without line breaks; "" when it is blank or cut off."""
        return quotable(self.cells.actual)

    @cached_property
    def target(self) -> str:
        """The target in force at the start of the year; "" when it is blank or cut off."""
        return quotable(self.cells.initial_target) or quotable(self.cells.target)

    @property
    def target_slot(self) -> Slot:
        """The first target in words; the one in force may be another (`changed_slot`)."""
        return Slot(self.id("initial_target" if quotable(self.cells.initial_target) else "target"), "words")

    @property
    def adjusted(self) -> bool:
        """Measured against a target that was changed in the year, by the note or by a column of its own."""
        return bool(self.assessment.adjusted_by)

    @property
    def only_by_change(self) -> bool:
        """Met, but only because the target was changed."""
        return self.adjusted and self.assessment.is_met and self.assessment.first == "missed"

    @property
    def changed_slot(self) -> Slot:
        """The target that was put in force in the year."""
        by_note = self.assessment.adjusted_by == "note"
        return Slot(self.id("adjusted_target")) if by_note else Slot(self.id("target"), "words")

    @property
    def changed_to(self) -> Parts:
        """The clause on the target in force: 年度内调整为10次, or the second column as the form heads it."""
        return parts("，年度内调整为" if self.assessment.adjusted_by == "note" else "，年度指标值为", self.changed_slot)

    @property
    def far(self) -> bool:
        """Exceeded to the profile's threshold."""
        return self.state == "exceeded" and self.assessment.far

    @property
    def numeric(self) -> bool:
        """The actual holds a number that is no date."""
        return bool(self.actual and self.numbers("actual"))

    @property
    def quantitative(self) -> bool:
        """The target is a number, so that the row counts among the 定量指标."""
        return bool(self.numbers("initial_target") or self.numbers("target"))

    def numbers(self, field: str) -> tuple[Quantity, ...]:
        """The numbers of a cell, dates apart."""
        fact = self.facts.get(field)
        return tuple(q for q in fact.quantities if not q.is_date) if fact else ()

    def id(self, field: str) -> str:
        return f"R{self.row}.{field}"

    def slot(self, field: str) -> Slot:
        return Slot(self.id(field))

    def has(self, field: str) -> bool:
        return field in self.facts

    @cached_property
    def cause(self) -> Cause | None:
        """The known cause: what the user stated, else the table's own note."""
        return together(self.stated) or self._quoted(self.note.cause)

    @property
    def cause_untold(self) -> bool:
        """The table knows the cause, but it is not to be quoted."""
        return self.cause is None and bool(self.note.cause)

    @cached_property
    def measure(self) -> Cause | None:
        """The known measure, likewise."""
        own = self._quoted(self.note.measure)  # of which the user may have said who and when
        return together([*([own] if own else []), *self.stated_measures])

    @property
    def change(self) -> Cause | None:
        """How the note tells that the target was changed."""
        return self._quoted(self.note.change)

    def _quoted(self, piece: str) -> Cause | None:
        slot = Slot(f"R{self.note_row}.deviation_note", "part", piece)
        return Cause(slot, piece, FROM_TABLE) if piece and slot.id not in self.avoid else None


def quotable(text: str | None) -> str:
    """A cell's text on one line; "" when it is blank, 无, cut off or no prose."""
    if text is None or is_blank(text) or looks_cut_off(text) or is_machine(text) or _BLANK_FORM.fullmatch(text.strip()):
        return ""
    return "".join(text.split())


@dataclass(frozen=True)
class TableView:
    """One table with everything that the three kinds of text need."""

    table: SelfEvaluationTable
    facts: Facts
    profile: Profile
    task: Task
    rows: tuple[RowView, ...]
    money: Money | None
    money_cause: Cause | None
    money_measure: Cause | None

    def fact(self, name: str) -> Fact | None:
        """A fact by its plain name ("funds.rate"), of this table."""
        return self.facts.get(self.facts.id_of(name, self.task.table))

    @property
    def name(self) -> str:
        """The project's name on one line; "" when it is missing or cut off."""
        return project_name(quotable(self.table.project_name))

    @property
    def year(self) -> int | None:
        return self.facts.year(self.task.table)

    @property
    def rate(self) -> Decimal | None:
        """Executed ÷ annual budget, exact."""
        return self.money.exact_rate if self.money else None

    @property
    def low_rate(self) -> bool:
        """The rate is below the profile's threshold, so the table must say why."""
        return self.rate is not None and self.rate < self.profile.low_rate

    @property
    def tells_money(self) -> bool:
        """The user did not ask to leave the money out."""
        return not any(MONEY_TOPIC.search(topic) for topic in self.task.leave_out)

    def wants_first(self, row: RowView) -> bool:
        """The user asked to begin with this row: by its name, its class, or most of what the wish says."""
        first = self.task.first
        if not first:
            return False
        pairs = {first[at : at + 2] for at in range(len(first) - 1)}
        there = sum(pair in row.name for pair in pairs)
        return first in row.name or first in row.cells.level2 or (len(pairs) > 1 and there * 3 >= len(pairs) * 2)

    @cached_property
    def rate_row(self) -> RowView | None:
        """The row that sets the execution rate as an indicator, so that it is told once, with the money."""
        if self.rate is None or not self.tells_money:
            return None
        return next((row for row in self.rows if RATE_ROW.fullmatch(row.name) and not self.clashes(row)), None)

    def row(self, number: int) -> RowView | None:
        return next((row for row in self.rows if row.row == number), None)

    @property
    def quantitative(self) -> tuple[RowView, ...]:
        """The rows whose target is a number."""
        return tuple(row for row in self.rows if row.quantitative)

    def clashes(self, row: RowView) -> bool:
        """A row on the money whose rate is not the rate of the funds block (经费 100 %, executed 43 %)."""
        numbers = row.numbers("actual")
        if self.rate is None or len(numbers) != 1 or numbers[0].family != "rate":
            return False
        return bool(_MONEY_ROW.search(row.name)) and abs(numbers[0].value - self.rate) > Decimal("0.05")

    def of(self, *states: str) -> tuple[RowView, ...]:
        return tuple(row for row in self.rows if row.state in states)

    def of_kinds(self, *kinds: Kind) -> tuple[RowView, ...]:
        return tuple(row for row in self.rows if row.kind in kinds)


def view(task: Task, facts: Facts, profile: Profile, avoid: frozenset[str] = frozenset()) -> TableView:
    """The table of a task as a drafter sees it. Rows of 无, shifted rows and 其中 rows without text are left out."""
    table = facts.tables[task.table - 1]
    context = Context(table, profile)
    rows = tuple(_rows(context, task, facts, avoid))
    of_money = [cause for about, cause in stated(task, facts) if about == MONEY]
    return TableView(
        table, facts, profile, task, rows, context.total,
        together([c for c in of_money if not c.measure]), together([c for c in of_money if c.measure]),
    )  # fmt: skip


def _rows(context: Context, task: Task, facts: Facts, avoid: frozenset[str]) -> Iterator[RowView]:
    for seen in context.filled:
        cells = seen.cells
        if is_blank(cells.level3):
            continue
        own = {fact.field: fact for fact in facts.of_row(cells.row, task.table)}
        judged = judge(seen, facts.year(task.table), context.profile)
        causes = [cause for about, cause in stated(task, facts) if about == cells.row]
        noted = _noted(cells, facts.tables[task.table - 1])
        yield RowView(
            cells.row, cells, seen, judged.state, judged, own, read_note(noted.deviation_note), noted.row,
            tuple(c for c in causes if not c.measure), tuple(c for c in causes if c.measure), avoid,
        )  # fmt: skip


def _noted(cells: Indicator, table: SelfEvaluationTable) -> Indicator:
    """The row whose note is that of a row: its own, or the last before it that says more than 同上."""
    if not same_as_above(cells.deviation_note):
        return cells
    before = [row for row in table.indicators if row.row < cells.row and not is_blank(row.deviation_note)]
    return next((row for row in reversed(before) if not same_as_above(row.deviation_note)), cells)
