"""The one way in: a table and a profile in, findings, what was not checked and the score sheet out.

Pure: same input, same output. Imports neither a model library nor a reader of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms.table import SelfEvaluationTable
from scoring.across import Batch
from scoring.catalogue import across_rules, finding, rules
from scoring.context import Context
from scoring.findings import CheckResult, Finding, Severity, Skipped
from scoring.profile import Profile, choose_profile
from scoring.rule import Hit, Skip
from scoring.settings import NO_SETTINGS, Settings

__all__ = ["check", "check_across", "check_all", "check_context"]


@dataclass(slots=True)
class _Said:
    """What one rule had to say, and that it broke off if it did."""

    hits: list[Hit]
    skips: list[Skip]
    broken: str = ""


def _listen(answers: Iterable[Hit | Skip]) -> _Said:
    said = _Said([], [])
    try:
        for answer in answers:
            if isinstance(answer, Hit):
                said.hits.append(answer)
            else:
                said.skips.append(answer)
    except Exception as error:  # noqa: BLE001  a rule that fails must not hide what the others found
        said.broken = f"规则运行出错（{type(error).__name__}），本条没有查完，请反馈给维护人员"
    return said


def check(
    table: SelfEvaluationTable,
    profile: Profile | None = None,
    settings: Settings = NO_SETTINGS,
    peers: Sequence[str] = (),
) -> CheckResult:
    """Check one table against every rule of one table.

    `profile`: None lets the form choose. `peers`: names of the other projects of the file, which have no business in
    this one's text. Findings come in the order of the catalogue; one that `settings` ignores is kept, marked.
    """
    return check_context(Context(table, profile or choose_profile(table), tuple(peers)), settings)


def check_context(ctx: Context, settings: Settings = NO_SETTINGS) -> CheckResult:
    """The same for a table whose context is there already: what it has derived so far is not derived again."""
    table = ctx.table
    turned_off = settings.turned_off(table) if settings.rules else ()
    off = {entry.rule for entry in turned_off if entry.severity is None}
    weights: dict[str, Severity] = {entry.rule: entry.severity for entry in turned_off if entry.severity}
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in rules():
        code = rule.code
        if code in off:
            continue
        said = _listen(rule.judge(ctx))
        findings.extend(_weighted(finding(code, hit, table), weights.get(code)) for hit in said.hits)
        skipped.extend(Skipped(rule=code, row=skip.row, reason=skip.reason) for skip in said.skips)
        if said.broken:
            skipped.append(Skipped(rule=code, reason=said.broken))
    return CheckResult(
        project_name=table.project_name,
        index=table.source.index,
        profile=ctx.profile.name,
        findings=settings.mark(findings, table),
        skipped=tuple(skipped),
        turned_off=turned_off,
        scores=ctx.sheet,
    )


def _weighted(found: Finding, severity: Severity | None) -> Finding:
    return found.model_copy(update={"severity": severity}) if severity else found


def check_across(
    tables: Sequence[SelfEvaluationTable], settings: Settings = NO_SETTINGS, contexts: Sequence[Context] | None = None
) -> tuple[Finding, ...]:
    """Check several tables against each other; `tables` of a finding count from 1 in the order given.

    `contexts`: those of the tables, each with the profile that its form shows, where the caller has them.
    """
    if len(tables) < 2:
        return ()
    off = {entry.code for entry in settings.rules if entry.severity is None and not entry.files}
    weights: dict[str, Severity] = {
        entry.code: entry.severity for entry in settings.rules if entry.severity and not entry.files
    }
    batch = Batch(tuple(tables), contexts)
    found: list[Finding] = []
    for rule in across_rules():
        if rule.code in off:
            continue
        said = _listen(rule.judge(batch))
        found += [
            _weighted(finding(rule.code, hit, tables[hit.tables[0] - 1]), weights.get(rule.code)) for hit in said.hits
        ]
        if said.broken:
            found.append(Finding(rule=rule.code, severity="info", confidence="sure", message=said.broken))
    return tuple(found)


def check_all(
    tables: Sequence[SelfEvaluationTable], profile: Profile | None = None, settings: Settings = NO_SETTINGS
) -> tuple[list[CheckResult], tuple[Finding, ...]]:
    """Check the tables of a file or a folder, each by itself and all against each other."""
    names = [(table.project_name or "").strip() for table in tables]
    contexts = [
        Context(table, profile or choose_profile(table), tuple(n for n in dict.fromkeys(names) if n and n != name))
        for table, name in zip(tables, names, strict=True)
    ]
    results = [check_context(ctx, settings) for ctx in contexts]
    return results, check_across(tables, settings, None if profile else contexts)
