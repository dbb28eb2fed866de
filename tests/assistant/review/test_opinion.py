"""退回意见: drafted from the findings, verified, exported as Word."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from assistant.review.document import opinion_docx
from assistant.review.opinion import held_against, opinion
from forms.read import read_text
from scoring.check import check
from scoring.claims import verdict_of
from scoring.profile import choose_profile

SEED = Path(__file__).parents[3] / "eval_sets" / "samples" / "seed.txt"
TABLES = read_text(SEED.read_text(encoding="utf-8")).tables


@pytest.mark.parametrize("number", range(1, 12))
def test_every_opinion_on_the_samples_holds_against_its_table(number: int) -> None:
    table = TABLES[number - 1]
    profile = choose_profile(table)
    drafted = opinion(table, check(table, profile), profile)
    wrong = [(c.text, c.reason) for c in drafted.claims if c.verdict in {"contradicted", "unsupported"}]
    assert wrong == []


def test_errors_come_first_each_with_its_places_and_what_to_do() -> None:
    table = TABLES[0]
    profile = choose_profile(table)
    drafted = opinion(table, check(table, profile), profile, due=date(2026, 12, 5))
    assert drafted.items[0].rule == "SC01"
    assert drafted.items[0].rows == (1,)
    assert "H12" in drafted.items[0].cells
    assert drafted.text.startswith("接待费自评表有下列问题，请修改后重新报送：\n一、")
    assert "13.50" in drafted.text
    assert drafted.text.endswith("请于2026年12月5日前重新报送。")


def test_many_findings_of_one_rule_are_one_point() -> None:
    table = TABLES[8]
    profile = choose_profile(table)
    items = opinion(table, check(table, profile), profile).items
    assert len({item.rule for item in items}) == len(items)
    item = next(item for item in items if len(item.rows) > 3)
    assert "其余各处相同" in item.text


def test_an_ignored_finding_is_not_held_against_the_unit() -> None:
    table = TABLES[0]
    profile = choose_profile(table)
    result = check(table, profile)
    from scoring.findings import Ignored

    waved = Ignored(reason="口径允许", user="周颖", date="2026-11-24")
    findings = tuple(f.model_copy(update={"ignored": waved}) for f in result.findings)
    drafted = opinion(table, result.model_copy(update={"findings": findings}), profile)
    assert drafted.text == "接待费自评表没有发现需要修改的问题。"


def test_a_wrong_number_typed_into_an_opinion_shows() -> None:
    table = TABLES[0]
    claims = held_against(table, check(table), choose_profile(table), "年接待次数完成28次，应得14分。")
    assert verdict_of(claims) == "unfaithful"


def test_the_document_holds_the_text_as_text() -> None:
    data = opinion_docx("一、=SUM(A1)\n二、<b>粗</b>", project="接待费", reviewer="周颖", day=date(2026, 11, 24))
    paragraphs = [p.text for p in import_module("docx").Document(BytesIO(data)).paragraphs]
    assert paragraphs[2:] == ["一、=SUM(A1)", "二、<b>粗</b>", "复核人：周颖", "2026年11月24日"]
