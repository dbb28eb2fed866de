"""The first page: paste, choose, drop, or try a sample; what was open lately."""

from __future__ import annotations

from ui import opening, views
from ui.judged import name_of
from ui.render import render
from ui.session import Office


def first_page(office: Office, owner: str | None) -> str:
    tables = [
        {
            "name": name_of(table),
            "budget": views.money_cell(table, "funds.annual_budget"),
            "rate": views.rate_cell(table),
            "score": views.score_cell(table.total_score),
        }
        for table in opening.samples().tables
    ]
    recent = [
        {"id": t.id, "name": t.name, "file": t.file, "stated": t.stated, "when": views.day(t.saved)}
        for t in sorted(office.shelf.tables(owner) if owner else (), key=lambda t: t.saved, reverse=True)[:8]
    ]
    return render("first", samples=tables, recent=recent)
