"""The way of a table between unit and reviewer, and the reviewer's own paper beside the unit's scores."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from store import audit
from store.accounts import REVIEWER
from store.desk import Card, Said, Turn, Version, edited, put_card, say, undo, update
from store.errors import Conflict, NotAllowed, NotFound, Refused
from store.reviews import Deduction, Paper, RowReview
from store.store import Store
from tests.store.test_desks import desk

PASSWORD = "correct horse 12"


@pytest.fixture
def people(store: Store) -> tuple[str, str]:
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办").id
    reviewer = store.accounts.add("reviewer", PASSWORD, unit="财政局", role=REVIEWER).id
    store.desks.save(clerk, desk(), {})
    return clerk, reviewer


def test_the_whole_way_with_a_return(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    store.workflow.move(reviewer, "d1", "复核中")
    store.workflow.move(reviewer, "d1", "退回", opinion="接待次数得分不对")
    store.workflow.move(clerk, "d1", "整改")
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    store.desks.save(clerk, edited(kept, "R1.score", "13.50"), {})
    store.workflow.move(clerk, "d1", "再送审")
    store.workflow.move(reviewer, "d1", "通过")
    stages = store.workflow.stages(clerk, "d1")
    assert [stage.to_state for stage in stages] == ["送审", "复核中", "退回", "整改", "再送审", "通过"]
    assert stages[2].opinion == "接待次数得分不对"
    assert [stage.table.text("R1.score") for stage in (stages[2], stages[4])] == ["15", "13.50"]
    with store.database.read() as session:
        assert [entry.action for entry in audit.entries(session, "d1")][-1] == "通过"


def test_a_table_that_lies_with_the_reviewer_keeps_its_cells_but_can_be_talked_about(
    store: Store, people: tuple[str, str]
) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    for state in ("送审", "复核中", "通过"):
        if state != "送审":
            store.workflow.move(reviewer, "d1", state)
        kept = store.desks.load(clerk, "d1")
        assert kept is not None
        with pytest.raises(Refused, match=state):
            store.desks.save(clerk, edited(kept, "R1.score", "13.50"), {})
        asked = store.desks.save(clerk, say(kept, Turn(kind="user", text="问")), {})
        assert asked.table.text("R1.score") == "15"


def test_what_was_sent_in_can_be_taken_back_until_the_reviewer_begins(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    store.workflow.move(clerk, "d1", "填报")
    assert store.desks.load(reviewer, "d1") is None
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    store.desks.save(clerk, edited(kept, "R1.score", "13.50"), {})
    store.workflow.move(clerk, "d1", "送审")
    store.workflow.move(reviewer, "d1", "复核中")
    with pytest.raises(Refused, match="复核中"):
        store.workflow.move(clerk, "d1", "填报")


def test_the_first_change_after_a_return_is_the_step_of_mending(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    store.workflow.move(reviewer, "d1", "退回", opinion="得分不对")
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    kept = store.desks.save(clerk, edited(kept, "R1.score", "13.50"), {})
    assert store.workflow.state(clerk, "d1") == "整改"
    store.desks.save(clerk, edited(kept, "R1.score", "13.5"), {})
    store.workflow.move(clerk, "d1", "再送审")
    assert [stage.to_state for stage in store.workflow.stages(clerk, "d1")] == ["送审", "退回", "整改", "再送审"]
    assert store.workflow.stages(clerk, "d1")[2].table.text("R1.score") == "15"  # as it was sent back


def test_a_reviewer_sees_the_table_and_not_what_the_unit_drafted_and_talked_about(
    store: Store, people: tuple[str, str]
) -> None:
    clerk, reviewer = people
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    full = undo(edited(kept, "goal", "写错了的"))
    full = put_card(full, Card(id="c", kind="goal", fact="goal", versions=(Version(text="稿"),)))
    full = update(say(full, Turn(kind="user", text="怎么糊弄过去")), said=(Said(text="因疫情"),))
    store.desks.save(clerk, full, {})
    store.workflow.move(clerk, "d1", "送审")
    shown = store.desks.load(reviewer, "d1")
    assert shown is not None
    assert (shown.cards, shown.turns, shown.undone) == ((), (), ())
    assert [said.text for said in shown.said] == ["因疫情"]
    own = store.desks.load(clerk, "d1")
    assert own is not None
    assert own.turns


def test_two_reviewers_at_once_take_one_step_between_them(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    other = store.accounts.add("other", PASSWORD, unit="财政局", role=REVIEWER).id
    store.workflow.move(clerk, "d1", "送审")
    took: list[str] = []

    def take(user: str) -> None:
        try:
            took.append(store.workflow.move(user, "d1", "复核中"))
        except (Refused, NotFound):
            return

    threads = [threading.Thread(target=take, args=(user,)) for user in (reviewer, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert took == ["复核中"]
    assert [stage.number for stage in store.workflow.stages(clerk, "d1")] == [1, 2]


def test_a_return_needs_an_opinion(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    with pytest.raises(Refused, match="写明意见"):
        store.workflow.move(reviewer, "d1", "退回", opinion=" ")


def test_a_step_that_does_not_follow_is_refused_and_says_where_the_table_is(
    store: Store, people: tuple[str, str]
) -> None:
    with pytest.raises(Refused, match="现在是“填报”"):
        store.workflow.move(people[0], "d1", "通过")


def test_a_unit_cannot_pass_its_own_table_nor_a_reviewer_submit_it(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    with pytest.raises(NotFound):
        store.workflow.move(reviewer, "d1", "送审")
    store.workflow.move(clerk, "d1", "送审")
    with pytest.raises(NotAllowed, match="复核人"):
        store.workflow.move(clerk, "d1", "通过")


def test_the_first_reviewer_to_take_a_table_keeps_it(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    other = store.accounts.add("other", PASSWORD, unit="财政局", role=REVIEWER).id
    store.workflow.move(clerk, "d1", "送审")
    store.workflow.move(reviewer, "d1", "复核中")
    with pytest.raises(NotFound):
        store.workflow.move(other, "d1", "通过")


def test_a_paper_stands_beside_the_table_and_changes_nothing_in_it(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    row = RowReview(
        score=Decimal("13.50"), opinion="按比例", deductions=(Deduction(criterion="未完成", percent=Decimal(10)),)
    )
    saved = store.reviews.save(reviewer, "d1", Paper(rows={1: row}, opinion="请修改"))
    assert store.reviews.load(reviewer, "d1") == saved
    assert saved.rows[1] == row
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    assert kept.table.text("R1.score") == "15"


def test_a_paper_saved_from_two_tabs_conflicts(store: Store, people: tuple[str, str]) -> None:
    clerk, reviewer = people
    store.workflow.move(clerk, "d1", "送审")
    store.reviews.save(reviewer, "d1", Paper(opinion="一"))
    with pytest.raises(Conflict):
        store.reviews.save(reviewer, "d1", Paper(opinion="二"))


def test_a_clerk_with_an_account_writes_no_review(store: Store, people: tuple[str, str]) -> None:
    with pytest.raises(NotAllowed):
        store.reviews.save(people[0], "d1", Paper(opinion="很好"))


def test_in_single_user_mode_the_one_user_reviews_too(store: Store) -> None:
    local = store.accounts.single_user().id
    store.desks.save(local, desk(), {})
    assert store.reviews.save(local, "d1", Paper(opinion="复核过")).revision == 1
