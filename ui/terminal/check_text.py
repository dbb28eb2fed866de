"""The findings as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from forms.table import Problem, SelfEvaluationTable
from scoring.catalogue import title
from scoring.findings import SEVERITY_NAMES, CheckResult, Finding, ScoreSheet
from scoring.wording import percent, show

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def report_lines(
    tables: Iterable[SelfEvaluationTable],
    results: Iterable[CheckResult],
    across: Iterable[Finding],
    problems: Iterable[Problem],
    *,
    colour: bool,
) -> Iterator[str]:
    """Every table with its scores and findings, then what concerns several tables, then what could not be read."""
    for table, result in zip(tables, results, strict=True):
        yield _bold(
            f"第{result.index}张表 {_flat(result.project_name or '（没有项目名称）')}  [{_flat(table.source.file)}]",
            colour,
        )
        yield f"  评分口径 {result.profile} · {_scores(result.scores)}"
        for severity in SEVERITY_NAMES:
            for finding in result.findings:
                if finding.severity == severity:
                    yield from _finding(finding, colour=colour)
        if not result.findings:
            yield "  没有发现问题。"
        yield from _unchecked(result)
        yield ""
    about_several = list(across)
    if about_several:
        yield _bold("几张表之间", colour)
        for finding in about_several:
            yield from _finding(finding, colour=colour)
        yield ""
    for problem in problems:
        yield f"读表提示 {problem.place} {_flat(problem.message)}"


def _finding(finding: Finding, *, colour: bool) -> Iterator[str]:
    name = SEVERITY_NAMES[finding.severity] + ("" if finding.confidence == "sure" else "（可能）")
    if finding.ignored:
        name = "已忽略"
    label = f"\x1b[{_COLOURS[finding.severity]}m{name}\x1b[0m" if colour else name
    places = " ".join(finding.cells)
    yield f"  {label} {finding.rule} {places}{'  ' if places else ''}{_flat(finding.message)}"
    if finding.ignored:
        why = finding.ignored
        yield f"      忽略理由：{_flat(why.reason)}（{_flat(why.user)} {_flat(why.date)}）"
    elif finding.expected is not None:
        yield f"      应为 {_flat(finding.expected)}。{finding.todo}"
    else:
        yield f"      {finding.todo}"


def _scores(scores: ScoreSheet) -> str:
    parts = [f"自评 {_number(scores.stated_total)}", f"复算 {_number(scores.recomputed_total)}"]
    if scores.recomputed_min != scores.recomputed_max:
        parts[1] += f"（{_number(scores.recomputed_min)}～{_number(scores.recomputed_max)}）"
    if scores.execution_rate is not None:
        parts.append(f"执行率 {percent(scores.execution_rate)}")
    if scores.grade:
        parts.append(f"等级 {scores.grade}")
    return "，".join(parts)


def _unchecked(result: CheckResult) -> Iterator[str]:
    for entry in result.turned_off:
        how = "已停用" if entry.severity is None else f"改为{SEVERITY_NAMES[entry.severity]}"
        yield f"  规则 {entry.rule} {how}：{_flat(entry.reason)}"
    if result.skipped:
        yield f"  没有查的 {len(result.skipped)} 处："
        for skip in result.skipped:
            row = f" 第{skip.row}行" if skip.row else ""
            yield f"    {skip.rule} {title(skip.rule)}{row}：{_flat(skip.reason)}"


def _number(value: Decimal | None) -> str:
    return "不详" if value is None else show(value)


def _flat(text: str) -> str:
    """A text on one line, without characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
