"""What the page can do, without a browser: the functions of ui.session, ui.opening, ui.talk on a real store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forms.errors import FormError
from forms.read import read_file
from store.desk import Desk
from store.store import Store
from ui import exports, opening, session, talk
from ui.acting import act_on_card
from ui.panels.fill import Fill
from ui.panels.review import ReviewPage
from ui.panels.wire import PANES, as_updates
from ui.preferences import Preferences, keep, preferences
from ui.session import Office, Refusal
from ui.shelf import Shelf


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    store = Store(tmp_path_factory.mktemp("data"))
    yield Office(Shelf(store))
    store.close()


@pytest.fixture(scope="module")
def user(office: Office) -> str:
    return office.store.accounts.single_user().id


@pytest.fixture
def desk(office: Office, user: str) -> Desk:
    """接待费, opened anew from its paste."""
    blocks = opening.SAMPLES.read_text(encoding="utf-8").split("项目支出绩效自评表")
    return opening.open_text(office, user, "项目支出绩效自评表" + blocks[1])


def said(office: Office, user: str, desk: Desk, text: str) -> Desk:
    async def run() -> Desk:
        last = desk
        async for step in talk.said(office, user, desk.id, text):
            last = step.desk
        return last

    with ThreadPoolExecutor(1) as beside:  # the browser tests keep a loop running in this thread
        return beside.submit(asyncio.run, run()).result()


def test_a_sample_that_is_open_is_shown_again(office: Office, user: str) -> None:
    first = opening.open_sample(office, user, 2)
    assert opening.open_sample(office, user, 2).id == first.id
    assert session.current(office, user) is not None


def test_a_text_that_is_no_table_says_what_to_do(office: Office, user: str) -> None:
    with pytest.raises(FormError) as caught:
        opening.open_text(office, user, "没有表格")
    assert caught.value.todo


def test_an_edit_is_judged_saved_and_taken_back(office: Office, user: str, desk: Desk) -> None:
    changed = session.edit_cell(office, user, desk.id, "R1.score", "13.5")
    assert not any(f.rule == "SC01" for f in session.checked(office, user, changed).findings)
    assert session.load(office, user, desk.id).table.indicators[0].score == "13.5"
    assert session.undo(office, user, desk.id).table.indicators[0].score == "15"
    assert session.redo(office, user, desk.id).table.indicators[0].score == "13.5"


def test_a_score_above_its_points_and_a_cell_that_is_none_are_refused(office: Office, user: str, desk: Desk) -> None:
    with pytest.raises(Refusal, match="不能超过分值 15"):
        session.edit_cell(office, user, desk.id, "R1.score", "16")
    with pytest.raises(Refusal):
        session.edit_cell(office, user, desk.id, "R99.score", "1")


def test_two_tabs_do_not_lose_each_others_edits(office: Office, user: str, desk: Desk) -> None:
    stale = session.load(office, user, desk.id)
    session.edit_cell(office, user, desk.id, "R1.actual", "28次")
    after = session.change(office, user, desk.id, lambda d: session.desks.edited(d, "R2.actual", "98%"))
    assert stale.revision < after.revision
    assert set(after.changed) == {"R1.actual", "R2.actual"}


def test_two_people_in_one_cell_see_both_texts_and_neither_is_lost(office: Office, user: str, desk: Desk) -> None:
    first = session.edit_cell(office, user, desk.id, "R1.actual", "28次", before="27次")
    with pytest.raises(session.Overtaken) as caught:
        session.edit_cell(office, user, desk.id, "R1.actual", "29次", before="27次")
    assert (caught.value.theirs, caught.value.mine) == ("28次", "29次")
    assert session.load(office, user, desk.id) == first
    chosen = session.edit_cell(office, user, desk.id, "R1.actual", "29次", before="28次")
    assert chosen.table.text("R1.actual") == "29次"
    assert session.edit_cell(office, user, desk.id, "R1.actual", "28次", before="27次") == chosen  # sent again


def test_the_notice_of_an_overtaken_edit_offers_ones_own_text_and_escapes_both(
    office: Office, user: str, desk: Desk
) -> None:
    page = Fill(office)
    page.edit(user, {"desk": desk.id, "fact": "goal", "text": "<b>甲</b>", "before": desk.table.goal})
    shown = page.edit(user, {"desk": desk.id, "fact": "goal", "text": '"><i>乙', "before": desk.table.goal})
    html = as_updates(shown)[1 + PANES.index("notice")]
    assert "改用我写的" in html
    assert 'data-before="&lt;b&gt;甲&lt;/b&gt;"' in html
    assert "<i>乙" not in html
    assert "甲" in shown.panes["form"]


def test_ignoring_needs_a_reason_and_can_be_taken_back(office: Office, user: str, desk: Desk) -> None:
    with pytest.raises(Refusal):
        session.ignore(office, user, desk.id, "SC01", 1, " ")
    ignored = session.ignore(office, user, desk.id, "SC01", 1, "已补充佐证材料")
    assert session.judge(office, user, ignored).marks.count("error") == 0
    assert session.judge(office, user, session.restore(office, user, desk.id)).marks.count("error") == 1


def test_another_users_desk_is_not_there(office: Office, user: str, desk: Desk) -> None:
    other = office.store.accounts.of_name("别人") or office.store.accounts.add("别人", "Zi-ping-2026-试用", unit="别处")
    with pytest.raises(Refusal, match="不是您的"):
        session.load(office, other.id, desk.id)
    with pytest.raises(Refusal):
        exports.export(office, other.id, "xlsx", desk.id)


def test_a_cause_that_is_told_goes_into_the_draft(office: Office, user: str, desk: Desk) -> None:
    drafted = said(office, user, desk, "起草实际完成情况")
    card = drafted.open_cards[0]
    assert "27次" in card.version.text
    assert session.judge(office, user, drafted).marks.group("待补充")
    told = said(office, user, desk, "原因是来访单位减少，结余由财政收回")
    assert "财政收回" in told.open_cards[0].version.text
    assert len(told.open_cards[0].versions) == 2
    taken = act_on_card(office, user, desk.id, card.id, "accept")
    assert "财政收回" in (taken.table.narrative or "")
    assert not taken.open_cards
    assert session.undo(office, user, desk.id).open_cards  # the draft is open again


def test_a_wrong_number_in_a_draft_blocks_and_can_be_replaced(office: Office, user: str, desk: Desk) -> None:
    card = said(office, user, desk, "起草实际完成情况").open_cards[0]
    wrong = act_on_card(office, user, desk.id, card.id, "save", text="全年完成接待28次，接待满意度99%。")
    claims = wrong.open_cards[0].version.claims
    n = next(i for i, claim in enumerate(claims) if claim.verdict == "contradicted")
    assert session.judge(office, user, wrong).marks.group("文字不符")
    right = act_on_card(office, user, desk.id, card.id, "replace", n=n)
    assert "27次" in right.open_cards[0].version.text
    assert not session.judge(office, user, right).marks.group("文字不符")


def test_a_question_is_answered_with_its_cells(office: Office, user: str, desk: Desk) -> None:
    turn = said(office, user, desk, "年接待次数完成了多少").turns[-1]
    assert turn.answered
    assert "27次" in turn.text
    assert "F12" in {citation.place for citation in turn.citations}


def test_a_text_changed_by_hand_is_held_against_the_table(office: Office, user: str, desk: Desk) -> None:
    changed = session.edit_cell(office, user, desk.id, "narrative", "全年接待28次，惠及群众3万人。")
    lines = session.judge(office, user, changed).marks.group("文字不符")
    assert any("28次" in line.text for line in lines)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "list", "paper"])
def test_every_export_is_a_file_that_opens(office: Office, user: str, desk: Desk, kind: str, tmp_path: Path) -> None:
    made = exports.export(office, user, kind, desk.id)
    assert made.name.startswith("接待费")
    if kind in {"xlsx", "docx"}:
        out = tmp_path / f"out.{kind}"
        out.write_bytes(made.content)
        assert read_file(out).tables[0].project_name == "接待费"
        assert "未核对" in made.name


def test_a_paste_has_no_file_of_its_own_to_fill_in(office: Office, user: str, desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有可以填回的原文件"):
        exports.export(office, user, "own", desk.id)


def test_a_register_that_was_set_reaches_the_draft(office: Office, user: str, desk: Desk) -> None:
    usual = said(office, user, desk, "起草实际完成情况").open_cards[0].version.text
    keep(office.shelf, user, Preferences(register="plain"))
    try:
        plain = said(office, user, desk, "起草实际完成情况").open_cards[0].version
    finally:
        keep(office.shelf, user, Preferences())
    assert preferences(office.shelf, user).register == ""
    assert plain.text != usual
    assert "27次" in plain.text
    assert not [c for c in plain.claims if c.verdict in {"contradicted", "unsupported"}]


def test_one_user_alone_sends_in_sends_back_and_passes(office: Office, user: str, desk: Desk) -> None:
    page = ReviewPage(office)
    page.act(user, {"id": desk.id, "do": "送审"})
    page.act(user, {"id": desk.id, "do": "opinion", "value": "请按表内完成值重算得分。"})
    page.act(user, {"id": desk.id, "do": "退回"})
    shown = page.act(user, {"id": desk.id, "do": "再送审"}).panes["review"]
    assert 'data-do="通过"' in shown
    page.act(user, {"id": desk.id, "do": "通过"})
    assert office.store.workflow.state(user, desk.id) == "通过"
