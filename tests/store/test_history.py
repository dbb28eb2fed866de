"""What an auditor finds afterwards: each change with before and after, who drafted with what, what was found in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.claims import Claim
from store import audit
from store.accounts import REVIEWER
from store.desk import Card, Ignored, Said, Version, edited, put_card, undo, update
from store.errors import NotFound
from store.reviews import Paper, RowReview
from store.schema.accounts import AuditContent
from store.store import Store
from tests.store.test_desks import desk

PASSWORD = "correct horse 12"


@pytest.fixture
def clerk(store: Store) -> str:
    return store.accounts.add("clerk", PASSWORD, unit="网信办", display_name="李敏").id


def last(store: Store, user: str) -> dict[str, object]:
    return store.history.of_desk(user, "d1")[-1].content


def test_a_changed_cell_is_told_with_who_when_before_and_after(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    second = store.desks.save(clerk, edited(first, "R1.actual", "28次"), {})
    store.desks.save(clerk, undo(second), {})
    events = store.history.of_desk(clerk, "d1")
    assert [(event.user, event.action) for event in events] == [("李敏", "保存")] * 3
    assert [event.content.get("cells") for event in events] == [
        None,
        {"R1.actual": ["27次", "28次"]},
        {"R1.actual": ["28次", "27次"]},
    ]
    assert events[0].at <= events[1].at <= events[2].at


def test_a_draft_is_told_with_its_drafter_model_prompt_and_what_verification_said(store: Store, clerk: str) -> None:
    wrong = Claim(start=0, end=3, text="28次", kind="number", verdict="contradicted")
    versions = (
        Version(text="全年接待28次。", by="model", model="qwen", prompt="narrative 3", claims=(wrong,)),
        Version(text="全年接待27次。", by="user"),
    )
    card = Card(id="c1", kind="narrative", fact="narrative", versions=versions[:1])
    first = store.desks.save(clerk, put_card(desk(), card), {})
    (told,) = last(store, clerk)["drafts"]  # type: ignore[misc]
    assert (told["drafter"], told["model"], told["prompt"]) == ("model", "qwen", "narrative 3")
    assert (told["verdict"], told["claims"]) == ("unfaithful", {"contradicted": 1})
    again = card.model_copy(update={"versions": versions, "status": "accepted", "shown": 2})
    store.desks.save(clerk, put_card(first, again), {})
    told = last(store, clerk)
    assert [(one["version"], one["drafter"], one["verdict"]) for one in told["drafts"]] == [(2, "user", "faithful")]  # type: ignore[attr-defined]
    assert told["decided"] == [{"card": "c1", "fact": "narrative", "status": "accepted", "version": 2}]


def test_what_was_ignored_stated_and_chosen_is_told(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    ignored = Ignored(rule="FD08", reason="口径允许")
    second = store.desks.save(
        clerk, update(first, ignored=(ignored,), said=(Said(text="因疫情"),), profile="yitihua"), {}
    )
    told = last(store, clerk)
    assert told["ignored"] == [ignored.model_dump(mode="json")]
    assert [said["text"] for said in told["stated"]] == ["因疫情"]  # type: ignore[index]
    assert told["profile"] == [None, "yitihua"]
    store.desks.save(clerk, update(second, ignored=()), {})
    assert last(store, clerk) == {"restored": [ignored.model_dump(mode="json")]}


def test_a_reviewers_paper_is_told_with_before_and_after_and_shows_to_the_reviewer_alone(
    store: Store, clerk: str
) -> None:
    reviewer = store.accounts.add("reviewer", PASSWORD, unit="财政局", role=REVIEWER).id
    store.desks.save(clerk, desk(), {})
    store.workflow.move(clerk, "d1", "送审")
    paper = store.reviews.save(reviewer, "d1", Paper(rows={1: RowReview(score=Decimal("14"))}))
    store.reviews.save(
        reviewer, "d1", paper.model_copy(update={"rows": {1: RowReview(score=Decimal("13.5"))}, "opinion": "改"})
    )
    told = store.history.of_desk(reviewer, "d1")
    assert [event.action for event in told] == ["送审", "复核", "复核"]
    before, after = told[-1].content["rows"]["1"]
    assert (before["score"], after["score"]) == ("14", "13.5")
    assert told[-1].content["opinion"] == ["", "改"]
    assert [event.action for event in store.history.of_desk(clerk, "d1")] == ["保存", "送审"]


def test_nobody_reads_the_history_of_anothers_table(store: Store, clerk: str) -> None:
    store.desks.save(clerk, desk(), {})
    other = store.accounts.add("other", PASSWORD, unit="教育局").id
    with pytest.raises(NotFound):
        store.history.of_desk(other, "d1")


def test_the_chain_holds_no_text_of_a_user_and_a_changed_text_shows(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    store.desks.save(clerk, edited(first, "goal", "机密目标"), {})
    with store.database.read() as session:
        assert "机密目标" not in str([entry.detail for entry in audit.entries(session)])
        number = audit.entries(session)[-1].number
    with store.database.write() as session:
        row = session.get(AuditContent, number)
        assert row is not None
        row.body = {**row.body, "cells": {"goal": ["保障接待", "别的目标"]}}
    with store.database.read() as session:
        assert list(audit.broken(session)) == [number]


def test_a_text_that_was_taken_out_of_the_log_shows_unless_it_was_a_purge(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    store.desks.save(clerk, edited(first, "goal", "机密目标"), {})
    with store.database.write() as session:
        audit.forget(session, ["d1"])
    with store.database.read() as session:
        assert len(list(audit.broken(session))) == 1
    store.desks.remove(clerk, ["d1"])
    store.belongings.purge(days=0)
    with store.database.read() as session:
        assert list(audit.broken(session)) == []


def test_commands_on_the_machine_are_told_as_such_and_not_as_the_users_own_doing(store: Store, clerk: str) -> None:
    store.accounts.set_password("clerk", "another password")
    store.accounts.set_disabled("clerk")
    with store.database.read() as session:
        assert {(entry.user_id, entry.action) for entry in audit.entries(session, clerk)} == {
            (audit.OPERATOR, "新增用户"),
            (audit.OPERATOR, "改密码"),
            (audit.OPERATOR, "停用"),
        }
