"""`ziping rules [CODE]`: the catalogue, and the page of one rule."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from scoring.catalogue import ENTRIES, across_rules, page, rules, title
from scoring.findings import SEVERITY_NAMES


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("rules")(show_rules)


def show_rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="规则编号，如 SC01；不填列出全部")] = None,
) -> None:
    """列出全部检查规则，或显示一条规则的说明。"""
    if code is None:
        for rule in (*rules(), *across_rules()):
            sys.stdout.write(f"{rule.code}  {SEVERITY_NAMES[ENTRIES[rule.code].severity]}  {title(rule.code)}\n")
        return
    text = page(code)
    if text is None:
        sys.stderr.write(f"没有“{code}”这条规则：请用 ziping rules 查看全部编号\n")
        raise typer.Exit(2)
    entry = ENTRIES[code.upper()]
    sys.stdout.write(f"{text.strip()}\n级别      {SEVERITY_NAMES[entry.severity]}\n怎么办    {entry.todo}\n")
