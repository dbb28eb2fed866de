"""What a question is understood as, and what an answer is. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from scoring.claims import Claim
from scoring.quantity import Quantity

# What is asked for. Of a table: money, scores, texts; of a row: its cells and what follows from them.
Measure = Literal[
    "",
    "rate",
    "balance",
    "executed",
    "annual_budget",
    "initial_budget",
    "budget_change",
    "project_amount",
    "sources",
    "carried",
    "grant",
    "other_funds",
    "total",
    "recomputed",
    "gap",
    "lost",
    "funds_score",
    "funds_points",
    "grade",
    "points",
    "score",
    "target",
    "actual",
    "note",
    "completion",
    "difference",
    "adjusted",
    "row",
    "name",
    "department",
    "unit",
    "year",
    "goal",
    "narrative",
    "rows",
    "findings",
    "class",
    "profile",
    "overview",
    "cut",
    "tables",
]
# What is to be done with it.
Act = Literal[
    "value",
    "list",
    "count",
    "rank",
    "sum",
    "mean",
    "compare",
    "why",
    "whether",
    "rule",
    "meaning",
    "verify",
    "review",
    "change",
    "help",
    "foreign",
    "draft",
    "hard",
    "chat",
]
# Which rows (or tables) are meant.
State = Literal[
    "",
    "missed",
    "exceeded",
    "met",
    "full",
    "lost",
    "full_missed",
    "none",
    "adjusted",
    "no_note",
    "noted",
    "words",
    "numbers",
    "cut",
    "wrong_total",
    "unexplained",
    "copied",
    "late",
]
Direction = Literal["", "high", "low"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A cell that an answer stands on. `table` counts from 1, `cell` is its fact id, `text` the whole cell."""

    table: int
    cell: str
    text: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of one cell. Nothing is written before the user confirms it."""

    table: int
    cell: str
    before: str
    after: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One question as understood. `rows` are (table, row); `topic` are words that no cell name holds."""

    act: Act = "value"
    measure: Measure = ""
    tables: tuple[int, ...] = ()
    rows: tuple[tuple[int, int], ...] = ()
    kind: str = ""  # a class of indicators: 数量, 满意, 产出 …
    state: State = ""
    bound: Quantity | None = None
    said: tuple[Quantity, ...] = ()
    direction: Direction = ""
    count: int = 0  # the N of top-N
    across: bool = False  # asks about all tables
    of_rows: bool = False  # asks about indicators, not about tables
    yes_no: bool = False
    reading_of: str = ""  # the unit that the question asks for: 人, 次, 元 …
    topic: str = ""
    text: str = ""  # a text to hold against the table
    words: str = ""  # the question, normalised
    masked: str = ""  # the same without the names of projects and indicators
    missing_table: str = ""  # a table number or row number that does not exist
    several: str = ""  # a name that several tables fit


@dataclass(frozen=True, slots=True)
class Focus:
    """What the talk is about, for the next question: table, row, the last question, what was listed."""

    table: int | None = None
    row: int | None = None
    query: Query | None = None
    listed: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with the cells that it stands on. `answered` as DESIGN section 7 has it."""

    text: str
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    answered: bool = True
    focus: Focus = field(default_factory=Focus)
    change: Change | None = None
    computed: tuple[Decimal, ...] = ()  # numbers worked out over several tables
    doubts: tuple[str, ...] = ()  # what its own verification found wrong with it; empty for an answer that is shown
