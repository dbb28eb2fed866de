"""`ziping check` and `ziping rules` as a user calls them."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from eval_sets.findings import change, clean_table
from forms.errors import NotWritable
from forms.table import Problem, SelfEvaluationTable
from scoring.check import check_all
from scoring.report_html import html_report
from scoring.report_xlsx import WORKING_PAPER, write_xlsx
from ui.terminal.check_text import report_lines
from ui.terminal.main import build

SEED = Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt"
NASTY = '=HYPERLINK("http://x")<script>alert(1)</script>&\'\x07'


def run(*args: str) -> Any:
    return CliRunner().invoke(build("check" if args[0] == "check" else "rules"), list(args))


def test_json_is_one_document_in_the_shape_of_the_design() -> None:
    done = run("check", str(SEED), "--json")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert set(data) == {"problems", "tables", "across"}
    first = data["tables"][0]
    assert {"project_name", "index", "profile", "findings", "skipped", "scores"} <= set(first)
    finding = next(f for f in first["findings"] if f["rule"] == "SC01")
    assert {"rule", "severity", "confidence", "row", "cells", "message", "expected", "actual", "source"} <= set(finding)
    assert (finding["row"], finding["cells"], finding["expected"]) == (1, ["E12", "F12", "H12"], "13.50")
    scores = first["scores"]
    assert Decimal(scores["recomputed_total"]) == Decimal("95.4")
    assert isinstance(scores["recomputed_total"], str)
    assert {"row", "stated", "recomputed", "min", "max", "how"} <= set(scores["rows"][0])
    assert [t["index"] for t in data["tables"]] == list(range(1, 12))
    assert all(f["rule"].startswith("XT") and f["tables"] for f in data["across"])


def test_text_can_be_read_without_json() -> None:
    done = run("check", str(SEED))
    assert done.exit_code == 1
    assert "须改 SC01 E12 F12 H12" in done.stdout
    assert "自评 96.9，复算 95.4" in done.stdout
    assert "几张表之间" in done.stdout


def test_reports_are_written_beside_the_text(tmp_path: Path) -> None:
    page, book = tmp_path / "r.html", tmp_path / "r.xlsx"
    run("check", str(SEED), "--html", str(page), "--xlsx", str(book))
    assert "接待费" in page.read_text(encoding="utf-8")
    assert openpyxl.load_workbook(book).sheetnames == ["汇总", "问题清单", "得分复算", "底稿"]


def test_a_report_that_cannot_be_written_says_so_and_prints_nothing(tmp_path: Path) -> None:
    done = run("check", str(SEED), "--html", str(tmp_path / "none" / "r.html"))
    assert isinstance(done.exception, NotWritable)
    assert done.stdout == ""


def test_settings_turn_a_rule_off(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[[rule]]\ncode = "SC01"\noff = true\nreason = "试行"\n', encoding="utf-8")
    data = json.loads(run("check", str(SEED), "--json", "--settings", str(path)).stdout)
    assert not any(f["rule"] == "SC01" for t in data["tables"] for f in t["findings"])
    assert data["tables"][0]["turned_off"] == [{"rule": "SC01", "severity": None, "reason": "试行"}]


def test_rules_are_listed_and_shown_by_code() -> None:
    assert "SC01  须改  未完成指标却得满分" in run("rules").stdout
    assert "反例      指标值 ≥30次，完成 27次，15 分得 15 分。" in run("rules", "sc01").stdout
    unknown = run("rules", "ZZ99")
    assert (unknown.exit_code, unknown.stdout) == (2, "")


def nasty_table() -> SelfEvaluationTable:
    changes = {"project_name": NASTY, "narrative": NASTY, "R1": {"level3": NASTY, "score": "99", "review_score": "8"}}
    return change(clean_table("education"), changes)


def test_every_text_of_a_form_is_escaped_in_the_page() -> None:
    table = nasty_table()
    results, across = check_all([table])
    page = html_report([table], results, across, [Problem(place="A1", message=NASTY)])
    assert "<script>" not in page
    assert 'http-equiv="Content-Security-Policy"' in page
    assert 'class="n mark error"' in page


def test_no_text_of_a_form_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    table = nasty_table()
    results, across = check_all([table])
    out = tmp_path / "r.xlsx"
    write_xlsx([table], results, across, out)
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    paper = book["底稿"]
    assert tuple(cell.value for cell in paper[1]) == WORKING_PAPER
    assert (paper["I3"].value, paper["K3"].value) == (99, 8)
    assert paper["L3"].value == pytest.approx(91 / 99)


def test_the_terminal_gets_no_control_character_of_a_form() -> None:
    table = nasty_table()
    results, across = check_all([table])
    text = "".join(report_lines([table], results, across, [], colour=False))
    assert "\x07" not in text
    assert "\x1b" not in text
