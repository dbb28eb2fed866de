"""`check`: what it gives for clean, blank, strange and broken tables, with settings, and across tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval_sets.findings import change, clean_table, table_names
from forms.errors import FormError
from forms.table import FundsRow, Indicator, IndicatorClass, SelfEvaluationTable
from scoring.catalogue import across_rules
from scoring.check import check, check_across, check_all
from scoring.context import Context
from scoring.findings import Ignored
from scoring.rule import RULES, Hit, Rule
from scoring.settings import IgnoredFinding, RuleSetting, Settings, load_settings
from tests.scoring.tables import CASES


@pytest.mark.parametrize("name", table_names())
def test_a_clean_table_of_any_bureau_is_passed_without_a_word(name: str) -> None:
    result = check(clean_table(name))
    assert [f"{f.rule} {f.message}" for f in result.findings] == []
    assert result.errors == 0


@pytest.mark.parametrize("name", table_names())
def test_a_form_that_is_still_to_be_filled_in_raises_no_error(name: str) -> None:
    table = clean_table(name)
    blank = {
        f"R{row.row}": {"actual": "", "score": "", "deviation_note": ""} for row in table.indicators if not row.is_none
    }
    blank |= {"narrative": "", "total_score": "", "stated_grade": None, "funds_note": None}
    funds = {f"funds{n}": {"executed": "", "execution_rate": "", "score": ""} for n in range(1, len(table.funds) + 1)}
    result = check(change(table, blank | funds))
    assert [f.message for f in result.findings if f.severity == "error"] == []
    assert any(skip.rule == "IN13" for skip in result.skipped)


def test_a_table_of_nothing_is_told_to_be_so() -> None:
    result = check(SelfEvaluationTable())
    assert {f.rule for f in result.findings} <= {"BI01", "IN22"}
    assert {"GL01", "NV04", "PT01"} <= {skip.rule for skip in result.skipped}


def test_a_rule_that_raises_is_told_and_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(ctx: Context) -> Iterator[Hit]:
        yield Hit(("narrative",))
        raise ZeroDivisionError

    monkeypatch.setattr("scoring.check.rules", lambda: (Rule("NV04", broken, ""), RULES["SC09"]))
    result = check(change(clean_table("roads"), {"stated_grade": "差"}))
    assert [f.rule for f in result.findings] == ["NV04", "SC09"]
    assert [(s.rule, s.row) for s in result.skipped] == [("NV04", None)]
    assert "ZeroDivisionError" in result.skipped[0].reason


CELL = st.sampled_from(
    [
        "",
        "无",
        "—",
        "10",
        "-3",
        "0",
        "12.5",
        "100%",
        "≥30次",
        "27次",
        "及时",
        "约50-60个左右",
        "2021年",
        "1/0",
        "9" * 40,
        "１０",
        "{x}",
        "%s",
    ]
) | st.text(max_size=12)
MAYBE = st.none() | CELL
ROWS = st.builds(
    Indicator,
    row=st.just(1),
    level1=CELL,
    level2=st.sampled_from(["数量指标", "满意度指标", "社会效益指标", "成本指标", ""]),
    level3=MAYBE,
    initial_target=MAYBE,
    target=MAYBE,
    actual=MAYBE,
    points=MAYBE,
    score=MAYBE,
    deviation_note=MAYBE,
    parent_row=st.none() | st.just(1),
)
MONEY = st.builds(
    FundsRow,
    name=CELL,
    initial_budget=MAYBE,
    annual_budget=MAYBE,
    executed=MAYBE,
    points=MAYBE,
    execution_rate=MAYBE,
    score=MAYBE,
)
TABLES = st.builds(
    SelfEvaluationTable,
    year=st.none() | st.integers(1900, 2100),
    unit=st.sampled_from(["元", "万元", "亿元"]),
    project_name=MAYBE,
    project_amount=MAYBE,
    department=MAYBE,
    implementing_unit=MAYBE,
    goal=MAYBE,
    narrative=MAYBE,
    funds_note=MAYBE,
    total_points=MAYBE,
    total_score=MAYBE,
    stated_grade=MAYBE,
    funds=st.lists(MONEY, max_size=3).map(tuple),
    classes=st.lists(st.builds(IndicatorClass, level1=CELL, points=MAYBE), max_size=2).map(tuple),
    indicators=st.lists(ROWS, max_size=5).map(
        lambda rows: tuple(r.model_copy(update={"row": n}) for n, r in enumerate(rows, 1))
    ),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(TABLES)
def test_no_table_makes_a_rule_raise(table: SelfEvaluationTable) -> None:
    result = check(table)
    assert [skip for skip in result.skipped if "出错" in skip.reason] == []
    assert all(finding.message for finding in result.findings)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(TABLES, max_size=3))
def test_no_tables_beside_each_other_make_a_rule_raise(tables: list[SelfEvaluationTable]) -> None:
    assert [f for f in check_across(tables) if "出错" in f.message] == []


def test_a_rule_turned_off_says_nothing_and_is_shown_with_its_reason() -> None:
    table = change(clean_table("education"), {"implementing_unit": ""})
    result = check(table, settings=Settings((RuleSetting("BI01", None, "本市表头不设实施单位"),)))
    assert result.findings == ()
    assert [(entry.rule, entry.reason) for entry in result.turned_off] == [("BI01", "本市表头不设实施单位")]


def test_a_rule_given_another_severity_for_one_file_keeps_it_elsewhere() -> None:
    table = change(clean_table("education"), {"implementing_unit": ""})
    chosen = Settings((RuleSetting("BI01", "error", "本县从严", ("*营养*",)),))
    assert [f.severity for f in check(table, settings=chosen).findings] == ["error"]
    other = change(clean_table("roads"), {"implementing_unit": ""})
    assert [f.severity for f in check(other, settings=chosen).findings] == ["warning"]


def test_an_ignored_finding_is_kept_marked_and_not_counted() -> None:
    table = change(clean_table("roads"), {"stated_grade": "差"})
    why = Ignored(reason="等级另行评定", user="张三", date="2026-11-24")
    result = check(table, settings=Settings(ignored=(IgnoredFinding("SC09", why, project="县乡公路日常养护"),)))
    assert [(f.rule, f.ignored) for f in result.findings] == [("SC09", why)]
    assert result.errors == 0


GOOD_SETTINGS = """
[[rule]]
code = "in20"
severity = "warning"
reason = "本市要求附问卷"
files = ["*.xlsx"]

[[ignored]]
rule = "FD05"
project = "接待费"
row = 3
reason = "已说明"
user = "张三"
date = "2026-11-24"
"""


def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(GOOD_SETTINGS, encoding="utf-8")
    read = load_settings(path, ["IN20", "FD05"])
    assert read.rules == (RuleSetting("IN20", "warning", "本市要求附问卷", ("*.xlsx",)),)
    assert read.ignored[0].row == 3


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ('[[rule]]\ncode = "IN20"\noff = true\n', "reason"),
        ('[[rule]]\ncode = "QQ01"\noff = true\nreason = "x"\n', "QQ01"),
        ('[[rule]]\ncode = "IN20"\nreason = "x"\n', "severity"),
        ('[[rule]]\ncode = "IN20"\nseverity = "bad"\nreason = "x"\n', "severity"),
        ('[[ignored]]\nrule = "IN20"\nreason = "x"\nuser = "y"\ndate = "z"\n', "project"),
        ('[[ignored]]\nrule = "IN20"\nproject = "x"\nrow = "3"\n', "row"),
        ("rule = 3\n", "rule"),
        ("[[", "TOML"),
    ],
)
def test_a_mistake_in_a_settings_file_names_the_file_and_the_key(tmp_path: Path, wrong: str, key: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(FormError, match=key) as caught:
        load_settings(path, ["IN20"])
    assert "rules.toml" in str(caught.value)


ACROSS = [
    pytest.param(path.stem.upper(), case, id=f"{path.stem}: {case['name']}")
    for path in sorted(CASES.glob("xt*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("code", "case"), ACROSS)
def test_a_rule_across_tables_finds_what_it_must_and_passes_over_the_rest(code: str, case: dict[str, Any]) -> None:
    tables = [change(clean_table(entry["table"]), entry.get("change", {})) for entry in case["tables"]]
    found = [f for f in check_all(tables)[1] if f.rule == code]
    assert [list(f.tables) for f in found] == case["finds"], [f.message for f in found]


def test_every_rule_across_tables_has_cases_that_fail_and_cases_that_pass_twice_each() -> None:
    for rule in across_rules():
        of_rule = yaml.safe_load((CASES / f"{rule.code.lower()}.yml").read_text(encoding="utf-8"))
        assert sum(bool(case["finds"]) for case in of_rule) >= 2, rule.code
        assert sum(not case["finds"] for case in of_rule) >= 2, rule.code
