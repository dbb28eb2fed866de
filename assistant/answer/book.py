"""The tables at hand as the answerer needs them. Everything derived is computed once a table, on first use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from forms.numbers import SCALE, money, points
from forms.table import Indicator, SelfEvaluationTable
from scoring.check import check
from scoring.completion import Assessment
from scoring.context import Context, Row
from scoring.facts import Facts, compile_facts
from scoring.facts.years import years_of
from scoring.findings import CheckResult, RowScore, ScoreSheet
from scoring.profile import Profile, choose_profile
from scoring.wording import show


@dataclass(frozen=True)
class Line:
    """One indicator row with what is known of it."""

    table: int
    seen: Row
    judged: Assessment | None  # None for a row of 无, or one that ran past its columns
    scored: RowScore | None

    @property
    def row(self) -> int:
        return self.seen.row

    @property
    def cells(self) -> Indicator:
        return self.seen.cells

    @property
    def name(self) -> str:
        """The indicator's name on one line."""
        return "".join(self.seen.name.split()) or f"第{self.row}行"

    @property
    def state(self) -> str:
        return self.judged.state if self.judged else "unknown"

    @cached_property
    def real(self) -> bool:
        """An indicator, not a line of 无."""
        return not self.cells.is_none

    @property
    def lost(self) -> Decimal | None:
        full, score = self.seen.points, self.seen.score
        return None if full is None or score is None else full - score

    @property
    def completion(self) -> Decimal | None:
        return self.judged.completion if self.judged else None

    def id(self, field: str) -> str:
        return f"R{self.row}.{field}"


class Page:
    """One table with everything derived from it."""

    def __init__(self, number: int, table: SelfEvaluationTable, year: int | None) -> None:
        self.number, self.table, self.year = number, table, year

    @cached_property
    def profile(self) -> Profile:
        return choose_profile(self.table)

    @cached_property
    def context(self) -> Context:
        return Context(self.table, self.profile)

    @property
    def sheet(self) -> ScoreSheet:
        return self.context.sheet

    @cached_property
    def checked(self) -> CheckResult:
        return check(self.table, self.profile)

    @cached_property
    def facts(self) -> Facts:
        return compile_facts([self.table], self.profile, year=self.year)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        ctx = self.context
        return tuple(Line(self.number, row, ctx.judged.get(row.row), ctx.recomputed.get(row.row)) for row in ctx.rows)

    @cached_property
    def by_row(self) -> dict[int, Line]:
        return {line.row: line for line in self.lines}

    @cached_property
    def name(self) -> str:
        """How an answer calls the table."""
        return "".join((self.table.project_name or "").split()) or f"第{self.number}张表"

    def money(self, field: str, row: int = 0) -> Decimal | None:
        """An amount of the funds block in 元; row 0 is 年度资金总额."""
        if row >= len(self.table.funds):
            return None
        return money(getattr(self.table.funds[row], field), self.table.unit)

    @property
    def rate(self) -> Decimal | None:
        """Executed ÷ annual budget, exact."""
        total = self.context.total
        return total.exact_rate if total else None

    @property
    def balance(self) -> Decimal | None:
        annual, executed = self.money("annual_budget"), self.money("executed")
        return None if annual is None or executed is None else annual - executed

    @property
    def change(self) -> Decimal | None:
        """Annual minus initial budget."""
        initial, annual = self.money("initial_budget"), self.money("annual_budget")
        return None if initial is None or annual is None else annual - initial

    @property
    def total(self) -> Decimal | None:
        return points(self.table.total_score)

    @property
    def full(self) -> Decimal:
        return points(self.table.total_points) or Decimal(100)

    @property
    def lost(self) -> Decimal | None:
        return None if self.total is None else self.full - self.total

    @property
    def funds_lost(self) -> Decimal | None:
        if not self.table.funds:
            return None
        full, score = points(self.table.funds[0].points), points(self.table.funds[0].score)
        return None if full is None or score is None else full - score

    def amount(self, yuan: Decimal) -> str:
        """Money in the unit of the form: 15362元, 645万元."""
        unit = self.table.unit
        return f"{exact(yuan / SCALE[unit])}{unit}"


def exact(value: Decimal) -> str:
    """A number as it is, without a tail of zeros."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


class Book:
    """The tables of one session, numbered from 1 over all files."""

    def __init__(self, tables: Sequence[SelfEvaluationTable]) -> None:
        self.tables = tuple(tables)
        self.pages = tuple(
            Page(n, table, year)
            for n, (table, year) in enumerate(zip(self.tables, years_of(self.tables), strict=True), 1)
        )

    def __len__(self) -> int:
        return len(self.pages)

    def page(self, number: int) -> Page:
        """The page of a table, from 1; IndexError for a number that there is not."""
        if not 0 < number <= len(self.pages):
            raise IndexError(number)
        return self.pages[number - 1]

    def line(self, table: int, row: int) -> Line:
        return self.page(table).by_row[row]


class _ById:
    """A sequence of tables as a cheap cache key: the same objects in the same order."""

    def __init__(self, tables: tuple[SelfEvaluationTable, ...]) -> None:
        self.tables = tables

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.tables)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _ById)
            and len(self.tables) == len(other.tables)
            and all(a is b for a, b in zip(self.tables, other.tables, strict=True))
        )


@lru_cache(maxsize=8)
def _opened(key: _ById) -> Book:
    return Book(key.tables)


def open_book(tables: Sequence[SelfEvaluationTable]) -> Book:
    """The book of these tables; the last few are kept, so that the next question recomputes nothing."""
    return _opened(_ById(tuple(tables)))


__all__ = ["Book", "Line", "Page", "exact", "open_book", "show"]
