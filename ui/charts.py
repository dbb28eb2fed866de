"""The charts of 复核: a title that is the finding, and what to draw, as shares of the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor

from scoring.catalogue import ENTRIES, title
from ui.reviewing import ListLine, number

ON_THE_LINE = 0.3  # points that a total may be off 90 + 10 × rate and count as full points for every indicator
BARS = 7  # rules that the chart shows
ERRORS_FIRST = 3  # bars kept for what is sent back; the rest go to what hits most projects
TOGETHER = (5.0, 7.0)  # points nearer than this (percent of the picture) are told as one
NAME = 5  # characters of a project's name beside its point
DOT, LETTER, LINE = 2.5, 6.0, 9.0  # percent of the picture: half a dot, a character's width, a line's height


@dataclass(frozen=True)
class Bar:
    key: str
    label: str
    count: int
    severity: str = ""


@dataclass(frozen=True)
class Point:
    """One project; `label` is what stands beside it, on its left where it would leave the picture."""

    id: str
    name: str
    x: float
    y: float
    bad: bool
    label: str = ""
    left: bool = False


@dataclass(frozen=True)
class Scatter:
    """Execution rate against stated score. Ticks are (place, words); on `line` all indicators have full points."""

    title: str
    points: tuple[Point, ...] = ()
    xs: tuple[tuple[float, str], ...] = ()
    ys: tuple[tuple[float, str], ...] = ()
    line: tuple[float, float] = (0, 0)  # heights of the line at the left and the right end


def rule_bars(lines: Sequence[ListLine], most: int = BARS) -> tuple[str, list[Bar]]:
    """The rules that hit most projects: first some of what is sent back, then whatever is most frequent."""
    counts = Counter(code for line in lines for code in set(line.item.rules))
    if not counts:
        return "没有发现问题", []
    order = [code for code, _ in counts.most_common()]
    errors = [code for code in order if ENTRIES[code].severity == "error"][:ERRORS_FIRST]
    kept = errors + [code for code in order if code not in errors and ENTRIES[code].severity != "error"]
    kept += [code for code in order if code not in kept]
    bars = [Bar(code, title(code), counts[code], ENTRIES[code].severity) for code in kept[:most]]
    top = max(bars, key=lambda bar: bar.count)
    many = "全部 " if top.count == len(lines) and len(lines) > 1 else ""
    return f"{many}{top.count} 项：{top.label}", bars


def score_bars(lines: Sequence[ListLine]) -> tuple[str, list[tuple[str, int, int]]]:
    """Projects by whole points of the stated and the recomputed total, from the lowest to 100."""
    stated = [s for line in lines if (s := number(line.item.stated)) is not None]
    ours = [s for line in lines if (s := number(line.item.recomputed)) is not None]
    if not stated:
        return "还没有自评得分", []
    least = max(min(int(min([*stated, *ours])), 99), 60)
    bins = [(str(n), _in(stated, n, least), _in(ours, n, least)) for n in range(least, 101)][-8:]
    high = sum(s >= Decimal("99.8") for s in stated)
    return f"{high} 项自评在 99.8 分以上", bins


def _in(values: Sequence[Decimal], n: int, least: int) -> int:
    return sum(int(v) == n or (n == least and v < n) for v in values)


def scatter(lines: Sequence[ListLine]) -> Scatter:
    """Where each project stands, and how many stand where every indicator has full points."""
    found = [
        (line, min(float(rate), 1.0), float(stated))
        for line in lines
        if (rate := number(line.item.rate)) is not None and (stated := number(line.item.stated)) is not None
    ]
    if not found:
        return Scatter("还没有执行率和得分")
    rates = _ticks(100 * min(rate for _, rate, _ in found), (5, 10, 20))
    scores = _ticks(min(score for _, _, score in found), (1, 2, 5, 10, 20))
    low_rate, low_score = rates[0], scores[0]

    def across(rate: float) -> float:
        return round(100 * (100 * rate - low_rate) / (100 - low_rate), 1)

    def down(score: float) -> float:
        return round(100 * (100 - score) / (100 - low_score), 1)

    points = [
        Point(line.item.id, line.item.name, across(rate), down(score), line.item.errors > 0)
        for line, rate, score in found
    ]
    full = sum(abs(90 + 10 * rate - score) < ON_THE_LINE for _, rate, score in found)
    return Scatter(
        title=f"{full} 项落在“指标全满分”线上",
        points=tuple(_labelled(points)),
        xs=tuple((across(at / 100), f"{at}%") for at in rates),
        ys=tuple((down(at), str(at)) for at in scores),
        line=(down(90 + low_rate / 10), 0.0),
    )


def _ticks(least: float, steps: Sequence[int]) -> list[int]:
    """Round numbers from below `least` to 100, at most five steps where that can be."""
    step = next((s for s in steps if 100 - _below(least, s) <= 5 * s), steps[-1])
    return [*range(_below(least, step), 100, step), 100]


def _below(least: float, step: int) -> int:
    """The multiple of `step` at or below `least`, and below 100."""
    return min(floor(least / step) * step, 100 - step)


def _labelled(points: Sequence[Point]) -> list[Point]:
    """Points that stand alone carry their name, a heap of points its number once."""
    told: list[Point] = []
    heaps: list[list[Point]] = []
    for point in points:
        heap = next((h for h in heaps if _near(h[0], point)), None)
        if heap is None:
            heaps.append([point])
        else:
            heap.append(point)
    taken: list[_Box] = []
    for heap in sorted(heaps, key=len, reverse=True):
        first = heap[0]
        name = first.name if len(first.name) <= NAME else f"{first.name[: NAME - 1]}…"
        label = f"{len(heap)} 项" if len(heap) > 1 else name
        others = [_Box(p.x - DOT, p.y - DOT, p.x + DOT, p.y + DOT) for p in points if p not in heap]
        sides = (first.x > 55, first.x <= 55)
        left = next((side for side in sides if _fits(first, label, [*taken, *others], left=side)), None)
        if left is not None:
            taken.append(_box(first, label, left=left))
            first = replace(first, label=label, left=left)
        told += [first, *heap[1:]]
    return told


@dataclass(frozen=True)
class _Box:
    """A stretch of the picture, in percent."""

    x: float
    y: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def _box(point: Point, label: str, *, left: bool) -> _Box:
    """Where a label stands beside its point."""
    width, gap = LETTER * len(label), DOT + 1.5
    x = point.x - gap - width if left else point.x + gap
    return _Box(x, point.y - LINE / 2, x + width, point.y + LINE / 2)


def _fits(point: Point, label: str, taken: Sequence[_Box], *, left: bool) -> bool:
    box = _box(point, label, left=left)
    return box.x > -10 and box.right < 104 and not any(box.meets(other) for other in taken)


def _near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < TOGETHER[0] and abs(one.y - other.y) < TOGETHER[1]
