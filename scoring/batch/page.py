"""The overview as one self-contained HTML page, with its charts as inline SVG; every text in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from scoring.batch.inputs import PassedBy
from scoring.batch.overview import Overview
from scoring.catalogue import title as rule_title
from scoring.wording import fixed_percent

MOST_UNITS = 60


def overview_page(found: Overview, passed: Sequence[PassedBy], title: str = "绩效自评表批量检查") -> str:
    """The page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    units = sorted(found.units.items(), key=lambda item: (-item[1][1], -item[1][2], item[0]))[:MOST_UNITS]
    bars = found.histogram()
    return env.get_template("overview.html.j2").render(
        title=title,
        o=found,
        passed=passed,
        units=units,
        bars=bars,
        most=max(1, *(max(stated, recomputed) for _, stated, recomputed in bars)),
        money=_money,
        percent=fixed_percent,
        clamp=_clamp,
        rule_title=rule_title,
    )


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
