"""`ziping check`: findings, what was not checked and the score sheet of the tables of some files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from forms.errors import NotWritable
from forms.read import read_file
from forms.table import Problem, SelfEvaluationTable
from scoring.catalogue import across_rules, rules
from scoring.check import check_all
from scoring.findings import CheckResult, Finding
from scoring.profile import load_profile
from scoring.settings import NO_SETTINGS, load_settings


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("check")(check)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="自评表文件，可以多个")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="另存为网页报告")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="OUT", help="另存为 Excel 报告（含复核底稿）")] = None,
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="评分口径，见 ziping profiles")] = None,
    settings: Annotated[Path | None, typer.Option(metavar="FILE", help="规则设置（TOML）：停用、改级、忽略")] = None,
) -> None:
    """查表：列出问题、没有查的内容和得分复算。有须改的问题时退出码为 1。"""
    codes = [rule.code for rule in (*rules(), *across_rules())]
    chosen = load_profile(profile) if profile else None
    decided = load_settings(settings, codes) if settings else NO_SETTINGS
    readings = [read_file(path) for path in files]
    tables = [table for reading in readings for table in reading.tables]
    problems = [problem for reading in readings for problem in reading.problems]
    results, across = check_all(tables, chosen, decided)
    try:
        _write_reports(tables, results, across, problems, html, xlsx)
    except OSError as error:
        name = str(error.filename or html or xlsx)
        raise NotWritable("报告写不进去", file=name, todo="请换一个可以写入的位置") from error
    if as_json:
        print_json(tables, results, across, problems)
    else:
        from ui.terminal.check_text import report_lines

        sys.stdout.write("\n".join(report_lines(tables, results, across, problems, colour=sys.stdout.isatty())) + "\n")
    if any(result.errors for result in results) or any(f.severity == "error" for f in across):
        raise typer.Exit(1)


def _write_reports(
    tables: list[SelfEvaluationTable],
    results: list[CheckResult],
    across: tuple[Finding, ...],
    problems: list[Problem],
    html: Path | None,
    xlsx: Path | None,
) -> None:
    if html:
        from scoring.report_html import html_report

        html.write_text(html_report(tables, results, across, problems), encoding="utf-8")
    if xlsx:
        from scoring.report_xlsx import write_xlsx

        write_xlsx(tables, results, across, xlsx)


def print_json(
    tables: list[SelfEvaluationTable],
    results: list[CheckResult],
    across: tuple[Finding, ...],
    problems: list[Problem],
) -> None:
    """One JSON document on stdout, in the shape of DESIGN: numbers as strings, counts as numbers."""
    json.dump(as_json_value(tables, results, across, problems), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def as_json_value(
    tables: list[SelfEvaluationTable],
    results: list[CheckResult],
    across: tuple[Finding, ...],
    problems: list[Problem],
) -> dict[str, Any]:
    """The document of `check --json` as plain values."""
    return {
        "problems": [problem.model_dump() for problem in problems],
        "tables": [
            {"file": table.source.file} | result.model_dump(mode="json", exclude={"findings": {"__all__": {"tables"}}})
            for table, result in zip(tables, results, strict=True)
        ],
        "across": [finding.model_dump(mode="json") for finding in across],
    }
