"""What the rules share about one table: cells as numbers, classes, rows by state. Derived once, on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from forms.numbers import is_blank, points
from forms.table import Indicator, SelfEvaluationTable
from scoring.kinds import Kind, kind_of
from scoring.quantity import Quantity, quantities
from scoring.shown import Money, money_row
from scoring.target import Target, parse_target
from scoring.words import bigrams

if TYPE_CHECKING:
    from scoring.claims import Claim
    from scoring.completion import Assessment
    from scoring.findings import RowScore, ScoreSheet
    from scoring.profile import Profile

_T = TypeVar("_T")


def said(text: str | None) -> str:
    """A cell's text without blanks around it; "" where the form has no such cell."""
    return text.strip() if text else ""


@lru_cache(maxsize=8192)
def counted(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, dates left out."""
    return tuple(q for q in quantities(text) if not q.is_date)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator entry with its texts trimmed and its numbers read."""

    cells: Indicator
    row: int
    name: str
    target: str
    actual: str
    note: str  # "" when blank, a dash or 无
    points: Decimal | None
    score: Decimal | None
    kind: Kind
    filled: bool  # neither a row of 无 or blank cells nor one that ran past its columns
    shifted: bool
    sub: bool  # a 其中 row
    memo: dict[Any, Any] = field(default_factory=dict[Any, Any], compare=False, repr=False)  # of `once`

    @property
    def satisfaction(self) -> bool:
        return self.kind == "满意" or "满意度" in self.name or "满意率" in self.name

    @property
    def aim(self) -> Target:
        """The target as it can be measured."""
        return parse_target(self.target, self.name)

    @property
    def done(self) -> tuple[Quantity, ...]:
        """The numbers of the actual, dates left out."""
        return counted(self.actual)

    @property
    def full(self) -> bool:
        """Scored at full points."""
        return bool(self.points) and self.points == self.score

    def at(self, *fields: str) -> tuple[str, ...]:
        """Fact ids of cells of this row."""
        return tuple([f"R{self.row}.{name}" for name in fields])


def once(judge: Callable[[Row], _T]) -> Callable[[Row], _T]:
    """Have a function of nothing but a row's cells answer once for it; a row that is seen again keeps its answers."""

    def remembered(row: Row) -> _T:
        memo = row.memo
        try:
            return memo[judge]
        except KeyError:
            answer = memo[judge] = judge(row)
            return answer

    return remembered


def row_of(cells: Indicator) -> Row:
    """The row as rules see it. A shifted row takes points and score from where they slipped to.

    Rows with the same texts are one `Row`, whatever their places: `cells.cells` may be those of another table.
    """
    return _row_of(_Texts(cells))


class _Texts:
    """An indicator, equal to another with the same texts."""

    __slots__ = ("_hash", "_key", "cells")

    def __init__(self, cells: Indicator) -> None:
        self.cells = cells
        self._key = (
            cells.row, cells.parent_row, cells.level1, cells.level2, cells.level3, cells.initial_target, cells.target,
            cells.actual, cells.points, cells.score, cells.deviation_note, cells.shift, cells.scoring_method,
            cells.review_score, cells.review_opinion,
        )  # fmt: skip
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Texts) and self._key == other._key


@lru_cache(maxsize=8192)
def _row_of(texts: _Texts) -> Row:
    cells = texts.cells
    shifted = _is_shifted(cells)
    note = "" if is_blank(cells.deviation_note) else said(cells.deviation_note)
    return Row(
        cells, cells.row, said(cells.level3), said(cells.initial_target if cells.target is None else cells.target),
        said(cells.actual), note,
        points(cells.score if shifted else cells.points), points(cells.deviation_note if shifted else cells.score),
        kind_of(cells.level1, cells.level2), not (shifted or cells.is_none), shifted, cells.parent_row is not None,
    )  # fmt: skip


def _is_shifted(cells: Indicator) -> bool:
    """Values one column to the right of their places: the score under the note, or the actual under the points."""
    if points(cells.deviation_note) is None:
        return False
    return points(cells.points) is None and not is_blank(cells.points) and points(cells.score) is not None


class Context:
    """A table with its profile, and everything that several rules need of them."""

    def __init__(self, table: SelfEvaluationTable, profile: Profile, peers: tuple[str, ...] = ()) -> None:
        self.table = table
        self.profile = profile
        self.peers = peers  # names of the other projects of the same file
        self.rows = [row_of(cells) for cells in table.indicators]
        self.filled = [row for row in self.rows if row.filled]
        self.denied: tuple[Claim, ...] | None = None  # by `scoring.spoken`, once it was asked

    @cached_property
    def funds(self) -> list[Money]:
        return [money_row(cells, index, self.table.unit) for index, cells in enumerate(self.table.funds)]

    @property
    def total(self) -> Money | None:
        """The row 年度资金总额."""
        return self.funds[0] if self.funds else None

    @cached_property
    def parts(self) -> list[Money]:
        return self.funds[1:]

    @cached_property
    def sheet(self) -> ScoreSheet:
        """The score sheet of the table."""
        from scoring.scoresheet import score_sheet  # which reads rows by this module

        return score_sheet(self.table, self.profile, self.rows)

    @cached_property
    def recomputed(self) -> dict[int, RowScore]:
        """The rows of the score sheet by row number."""
        return {score.row: score for score in self.sheet.rows}

    @cached_property
    def judged(self) -> dict[int, Assessment]:
        """What every filled row is worth against its target, by row number."""
        from scoring.completion import judge  # which reads rows by this module

        year, profile = self.table.year, self.profile
        return {row.row: judge(row, year, profile) for row in self.filled}

    @cached_property
    def missed(self) -> list[Row]:
        """The filled rows that did not meet the target in force."""
        return [row for row in self.filled if self.judged[row.row].state == "missed"]

    def named_in(self, words: frozenset[str]) -> list[Row]:
        """The filled rows whose name shares a pair of characters with `words`, in the order of the form."""
        places = {place for word in words for place in self._by_pair.get(word, ())}
        return [self.filled[place] for place in sorted(places)]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        """Places in `filled` by the pairs of characters of the rows' names."""
        found: dict[str, list[int]] = {}
        for place, row in enumerate(self.filled):
            for pair in bigrams(row.name):
                found.setdefault(pair, []).append(place)
        return found

    @cached_property
    def nameless(self) -> list[Row]:
        """The filled rows whose names have no such pair."""
        return [row for row in self.filled if not bigrams(row.name)]

    @cached_property
    def goal(self) -> str:
        return said(self.table.goal)

    @cached_property
    def narrative(self) -> str:
        return said(self.table.narrative)

    @cached_property
    def is_draft(self) -> bool:
        """A form that nobody has filled in yet: targets, but no actual and no score anywhere."""
        return bool(self.rows) and not any(row.actual or row.score is not None for row in self.filled)

    def texts(self) -> list[tuple[str, str]]:
        """Every free text of the form with its fact id, blank ones left out: blocks first, then rows."""
        return self._texts

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        return list(self._all_texts())

    def _all_texts(self) -> Iterator[tuple[str, str]]:
        for block in ("goal", "narrative", "funds_note", "conclusion", "problems_found", "improvements"):
            text = said(getattr(self.table, block))
            if text:
                yield block, text
        for row in self.rows:
            for column, text in (("level3", row.name), ("target", row.target), ("actual", row.actual)):
                if text:
                    yield f"R{row.row}.{column}", text
            if row.note:
                yield f"R{row.row}.deviation_note", row.note

    @cached_property
    def rows_say(self) -> str:
        """All that the filled rows say, as one text."""
        return " ".join(f"{row.name} {row.target} {row.actual} {row.note}" for row in self.filled)

    @cached_property
    def remarks(self) -> list[tuple[str, str]]:
        """The texts in which a unit explains itself: narrative, notes, remarks on funds, problems, measures."""
        found = [(fact, text) for fact, text in self.texts() if not fact.startswith("R") and fact != "goal"]
        return found + [(f"R{row.row}.deviation_note", row.note) for row in self.rows if row.note]
