"""Every draft of every form in the tests' data, and of made-up ones: verified, its own words, no cause of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.draft.needs import deviation_tasks
from assistant.draft.pipeline import draft
from assistant.draft.task import LENGTHS, Draft, DraftKind, Task
from assistant.render import quoted
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from tests.assistant.draft.forms import DRAWN, OTHERS, PARSED, blanked, drawn, facts_of, tables_of

KINDS: tuple[DraftKind, ...] = ("goal", "narrative", "deviation")
_GIVEN = re.compile("(?:原因是|偏差原因：|（原因：)([^。；（）〔]+)")
_MARKS = re.compile("[，。；、：,;:\\s]|（填报人说明）")


def drafts_of(
    tables: tuple[SelfEvaluationTable, ...],
    number: int,
    lengths: tuple[int, ...] = LENGTHS,
    kinds: tuple[str, ...] = KINDS,
) -> Iterator[Draft]:
    """Every draft of a table: the goal, the narrative in some lengths, the deviations that it has to explain."""
    facts, profile = facts_of(tables, number)
    tasks = [Task("goal"), *(Task("narrative", length=length) for length in lengths), *deviation_tasks(facts, profile)]
    for task in (task for task in tasks if task.kind in kinds):
        yield draft(task, facts, profile=profile)


def judge(made: Draft, table: SelfEvaluationTable) -> None:
    """A draft is faithful, plain, no copy of the goal, and gives no cause that the form does not give."""
    wrong = [(c.text, c.reason) for c in made.claims if c.verdict in {"contradicted", "unsupported"}]
    assert wrong == [], made.text
    assert not re.search(r"[#*`\[\]{}|\n]|\bR\d|，，|。。|；。|，。|：。|“”|None|的的", made.text), made.text
    assert made.text.endswith(("。", "〕"))
    notes = _MARKS.sub("", "".join(quoted(row.deviation_note or "") for row in table.indicators))
    for cause in _GIVEN.findall(made.text):
        assert _MARKS.sub("", cause) in notes, made.text
    goal = re.sub("《.*?》", "", table.goal or "")
    if made.task.kind == "narrative" and goal:
        own = re.sub("《.*?》", "", made.text)
        same = SequenceMatcher(None, own, goal, autojunk=False).find_longest_match().size
        assert same < max(16, len(goal) // 2), made.text


@pytest.mark.parametrize("path", [*DRAWN, *PARSED], ids=lambda path: path.name)
def test_every_draft_of_a_form_of_any_bureau_holds(path: Path, tmp_path: Path) -> None:
    tables = drawn(path, tmp_path)
    for one, lengths in ((tables, LENGTHS), (tuple(map(blanked, tables)), (200,))):
        for number, table in enumerate(one, 1):
            for made in drafts_of(one, number, lengths):
                judge(made, table)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_short_and_long_narratives_hold_too(path: Path) -> None:
    tables = tables_of(path)
    for number, table in enumerate(tables, 1):
        for made in drafts_of(tables, number, (100, 400), ("narrative",)):
            judge(made, table)


NAMES = st.sampled_from([
    ("数量指标", "培训人数", "人"), ("数量指标", "巡查河道条数", "条"), ("数量指标", "执法检查企业家次", "家次"),
    ("数量指标", "改造面积", "平方米"), ("数量指标", "处置案件数", "件"), ("数量指标", "更换管网长度", "公里"),
    ("质量指标", "验收合格率", "%"), ("质量指标", "故障率", "%"), ("时效指标", "响应时间", "分钟"),
    ("成本指标", "单位成本", "万元"), ("社会效益指标", "受益户数", "户"), ("社会效益指标", "事故起数", "起"),
    ("满意度指标", "群众满意度", "%"),
])  # fmt: skip
NOTES = st.sampled_from(
    ["", "无", "因疫情减少", "设备返厂维修，已于9月完成", "受汛期影响停工。下一步加强调度", "2家单位停业整改"]
)


@st.composite
def rows(draw: st.DrawFn) -> list[Indicator]:
    made: list[Indicator] = []
    for number, (level2, name, unit) in enumerate(draw(st.lists(NAMES, min_size=2, max_size=7, unique=True)), 1):
        most = 100 if unit == "%" else 900
        target, actual = draw(st.integers(1, most)), draw(st.integers(0, most))
        sign = draw(st.sampled_from(["", "≥", "≤", "不少于", "="]))
        made.append(
            Indicator(
                row=number, level1="产出指标", level2=level2, level3=name, initial_target=None,
                target=f"{sign}{target}{unit}", actual=f"{actual}{unit if draw(st.booleans()) else ''}",
                points="10", score="10", deviation_note=draw(NOTES),
            )
        )  # fmt: skip
    return made


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(made=rows(), spent=st.integers(0, 100), kind=st.sampled_from(KINDS), length=st.sampled_from(LENGTHS))
def test_every_draft_of_a_made_up_form_holds(made: list[Indicator], spent: int, kind: DraftKind, length: int) -> None:
    assume(len({row.target for row in made}) == len(made))
    funds = FundsRow(
        name="年度资金总额", initial_budget="100", annual_budget="100", executed=str(spent), points="10",
        execution_rate=f"{spent}%", score="10",
    )  # fmt: skip
    table = SelfEvaluationTable(
        year=2023,
        unit="万元",
        project_name="城乡环境整治",
        goal="改善城乡环境。",
        funds=(funds,),
        indicators=tuple(made),
    )
    for one in drafts_of((table,), 1, (length,), (kind,)):
        judge(one, table)
