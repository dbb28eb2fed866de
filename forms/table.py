"""The self-evaluation form as values: what a form says, cell by cell, as displayed. Nothing here interprets.

Texts follow one convention: None is a field that the form does not have, "" is a cell that is there and blank, any
other text is verbatim as displayed. Places (`cells`) say where a text stands: "E9". Field names are DESIGN's glossary.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Text = str | None
MoneyUnit = Literal["元", "万元", "亿元"]
NONES = frozenset({"无", "—", "-", "/", "——"})


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(_Value):
    """Something that the reading could not understand, or had to repair. `place` is "" when it has none."""

    place: str
    message: str


class Source(_Value):
    """Where a table came from. `index` counts the tables of a file from 1."""

    file: str = ""
    sheet: str = ""
    index: int = 1


class FundsRow(_Value):
    """One row of the funds block; row 0 of `funds` is 年度资金总额, the parts follow."""

    name: str
    initial_budget: Text = None
    annual_budget: Text = None
    executed: Text = None
    points: Text = None
    execution_rate: Text = None
    score: Text = None


class IndicatorClass(_Value):
    """A class heading (产出指标（50分）/ 数量指标) and the points that the heading states, if any."""

    level1: str = ""
    level2: str = ""
    points: Text = None


class Indicator(_Value):
    """One indicator entry: row `Rn` is the n-th of `indicators`, from 1, in the order of the form."""

    row: int
    parent_row: int | None = None  # 其中 rows below a scored row
    goal_number: int | None = None  # which of several goals it belongs to
    level1: str = ""
    level2: str = ""
    level3: Text = ""
    initial_target: Text = None
    target: Text = None
    actual: Text = None
    points: Text = None
    score: Text = None
    deviation_note: Text = None
    scoring_method: Text = None
    review_score: Text = None
    review_opinion: Text = None
    shift: int = 0  # columns that the unit typed the row right of its place (IN02); `cells` say where the texts stand
    cells: dict[str, str] = {}  # field -> place; columns joined into one text as "F9+G9+H9"

    @property
    def is_none(self) -> bool:
        """A row of 无 or of blank cells: an entry that says there is no such indicator."""
        return all(
            not text or not (plain := text.strip()) or plain in NONES
            for text in (self.level3, self.target, self.actual)
        )


class OtherEntry(_Value):
    """A labelled text of the form that has no field of its own."""

    label: str
    place: str
    text: str


class SelfEvaluationTable(_Value):
    """One 项目支出绩效自评表, as displayed."""

    source: Source = Source()
    profile: Text = None  # named by the form or chosen later; forms never sets it
    year: int | None = None  # the form's own (title or header)
    unit: MoneyUnit = "元"
    project_name: Text = None
    project_amount: Text = None
    amount_unit: MoneyUnit | None = Field(default=None, exclude_if=lambda unit: unit is None)  # where it is not `unit`
    department: Text = None
    implementing_unit: Text = None
    funds: tuple[FundsRow, ...] = ()
    funds_note: Text = None
    goal: Text = None
    narrative: Text = None
    conclusion: Text = None
    problems_found: Text = None
    improvements: Text = None
    classes: tuple[IndicatorClass, ...] = ()
    empty_classes: tuple[IndicatorClass, ...] = ()
    cells: dict[str, str] = {}  # "goal", "funds.executed" (年度资金总额), "funds2.executed", "total_score", "class1" …
    indicators: tuple[Indicator, ...] = ()
    total_points: Text = None
    total_score: Text = None
    total_review_score: Text = None
    stated_grade: Text = None
    other: tuple[OtherEntry, ...] = ()

    @cached_property
    def by_row(self) -> dict[int, Indicator]:
        return {row.row: row for row in self.indicators}

    @property
    def project_unit(self) -> MoneyUnit:
        """The unit of 项目金额: that of its own label, else that of the other money."""
        return self.amount_unit or self.unit

    @cached_property
    def _places(self) -> dict[str, str]:
        rows = {f"R{row.row}.{field}": place for row in self.indicators for field, place in row.cells.items()}
        return {**self.cells, **rows}

    def place(self, fact: str) -> str:
        """The place of a cell by its fact id: "R1.actual" -> "F12", "narrative" -> "F10"; "" when it has none."""
        return self._places.get(fact, "")

    def places(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The places of several cells, in their order, without repeats and without those that have none."""
        return tuple(dict.fromkeys(filter(None, map(self._places.get, facts))))

    def __copy__(self) -> Self:
        """A copy is made to be changed (`model_copy(update=…)`): what was derived from the old cells stays behind."""
        copied = super().__copy__()
        for derived in ("by_row", "_places"):
            vars(copied).pop(derived, None)
        return copied

    def text(self, fact: str) -> Text:
        """The displayed text of a cell by its fact id; None when the form has no such cell."""
        head, _, field = fact.partition(".")
        if head[:1] == "R" and head[1:].isdecimal():
            row = self.by_row.get(int(head[1:]))
            return getattr(row, field, None) if row else None
        if head.startswith("funds") and field:
            index = int(head[5:] or 1) - 1
            return getattr(self.funds[index], field, None) if 0 <= index < len(self.funds) else None
        value = getattr(self, fact, None)
        return value if isinstance(value, str) else None


class Reading(_Value):
    """All that was understood of one input: its tables, and what was not understood."""

    tables: tuple[SelfEvaluationTable, ...] = ()
    problems: tuple[Problem, ...] = ()
