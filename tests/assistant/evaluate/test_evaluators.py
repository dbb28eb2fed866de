"""Each evaluator by itself, on texts that it must take and texts that it must not."""

from __future__ import annotations

import pytest

from assistant.evaluate.evaluators.copying import copied
from assistant.evaluate.evaluators.form import length, official
from assistant.evaluate.evaluators.numbers import explained, known, numbers, numbers_known
from assistant.evaluate.evaluators.scores import fits_scores
from assistant.evaluate.evaluators.words import asks, covers, never, said
from assistant.evaluate.material import material
from assistant.evaluate.output import Judge, Output
from tests.assistant.evaluate.running import case

SEED = "samples/seed.txt"


def held(judge: Judge, text: str, **given: object) -> bool:
    about = case("draft", **{"file": SEED, "table": 1, "kind": "narrative", **given})
    return all(mark.value for mark in judge(about, Output(text)) if isinstance(mark.value, bool))


@pytest.mark.parametrize(
    "text",
    ["全年接待27次，比年度指标值少3次。", "执行率69.28%，结余1.54万元，〔待补充：结余的原因〕",
     "一是接待27次；二是满意度99%。", "完成比例为1:1.5。"],
)  # fmt: skip
def test_official_writing_is_taken_as_such(text: str) -> None:
    assert held(official, text)


@pytest.mark.parametrize(
    "text",
    ["**接待27次**。", "# 完成情况\n接待27次。", "- 接待27次。", "接待27次,满意。", "接待（27次。", "R1完成27次。",
     "接待27次", "接待[[R1.actual]]。", "接待27次。\n\n好。", "接待27次，。", "<b>接待</b>27次。", "接待(27次)完成。"],
)  # fmt: skip
def test_what_is_no_official_writing_is_found(text: str) -> None:
    assert not held(official, text)


def test_length_leaves_out_blanks_and_gaps_and_holds_a_narrative_to_what_was_asked() -> None:
    assert held(length, "字" * 200)
    assert held(length, "字" * 200 + "〔待补充：" + "字" * 200 + "〕")
    assert not held(length, "字" * 300)
    assert held(length, "字" * 300, length=400)
    assert not held(length, "字" * 200, length=100)
    assert held(length, "字" * 30, kind="deviation")


@pytest.mark.parametrize(
    "text",
    ["接待27次，完成率90%，少3次。", "全年预算5万元，执行3.46万元，执行率69.28%，结余1.54万元，结余15362元。",
     "约七成资金已执行，接待二十七次。", "2021年12月底前完成第1项任务，依据《2020年办法》。",
     "满意度99%，高出9个百分点，得40分。", "自评96.9分，扣3.1分，重新计算为95.4分。"],
)  # fmt: skip
def test_numbers_of_the_cells_and_what_follows_from_them_are_known(text: str) -> None:
    assert held(numbers_known, text)


@pytest.mark.parametrize(
    "text", ["接待28次。", "执行率79.28%。", "结余2.54万元。", "惠及群众3万人。", "接待三十七次。", "执行346.38万元。"]
)
def test_a_number_from_nowhere_is_found_by_the_second_reader(text: str) -> None:
    assert not held(numbers_known, text)


def test_the_second_reader_uses_nothing_of_the_checker() -> None:
    import assistant.evaluate.evaluators.numbers as reader

    used = {getattr(value, "__module__", "") for value in vars(reader).values()}
    assert not {name for name in used if name.startswith(("scoring.verify", "scoring.quantity", "scoring.numerals"))}


def test_open_and_loose_numbers_have_their_room() -> None:
    values = known(material(case("draft", file=SEED, table=4)))
    assert all(explained(n, values) for n in numbers("受理6000余条，投入30余人，执行率近99%"))
    assert not all(explained(n, values) for n in numbers("受理7000余条"))


@pytest.mark.parametrize(
    "text", ["各项任务全部完成。", "圆满完成全年任务。", "评价等级为良。", "各项指标均得满分。", "各项指标均已完成。"]
)
def test_claims_that_do_not_fit_the_score_sheet_are_found(text: str) -> None:
    assert not held(fits_scores, text)


@pytest.mark.parametrize(
    "text",
    ["除年接待次数外，其他指标均已完成。", "评价等级为优。", "未全部完成。", "质量指标均达到。", "预算尚未执行。"],
)
def test_claims_that_fit_it_are_let_be(text: str) -> None:
    assert held(fits_scores, text)


def test_a_narrative_that_is_the_goal_again_is_found() -> None:
    goal = "按照《深圳市党政机关国内公务接待管理制度》标准执行，保障网信工作顺利进行。"
    assert not held(copied, goal)
    assert held(
        copied,
        f"{goal}全年接待27次，比年度指标值少3次，接待满意度99%，执行率69.28%，结余1.54万元，结余的原因待补充，下一步将补充说明。",
    )
    assert held(copied, goal, kind="goal")


def test_a_number_stands_alone_and_alternatives_are_alternatives() -> None:
    assert said("接待27次", "27次")
    assert not said("接待127次", "27次")
    assert not said("执行3.27次", "27次")
    assert said("结余 1.54 万元", "15362元|1.54万元")
    assert said("执行１００％", "100%")


def test_facts_to_cover_and_words_to_leave_out() -> None:
    assert held(covers, "接待27次，满意度99%。", covers=["27次", "99%"])
    assert not held(covers, "接待27次。", covers=["27次", "99%"])
    assert held(never, "接待27次。", never=["疫情"])
    assert not held(never, "因疫情减少。", never=["/因.{0,2}疫情/"])


def test_questions_are_asked_of_rows_money_and_words_and_none_where_none_is_due() -> None:
    gap = {"row": None, "what": "资金结余的原因", "question": "结余的原因是什么", "examples": ()}
    output = Output("。", value={"missing": [gap]})

    def asked(*wanted: object) -> bool:
        return all(mark.value for mark in asks(case("draft", asks=list(wanted)), output))

    assert asked(0)
    assert asked("结余")
    assert not asked(1)
    assert not asked()
