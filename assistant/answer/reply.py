"""Builds an answer: every cell that it tells is cited as it is told."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.answer.book import Book, Line, Page, exact
from assistant.answer.types import Answer, Change, Citation, Focus, Query
from assistant.render import one_line
from forms.numbers import SCALE, is_blank, money
from scoring.findings import Finding
from scoring.quantity import quantities
from scoring.wording import percent

LONGEST = 1500


class Reply:
    """One answer in the making."""

    def __init__(self, book: Book, query: Query) -> None:
        self.book, self.query = book, query
        self.computed: list[Decimal] = []
        self._cited: dict[tuple[int, str], Citation] = {}

    def cite(self, page: Page, *cells: str) -> None:
        """Cite cells that the form has and that are not blank."""
        for cell in cells:
            text = page.table.text(cell)
            if text is None or not text.strip():
                continue
            key = (page.number, cell)
            self._cited.setdefault(
                key, Citation(page.number, cell, text, page.table.source.file, page.table.place(cell))
            )

    def number(self, value: Decimal) -> Decimal:
        """A number that was computed, or is a bound of the rules, kept so that the last check knows it."""
        self.computed.append(value)
        return value

    def finding(self, page: Page, found: Finding) -> str:
        """What a check says, with its cells cited; its numbers were worked out by the check."""
        self.cite(page, *found.facts)
        self.computed += [abs(q.value) for q in quantities(found.message)]
        return found.message

    def cell(self, page: Page, cell: str, longest: int = 300) -> str:
        """The text of a cell on one line, cited."""
        self.cite(page, cell)
        flat = one_line(page.table.text(cell) or "")
        return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"

    def money(self, page: Page, cell: str) -> str:
        """A money cell with the unit of the form, cited."""
        text = self.cell(page, cell)
        return text if any(text.endswith(unit) for unit in SCALE) or money(text) is None else f"{text}{page.table.unit}"

    def score(self, page: Page, cell: str) -> str:
        """A score cell with 分, cited."""
        text = self.cell(page, cell)
        return text if text.endswith("分") else f"{text}分"

    def name(self, page: Page) -> str:
        """How the table is called at the beginning of a sentence: by its project where there are several."""
        return page.name

    def target_and_actual(self, page: Page, line: Line) -> str:
        """实际完成27次（年度指标值≥30次）."""
        actual = self.cell(page, line.id("actual"), 120)
        field = "initial_target" if line.cells.target is None else "target"
        target = self.cell(page, line.id(field), 120)
        said = f"实际完成值是{actual}" if actual else "实际完成值是空的"
        return f"{said}（年度指标值{target}）" if target else said

    def done(
        self,
        text: str,
        *,
        answered: bool = True,
        table: int | None = None,
        row: int | None = None,
        listed: Iterable[tuple[int, int | None]] = (),
        change: Change | None = None,
    ) -> Answer:
        """The finished answer."""
        return Answer(
            clipped(text), tuple(self._cited.values()), (), answered,
            Focus(table, row, self.query, tuple(listed)), change, computed=tuple(self.computed),
        )  # fmt: skip


def clipped(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def blank(page: Page, cell: str) -> bool:
    return is_blank(page.table.text(cell))


def said_rate(rate: Decimal) -> str:
    return percent(rate)


def said_points(value: Decimal) -> str:
    return f"{exact(value)}分"


def joined(items: list[str], most: int = 30) -> str:
    """Items of a list as one sentence, cut where it would never end."""
    rest = len(items) - most
    return "；".join(items[:most]) + (f"；……其余{rest}个从略" if rest > 0 else "")
