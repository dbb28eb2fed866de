"""Telling how far an actual lies from its target, with the word that the difference calls for."""

from __future__ import annotations

from decimal import Decimal

from assistant.draft.phrases import needed_unit
from assistant.draft.view import RowView
from assistant.render import Form, Parts, Slot, parts
from scoring.units import unit_of

TEN_THOUSAND = Decimal(10_000)


def gap_of(row: RowView, prefix: str = "") -> Parts:
    """少3次, 低2个百分点, 多1起: the difference to the target; () where it is none or no single number.

    `prefix` "initial_" measures against the target of the start of the year.
    """
    late = row.facts.get("days_late")
    if late is not None:
        return parts("晚", Slot(late.id)) if late.value and late.value > 0 else ()
    fact = row.facts.get(f"{prefix}difference")
    if len(row.numbers("actual")) != 1 or fact is None or not fact.value or fact.id in row.avoid:
        return ()
    less, more = ("低", "高") if fact.family == "percentage point" else ("少", "多")
    in_ones = fact.family == "money" or (not fact.family.startswith("money") and unit_of(fact.unit).scale == 1)
    scaled = fact.family not in {"rate", "percentage point"} and in_ones and abs(fact.value) >= TEN_THOUSAND
    form: Form = "plain" if not scaled else "wan" if fact.family == "money" else "scaled"
    return parts(
        less if fact.value < 0 else more,
        Slot(fact.id, form),
        "" if scaled else needed_unit(row, "actual"),
    )


def missed_by(row: RowView) -> Parts:
    """A clause on how a row missed its target: 比年度指标值少3次."""
    gap = gap_of(row)
    if gap:
        whose = "调整后的指标值" if row.adjusted else "年度指标值"
        return parts("比", whose, gap)
    if row.target:
        return parts("未达到“", Slot(row.target_slot.id), "”的年度指标值")
    return parts("未达到年度指标值")
