"""What shall never be lost: typing, two texts for one draft, the history, tables put aside, all data of a user."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from starlette.testclient import TestClient

from store.desk import Desk
from store.errors import Unavailable
from tests.ui.conftest import GRADIO, PASSWORD, Served, Visitor
from tests.ui.test_fill_browser import paste, sample, type_over
from ui import keeping, opening, session, writing
from ui.acting import act_on_card
from ui.panels.fill import Fill
from ui.panels.wire import PANES, as_updates, guarded
from ui.session import Office
from ui.tokens import COOKIE

Visit = Callable[..., Visitor]


def client(office: Office, name: str) -> TestClient:
    """A browser in which that user, who is made for it, is logged in."""
    office.store.accounts.add(name, PASSWORD, unit=f"{name}的单位")
    app = FastAPI()
    keeping.add_routes(app, office)
    return TestClient(app, cookies={COOKIE: office.store.accounts.log_in(name, PASSWORD)})


def drafted(office: Office, user: str, desk: Desk) -> Desk:
    from assistant.draft.task import Draft, Task

    text = "全年完成接待27次。"
    base = writing.ground(desk)
    claims = writing.held_against(base, "narrative", text)
    made = Draft(Task("narrative"), text, (), (), "template", claims, "faithful", "")
    done = writing.as_card(desk, made)
    return session.change(office, user, desk.id, lambda d: writing.finished(d, done))


def test_what_is_typed_is_given_back_to_who_typed_it_and_to_nobody_else(office: Office) -> None:
    mine, other = client(office, "甲"), client(office, "乙")
    owner = office.store.accounts.of_name("甲")
    assert owner is not None
    desk = opening.open_sample(office, owner.id, 1)
    address = f"/typing/{desk.id}"
    assert mine.post(address, json={"fact": "R1.deviation_note", "text": "因疫情取消三批"}).status_code == 204
    assert mine.get(address).json() == {"R1.deviation_note": "因疫情取消三批"}
    assert other.get(address).json() == {}
    assert other.post(address, json={"fact": "goal", "text": "改掉"}).status_code == 409
    assert other.get(f"/past/{desk.id}").status_code == 409
    assert mine.post(address, json={"fact": "R1.deviation_note", "text": ""}).status_code == 204
    assert mine.get(address).json() == {}
    assert mine.post(address, json={"fact": "goal", "text": "长" * 40_000}).status_code == 413
    assert mine.post(address, content=b"[1]").status_code == 413


def test_a_table_put_aside_comes_back_for_its_unit_only(office: Office) -> None:
    mine, other = client(office, "甲"), client(office, "乙")
    owner = office.store.accounts.of_name("甲")
    assert owner is not None
    desk = opening.open_sample(office, owner.id, 1)
    shown = Fill(office).remove(owner.id, {"id": desk.id})
    assert 'data-act="bring-back"' in as_updates(shown)[1 + PANES.index("notice")]
    assert "接待费" in mine.get("/removed").text
    assert "接待费" not in other.get("/removed").text
    assert other.post(f"/removed/{desk.id}").status_code == 409
    assert mine.post(f"/removed/{desk.id}").json() == {"back": 1}
    assert session.load(office, owner.id, desk.id).id == desk.id


def test_all_data_of_a_user_are_one_zip_without_those_of_others(office: Office) -> None:
    mine, other = client(office, "甲"), client(office, "乙")
    owner = office.store.accounts.of_name("甲")
    assert owner is not None
    desk = opening.open_sample(office, owner.id, 1)
    answer = mine.get("/export/mine")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert f"{desk.id}/desk.json" in names
    assert not any(
        desk.id in name for name in zipfile.ZipFile(io.BytesIO(other.get("/export/mine").content)).namelist()
    )


def test_nobody_without_a_login_gets_anything(office: Office) -> None:
    logged_in = client(office, "甲")
    stranger = TestClient(logged_in.app)
    for address in ("/typing/x", "/past/x", "/removed", "/export/mine"):
        assert stranger.get(address).status_code == 401


def test_two_people_in_one_draft_see_both_texts_and_can_put_them_together(
    office: Office, user: str, desk: Desk
) -> None:
    desk = drafted(office, user, desk)
    card = desk.open_cards[0]
    first = act_on_card(office, user, desk.id, card.id, "save", text="甲写的：接待27次。", n=1)
    assert len(first.open_cards[0].versions) == 2
    page = Fill(office)
    event = {"desk": desk.id, "card": card.id, "do": "save", "n": "1", "text": "<i>乙写的</i>：接待27次。"}
    html = as_updates(page.card(user, event))[1 + PANES.index("notice")]
    assert "甲写的" in html
    assert "&lt;i&gt;乙写的" in html
    assert "<i>乙" not in html
    assert f'data-card-id="{card.id}" data-n="2"' in html
    assert len(session.load(office, user, desk.id).open_cards[0].versions) == 2
    merged = act_on_card(office, user, desk.id, card.id, "save", text="甲和乙写的：接待27次。", n=2)
    assert merged.open_cards[0].version.text == "甲和乙写的：接待27次。"
    again = act_on_card(office, user, desk.id, card.id, "save", text="甲和乙写的：接待27次。", n=2)
    assert len(again.open_cards[0].versions) == 3


def test_the_history_tells_each_cell_before_and_after_newest_first(office: Office, user: str, desk: Desk) -> None:
    from ui import past

    session.edit_cell(office, user, desk.id, "R1.score", "13.5")
    session.edit_cell(office, user, desk.id, "R1.deviation_note", "<b>因疫情</b>")
    html = past.past(office, user, desk.id)
    assert html.index("I12") < html.index("H12")
    assert "&lt;b&gt;" in html
    assert "<b>因" not in html
    assert re.search(r'data-fact="R1.score" data-text="15" data-before="13.5"', html)


def test_an_outage_is_one_notice_and_the_edit_is_offered_again(
    office: Office, user: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise Unavailable("数据库暂时连不上，没有保存。您写的内容还在页面上，请稍等再试。")

    page = Fill(office)
    monkeypatch.setattr(office.store.desks, "load", gone)
    event = {"desk": desk.id, "fact": "R1.actual", "text": "29次", "before": "27次", "key": "k1"}
    shown = guarded(page.edit, user, event)
    assert shown.again
    assert len(shown.notices) == 1
    values = as_updates(shown, event)
    assert 'data-ack=""' in values[0]  # stays in the page's outbox
    assert values[1 + PANES.index("notice")].count('class="z notice') == 1
    assert guarded(page.undo, user, event).panes == {}
    monkeypatch.undo()
    assert guarded(page.edit, user, event).notices == ()
    assert session.load(office, user, desk.id).table.text("R1.actual") == "29次"


@pytest.mark.browser
@pytest.mark.filterwarnings(GRADIO)
def test_what_was_half_written_is_offered_after_the_browser_was_closed(visit: Visit, served: Served) -> None:
    name = "写了一半的人"
    page = visit(name, width=1366, height=768).open()
    paste(page, sample(1))
    page.locator('#form td[data-fact="R1.deviation_note"]').dblclick()
    with page.expect_response(lambda r: "/typing/" in r.url and r.request.method == "POST" and r.ok):
        page.locator(".editor textarea").fill("因疫情取消三批调研接待")
    desk = page.get_attribute("#bar [data-desk]", "data-desk") or ""
    page.goto("about:blank")

    page = visit(name, locale="en-US").open()
    offer = page.locator("#notice .notice", has_text="写到一半")
    expect(offer).to_contain_text("因疫情取消三批调研接待")
    offer.get_by_text("接着写").click()
    expect(page.locator(".editor textarea")).to_have_value("因疫情取消三批调研接待")
    with page.expect_response(lambda r: "/typing/" in r.url and r.request.method == "POST" and r.ok):
        page.locator(".editor textarea").press("Enter")
    expect(page.locator('#form td[data-fact="R1.deviation_note"] .t')).to_have_text("因疫情取消三批调研接待")
    account = served.office.store.accounts.of_name(name)
    assert served.office.store.desks.typing(account.id, desk) == {}

    type_over(page, "R1.score", "13.5")
    expect(page.locator("#bar .scores")).to_contain_text("95.40")
    page.click('#bar [data-act="past"]')
    page.locator("#layer .past .done", has_text="H12").get_by_text("恢复").click()
    expect(page.locator('#form td[data-fact="R1.score"] .t')).to_have_text("15")


@pytest.mark.browser
@pytest.mark.filterwarnings(GRADIO)
def test_two_pages_in_one_cell_see_both_texts_and_merge_them_in_a_field(visit: Visit) -> None:
    first, second = visit("两个窗口"), visit("两个窗口")
    page = first.open()
    paste(page, sample(1))
    other = second.open()
    note = '#form td[data-fact="R1.deviation_note"]'
    type_over(page, "R1.deviation_note", "甲写的原因。")
    expect(page.locator("#bar .saved")).to_contain_text("已保存")
    type_over(other, "R1.deviation_note", "乙写的措施。")
    notice = other.locator("#notice .notice.error")
    expect(notice).to_contain_text("甲写的原因。")
    expect(notice).to_contain_text("乙写的措施。")
    expect(other.locator(f"{note} .t")).to_have_text("甲写的原因。")
    notice.get_by_text("合并").click()
    other.fill("#layer .merge textarea", "甲写的原因。乙写的措施。")
    other.click("#layer .merge [data-save]")
    expect(other.locator(f"{note} .t")).to_have_text("甲写的原因。乙写的措施。")
    expect(other.locator("#notice .notice.error")).to_have_count(0)
