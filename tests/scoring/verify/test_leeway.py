"""A number that no reading explains, but that is a value of a row of the sentence."""

from __future__ import annotations

import pytest

from scoring.claims import Claim
from scoring.verify import verify
from scoring.verify.leeway import CAUTION
from tests.scoring.verify.support import facts_of, flagged


def claims(text: str, table: int = 1) -> list[Claim]:
    return verify(facts_of(table=table, year=2021), text, "narrative")


def test_a_share_of_a_row_told_in_free_words_is_let_be_with_a_caution() -> None:
    told = claims("接待27次花34638元，折合每次1282.89元。")
    assert flagged(told) == []
    assert [claim.text for claim in told if claim.caution == CAUTION] == ["1282.89元"]


@pytest.mark.parametrize("text", ["接待30次。", "接待27次，满意度90%。", "接待27次，折合每次1382.89元。"])
def test_a_target_told_as_done_or_a_value_that_the_row_has_not_gets_no_leeway(text: str) -> None:
    assert flagged(claims(text))


def test_a_hedged_number_gets_no_leeway() -> None:
    assert flagged(claims("受理处置举报近6000条。", 4))


def test_a_loose_count_of_things_is_not_judged() -> None:
    told = claims("接待27次，两件事要说明。")
    assert [claim.verdict for claim in told if claim.text.startswith("两")] == ["unchecked"]
