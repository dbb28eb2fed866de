"""退回意见: what must be mended and what must be explained, in the order of weight, each with its places.

The text says nothing that the findings do not say; it is verified as an answer about the table before it is shown, and
again after every edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forms.table import SelfEvaluationTable
from scoring.catalogue import title
from scoring.claims import WRONG, Claim
from scoring.facts import compile_facts
from scoring.findings import CheckResult, Finding
from scoring.profile import Profile
from scoring.verify import verify

NUMERALS = "一二三四五六七八九十"
MOST_TOLD = 3  # of one rule; the 复核清单 has them all
MOST_WARNINGS = 8
SAID = 0.6  # of the characters of a rule's name: then its message says the same


@dataclass(frozen=True, slots=True)
class Item:
    """One point of an opinion: one rule, the findings that it stands for, their places."""

    text: str
    rule: str
    rows: tuple[int, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    items: tuple[Item, ...]
    text: str
    claims: tuple[Claim, ...]


def opinion(
    table: SelfEvaluationTable,
    result: CheckResult,
    profile: Profile,
    *,
    due: date | None = None,
    warnings: bool = True,
) -> Opinion:
    """Draft the opinion from the findings that are not ignored.

    Errors first, then (with `warnings`) what must be explained. `due` is the day by which the table must be back. An
    opinion without items says that nothing was found.
    """
    counted = [finding for finding in result.findings if finding.ignored is None]
    errors = _items(f for f in counted if f.severity == "error")
    explain = _items(f for f in counted if f.severity == "warning") if warnings else []
    items = [*errors, *explain[:MOST_WARNINGS]]
    text = _text(table.project_name or "", items, len(explain) > MOST_WARNINGS, due)
    return Opinion(tuple(items), text, held_against(table, result, profile, text))


def held_against(table: SelfEvaluationTable, result: CheckResult, profile: Profile, text: str) -> tuple[Claim, ...]:
    """The claims of an opinion, as drafted or as edited, judged against the table and what its check found.

    A finding is computed from the cells and has a source of its own: what stands in the text word for word as a
    finding says it is supported by that finding. One changed character, and it is a text like any other.
    """
    told = _told(result, text)
    facts = compile_facts((table,), profile)
    return tuple(_by_finding(claim, told) for claim in verify(facts, text, "answer"))


def _told(result: CheckResult, text: str) -> list[tuple[int, int, Finding]]:
    """Where the text says word for word what a finding says."""
    stretches: list[tuple[int, int, Finding]] = []
    for finding in result.findings:
        for words in (finding.message.rstrip("。；"), _asked(finding.todo.rstrip("。")), title(finding.rule)):
            start = text.find(words) if words else -1
            while start >= 0:
                stretches.append((start, start + len(words), finding))
                start = text.find(words, start + 1)
    return stretches


def _by_finding(claim: Claim, told: list[tuple[int, int, Finding]]) -> Claim:
    finding = next((f for start, end, f in told if start <= claim.start and claim.end <= end), None)
    if finding is None or claim.verdict not in WRONG:
        return claim
    return claim.model_copy(
        update={
            "verdict": "supported",
            "facts": finding.facts,
            "cells": finding.cells,
            "reason": f"检查结果（规则{finding.rule}）如此。",
        }
    )


def _items(findings: Iterable[Finding]) -> list[Item]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return [_item(rule, found) for rule, found in by_rule.items()]


def _item(rule: str, found: Sequence[Finding]) -> Item:
    told = [finding.message.rstrip("。；") for finding in found[:MOST_TOLD]]
    rest = "；其余各处相同，见复核清单" if len(found) > MOST_TOLD else ""
    todo = found[0].todo.rstrip("。")
    head = "" if _says(told[0], title(rule)) else f"{title(rule)}。"
    text = f"{head}{'；'.join(told)}{rest}。" + (f"请{_asked(todo)}。" if todo else "")
    cells = tuple(dict.fromkeys(cell for finding in found for cell in finding.cells))
    rows = tuple(finding.row for finding in found if finding.row is not None)
    return Item(text, rule, rows, cells)


def _says(message: str, name: str) -> bool:
    """Whether a message tells what the rule's name tells, so that the name before it would say it twice."""
    return sum(char in message for char in name) >= SAID * len(name)


def _asked(todo: str) -> str:
    return todo.removeprefix("请")


def _text(project: str, items: Sequence[Item], left_out: bool, due: date | None) -> str:
    name = f"{project}自评表" if project else "这张自评表"
    if not items:
        return f"{name}没有发现需要修改的问题。"
    lines = [f"{name}有下列问题，请修改后重新报送："]
    lines += [f"{_numeral(number)}、{item.text}" for number, item in enumerate(items, start=1)]
    if left_out:
        lines.append("其余需要说明的问题见复核清单。")
    if due is not None:
        lines.append(f"请于{due.year}年{due.month}月{due.day}日前重新报送。")
    return "\n".join(lines)


def _numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones - 1]
    return (NUMERALS[tens - 1] if tens > 1 else "") + "十" + (NUMERALS[ones - 1] if ones else "")
