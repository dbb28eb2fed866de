"""What a run found, in a few numbers: for the overview page and the last line on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scoring.batch.work import Result

MOST_POINTS = 2_000  # dots of the scatter; more cannot be told apart
MOST_LISTED = 200


@dataclass(slots=True)
class Overview:
    """Sums and counts over all tables; `worst` are those with most to mend, `dots` (rate, stated, has errors, name)."""

    files: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    tables: int = 0
    budget: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)
    stated: list[Decimal] = field(default_factory=list[Decimal])
    recomputed: list[Decimal] = field(default_factory=list[Decimal])
    all_full: int = 0
    differ: int = 0
    severities: Counter[str] = field(default_factory=Counter[str])
    rules: Counter[str] = field(default_factory=Counter[str])  # tables that each rule found something in
    units: dict[str, list[int]] = field(default_factory=dict[str, list[int]])  # unit -> [tables, errors, warnings]
    worst: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    dots: list[tuple[float, float, bool, str]] = field(default_factory=list[tuple[float, float, bool, str]])

    @property
    def rate(self) -> Decimal | None:
        return self.executed / self.budget if self.budget else None

    def histogram(self) -> list[tuple[int, int, int]]:
        """(points, tables stated in it, tables recomputed in it), whole points up to 100; all below 60 count as 60."""
        stated, recomputed = (
            Counter(min(max(int(score), 60), 100) for score in scores) for scores in (self.stated, self.recomputed)
        )
        lowest = min([*stated, *recomputed, 100])
        return [(points, stated[points], recomputed[points]) for points in range(lowest, 101)]


def overview(results: Iterable[Result]) -> Overview:
    """Count over all results, one pass."""
    found = Overview()
    for result in results:
        found.files += 1
        if result["error"]:
            found.failed.append((result["file"], result["error"]))
        for table in result["tables"]:
            _count(found, result["file"], table)
    found.worst.sort(key=lambda t: (-t["error"], -t["warning"], t["file"], t["index"]))
    del found.worst[MOST_LISTED:]
    return found


def _count(found: Overview, file: str, table: dict[str, Any]) -> None:
    found.tables += 1
    found.budget += _number(table["budget"]) or 0
    found.executed += _number(table["executed"]) or 0
    stated, recomputed, rate = _number(table["stated"]), _number(table["recomputed"]), _number(table["rate"])
    if stated is not None:
        found.stated.append(stated)
    if recomputed is not None:
        found.recomputed.append(recomputed)
    found.differ += bool(_number(table["difference"]))
    found.all_full += table["all_full"]
    for severity in ("error", "warning", "info"):
        found.severities[severity] += table[severity]
    found.rules.update({finding["rule"] for finding in table["findings"]})
    name = table["unit_name"] or table["department"]
    if name:
        unit = found.units.setdefault(name, [0, 0, 0])
        unit[0], unit[1], unit[2] = unit[0] + 1, unit[1] + table["error"], unit[2] + table["warning"]
    if table["error"] or table["warning"]:
        found.worst.append(
            {k: table[k] for k in ("index", "project", "stated", "recomputed", "difference", "error", "warning")}
            | {"file": file}
        )
        if len(found.worst) > 4 * MOST_LISTED:
            found.worst.sort(key=lambda t: (-t["error"], -t["warning"], t["file"], t["index"]))
            del found.worst[MOST_LISTED:]
    if rate is not None and stated is not None and len(found.dots) < MOST_POINTS:
        found.dots.append((float(rate), float(stated), bool(table["error"]), table["project"]))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
