"""Beyond the first table: uploads, a blank form, questions, a restart, 复核, widths and dark, what is shut."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import event

from forms.read import read_file
from tests.ui.conftest import GRADIO, PASSWORD, Served, Visitor
from tests.ui.test_fill_browser import export, paste, sample, type_over
from ui.tokens import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings(GRADIO)]
Visit = Callable[..., Visitor]
FILES = Path(__file__).parents[2] / "eval_sets" / "samples"


def opened(page: Page) -> Page:
    page.wait_for_selector("#form .zf")
    return page


def test_files_of_two_kinds_are_opened_and_filled_in(visit: Visit, tmp_path: Path) -> None:
    page = visit().open()
    page.set_input_files("#files input[type=file]", [FILES / "xlsx" / "01.xlsx", FILES / "docx" / "07.docx"])
    opened(page)
    expect(page.locator("#bar .step")).to_contain_text("1 / 2")
    type_over(page, "R1.actual", "31次")
    expect(page.locator('#form td[data-fact="R1.actual"]')).to_have_class(re.compile("changed"))
    table = read_file(export(page, "填回原文件", tmp_path)).tables[0]
    assert table.indicators[0].actual == "31次"
    assert table.narrative == read_file(FILES / "xlsx" / "01.xlsx").tables[0].narrative


def test_a_file_that_is_none_is_told_with_its_name(visit: Visit, tmp_path: Path) -> None:
    bad = tmp_path / "坏文件.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    page = visit().open()
    page.set_input_files("#files input[type=file]", bad)
    expect(page.locator("#notice .notice.error")).to_contain_text("坏文件.xlsx")


def test_from_a_blank_form_to_a_finished_one(visit: Visit) -> None:
    page = visit().open()
    page.click('[data-act="blank"]')
    opened(page)
    expect(page.locator("#bar .gate")).to_be_visible()
    for fact, text in {
        "project_name": "接待费",
        "goal": "全年接待不少于30次。",
        "R1.level3": "接待次数",
        "R1.target": "≥30次",
        "R1.actual": "30次",
        "R1.points": "50",
        "R1.score": "50",
    }.items():
        type_over(page, fact, text)
        expect(page.locator(f'#form td[data-fact="{fact}"] .t')).to_have_text(text)
    rows = page.locator("#form tr.indicator").count()
    page.locator('#form [data-act="row"]').first.dispatch_event("click")
    expect(page.locator("#form tr.indicator")).to_have_count(rows + 1)
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("30次")
    page.click('[data-hint="起草实际完成情况"]')
    expect(page.locator("#side .draft.open")).to_contain_text("30次")


def test_an_empty_class_becomes_an_indicator_by_typing(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.locator('#form td[data-place="D16"]').dblclick()
    page.locator(".editor textarea").fill("节约成本")
    page.locator(".editor textarea").press("Enter")
    expect(page.locator('#form td[data-fact="R7.level3"]')).to_have_text("节约成本")
    expect(page.locator('#form td[data-fact="R7.level3"]')).to_have_attribute("data-place", "D16")


def test_a_citation_leads_to_its_cell(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.fill("#say", "年接待次数完成了多少")
    page.press("#say", "Enter")
    answer = page.locator("#side .answer").last
    expect(answer).to_contain_text("27次")
    answer.locator(".tag", has_text="F12").first.click()
    expect(page.locator('#form td[data-place="F12"]')).to_have_class(re.compile("selected"))


def test_nothing_is_lost_when_the_server_goes_and_comes_back(visit: Visit, served: Served) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.fill("#say", "写了一半")
    served.stop()
    try:
        type_over(page, "R1.actual", "29次")
        expect(page.locator("#notice .offline")).to_contain_text("您写的内容已留在浏览器里", timeout=20_000)
        assert not page.get_by_text("Connection").filter(visible=True).count()
    finally:
        served.start()
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("29次", timeout=25_000)
    expect(page.locator("#notice .offline")).to_have_count(0, timeout=25_000)
    expect(page.locator("#say")).to_have_value("写了一半")
    page.reload()
    opened(page)
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("29次")


def test_a_login_that_ends_in_the_middle_of_work_is_told_and_nothing_typed_is_lost(
    visit: Visit, served: Served
) -> None:
    visitor = visit("过期的人")
    page = visitor.open()
    paste(page, sample(1))
    page.fill("#say", "写了一半")
    old = next(c["value"] for c in visitor.context.cookies() if c["name"] == COOKIE)
    served.office.store.accounts.log_out(old)
    type_over(page, "R1.actual", "29次")
    expect(page.locator("#notice .offline")).to_contain_text("登录已过期", timeout=20_000)
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("29次")
    with visitor.context.expect_page() as opened_:
        page.click("#notice .offline button")
    login = opened_.value
    login.fill("#name", "过期的人")
    login.fill("#password", PASSWORD)
    login.click("button[type=submit]")
    login.wait_for_url(served.url)
    login.close()
    expect(page.locator("#notice .offline")).to_have_count(0, timeout=25_000)
    expect(page.locator("#bar .saved")).to_contain_text("已保存", timeout=15_000)
    expect(page.locator("#say")).to_have_value("写了一半")
    page.reload()
    opened(page)
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("29次")


def test_an_edit_that_the_database_cannot_keep_now_is_kept_once_it_can(visit: Visit, served: Served) -> None:
    page = visit().open()
    paste(page, sample(1))
    engine = served.office.store.database.engine
    engine.dispose()
    event.listen(engine, "connect", _read_only)
    try:
        type_over(page, "R1.actual", "29次")
        expect(page.locator("#notice .notice.error")).to_contain_text("只读", timeout=20_000)
    finally:
        event.remove(engine, "connect", _read_only)
        engine.dispose()
    expect(page.locator("#bar .saved")).to_contain_text("已保存", timeout=30_000)
    page.reload()
    opened(page)
    expect(page.locator('#form td[data-fact="R1.actual"] .t')).to_have_text("29次")


def _read_only(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def test_a_table_is_reviewed_sent_back_and_received_again(visit: Visit, served: Served) -> None:
    accounts = served.office.store.accounts
    if accounts.of_name("复核员") is None:
        accounts.add("复核员", "Zi-ping-2026-试用", unit="财政局", role="复核人")
    unit, reviewer = visit("报送员"), visit("复核员")
    page = unit.open()
    paste(page, sample(7))
    page.click('.top [data-tab="review"]')
    page.click('#review [data-do="送审"]')
    expect(page.locator("#review tbody tr").first).to_contain_text("送审")

    other = reviewer.open()
    other.click('.top [data-tab="review"]')
    other.click('#review tr[data-name="综合管理工作经费"]')
    score = other.locator('#review .rows tr:not(.calm) [data-do="score"]').first
    score.fill("0")
    score.press("Tab")
    expect(other.locator("#review .figures .mine")).not_to_have_text("—")
    other.click('#review [data-do="write"]')
    expect(other.locator("#review [data-opinion]")).to_have_value(re.compile("请修改"))
    other.click('#review button[data-act="opinion-edit"]')
    other.fill("#review [data-opinion]", "请按表内完成值重算得分。")
    other.locator("#review [data-opinion]").blur()
    expect(other.locator("#review .opinion > .say")).to_contain_text("请按表内完成值重算得分")
    other.click('#review [data-do="退回"]')
    expect(other.locator('#review tr[aria-current="true"]')).to_contain_text("退回")

    page.reload()
    page.wait_for_selector("#review .opinion")
    expect(page.locator("#review .opinion")).to_contain_text("退回")
    page.click("#review .right [data-go]")
    type_over(page, "narrative", "已按意见改过。")
    page.click('.top [data-tab="review"]')
    expect(page.locator("#review .since summary")).to_contain_text("改了 1 处")
    page.click('#review [data-do="再送审"]')
    expect(page.locator('#review tr[aria-current="true"]')).to_contain_text("再送审")

    other.reload()
    other.click('#review tr[data-name="综合管理工作经费"]')
    other.click("#review .since summary")
    expect(other.locator("#review .since .cells")).to_contain_text("已按意见改过")


def test_the_page_fits_a_narrow_window(visit: Visit) -> None:
    page = visit(width=800, height=900).open()
    paste(page, sample(1))
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    page.click('[data-hint="起草实际完成情况"]')
    card = page.locator("#form tr.slot .draft")
    expect(card).to_be_visible()
    box, field = card.bounding_box(), page.locator('#form td[data-fact="narrative"]').bounding_box()
    assert box
    assert field
    assert abs(box["y"] - (field["y"] + field["height"])) < 8  # the card opens directly under its field
    expect(page.locator("#side .dock")).to_be_visible()


def test_dark_is_dark_and_legible(visit: Visit) -> None:
    page = visit(width=1440, height=900, color_scheme="dark").open()
    paste(page, sample(9))
    ratio = page.evaluate(
        """() => {
            const light = colour => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
                    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            return [...document.querySelectorAll('#form td .t, #bar .scores span, #check button, .top a')].map(e => {
                let back = e;
                while (getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
                const [a, b] = [light(getComputedStyle(e).color), light(getComputedStyle(back).backgroundColor)];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            }).reduce((least, r) => Math.min(least, r), 21);
        }"""
    )
    assert ratio >= 4.5
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#form td.cell')).backgroundColor") == "rgb(26, 30, 35)"
    )


def test_the_rule_page_and_the_settings(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.click('.top [data-tab="help"]')
    page.click('#help a[href="#help/SC01"]')
    expect(page.locator("#help article")).to_contain_text("财预〔2020〕10号")
    expect(page.locator("#help aside")).to_contain_text("接待费")
    page.click('.top [data-tab="settings"]')
    page.click('#settings [data-act="rule-off"][data-code="SC01"]')
    page.fill("#layer .ask textarea", "本市另有口径")
    page.click("#layer .ask .solid")
    expect(page.locator("#settings")).to_contain_text("已停用：本市另有口径")
    page.click('.top [data-tab="fill"]')
    page.reload()
    opened(page)
    expect(page.locator("#bar .counts")).to_contain_text("须改 0")


def test_what_is_no_api_is_shut(visit: Visit) -> None:
    one = visit()
    page = one.open()
    get, post = one.context.request.get, one.context.request.post
    named = get(f"{one.url}gradio_api/info").json()["named_endpoints"]
    assert list(named) == ["/chat"]
    for path in ("gradio_api/call/run", "gradio_api/run/predict", "gradio_api/component_server", "gradio_api/api/run"):
        assert post(f"{one.url}{path}", data={"data": []}).status in {404, 405}
    assert get(f"{one.url}gradio_api/file=/etc/hostname").status == 404
    assert "Traceback" not in page.inner_text("body")


def test_chat_answers_a_script_behind_the_same_login(visit: Visit) -> None:
    one = visit()
    asked = one.context.request.post(f"{one.url}gradio_api/call/chat", data={"data": ["执行率是多少", sample(1)]})
    said = one.context.request.get(f"{one.url}gradio_api/call/chat/{asked.json()['event_id']}").text()
    assert "event: complete" in said
    assert "69.28%" in said
    nobody = one.page.context.browser.new_context()
    refused = nobody.request.post(f"{one.url}gradio_api/call/chat", data={"data": ["执行率是多少", ""]})
    assert refused.status == 401
    nobody.close()
