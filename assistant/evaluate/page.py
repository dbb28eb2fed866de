"""A run as one self-contained HTML page: suites and metrics, changes, each failed case with its claims coloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from assistant.evaluate.compare import Change, Comparison, spread
from assistant.evaluate.results import CaseResult, SuiteResult
from assistant.evaluate.wording import metric_name

MOST_CASES = 200  # failed cases of a suite that are shown in full


def page(results: Sequence[SuiteResult], comparison: Comparison | None, prices: tuple[Decimal, Decimal]) -> str:
    """The page as HTML; every text in it is escaped, and nothing is loaded from anywhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    return env.get_template("page.html.j2").render(
        results=results, comparison=comparison, prices=prices, most=MOST_CASES, metric_name=metric_name,
        value=_value, change=_change, pieces=pieces, repeats=_repeats, failing=_failing, count=_count,
    )  # fmt: skip


def pieces(case: CaseResult) -> Iterator[tuple[str, str, str]]:
    """The text in stretches: text, verdict ("" for plain text), reason. Of overlapping claims the worst is shown."""
    order = {"contradicted": 0, "unsupported": 1, "unchecked": 2, "supported": 3}
    at = 0
    for claim in sorted(case.claims, key=lambda c: (c.start, order[c.verdict], -c.end)):
        if claim.start < at or case.text[claim.start : claim.end] != claim.text:
            continue
        yield case.text[at : claim.start], "", ""
        yield claim.text, claim.verdict, claim.reason
        at = claim.end
    yield case.text[at:], "", ""


def _value(result: SuiteResult, metric: str) -> str:
    value = result.metrics[metric]
    if metric == "characters":
        return f"{value:.0f}"
    if _repeats(result) == 1:
        return f"{value:.4f}"
    low, high = spread(result, metric)
    return f"{value:.4f}（{low:.3f}—{high:.3f}）"


def _repeats(result: SuiteResult) -> int:
    return max((len(values) for case in result.cases for values in case.values.values()), default=1)


def _change(comparison: Comparison | None, suite: str, metric: str) -> Change | None:
    found = comparison.change(suite, metric) if comparison else None
    return found if found is not None and abs(found.difference) >= 5e-5 else None


def _failing(result: SuiteResult) -> list[CaseResult]:
    return [] if result.private else [case for case in result.cases if not case.passed]


def _count(result: SuiteResult, metric: str) -> int:
    return len(result.column(metric))
