"""What the whole table yields: points lost and where, points and scores by class, counts of rows in a state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from forms.numbers import points
from forms.table import Indicator, SelfEvaluationTable
from scoring.facts.build import derived
from scoring.facts.model import Fact

ZERO = Decimal(0)


def total_facts(table: SelfEvaluationTable, states: Mapping[int, str]) -> Iterator[Fact]:
    """Lost points, sums by class, and how many rows are in which state (`states`: row -> met, exceeded …)."""
    full, score = points(table.total_points), points(table.total_score)
    if score is not None:
        full = Decimal(100) if full is None else full
        yield derived(
            table, "lost_points", "总扣分", full - score, "points", ("total_points", "total_score"), f"{full} − {score}"
        )
    yield from _row_total(table)
    groups = {row.row: _groups(row, states.get(row.row, "")) for row in table.indicators}
    yield from _counts(table, "", table.indicators, groups)
    for name, rows in classes(table).items():
        yield from _class_sums(table, name, rows)
        yield from _counts(table, f".{name}", rows, groups)


def class_name(heading: str) -> str:
    """A class heading without its points and blanks: 产出指标 (50分) -> 产出指标."""
    return "".join(heading.split("(")[0].split("（")[0].split())


def classes(table: SelfEvaluationTable) -> dict[str, tuple[Indicator, ...]]:
    """The rows of each first- and second-level class, by the class's name."""
    found: dict[str, list[Indicator]] = {}
    for row in table.indicators:
        for name in dict.fromkeys((class_name(row.level1), class_name(row.level2))):
            if name:
                found.setdefault(name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _row_total(table: SelfEvaluationTable) -> Iterator[Fact]:
    scored = [row for row in table.indicators if row.parent_row is None and points(row.score) is not None]
    if not scored:
        return
    total, of = sum((points(row.score) or ZERO for row in scored), ZERO), _cells(scored, "score")
    yield derived(table, "rows.score", "各指标得分合计", total, "points", of, "各指标得分之和")
    possible = sum((points(row.points) or ZERO for row in scored), ZERO)
    of_points = _cells(scored, "points")
    yield derived(table, "rows.points", "各指标分值合计", possible, "points", of_points, "各指标分值之和")
    yield derived(table, "rows.lost", "各指标扣分合计", possible - total, "points", (*of, *of_points), "分值 − 得分")
    funds = points(table.funds[0].score) if table.funds else None
    if funds is not None:
        of = (*of, "funds.score")
        yield derived(table, "row_total", "各行得分合计", total + funds, "points", of, "各行得分之和")
        stated = points(table.total_score)
        if stated is not None and stated != total + funds:
            gap = stated - total - funds
            yield derived(table, "score_gap", "总分与各行得分合计之差", gap, "points", ("total_score", *of))
    full = points(table.funds[0].points) if table.funds else None
    if full is not None:
        of = (*of_points, "funds.points")
        yield derived(table, "points_total", "各行分值合计", possible + full, "points", of, "各行分值之和")


def _class_sums(table: SelfEvaluationTable, name: str, rows: tuple[Indicator, ...]) -> Iterator[Fact]:
    """Stated points of the heading, points and scores of its rows, and what the class lost."""
    full = sum((points(row.points) or ZERO for row in rows), ZERO)
    score = sum((points(row.score) or ZERO for row in rows), ZERO)
    of_points, of_scores, prefix = _cells(rows, "points"), _cells(rows, "score"), f"class.{name}"
    yield derived(table, f"{prefix}.points", f"{name}分值", full, "points", of_points, "各行分值之和")
    yield derived(table, f"{prefix}.score", f"{name}得分", score, "points", of_scores, "各行得分之和")
    lost = full - score
    yield derived(table, f"{prefix}.lost", f"{name}扣分", lost, "points", (*of_points, *of_scores), f"{full} − {score}")
    for heading in table.classes:
        stated = points(heading.points)
        if name in {class_name(heading.level1), class_name(heading.level2)} and stated not in {None, full}:
            yield derived(table, f"{prefix}.stated_points", f"{name}分值", stated or ZERO, "points", (), "表头所列")


COUNTED = {
    "rows": "指标",
    "entries": "指标行",
    "none": "填“无”的指标行",
    "met": "完成的指标",
    "exceeded": "超额完成的指标",
    "missed": "未完成的指标",
    "full": "得满分的指标",
    "lost": "扣分的指标",
}


def _groups(row: Indicator, state: str) -> frozenset[str]:
    """Which of COUNTED a row is one of."""
    found = {"entries"}
    if row.is_none:
        return frozenset(found | {"none"})
    found.add("rows")
    if state in {"met", "exceeded"}:
        found.add("met")
    if state in {"exceeded", "missed"}:
        found.add(state)
    lost = lost_of(row)
    if lost is not None and lost >= 0:
        found.add("lost" if lost else "full")
    return frozenset(found)


def _counts(
    table: SelfEvaluationTable, suffix: str, rows: tuple[Indicator, ...], groups: Mapping[int, frozenset[str]]
) -> Iterator[Fact]:
    for field, label in COUNTED.items():
        members = [row for row in rows if field in groups[row.row]]
        of = _cells(members, "score" if field in {"full", "lost"} else "actual")
        which = "、".join([f"R{row.row}" for row in members])
        name = f"{suffix.lstrip('.')}{label}数"
        yield derived(table, f"count{suffix}.{field}", name, Decimal(len(members)), "count", of, which, unit="项")


def lost_of(row: Indicator) -> Decimal | None:
    """Points minus score of one row; None when the row shows either not as a number."""
    full, score = points(row.points), points(row.score)
    return None if full is None or score is None else full - score


def _cells(rows: Iterable[Indicator], field: str) -> tuple[str, ...]:
    return tuple([f"R{row.row}.{field}" for row in rows])
