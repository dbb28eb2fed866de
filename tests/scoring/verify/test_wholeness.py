"""That all was done, told in words that no set phrase foresees."""

from __future__ import annotations

import pytest

from scoring.verify import verify
from tests.scoring.verify.support import facts_of, flagged


def told(text: str, table: int = 1) -> list[str]:
    return [c.kind for c in flagged(verify(facts_of(table=table, year=2021), text, "narrative"))]


@pytest.mark.parametrize(
    "text",
    [
        "目标任务100%完成。", "绩效指标项项达标。", "指标完成情况：全部完成。", "年初设定的绩效目标已如数兑现。",
        "各项指标完成情况良好，全部达到年初设定值。",
    ],
)  # fmt: skip
def test_that_all_was_done_is_held_against_the_row_that_fell_short(text: str) -> None:
    assert "completeness" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "各项指标基本完成。", "确保各项目标全部实现。", "未能做到各项指标全部达标。", "满意度指标全面达标。",
        "效益指标均达到预期。", "除接待次数外，指标全部完成。",
    ],
)  # fmt: skip
def test_limits_plans_denials_and_scopes_without_a_miss_are_let_be(text: str) -> None:
    assert told(text) == []
