"""Desks: saved whole, guarded against two writers, seen by the own unit and by the reviewer they were submitted to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from forms.table import Indicator, SelfEvaluationTable
from store import audit
from store.accounts import FILLER, REVIEWER
from store.desk import Card, Desk, Ignored, Said, Turn, Version, edited, put_card, redo, say, undo, update
from store.errors import Conflict, NotFound
from store.store import Store

TABLE = SelfEvaluationTable(
    project_name="接待费",
    goal="保障接待",
    narrative="",
    indicators=(Indicator(row=1, level3="年接待次数", target="≥30次", actual="27次", points="15", score="15"),),
)


def desk(desk_id: str = "d1") -> Desk:
    return Desk(id=desk_id, origin="paste", file="粘贴", original=TABLE)


@pytest.fixture
def clerk(store: Store) -> str:
    return store.accounts.add("clerk", "a-good-password", unit="网信办", role=FILLER).id


def test_a_desk_comes_back_as_it_was_saved(store: Store, clerk: str) -> None:
    full = edited(desk(), "R1.actual", "28次")
    full = undo(edited(full, "narrative", "全年接待28次。"))
    full = put_card(
        full, Card(id="c1", kind="narrative", fact="narrative", versions=(Version(text="一"), Version(text="二")))
    )
    full = say(full, Turn(kind="user", text="写实际完成情况"), Turn(kind="card", card="c1"))
    full = update(full, said=(Said(text="因疫情"),), ignored=(Ignored(rule="FD08", reason="口径允许"),))
    saved = store.desks.save(clerk, full, {"name": "接待费"})
    loaded = store.desks.load(clerk, "d1")
    assert loaded == saved
    assert loaded is not None
    assert loaded.revision == 1
    assert loaded.table.text("R1.actual") == "28次"
    assert redo(loaded).table.narrative == "全年接待28次。"


def test_what_was_taken_out_of_a_desk_is_gone_after_the_next_save(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, put_card(edited(desk(), "goal", "新"), Card(id="c", kind="goal", fact="goal")), {})
    second = store.desks.save(clerk, update(undo(first), cards=(), undone=()), {})
    assert second.cards == ()
    assert store.desks.load(clerk, "d1") == second


def test_the_second_of_two_writers_gets_a_conflict_and_nothing_is_lost(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    store.desks.save(clerk, edited(first, "goal", "甲写的"), {})
    with pytest.raises(Conflict, match="别处改过"):
        store.desks.save(clerk, edited(first, "goal", "乙写的"), {})
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    assert kept.table.goal == "甲写的"


def test_writers_at_once_leave_exactly_one_winner(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    won: list[str] = []

    def write(text: str) -> None:
        try:
            store.desks.save(clerk, edited(first, "goal", text), {})
        except Conflict:
            return
        won.append(text)

    threads = [threading.Thread(target=write, args=(f"第{n}人",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    assert won == [kept.table.goal]


def test_another_unit_sees_nothing_and_can_write_nothing(store: Store, clerk: str) -> None:
    kept = store.desks.save(clerk, desk(), {})
    other = store.accounts.add("other", "a-good-password", unit="教育局").id
    assert store.desks.load(other, "d1") is None
    assert store.desks.listed(other) == []
    with pytest.raises(NotFound):
        store.desks.save(other, edited(kept, "goal", "改"), {})
    with pytest.raises(NotFound):
        store.desks.keep_typing(other, "d1", "goal", "改")
    store.desks.remove(other, ["d1"])
    assert store.desks.load(clerk, "d1") is not None


def test_colleagues_of_one_unit_share_their_tables(store: Store, clerk: str) -> None:
    store.desks.save(clerk, desk(), {"name": "接待费"})
    colleague = store.accounts.add("colleague", "a-good-password", unit="网信办").id
    assert [line[2]["name"] for line in store.desks.listed(colleague)] == ["接待费"]


def test_a_reviewer_sees_what_was_submitted_to_them_and_cannot_change_it(store: Store, clerk: str) -> None:
    kept = store.desks.save(clerk, desk(), {})
    reviewer = store.accounts.add("reviewer", "a-good-password", unit="财政局", role=REVIEWER).id
    stranger = store.accounts.add("stranger", "a-good-password", unit="财政局二科", role=REVIEWER).id
    assert store.desks.load(reviewer, "d1") is None
    store.workflow.move(clerk, "d1", "送审", reviewer_id=reviewer)
    assert store.desks.load(reviewer, "d1") is not None
    assert store.desks.load(stranger, "d1") is None
    with pytest.raises(NotFound):
        store.desks.save(reviewer, edited(kept, "goal", "改"), {})


def test_a_removed_desk_is_in_no_list_and_is_not_written_again(store: Store, clerk: str) -> None:
    kept = store.desks.save(clerk, desk(), {})
    store.desks.remove(clerk, ["d1"])
    assert store.desks.listed(clerk) == []
    with pytest.raises(NotFound):
        store.desks.save(clerk, kept, {})


def test_what_was_being_typed_is_there_after_a_restart(store: Store, clerk: str, tmp_path: Path, url: str) -> None:
    store.desks.save(clerk, desk(), {})
    store.desks.keep_typing(clerk, "d1", "narrative", "全年接")
    store.desks.keep_typing(clerk, "d1", "narrative", "全年接待27次")
    again = Store(tmp_path / "data", str(store.database.url.render_as_string(hide_password=False)) if url else "")
    try:
        assert again.desks.typing(clerk, "d1") == {"narrative": "全年接待27次"}
        again.desks.keep_typing(clerk, "d1", "narrative", "")
        assert again.desks.typing(clerk, "d1") == {}
    finally:
        again.close()


def test_each_save_leaves_a_trace_and_the_chain_is_whole(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    store.desks.save(clerk, edited(first, "R1.score", "13.5"), {})
    with store.database.read() as session:
        assert [entry.detail.get("changed") for entry in audit.entries(session, "d1")] == [[], ["R1.score"]]
        assert list(audit.broken(session)) == []


def test_a_changed_audit_entry_shows(store: Store, clerk: str) -> None:
    store.desks.save(clerk, desk(), {})
    with store.database.write() as session:
        entry = audit.entries(session)[0]
        entry.detail = {**entry.detail, "role": "管理员"}
    with store.database.read() as session:
        assert list(audit.broken(session)) == [1]


def test_settings_belong_to_one_user(store: Store, clerk: str) -> None:
    other = store.accounts.add("other", "a-good-password", unit="网信办").id
    store.desks.set_setting(clerk, "profile", "yitihua")
    store.desks.set_setting(clerk, "profile", "guangxi")
    assert store.desks.setting(clerk, "profile") == "guangxi"
    assert store.desks.setting(other, "profile") == ""


def test_what_another_process_saved_is_seen_at_once_though_desks_are_kept_in_memory(store: Store, clerk: str) -> None:
    first = store.desks.save(clerk, desk(), {})
    other = Store(store.data, store.database.url.render_as_string(hide_password=False))
    try:
        theirs = other.desks.save(clerk, edited(first, "goal", "别处写的"), {})
        assert store.desks.load(clerk, "d1") == theirs
        with pytest.raises(Conflict):
            store.desks.save(clerk, edited(first, "goal", "我写的"), {})
        mine = store.desks.save(clerk, redo(undo(edited(theirs, "goal", "又改"))), {})
        assert other.desks.load(clerk, "d1") == mine
    finally:
        other.close()


def test_each_part_that_changed_since_the_last_save_is_kept_and_read_again_the_same(store: Store, clerk: str) -> None:
    kept = store.desks.save(clerk, edited(desk(), "goal", "一"), {})
    steps = (
        lambda d: edited(d, "goal", "二"),
        lambda d: undo(d),
        lambda d: edited(d, "R1.actual", "29次"),
        lambda d: put_card(d, Card(id="c", kind="goal", fact="goal", versions=(Version(text="稿"),))),
        lambda d: say(d, Turn(kind="user", text="问")),
        lambda d: update(d, said=(Said(text="因疫情"),), ignored=(Ignored(rule="FD08", reason="口径允许"),)),
        lambda d: update(d, original=TABLE.model_copy(update={"project_name": "另一个"})),
    )
    for step in steps:
        kept = store.desks.save(clerk, step(kept), {})
        fresh = Store(store.data, store.database.url.render_as_string(hide_password=False))
        assert fresh.desks.load(clerk, "d1") == kept
        fresh.close()
