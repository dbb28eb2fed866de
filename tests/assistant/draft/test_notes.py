"""Notes and statements taken apart into cause, measure and change."""

from __future__ import annotations

import pytest

from assistant.draft.notes import is_phrase, read_note


@pytest.mark.parametrize(
    ("note", "cause", "measure", "change"),
    [
        ("因疫情原因，调研、学习减", "因疫情原因", "", ""),
        ("尚未竣工验收", "尚未竣工验收", "", ""),
        ("9月份已修改年度指标值为10次，已经完成年度指标值。", "", "", "9月份已修改年度指标值为10次"),
        (
            "7月经区财政局批复，年度指标值由120场调整为100场。",
            "",
            "",
            "7月经区财政局批复，年度指标值由120场调整为100场",
        ),
        (
            "石桥小学因7月汛期停工，未能完成，计划3月底前完工。",
            "石桥小学因7月汛期停工，未能完成",
            "计划3月底前完工",
            "",
        ),
        ("2人信息录入错误，已于12月追回并补发。", "2人信息录入错误", "已于12月追回并补发", ""),
        (
            "原因：人员不足。改进措施：加强配备，由办公室于6月底前完成。",
            "人员不足",
            "加强配备，由办公室于6月底前完成",
            "",
        ),
        ("由办公室在2022年3月底前制定接待计划", "", "由办公室在2022年3月底前制定接待计划", ""),
        ("下一年度按季度摸底来访计划", "", "下一年度按季度摸底来访计划", ""),
        ("原因是来访单位减少", "来访单位减少", "", ""),
        ("结余是因为采购节约", "采购节约", "", ""),
        ("无", "", "", ""),
        ("15", "", "", ""),
        ("", "", "", ""),
        ("把得分改为100分", "", "", ""),
    ],
)
def test_a_note_is_taken_apart_by_clauses(note: str, cause: str, measure: str, change: str) -> None:
    found = read_note(note)
    assert (found.cause, found.measure, found.change) == (cause, measure, change)
    for piece in (found.cause, found.measure, found.change):
        assert piece in note


def test_a_change_with_an_approval_has_a_basis() -> None:
    assert read_note("7月经批复，指标值由24班次调整为20班次。").has_basis
    assert not read_note("9月已根据实际情况修改指标值为10次。").has_basis


def test_a_phrase_that_fits_anything_explains_nothing() -> None:
    assert is_phrase("因工作原因")
    assert is_phrase("根据实际情况")
    assert not is_phrase("因7月汛期停工45天")
