"""What is put aside comes back, what belongs to somebody is handed out whole, what is purged is gone."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from store import audit
from store.accounts import LOCAL, REVIEWER
from store.desk import Card, Turn, Version, edited, put_card, say
from store.errors import NotFound, Refused
from store.reviews import Paper
from store.schema import Base
from store.store import Store
from tests.store.test_desks import desk

PASSWORD = "correct horse 12"


@pytest.fixture
def clerk(store: Store) -> str:
    clerk = store.accounts.add("clerk", PASSWORD, unit="网信办").id
    store.desks.save(clerk, desk(), {"name": "接待费"})
    return clerk


def exported(store: Store, user: str, tmp_path: Path, **how: bool) -> dict[str, Any]:
    store.belongings.export(user, tmp_path / "mine.zip", **how)
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
        }


def everything(store: Store) -> str:
    """All that the database holds, as one text."""
    with store.database.read() as session:
        return str([list(session.execute(select(table))) for table in Base.metadata.sorted_tables])


def test_a_removed_table_is_listed_as_such_and_comes_back_as_it_was(store: Store, clerk: str) -> None:
    kept = store.desks.load(clerk, "d1")
    store.desks.remove(clerk, ["d1"])
    assert store.desks.listed(clerk) == []
    assert [(line[0], line[2]["name"]) for line in store.desks.removed(clerk)] == [("d1", "接待费")]
    assert store.desks.bring_back(clerk, ["d1"]) == 1
    assert store.desks.load(clerk, "d1") == kept
    assert store.desks.removed(clerk) == []
    assert [event.action for event in store.history.of_desk(clerk, "d1")] == ["保存", "删除", "恢复"]
    assert store.desks.bring_back(clerk, ["d1", "none"]) == 0


def test_another_unit_neither_sees_nor_takes_back_what_was_removed(store: Store, clerk: str) -> None:
    other = store.accounts.add("other", PASSWORD, unit="教育局", role=REVIEWER).id
    store.workflow.move(clerk, "d1", "送审")
    store.desks.remove(clerk, ["d1"])
    assert store.desks.removed(other) == []
    assert store.desks.bring_back(other, ["d1"]) == 0
    assert store.desks.listed(other) == []


def test_an_export_holds_all_of_the_unit_and_nothing_of_others(store: Store, clerk: str, tmp_path: Path) -> None:
    other = store.accounts.add("other", PASSWORD, unit="教育局").id
    store.desks.save(other, desk("d2"), {})
    store.desks.save(clerk, desk("d3"), {})
    store.desks.remove(clerk, ["d3"])
    store.files.keep(clerk, "d1", "接待费.xlsx", b"content")
    store.files.keep(clerk, "d1", "接待费 改.xlsx", b"content again")
    store.desks.keep_typing(clerk, "d1", "goal", "写了一半")
    store.desks.set_setting(clerk, "profile", "yitihua")
    first = store.desks.load(clerk, "d1")
    assert first is not None
    card = Card(id="c", kind="goal", fact="goal", versions=(Version(text="稿一"), Version(text="稿二")))
    store.desks.save(clerk, say(put_card(edited(first, "goal", "新"), card), Turn(kind="user", text="问")), {})
    store.workflow.move(clerk, "d1", "送审")
    found = exported(store, clerk, tmp_path)
    assert {name.rpartition("/")[0] for name in found} == {"", "d1", "removed/d3", "files"}
    table = found["d1/desk.json"]
    assert table["original"]["project_name"] == "接待费"
    assert [version["text"] for version in table["cards"][0]["versions"]] == ["稿一", "稿二"]
    assert table["turns"][0]["text"] == "问"
    assert found["d1/original.xlsx"] == b"content again"
    assert b"content" in found.values()
    assert [(one["fact"], one["text"]) for one in found["d1/typing.json"]] == [("goal", "写了一半")]
    history = found["d1/history.json"]
    assert (history["state"], history["steps"][0]["to"]) == ("送审", "送审")
    assert history["audit"][1]["cells"] == {"goal": ["保障接待", "新"]}
    (user,) = found["account.json"]["users"]
    assert (user["name"], user["settings"]) == ("clerk", {"profile": "yitihua"})
    assert "argon2" not in str(found)


def test_an_export_of_one_user_leaves_out_what_colleagues_opened(store: Store, clerk: str, tmp_path: Path) -> None:
    colleague = store.accounts.add("colleague", PASSWORD, unit="网信办").id
    store.desks.save(colleague, desk("d2"), {})
    assert {"d1/desk.json", "d2/desk.json"} <= exported(store, clerk, tmp_path).keys()
    found = exported(store, clerk, tmp_path, own=True)
    assert "d2/desk.json" not in found
    assert [user["name"] for user in found["account.json"]["users"]] == ["clerk"]


def test_a_reviewers_export_holds_the_papers_and_the_units_does_not(store: Store, clerk: str, tmp_path: Path) -> None:
    reviewer = store.accounts.add("reviewer", PASSWORD, unit="财政局", role=REVIEWER).id
    store.workflow.move(clerk, "d1", "送审")
    store.reviews.save(reviewer, "d1", Paper(opinion="未送出的意见"))
    assert exported(store, reviewer, tmp_path)["reviews.json"][0]["opinion"] == "未送出的意见"
    assert "未送出的意见" not in str(exported(store, clerk, tmp_path))


def test_a_closed_account_can_still_be_handed_out(store: Store, clerk: str, tmp_path: Path) -> None:
    store.accounts.set_disabled("clerk")
    assert "d1/desk.json" in exported(store, clerk, tmp_path)


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(store: Store, clerk: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="写不了"):
        store.belongings.export(clerk, tmp_path / "none" / "mine.zip")
    assert not list(tmp_path.rglob("*.part"))


def test_a_purge_removes_what_was_put_aside_and_leaves_the_rest(store: Store, clerk: str) -> None:
    store.desks.save(clerk, desk("d2"), {})
    for name in ("d1", "d2"):
        store.files.keep(clerk, name, f"{name}.xlsx", name.encode())
    store.desks.remove(clerk, ["d1"])
    assert store.belongings.purge() == 0
    assert store.belongings.purge(days=0) == 1
    assert store.desks.bring_back(clerk, ["d1"]) == 0
    assert store.desks.load(clerk, "d2") is not None
    assert store.files.of_desk(clerk, "d2") == ("d2.xlsx", b"d2")
    assert [p.read_bytes() for p in (store.data / "files").rglob("*") if p.is_file()] == [b"d2"]
    with store.database.read() as session:
        assert list(audit.broken(session)) == []


def test_a_purged_user_is_gone_with_all_tables_and_the_log_stays_whole(store: Store, clerk: str) -> None:
    mark = "机密往来七三五"
    kept = store.desks.load(clerk, "d1")
    assert kept is not None
    store.desks.save(clerk, edited(kept, "goal", mark), {"name": mark})
    store.desks.keep_typing(clerk, "d1", "narrative", mark)
    store.desks.set_setting(clerk, "note", mark)
    store.files.keep(clerk, "d1", f"{mark}.txt", mark.encode())
    store.workflow.move(clerk, "d1", "送审", opinion=mark)
    with pytest.raises(Refused):
        store.accounts.log_in("clerk", "wrong password")
    assert store.belongings.purge_user("clerk") == 1
    assert store.accounts.all() == []
    with pytest.raises(Refused):
        store.accounts.log_in("clerk", PASSWORD)
    with store.database.write() as session:
        session.execute(Base.metadata.tables["login_attempt"].delete())  # of the line above
    assert mark not in everything(store)
    assert "'clerk'" not in everything(store)
    assert not [path for path in (store.data / "files").rglob("*") if path.is_file()]
    with store.database.read() as session:
        assert list(audit.broken(session)) == []
        assert session.scalar(select(func.count()).select_from(Base.metadata.tables["audit_entry"]))


def test_purging_one_user_leaves_what_others_put_aside(store: Store, clerk: str) -> None:
    other = store.accounts.add("other", PASSWORD, unit="教育局").id
    store.desks.save(other, desk("d2"), {})
    store.files.keep(other, "d2", "a.txt", b"theirs")
    store.desks.remove(other, ["d2"])
    store.belongings.purge_user("clerk")
    assert store.desks.bring_back(other, ["d2"]) == 1
    assert store.files.of_desk(other, "d2") == ("a.txt", b"theirs")


def test_what_waited_for_a_reviewer_who_is_gone_can_be_taken_up_by_another(store: Store, clerk: str) -> None:
    first = store.accounts.add("first", PASSWORD, unit="财政局", role=REVIEWER).id
    second = store.accounts.add("second", PASSWORD, unit="财政局", role=REVIEWER).id
    store.workflow.move(clerk, "d1", "送审", reviewer_id=first)
    with pytest.raises(NotFound):
        store.workflow.move(second, "d1", "通过")
    store.accounts.set_disabled("first")
    assert store.workflow.move(second, "d1", "通过") == "通过"


def test_purging_the_single_user_empties_the_desk_and_does_not_shut_the_program(tmp_path: Path) -> None:
    store = Store(tmp_path)
    local = store.accounts.single_user().id
    store.desks.save(local, desk(), {})
    assert store.belongings.purge_user(LOCAL) == 1
    assert store.accounts.single_user().id == local
    assert store.desks.save(local, desk("d2"), {}).revision == 1
    store.close()
