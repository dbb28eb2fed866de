"""A cause that no 因 announces: a clause of trouble beside a row that fell short."""

from __future__ import annotations

import pytest

from scoring.verify import verify
from tests.scoring.verify.support import facts_of, flagged


def kinds(text: str) -> list[str]:
    return [c.kind for c in flagged(verify(facts_of(year=2021), text, "narrative"))]


@pytest.mark.parametrize("text", ["供货商破产，接待只有27次。", "接待27次，比目标少3次，经办人员辞职。"])
def test_trouble_that_no_cell_tells_of_is_no_ground_for_a_shortfall(text: str) -> None:
    assert kinds(text) == ["cause"]


@pytest.mark.parametrize(
    "text", ["接待27次，没有发生纠纷。", "供货商破产，满意度仍达99%。", "接待27次，明年防止设备故障。"]
)
def test_trouble_denied_planned_or_beside_what_was_reached_is_let_be(text: str) -> None:
    assert kinds(text) == []
