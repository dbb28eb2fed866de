"""What a page of a PDF shows: its ruled tables as cells with spans, and the lines between them. Geometry only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points, from the top left
Char = dict[str, Any]  # as pdfplumber gives it
_SAME_EDGE = 1.5
_OPEN_ROW = 6.0  # points that side rules must run on to make a row
_NEAR = 60.0  # how far from its open cell a label may be drawn
# What is not parted at a line's end: a number or word, a character with the marks that may not begin or end a line.
_TOKEN = re.compile(r"[（《“‘【〔(]*(?:[A-Za-z0-9.,%]+|.)[，。；：、！？）》”’】〕)%…]*")
_MOST_MARGIN = 8.0  # points between a cell's side and its text
_CID = re.compile(r"\(cid:\d+\)")
_FRAME = 2  # a table of fewer cells is a frame around text


class Rule(NamedTuple):
    """A vertical rule."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of a page's table: its first row, how many rows, its left and right edge (points).

    `free` is the width that its last line leaves, `head` that of its first token; `is_open` tells that its frame is
    not closed on this page, as where a row or a merged cell runs over the page's end.
    """

    row: int
    rows: int
    left: float
    right: float
    text: str
    free: float
    head: float
    lines: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table of one page, how many rows it has, and the text right above it."""

    height: int
    cells: tuple[PageCell, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: tables from the top down, text below the last one; `unmapped` characters have no known letter."""

    number: int
    tables: tuple[PageTable, ...] = ()
    below: tuple[str, ...] = ()
    characters: int = 0
    unmapped: int = 0
    pictures: int = 0
    lines: tuple[tuple[str, ...], ...] = field(default=())  # where nothing is ruled: lines cut at wide gaps


def see(page: Any, number: int) -> Page:
    """The tables and lines of a pdfplumber page."""
    chars: list[Char] = page.dedupe_chars(tolerance=1).chars
    unmapped = sum(1 for char in chars if _CID.fullmatch(char["text"]))
    found = [t for t in page.find_tables() if len(t.cells) >= _FRAME]
    found.sort(key=lambda t: t.bbox[1])
    rules = [Rule(e["x0"], e["top"], e["bottom"]) for e in page.edges if e["orientation"] == "v"] if found else []
    frames = [_Frame(list(t.cells), rules, page.height) for t in found]
    outside = [c for c in chars if not any(frame.take(c) for frame in frames) and 0 <= c["top"] <= page.height]
    lines = [(line[0]["top"], line_text(line).rstrip()) for line in lines_of(outside)]
    tables: list[PageTable] = []
    floor = 0.0
    for frame in frames:
        above = tuple(text for top, text in lines if floor <= top < frame.ys[0] and text.strip())
        tables.append(PageTable(len(frame.ys) - 1, tuple(frame.cells()), above))
        floor = frame.ys[-1]
    below = tuple(text for top, text in lines if top >= floor and text.strip())
    shown = sum(1 for char in chars if char["text"].strip())
    loose = () if tables else tuple(tuple(columns_of(line)) for line in lines_of(chars))
    return Page(number, tuple(tables), below, shown, unmapped, len(page.images), loose)


class _Frame:
    """The grid of one table: the boxes that pdfplumber found, and those that the page's end left open."""

    def __init__(self, boxes: list[Box], rules: Sequence[Rule], height: float) -> None:
        self._page_height = height
        self.xs = _edges(value for box in boxes for value in (box[0], box[2]))
        self.ys = _edges(value for box in boxes for value in (box[1], box[3]))
        self._rules = [rule for rule in rules if self.xs[0] - 2 <= rule.x <= self.xs[-1] + 2]
        self._extend()
        self._spans = [(_at(self.ys, b[1]), _at(self.xs, b[0]), _at(self.ys, b[3]), _at(self.xs, b[2])) for b in boxes]
        self._closed = len(self._spans)
        self._slots: dict[tuple[int, int], int] = {}
        for number in range(self._closed):
            self._claim(number)
        self._add_open()
        self._contents: list[list[Char]] = [[] for _ in self._spans]

    def take(self, char: Char) -> bool:
        """Put a character into the cell that its middle lies in; False when it lies in none.

        The label of a merged cell that runs over the page's end may be drawn beyond the last rule: it is the cell's.
        """
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        last = len(self.ys) - 2
        near = row if 0 <= row <= last else max(0, min(row, last))
        number = self._slots.get((near, column))
        is_beyond = near != row
        if number is None or (is_beyond and not self._reaches(number, y)):
            return False
        self._contents[number].append(char)
        return True

    def cells(self) -> Iterator[PageCell]:
        """The cells with their texts, in reading order."""
        order = sorted(range(len(self._spans)), key=lambda number: self._spans[number][:2])
        for number in order:
            top, left, bottom, right = self._spans[number]
            sides = (self.xs[left], self.xs[right])
            text, free, head, count = _cell_text(self._contents[number], sides)
            is_open = number >= self._closed
            yield PageCell(top, bottom - top, self.xs[left], self.xs[right], text, free, head, count, is_open)

    def _extend(self) -> None:
        """A row that the page's end left open: its side rules run on beyond the last closed row."""
        low = max((r.bottom for r in self._rules if r.top <= self.ys[-1] + 1), default=0.0)
        high = min((r.top for r in self._rules if r.bottom >= self.ys[0] - 1), default=self.ys[0])
        if low > self.ys[-1] + _OPEN_ROW:
            self.ys.append(low)
        if high < self.ys[0] - _OPEN_ROW:
            self.ys.insert(0, high)

    def _claim(self, number: int) -> None:
        top, left, bottom, right = self._spans[number]
        for row in range(top, bottom):
            for column in range(left, right):
                self._slots[row, column] = number

    def _add_open(self) -> None:
        """Cells for what no closed box covers: as high as it is free, as wide as no rule parts it."""
        for column in range(len(self.xs) - 1):
            row = 0
            while row < len(self.ys) - 1:
                if (row, column) in self._slots:
                    row += 1
                    continue
                bottom = row
                while bottom < len(self.ys) - 1 and (bottom, column) not in self._slots:
                    bottom += 1
                right = column + 1
                while right < len(self.xs) - 1 and self._goes_on(row, bottom, right):
                    right += 1
                self._spans.append((row, column, bottom, right))
                self._claim(len(self._spans) - 1)
                row = bottom

    def _goes_on(self, top: int, bottom: int, column: int) -> bool:
        """Does an open cell run on into `column`? It does where that is free and no rule stands between."""
        if any((row, column) in self._slots for row in range(top, bottom)):
            return False
        x, y0, y1 = self.xs[column], self.ys[top], self.ys[bottom]
        ruled = sum(max(0.0, min(r.bottom, y1) - max(r.top, y0)) for r in self._rules if abs(r.x - x) < 2)
        return ruled < 0.5 * (y1 - y0)

    def _reaches(self, number: int, y: float) -> bool:
        """Is the cell open towards `y`, which lies above or below the table but near it?"""
        top, _, bottom, _ = self._spans[number]
        if number < self._closed:
            return False
        if y < self.ys[0]:
            return top == 0 and (self.ys[0] - y < _NEAR or y < 0)
        return bottom == len(self.ys) - 1 and (y - self.ys[-1] < _NEAR or y > self._page_height)


def _cell_text(chars: Sequence[Char], box: tuple[float, float]) -> tuple[str, float, float, int]:
    """The text of a cell with its wrapped lines joined; the room on the last line; the first token; count of lines.

    A break is the author's own only where the next line's first token would still have fitted on the line before.
    """
    lines = lines_of(chars)
    inks = [_trim(line) for line in lines]
    width = box[1] - box[0]
    if inks:  # the margin inside the cell is seen at its left; the right one is taken to be the same
        width -= 2 * max(0.0, min(_MOST_MARGIN, min(ink[0]["x0"] for ink in inks) - box[0]))
    text, free, first = "", width, 0.0
    for number, (line, ink) in enumerate(zip(lines, inks, strict=True)):
        words = line_text(line)
        head = _head_width(ink)
        if number == 0:
            first = head
        elif free > head + 0.6 * ink[0]["size"]:
            text = text.rstrip() + "\n"
        elif text[-1:].isascii() and text[-1:].isalpha() and words[:1].isascii() and words[:1].isalpha():
            text += " "
        text += words
        free = width - (ink[-1]["x1"] - ink[0]["x0"])
    return text.rstrip(), free, first, len(lines)


def lines_of(chars: Iterable[Char]) -> list[list[Char]]:
    """The characters as lines from the top down, each from left to right, without blanks before and blank lines."""
    lines: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        here = (char["top"] + char["bottom"]) / 2
        if not lines or here - middle > 0.5 * char["size"]:
            lines.append([])
            middle = here
        lines[-1].append(char)
    ordered = [sorted(line, key=lambda c: c["x0"]) for line in lines]
    starts = [next((i for i, c in enumerate(line) if c["text"].strip()), len(line)) for line in ordered]
    return [line[start:] for line, start in zip(ordered, starts, strict=True) if start < len(line)]


def line_text(line: Sequence[Char]) -> str:
    """The text of a line; a blank where words of Latin letters or figures stand apart."""
    text = ""
    for before, char in zip([None, *line], line, strict=False):
        piece = char["text"]
        if before is not None and char["x0"] - before["x1"] > 0.2 * char["size"]:
            both = text[-1:] + piece[:1]
            if both.isascii() and both.isalnum():
                text += " "
        text += piece
    return text


def columns_of(line: Sequence[Char]) -> list[str]:
    """A line cut where the gap is wider than one and a half characters: the cells of a table without rules."""
    cells: list[list[Char]] = []
    for before, char in zip([None, *line], line, strict=False):
        if before is None or char["x0"] - before["x1"] > 1.5 * char["size"]:
            cells.append([])
        cells[-1].append(char)
    return [line_text(_trim(cell)) for cell in cells]


def _trim(line: list[Char]) -> list[Char]:
    start, end = 0, len(line)
    while start < end and not line[start]["text"].strip():
        start += 1
    while end > start and not line[end - 1]["text"].strip():
        end -= 1
    return line[start:end]


def _head_width(line: Sequence[Char]) -> float:
    """The width of the first token of a line."""
    found = _TOKEN.match("".join(char["text"][:1] for char in line))
    count = len(found[0]) if found else 1
    return line[min(count, len(line)) - 1]["x1"] - line[0]["x0"]


def _edges(values: Iterable[float]) -> list[float]:
    """The distinct edges; those closer than `_SAME_EDGE` are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + 0.01) - 1
