"""What was done beside what was to be done: 27/30次, 30次里27次."""

from __future__ import annotations

import pytest

from scoring.verify import verify
from tests.scoring.verify.support import facts_of, flagged


def wrong(text: str) -> list[str]:
    return [c.text for c in flagged(verify(facts_of(year=2021), text, "narrative"))]


@pytest.mark.parametrize("text", ["接待27/30次，完成90%。", "接待那30次的活儿，跑下来27次。", "接待27次，数目是30次。"])
def test_a_target_beside_its_actual_is_let_be(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize("text", ["接待30次。", "接待28/30次。", "接待30次。接待27次。"])
def test_a_target_without_its_actual_in_the_sentence_is_told_as_done(text: str) -> None:
    assert wrong(text)
