"""Accepted and corrected drafts become cases: with what was kept, without the unit's names, runnable as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from assistant.evaluate.case import sets_folder
from assistant.evaluate.kept import Kept, as_case
from assistant.evaluate.run import Plan, cases_of
from assistant.evaluate.suites import SUITES
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.claims import Claim
from store.desk import Card, Desk, Said, Version, edited, put_card, update
from store.store import Store
from ui.terminal.main import build

TABLE = SelfEvaluationTable(
    project_name="青川县档案馆接待费",
    department="青川县档案局",
    implementing_unit="青川县档案馆",
    goal="保障青川县档案馆接待工作。",
    narrative="",
    funds=(FundsRow(name="年度资金总额", annual_budget="50000", executed="34638", points="10", score="6.9"),),
    indicators=(
        Indicator(row=1, level1="产出指标", level2="数量指标", level3="年接待次数", target="≥30次", actual="27次",
                  points="90", score="81", deviation_note="档案馆李某休假，电话13812345678"),
    ),
    total_score="87.9",
)  # fmt: skip
TEXT = "2021年，青川县档案馆接待27次，比年度指标值少3次，执行3.46万元，执行率69.28%。"
WRONG = Claim(start=0, end=3, text="30次", kind="number", verdict="contradicted")


def kept(**changes: object) -> Kept:
    given: dict[str, object] = {
        "table": TABLE.model_copy(update={"narrative": TEXT}), "kind": "narrative", "row": None, "cell": "narrative",
        "before": "", "text": TEXT, "wrong": ("30次",), "stated": (("档案馆闭馆两个月", 1),),
        "names": ("青川县档案局", "lisi"),
    }  # fmt: skip
    return Kept(**{**given, **changes})  # type: ignore[arg-type]


def test_a_kept_draft_is_a_case_with_its_numbers_to_be_told_and_its_wrong_ones_forbidden() -> None:
    case = as_case(kept())
    assert case["covers"] == ["27次", "3次", "3.46万元", "69.28%"]
    assert case["never"] == ["30次"]
    assert (case["causes"], case["about"]) == (["某单位闭馆两个月"], [1])
    assert case["form"].get("narrative") == ""
    assert case["id"] == as_case(kept())["id"] != as_case(kept(text="接待27次。"))["id"]


def test_the_units_names_people_and_telephones_are_taken_out() -> None:
    text = yaml.safe_dump(as_case(kept()), allow_unicode=True)
    for name in ("青川", "档案馆", "档案局", "lisi", "13812345678"):
        assert name not in text
    assert "某单位接待费" in text


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = Store(tmp_path / "data")
    clerk = store.accounts.add("clerk", "a-good-password", unit="青川县档案局", display_name="王小明").id
    desk = edited(Desk(id="d1", origin="paste", file="粘贴", original=TABLE), "narrative", TEXT)
    first, final = Version(text="接待30次。", claims=(WRONG,)), Version(text=TEXT, by="user")
    desk = put_card(
        desk, Card(id="a", kind="narrative", fact="narrative", versions=(first, final), shown=2, status="accepted")
    )
    desk = put_card(desk, Card(id="b", kind="goal", fact="goal", versions=(Version(text="接待30次。"),)))
    desk = put_card(
        desk,
        Card(
            id="c", kind="goal", fact="goal", versions=(first, Version(text="接待31次。", by="user", claims=(WRONG,)))
        ),
    )
    store.desks.save(clerk, update(desk, said=(Said(text="来访减少", row=1),)), {})
    store.close()
    return tmp_path / "data"


def test_the_command_writes_what_was_accepted_and_nothing_twice(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "sets"
    for told in ("新增 1 条用例，共 1 条", "新增 0 条用例，共 1 条"):
        result = CliRunner().invoke(build("eval"), ["eval", "--from-store", "--data", str(data), "--out", str(out)])
        assert result.exit_code == 0, result.output
        assert told in result.stdout
    cases = cases_of(SUITES["draft"], [sets_folder(), out], Plan())
    made = cases[-1]
    assert made.id.startswith("store-")
    assert made.given["never"] == ["30次"]
    assert made.given["causes"] == ["来访减少"]
    result = CliRunner().invoke(build("eval"), ["eval", "--suite", "draft", "--limit", "1", "--sets", str(out)])
    assert result.exit_code == 0
