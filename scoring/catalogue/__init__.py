"""The catalogue: every rule with its page, severity, confidence, wording and source.

`rules()` loads the rule modules once (one file a rule under `scoring/rules`); `finding` turns what a rule yields into a
`Finding`. The wording is data, in one module a group of rules, so that it can be read and corrected in one place.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

import scoring.rules
from forms.table import SelfEvaluationTable
from scoring.catalogue import across, funds, goal, header, indicators, narrative, notes, scores
from scoring.catalogue import points as points_group
from scoring.catalogue.entry import Entry
from scoring.findings import Finding
from scoring.rule import ACROSS_RULES, RULES, AcrossRule, Hit, Rule

__all__ = ["ENTRIES", "SECTIONS", "Entry", "across_rules", "finding", "page", "rules", "section", "title"]

ENTRIES: dict[str, Entry] = {
    code: entry
    for group in (header, funds, goal, indicators, points_group, scores, notes, narrative, across)
    for code, entry in group.ENTRIES.items()
}
SECTIONS = ("检查什么", "为什么", "反例", "正例", "来源")


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[Rule, ...], tuple[AcrossRule, ...]]:
    for module in iter_modules(scoring.rules.__path__):
        import_module(f"scoring.rules.{module.name}")
    order = list(ENTRIES)
    return (
        tuple(RULES[code] for code in sorted(RULES, key=order.index)),
        tuple(ACROSS_RULES[code] for code in sorted(ACROSS_RULES, key=order.index)),
    )


def rules() -> tuple[Rule, ...]:
    """The rules of one table, in the order of the catalogue."""
    return _load()[0]


def across_rules() -> tuple[AcrossRule, ...]:
    """The rules over several tables, in the order of the catalogue."""
    return _load()[1]


@lru_cache(maxsize=1)
def _pages() -> dict[str, str]:
    return {rule.code: rule.page for rule in (*rules(), *across_rules())}


def page(code: str) -> str | None:
    """The documentation page of a rule (Chinese, plain text); None for a code that is none of ours."""
    return _pages().get(code.upper())


@lru_cache(maxsize=512)
def title(code: str) -> str:
    """The first line of the page without its code: what the defect is called."""
    return _pages()[code].partition("\n")[0].removeprefix(code).strip().rstrip("。")


@lru_cache(maxsize=512)
def section(code: str, heading: str) -> str:
    """One section of the page as one paragraph; "" when the page has none of that heading."""
    lines: list[str] = []
    inside = False
    for line in _pages()[code].splitlines():
        head, _, rest = line.partition("  ")
        if head in SECTIONS:
            inside = head == heading
        text = rest if head in SECTIONS else line
        if inside and text.strip():
            lines.append(text.strip())
    return "".join(lines)


def finding(code: str, hit: Hit, table: SelfEvaluationTable | None = None) -> Finding:
    """What a rule yielded, worded: places from the table, text from the catalogue, source from the page."""
    entry = ENTRIES[code]
    return Finding(
        rule=code,
        severity=hit.severity or entry.severity,
        confidence=hit.confidence or entry.confidence,
        row=hit.row,
        cells=table.places(hit.facts) if table else (),
        facts=tuple(dict.fromkeys(hit.facts)),
        message=entry.wording(hit.variant).format_map(hit.values),
        expected=hit.expected,
        actual=hit.actual,
        source=section(code, "来源"),
        todo=entry.todo,
        tables=hit.tables,
    )
