"""What one indicator row yields beyond its cells: difference, completion, multiple, points lost.

Against the target in force; where the note changed the target in the year, against the first target too
(`initial_…`). Differences and deviations are signed: below the target is negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from forms.numbers import points
from forms.table import Indicator, SelfEvaluationTable
from scoring.facts.build import derived, places
from scoring.facts.model import Fact
from scoring.facts.render import say_number
from scoring.quantity import Quantity
from scoring.units import unit_of

Pair = tuple[Quantity, Quantity]


def row_facts(
    table: SelfEvaluationTable, row: Indicator, cells: dict[str, Fact], adjusted: Quantity | None
) -> Iterator[Fact]:
    """Derived facts of one row. `cells` are its cell facts by field, `adjusted` the target that the note set."""
    make = _Row(table, row)
    actual, target, initial = cells.get("actual"), cells.get("target"), cells.get("initial_target")
    target = target or initial
    if adjusted is not None:
        yield make.adjusted_target(adjusted)
    if actual and target:
        first = pairs_of((initial or target).quantities, actual.quantities)
        if adjusted is not None and len((initial or target).quantities) == 1:
            yield make.target_change((initial or target).quantities[0], adjusted)
        if adjusted is not None and len(actual.quantities) == 1:
            yield from make.compared_all([(adjusted, actual.quantities[0])], "", "deviation_note")
            yield from make.compared_all(first, "initial_", "target")
        else:
            yield from make.compared_all(pairs_of(target.quantities, actual.quantities), "", "target")
            if initial and initial is not target:
                yield from make.compared_all(first, "initial_", "initial_target")
    full, score = points(row.points), points(row.score)
    if full is not None and score is not None:
        yield make.fact("lost", "扣分", full - score, "points", ("points", "score"), f"{full} − {score}")


def pairs_of(targets: tuple[Quantity, ...], actuals: tuple[Quantity, ...]) -> list[Pair]:
    """Target and actual numbers that measure one thing: the n-th of each, or the only target like the only actual."""
    targets, actuals = (tuple(q for q in found if not q.is_date) for found in (targets, actuals))
    if len(targets) == len(actuals):
        return [(t, a) for t, a in zip(targets, actuals, strict=True) if _comparable(t, a)]
    alike = [t for t in targets if len(actuals) == 1 and _comparable(t, actuals[0])]
    return [(alike[0], actuals[0])] if len(alike) == 1 else []


def _comparable(target: Quantity, actual: Quantity) -> bool:
    return target.family == actual.family or "" in {target.unit, actual.unit}


class _Row:
    """Builds the derived facts of one row."""

    def __init__(self, table: SelfEvaluationTable, row: Indicator) -> None:
        self.table, self.row = table, row
        self.name = row.level3 or f"第{row.row}行"

    def adjusted_target(self, q: Quantity) -> Fact:
        of = (f"R{self.row.row}.deviation_note",)
        return Fact(
            id=f"R{self.row.row}.adjusted_target", label=f"{self.name}调整后的指标值", text=q.text, value=q.value,
            quantities=(q,), unit=q.unit, family=q.family, cells=places(self.table, of), of=of, row=self.row.row,
            field="adjusted_target", kind="derived",
        )  # fmt: skip

    def target_change(self, first: Quantity, adjusted: Quantity) -> Fact:
        of = ("target", "deviation_note")
        said = f"{adjusted.text} − {first.text}"
        change, unit = adjusted.value - first.value, adjusted.unit or first.unit
        family = "percentage point" if first.family == "rate" else first.family
        return self.fact(
            "target_change", "指标值调整幅度", change, family, of, said, unit if family != "percentage point" else ""
        )

    def compared_all(self, pairs: list[Pair], prefix: str, against: str) -> Iterator[Fact]:
        for count, (target, actual) in enumerate(pairs, 1):
            for fact in self._compared(target, actual, prefix, (against, "actual")):
                yield fact if count == 1 else fact._replace(id=f"{fact.id}{count}")

    def _compared(self, target: Quantity, actual: Quantity, prefix: str, of: tuple[str, ...]) -> Iterator[Fact]:
        """Difference, completion and deviation of one target and one actual, exact or as intervals."""
        if target.high is not None and target.low is not None and target.high != target.low and not target.hedge:
            return  # 50-60个: no single number to measure against
        yield self._difference(target, actual, f"{prefix}difference", of)
        if target.value > 0:
            ratio, edges = actual.value / target.value, _edges(actual, target.value)
            said = f"{actual.text} ÷ {target.text}"
            done = self.fact(f"{prefix}completion", "完成率", ratio, "rate", of, said)
            yield _as_interval(done, edges, actual)
            if ratio < 1:
                yield self.fact(f"{prefix}gap", "完成率距100%", 1 - ratio, "percentage point", of, f"1 − {said}")
            beyond = self.fact(f"{prefix}deviation", "与指标值相差的比例", ratio - 1, "rate", of, f"{said} − 1")
            yield _as_interval(beyond, tuple(None if edge is None else edge - 1 for edge in edges), actual)

    def _difference(self, target: Quantity, actual: Quantity, field: str, of: tuple[str, ...]) -> Fact:
        value, formula = actual.value - target.value, f"{actual.text} − {target.text}"
        if actual.family == "rate":
            fact = self.fact(field, "与指标值相差", value, "percentage point", of, formula)
        else:
            unit = actual.unit or target.unit
            fact = self.fact(field, "与指标值相差", value, actual.family, of, formula, unit)
        edges = tuple(None if edge is None else edge - target.value for edge in (actual.low, actual.high))
        return _as_interval(_in_scale(fact, actual), edges, actual)

    def fact(
        self, field: str, label: str, value: Decimal, family: str, of: tuple[str, ...], formula: str, unit: str = ""
    ) -> Fact:
        prefix = f"R{self.row.row}."
        made_of = [prefix + cell for cell in of]
        return derived(
            self.table, prefix + field, self.name + label, value, family, made_of, formula, unit=unit, row=self.row.row
        )


def _in_scale(fact: Fact, like: Quantity) -> Fact:
    """A difference said in the cell's own unit: 0.12万亩, 6.5公里."""
    if like.scale == 1 or fact.value is None or fact.family in {"money", "percentage point"}:
        return fact
    word = {Decimal(10_000): "万", Decimal(100_000_000): "亿"}.get(like.scale / unit_of(like.unit).scale, "")
    said = f"{say_number(abs(fact.value) / like.scale)}{word}{like.unit}"
    alike = replace(like, value=fact.value, low=fact.value, high=fact.value, comparison="", hedge="")
    return fact._replace(text=said, quantities=(alike,))


def _edges(actual: Quantity, by: Decimal) -> tuple[Decimal | None, Decimal | None]:
    return tuple(None if edge is None else edge / by for edge in (actual.low, actual.high))  # type: ignore[return-value]


def _as_interval(fact: Fact, edges: tuple[Decimal | None, ...], like: Quantity) -> Fact:
    """The fact as it is for a plain actual; with an interval instead of the value for a hedged one (6000余条)."""
    low, high = edges
    if low is not None and low == high:
        return fact
    value = fact.value or Decimal(0)
    between = Quantity(
        fact.text, 0, len(fact.text), value, low, high, like.low_open, like.high_open,
        unit=fact.unit, family=fact.family, hedge=like.hedge,
    )  # fmt: skip
    return fact._replace(value=None, quantities=(between,))
