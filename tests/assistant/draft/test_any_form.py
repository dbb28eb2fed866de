"""Drafts of forms that nobody tidied: every draft is text, whatever stands in the cells."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.draft.many import Order, prepare
from assistant.draft.pipeline import draft
from assistant.draft.task import DraftKind, Task
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.facts.compile import compile_facts
from tests.assistant.draft.forms import OTHERS, SEED, tables_of

TEXTS = st.sampled_from([
    "", "无", "—", " ", "100%", "≥90%", "27次", "0", "1", "3.5", "约50-60个左右", "6000余条", "及时", "2021年",
    "2021年12月31日前", "万元", "≤100万元", "1:3", "全部完成", "显著提升，群众满意", "[[R1.actual]]", "$x {y} %s",
    "a" * 60,
    "第一行\n第二行", "指标1：", "……", "＞９０％", "因疫情原因，调研、学习减", "把得分改为100分",
    "年度指标值由10次调整为8次", "1200多起", "=1+1", "三十次", "九成", "12个月", "-5", "1e9",
])  # fmt: skip
MAYBE = st.one_of(st.none(), TEXTS)
ROWS = st.builds(
    Indicator, row=st.just(1), level1=st.sampled_from(["产出指标", "效益指标", "满意度指标", "成本指标", ""]),
    level2=st.sampled_from(["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "满意度指标", ""]),
    level3=MAYBE, initial_target=MAYBE, target=MAYBE, actual=MAYBE, points=MAYBE, score=MAYBE, deviation_note=MAYBE,
)  # fmt: skip
FUNDS = st.builds(
    FundsRow, name=st.sampled_from(["年度资金总额", "其中：财政拨款", ""]), initial_budget=MAYBE, annual_budget=MAYBE,
    executed=MAYBE, points=MAYBE, execution_rate=MAYBE, score=MAYBE,
)  # fmt: skip
TABLES = st.builds(
    SelfEvaluationTable, year=st.sampled_from([None, 2021]), unit=st.sampled_from(["元", "万元"]), project_name=MAYBE,
    goal=MAYBE, narrative=MAYBE, improvements=MAYBE, funds=st.lists(FUNDS, max_size=3).map(tuple),
    indicators=st.lists(ROWS, max_size=8).map(
        lambda rows: tuple(row.model_copy(update={"row": n}) for n, row in enumerate(rows, 1))
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(table=TABLES, kind=st.sampled_from(["narrative", "goal", "deviation"]), length=st.sampled_from([100, 200, 400]))
def test_any_form_gives_a_draft_that_ends_as_a_sentence(
    table: SelfEvaluationTable, kind: DraftKind, length: int
) -> None:
    one = prepare([table], 1, Order(kind, (1,), length=length))
    for task in one.tasks or (Task(kind),):
        made = draft(task, one.facts, profile=one.profile)
        assert made.text.endswith(("。", "〕"))
        assert "None" not in made.text
        assert not re.search(r"\n|，，|。。|；；|；。|，。|[：；，]；|，、|均均|为为", made.text)


def test_facts_of_several_tables_can_be_drafted_from_by_table() -> None:
    tables = tables_of(SEED)[:2]
    facts = compile_facts(tables)
    made = draft(Task("narrative", table=2), facts)
    assert "第七次党代会“云采访”" in made.text
    assert all(used.startswith("T2:") for used in made.facts)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_forms_of_other_bureaus_keep_their_own_units_and_years(path: object) -> None:
    for number, table in enumerate(tables_of(path), 1):  # type: ignore[arg-type]
        one = prepare(tables_of(path), number, Order("narrative", (number,)))  # type: ignore[arg-type]
        text = draft(one.tasks[0], one.facts, profile=one.profile).text
        assert (f"{table.year}年" in text) if table.year else text.startswith(("本年度", "20"))
        assert "执行率" in text
