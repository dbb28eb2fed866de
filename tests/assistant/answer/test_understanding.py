"""How a question is understood: spelling, names, follow-ups; and that nothing typed makes it fail."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Focus, answer
from assistant.answer.normalise import normalise, ordinal
from assistant.answer.split import parts
from forms.read import read_text
from forms.table import SelfEvaluationTable

SEED = Path(__file__).parents[3] / "eval_sets/samples/seed.txt"


@cache
def tables() -> tuple[SelfEvaluationTable, ...]:
    return read_text(SEED.read_text(encoding="utf-8"), name="seed.txt").tables


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("请问一下，接待费的执行率是多少呀？谢谢", "接待费的执行率是多少"),
        ("執行率", "执行率"),
        ("满易度多少", "满意度多少"),
        ("为啥扣分", "为什么扣分"),
        ("　总分　多少", "总分多少"),
    ],
)
def test_a_question_is_put_into_one_spelling(typed: str, plain: str) -> None:
    assert normalise(typed).rstrip("？") == plain


def test_numbers_in_words_are_read_up_to_ninety_nine() -> None:
    assert [ordinal(word) for word in ("三", "十", "十一", "二十", "九十九", "7", "百", "")] == [
        3,
        10,
        11,
        20,
        99,
        7,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "question",
    [
        "接待费执行率多少",
        "第1张表执行率多少",
        "表1的执行率",
        "第一张表执行率",
        "接待的执行率是多少",
        "1号表执行率",
        "执行率多少（接待费）",
    ],
)
def test_a_table_is_found_by_name_short_name_or_order(question: str) -> None:
    assert "69.28%" in answer(tables(), question).text


def test_a_name_that_several_tables_fit_is_answered_for_each() -> None:
    made = answer(tables(), "网络项目的执行率")
    assert "提到“网络”的有4张表" in made.text


def test_two_questions_in_one_are_both_answered() -> None:
    made = answer(tables(), "接待费执行率是多少？总分呢是多少？")
    assert "69.28%" in made.text
    assert "96.9" in made.text
    assert parts("接待费为什么扣分，扣在哪？") == ("接待费为什么扣分，扣在哪？",)


def test_a_follow_up_keeps_the_table_and_what_was_asked() -> None:
    first = answer(tables(), "党建的结余")
    assert "91223.71" in answer(tables(), "那物业费呢", first.focus).text
    assert "94.3" in answer(tables(), "它的总分呢", first.focus).text


def test_the_selected_table_is_meant_where_none_is_named() -> None:
    assert "42.81%" in answer(tables(), "执行率多少", Focus(table=10)).text


def test_over_hundreds_of_tables_a_value_is_summed_up_and_a_rank_is_exact() -> None:
    many = [t.model_copy(update={"project_name": f"{t.project_name}之{n}"}) for n in range(20) for t in tables()]
    assert len(answer(many, "执行率").text) <= 1500
    assert "没有说是哪张表" in answer(many, "执行率").text
    assert "42.81%" in answer(many, "执行率最低的是哪个项目").text


def test_a_value_is_as_short_as_it_should_be() -> None:
    for question in ("接待费执行率多少", "接待费结余多少", "第7张表满意度指标占几分", "接待次数是多少"):
        assert len(answer(tables(), question).text) <= 300


def test_the_same_question_has_the_same_answer() -> None:
    assert answer(tables(), "同心圆哪些没完成") == answer(tables(), "同心圆哪些没完成")


@settings(max_examples=120, deadline=None)
@given(
    st.text(alphabet="接待费执行率多少为什么扣分第3行表？，。1总和的满意度哪个最低没有完成吗[[]]{}\n=%年", max_size=30)
)
def test_nothing_typed_makes_it_fail_and_citations_are_cells(question: str) -> None:
    made = answer(tables(), question)
    assert made.text
    assert len(made.text) <= 1500
    for one in made.citations:
        assert tables()[one.table - 1].text(one.cell) == one.text
