"""Facts: what may be said of a table, each with an id, a value, a formula and the cells that it stands on.

A `Facts` is compiled once for one or more tables, never changes afterwards and may be shared between threads.
Ids are those of docs/architecture.md; with several tables each is prefixed with its table ("T2:R1.actual").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from forms.table import SelfEvaluationTable
from scoring.quantity import Quantity

FactKind = Literal["cell", "derived", "recomputed", "stated", "profile"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a user said (a cause, a measure, a number), with who said it and when ("2026-11-24")."""

    text: str
    who: str = ""
    date: str = ""

    @property
    def source(self) -> str:
        """How the statement is cited: "填报人 2026-11-24"."""
        return " ".join(part for part in (self.who or "填报人", self.date) if part)


class Fact(NamedTuple):  # five hundred a table: made in half the time of a frozen dataclass
    """One thing that the form, its arithmetic, the profile or the user says.

    `value` is the one exact number in the family's base unit (money 元, rates the plain fraction), None where the fact
    is a text, an interval or several numbers; `quantities` are the numbers of a cell or statement as read. `text` is
    how prose says it by default ("27次", "34638.00元", "69.28%"), `shown` the cell as displayed.
    """

    id: str
    label: str  # what it is, for people: "年接待次数的实际完成值"
    text: str
    shown: str = ""
    value: Decimal | None = None
    quantities: tuple[Quantity, ...] = ()
    unit: str = ""  # 次, 元, %, 个百分点, 分 …
    family: str = ""  # as `Quantity.family`
    formula: str = ""  # "27 ÷ 30" — empty for cells
    cells: tuple[str, ...] = ()  # places
    of: tuple[str, ...] = ()  # ids of the cells that a derived fact is made of
    row: int | None = None
    field: str = ""  # "actual", "completion", "balance" …
    kind: FactKind = "cell"
    source: str = ""  # who stated it, or the article of the profile
    table: int = 1


@dataclass(frozen=True, eq=False)
class Facts:
    """All facts of some tables, looked up by id, by row or by table. Equal only to themselves."""

    tables: tuple[SelfEvaluationTable, ...]
    all: tuple[Fact, ...]
    years: tuple[int | None, ...]  # of each table, as VERIFY.md decides it
    stated: tuple[Stated, ...] = ()
    states: tuple[Mapping[int, str], ...] = ()  # of each table: row -> met, exceeded, missed, unknown
    derived: dict[Any, Any] = field(default_factory=dict[Any, Any], init=False, repr=False)  # by what derived it
    by_id: Mapping[str, Fact] = field(init=False, repr=False, compare=False)
    _by_row: Mapping[tuple[int, int], tuple[Fact, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows: dict[tuple[int, int], list[Fact]] = {}
        for fact in self.all:
            if fact.row is not None:
                rows.setdefault((fact.table, fact.row), []).append(fact)
        object.__setattr__(self, "by_id", MappingProxyType({fact.id: fact for fact in self.all}))
        object.__setattr__(self, "_by_row", MappingProxyType({key: tuple(found) for key, found in rows.items()}))

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self.by_id

    def __getitem__(self, fact_id: str) -> Fact:
        """The fact of that id; KeyError when there is none."""
        return self.by_id[fact_id]

    def get(self, fact_id: str) -> Fact | None:
        """The fact of that id, None when there is none."""
        return self.by_id.get(fact_id)

    def of_row(self, row: int, table: int = 1) -> tuple[Fact, ...]:
        """The facts of one indicator row, cells first."""
        return self._by_row.get((table, row), ())

    def of_table(self, table: int = 1) -> tuple[Fact, ...]:
        """Every fact of one table, in the order of the form, derived ones after the cells."""
        return tuple(fact for fact in self.all if fact.table == table)

    def year(self, table: int = 1) -> int | None:
        """The year that a table is about; None when neither form nor user tells it."""
        return self.years[table - 1] if 0 < table <= len(self.years) else None

    def id_of(self, name: str, table: int = 1) -> str:
        """The id of a fact by its plain name: "R1.actual", prefixed when there are several tables."""
        return f"T{table}:{name}" if len(self.tables) > 1 else name
