"""Numbers enter a text through the renderer, and through nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.render import Gap, Slot, UnknownFactError, in_ten_thousands, in_wan, parts, render, slots_of
from tests.assistant.draft.forms import SEED, facts_of, tables_of

FACTS, _ = facts_of(tables_of(SEED), 1)


def text(*given: object) -> str:
    return render(parts(*given), FACTS).text  # type: ignore[arg-type]


def test_a_slot_shows_the_cell_and_a_gap_what_is_missing() -> None:
    made = render(parts("接待", Slot("R1.actual"), "，", Gap("原因", "为什么？", row=1), "。"), FACTS)
    assert made.text == "接待27次，〔待补充：原因〕。"
    assert made.facts == ("R1.actual",)
    assert [gap.row for gap in made.gaps] == [1]
    assert [made.text[a:b] for a, b, _ in made.spans] == ["接待", "27次", "，", "〔待补充：原因〕", "。"]


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(UnknownFactError) as caught:
        text("接待", Slot("R99.actual"))
    assert caught.value.names == ("R99.actual",)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("[[R1.actual]]次，低于", "27次，低于"),
        ("[[ R1.actual ]] 次", "27次 次"),
        ("[[R2.actual]]%。", "99%。"),
        ("[[R1.actual]]次数", "27次次数"),
        ("不少于[[R1.target]]", "不少于30次"),
        ("低于[[R1.target]]", "不少于30次"),
        ("目标是[[R1.target]]", "目标是不少于30次"),
    ],
)
def test_a_unit_or_comparison_that_a_model_repeats_is_said_once(given: str, shown: str) -> None:
    assert render(slots_of(given), FACTS).text == shown


@pytest.mark.parametrize("broken", ["[[R1.actual", "R1.actual]]", "[[R1.actual]次", "[[]]"])
def test_a_broken_reference_is_refused_not_guessed(broken: str) -> None:
    with pytest.raises(UnknownFactError):
        render(slots_of(broken), FACTS)


def test_brackets_in_a_cell_are_data() -> None:
    table = tables_of(SEED)[0]
    rows = list(table.indicators)
    rows[1] = rows[1].model_copy(update={"actual": "[[R1.actual]]"})
    facts, _ = facts_of((table.model_copy(update={"indicators": tuple(rows)}),), 1)
    assert render(parts("实际", Slot("R2.actual")), facts).text == "实际[[R1.actual]]"


def test_a_part_must_stand_in_its_cell() -> None:
    assert text(Slot("R1.deviation_note", "part", "因疫情原因")) == "因疫情原因"
    with pytest.raises(ValueError):
        text(Slot("R1.deviation_note", "part", "因经费原因"))


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("14292506.09", "1429.25万元"),
        ("50000", "5万元"),
        ("9999.5", "9999.5元"),
        ("250000000", "2.5亿元"),
        ("0", "0元"),
    ],
)
def test_money_is_said_in_the_unit_that_prose_uses(yuan: str, said: str) -> None:
    assert in_wan(Decimal(yuan)) == said


def test_large_counts_are_said_in_ten_thousands_where_nothing_is_lost() -> None:
    assert in_ten_thousands(Decimal(370000), "") == "37万"
    assert in_ten_thousands(Decimal(12345), "人") == "12345人"
