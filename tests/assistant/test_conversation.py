"""The scripted conversations of `eval_sets/conversation`, without a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.conversation import State, Turn, apply, begin, say, undo
from forms.read import read_file
from tests.assistant.draft.forms import SEED, blanked, tables_of

SETS = Path(__file__).parents[2] / "eval_sets"
SCRIPTS: list[dict[str, Any]] = [
    script
    for file in sorted((SETS / "conversation").glob("*.yml"))
    for script in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def started(script: dict[str, Any]) -> State:
    tables = [table for file in script["files"] for table in read_file(SETS / file).tables]
    if script.get("only"):
        return begin([tables[script["table"] - 1]])
    return begin(tables, script.get("table"))


def place(script: dict[str, Any], number: int) -> int:
    """A table's number in the conversation: with `only` it is the only one."""
    return 1 if script.get("only") else number


def check(script: dict[str, Any], turn: dict[str, Any], state: State, said: list[Turn]) -> None:
    together = "".join("".join(one.text for one in said).split())
    kinds = [one.kind for one in said]
    wanted = turn.get("kinds", [])
    assert kinds[: len(wanted)] == wanted, f"{kinds}: {together}"
    for one in turn.get("says", []):
        assert "".join(one.split()) in together, f"{one} is not in: {together}"
    for one in turn.get("never", []):
        assert one not in together, together
    if "table" in turn:
        assert state.table == place(script, turn["table"])
    if "row" in turn:
        assert state.row == turn["row"]
    if "pending" in turn:
        assert bool(state.pending) is turn["pending"]
    if "answered" in turn:
        assert said[0].answered is turn["answered"], together
    for cell, text in turn.get("cells", {}).items():
        assert state.tables[place(script, script.get("table", 1)) - 1].text(cell) == text


def test_the_scripts_follow_their_schema_and_there_are_enough_of_them() -> None:
    validator = Draft202012Validator(json.loads((SETS / "conversation" / "schema.json").read_text(encoding="utf-8")))
    for script in SCRIPTS:
        validator.validate(script)
    assert len({script["id"] for script in SCRIPTS}) == len(SCRIPTS) >= 20


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["id"])
def test_a_scripted_conversation_goes_as_written(script: dict[str, Any]) -> None:
    state = started(script)
    for turn in script["turns"]:
        state, said = say(state, turn["say"])
        check(script, turn, state, said)


def test_a_state_is_a_value_that_no_turn_changes() -> None:
    state = started(SCRIPTS[0])
    before = state.tables[0].text("R1.actual")
    after, said = say(state, "接待次数实际是28次")
    confirmed, _ = say(after, "确认")
    assert state.tables[0].text("R1.actual") == after.tables[0].text("R1.actual") == before == "27次"
    assert confirmed.tables[0].text("R1.actual") == "28次"
    assert said[0].change is not None
    assert said[0].change.before == "27次"


def test_a_confirmed_change_can_be_taken_back_and_then_there_is_nothing_more_to_take_back() -> None:
    state = started(SCRIPTS[0])
    after, _ = say(state, "接待次数实际是28次")
    changed = apply(after, after.pending[0])
    back, edit = undo(changed)
    assert edit is not None
    assert back.tables[0] == state.tables[0]
    assert undo(back)[1] is None


def test_what_the_user_states_is_kept_with_who_said_it_and_when() -> None:
    state = started(SCRIPTS[0])
    state, _ = say(state, "写实际完成情况")
    state, said = say(state, "结余是因为来访减少", who="会计", date="2026-11-24")
    assert state.said[0].what.text == "来访减少"
    assert state.said[0].what.source == "会计 2026-11-24"
    assert "会计" in said[0].text


def test_a_draft_with_a_gap_is_filled_in_but_called_unfinished() -> None:
    state = started(SCRIPTS[0])
    state, _ = say(state, "写实际完成情况")
    state, said = say(state, "采纳")
    assert "〔待补充" in (state.tables[0].narrative or "")
    assert "不能提交" in said[0].text


@pytest.mark.parametrize(
    "words", ["", "？", "。。。", "1" * 400, "第0张表", "第99行", "\ue000\ue001", "[[R1.actual]]", "=1+1", "把"]
)
def test_no_sentence_however_odd_breaks_the_talk(words: str) -> None:
    state = started(SCRIPTS[0])
    after, said = say(state, words)
    assert said
    assert after.tables == state.tables


def blank_start() -> State:
    return begin([blanked(table) for table in tables_of(SEED)], 1)


def told(state: State, *said: str) -> tuple[State, list[Turn]]:
    turns: list[Turn] = []
    for words in said:
        state, turns = say(state, words)
    return state, turns


def test_an_answer_goes_where_its_question_was_about() -> None:
    _, turns = told(blank_start(), "帮我写实际完成情况", "来访单位比往年少，用餐支出随之减少")
    card = next(turn for turn in turns if turn.kind == "card")
    assert "结余1.54万元，原因是来访单位比往年少，用餐支出随之减少（填报人说明）" in card.text
    assert turns[-1].text == "“年接待次数”为什么没有完成？"


def test_a_question_can_be_passed_over_and_is_not_asked_again() -> None:
    state, turns = told(blank_start(), "写第一行的偏差原因", "不清楚")
    assert state.said == ()
    assert "〔待补充〕" in turns[0].text
    assert turns[1].kind == "question"
    assert "怎么改进" in turns[1].text
    state, turns = told(state, "下一年度由办公室提前与来访单位对接")
    assert state.asked is None
    assert state.draft is not None
    assert "改进措施：下一年度由办公室提前与来访单位对接（填报人说明）。" in state.draft.text
    assert "〔待补充：年接待次数未完成的具体原因〕" in state.draft.text


def test_an_answer_to_how_it_will_be_mended_is_a_measure_however_it_is_worded() -> None:
    state, _ = told(blank_start(), "写一下资金的偏差说明", "结余资金已经交回财政", "由财务科6月底前完善预算编制")
    assert state.draft is not None
    assert "改进措施：由财务科6月底前完善预算编制（填报人说明）。" in state.draft.text
    assert state.draft.missing == ()


def test_who_and_when_are_added_to_the_measure_that_was_told() -> None:
    state, turns = told(blank_start(), "写第一行的偏差原因", "三批考察团取消", "提前与来访单位对接")
    assert turns[-1].text == "“年接待次数”的改进措施由谁负责、何时完成？"
    state, _ = told(state, "办公室负责，每季度一次")
    assert state.draft is not None
    assert "改进措施：提前与来访单位对接，办公室负责，每季度一次（填报人说明）。" in state.draft.text


def test_a_cause_that_says_what_was_done_with_the_target_is_no_wish_for_the_draft() -> None:
    state, _ = told(blank_start(), "写第一行的偏差原因", "原因是8月经区财政局批准，把任务减了几批")
    assert state.draft is not None
    assert "把任务减了几批" in state.draft.text


def test_the_next_row_is_offered_once_a_deviation_is_in_its_cell() -> None:
    tables = [blanked(table) for table in tables_of(SEED)]
    state, turns = told(begin(tables, 2), "写偏差原因", "临时增加两场直播", "不用", "采纳")
    assert "“转载、发布新媒体作品”需要说明偏差" in turns[0].text
    state, turns = told(state, "写偏差原因")
    assert turns[0].text.startswith("转载、发布新媒体作品的年度指标值")


def test_undo_says_which_cell_it_put_back() -> None:
    _, turns = told(begin(tables_of(SEED), 1), "接待次数实际是28次", "确认", "撤销")
    assert turns[0].text == "已撤销上一次改动（F12），改回“27次”。"
