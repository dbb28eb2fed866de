"""填报 in a real browser: paste, findings, draft, cause, accept, export; edits, links, hostile text, two users."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from forms.read import read_file
from tests.ui.conftest import GRADIO, SAMPLES, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings(GRADIO)]
Visit = Callable[..., Visitor]


def sample(number: int) -> str:
    """One sample as it would be pasted."""
    blocks = SAMPLES.read_text(encoding="utf-8").split("项目支出绩效自评表")
    return "项目支出绩效自评表" + blocks[number]


def put_in(page: Page, text: str) -> None:
    """Paste `text` into the field of the first page, as the clipboard would."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            const pasted = new ClipboardEvent('paste', {clipboardData, bubbles: true});
            document.getElementById('paste').dispatchEvent(pasted);
        }""",
        text,
    )


def paste(page: Page, text: str) -> None:
    put_in(page, text)
    page.wait_for_selector("#form .zf")


def type_over(page: Page, fact: str, text: str) -> None:
    page.locator(f'#form td[data-fact="{fact}"]').dblclick()
    page.locator(".editor textarea").fill(text)
    page.locator(".editor textarea").press("Enter")


def export(page: Page, what: str, to: Path) -> Path:
    """Click an entry of the export menu and keep the file."""
    page.click('[data-open="export"]')
    with page.expect_download() as started:
        page.locator("#layer .menu .item", has_text=what).click()
    path = to / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_from_paste_to_a_filled_export(visit: Visit, tmp_path: Path) -> None:
    page = visit().open()
    paste(page, sample(1))
    expect(page.locator('#form td[data-fact="R1.score"] .m.error')).to_be_visible()
    page.hover('#form td[data-fact="R1.score"] .lane')
    expect(page.locator("#layer .finding").first).to_contain_text("未完成")
    expect(page.locator("#layer .finding").first).to_contain_text("依据")
    page.mouse.move(5, 5)

    page.click('[data-hint="起草实际完成情况"]')
    draft = page.locator("#side .draft.open")
    expect(draft).to_contain_text("27次")
    expect(draft.locator(".gap").first).to_contain_text("待补充")
    expect(draft.locator('[data-do="accept"]')).to_have_text("采用为草稿")

    question = page.locator("#side .question:not(.done)")
    expect(question).to_be_visible()
    page.fill("#say", "因疫情原因取消两批调研接待，结余资金由财政收回")
    page.press("#say", "Enter")
    expect(page.locator("#side .draft.open")).to_contain_text("草稿 2")
    expect(page.locator("#side .draft.open .body")).to_contain_text("财政收回")

    page.locator('#side .draft.open [data-do="accept"]').click()
    expect(page.locator('#form td[data-fact="narrative"]')).to_contain_text("财政收回")
    out = export(page, "Excel 表格", tmp_path)
    table = read_file(out).tables[0]
    assert "财政收回" in (table.narrative or "")
    assert table.indicators[0].actual == "27次"

    page.reload()
    page.wait_for_selector("#form .zf")
    expect(page.locator('#form td[data-fact="narrative"]')).to_contain_text("财政收回")


def test_an_edit_is_followed_by_score_and_findings(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    expect(page.locator("#bar .counts")).to_contain_text("须改 1")
    type_over(page, "R1.score", "13.5")
    type_over(page, "total_score", "95.4")
    expect(page.locator("#bar .counts")).to_contain_text("须改 0")
    expect(page.locator("#bar .scores")).to_contain_text("相差 0.00")
    page.keyboard.press("Control+z")
    expect(page.locator("#bar .scores")).to_contain_text("相差 −1.50")
    page.keyboard.press("Control+y")
    expect(page.locator("#bar .scores")).to_contain_text("相差 0.00")


def test_a_score_above_its_points_is_refused_on_the_spot(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.locator('#form td[data-fact="R1.score"]').dblclick()
    page.locator(".editor textarea").fill("16")
    expect(page.locator(".editor .bad")).to_have_text("◆ 得分不能超过分值 15")
    page.locator(".editor textarea").press("Escape")
    expect(page.locator('#form td[data-fact="R1.score"] .t')).to_have_text("15")


def test_a_wrong_number_typed_into_a_draft_turns_red_and_blocks(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.click('[data-hint="起草实际完成情况"]')
    draft = page.locator("#side .draft.open")
    draft.locator('footer [data-mode="edit"]').click()
    area = page.locator("#side [data-draft-text]")
    area.fill("全年完成接待28次，接待满意度99%。")
    draft.locator('[data-do="save"]').click()
    wrong = page.locator("#side .claim.contradicted")
    expect(wrong).to_contain_text("28次")
    expect(page.locator("#check .groups")).to_contain_text("文字不符")
    wrong.hover()
    expect(page.locator("#layer .hover")).to_contain_text("27次")
    expect(page.locator('#form td[data-fact="R1.actual"]')).to_have_class(re.compile("cited"))
    assert int(page.get_attribute("#bar [data-blocking]", "data-blocking") or 0) >= 2


def test_cell_text_is_never_markup(visit: Visit) -> None:
    page = visit().open()
    hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    text = (
        sample(1)
        .replace("年接待次数", hostile)
        .replace("因疫情原因，调研、学习减", '=HYPERLINK("http://example.com","x")')
    )
    paste(page, text)
    expect(page.locator('#form td[data-fact="R1.level3"] .t')).to_have_text(hostile)
    type_over(page, "narrative", hostile + "{{7*7}}${7*7}")
    expect(page.locator('#form td[data-fact="narrative"] .t')).to_contain_text("{{7*7}}${7*7}")
    page.fill("#say", hostile)
    page.press("#say", "Enter")
    expect(page.locator("#side .mine").last).to_have_text(hostile)
    page.click('#check [data-group="*"]')
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator("#form img, #side img, #form a, #check img, #sources img").count() == 0


def test_an_open_composition_keeps_enter_for_itself(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.fill("#say", "起草")
    page.evaluate(
        """() => {
            const area = document.getElementById('say');
            area.focus();
            const base = {key: 'Enter', bubbles: true, cancelable: true};
            const enter = more => area.dispatchEvent(new KeyboardEvent('keydown', {...base, ...more}));
            area.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
            enter({isComposing: true});
            enter({keyCode: 229});
            area.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
        }"""
    )
    page.wait_for_timeout(400)
    assert page.input_value("#say") == "起草"
    assert page.locator("#side .mine").count() == 0
    page.locator('#form td[data-fact="R1.actual"]').dblclick()
    page.locator(".editor textarea").fill("二十七次")
    page.locator(".editor textarea").dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    expect(page.locator(".editor textarea")).to_have_value("二十七次")


def test_two_users_see_only_their_own(visit: Visit) -> None:
    first, second = visit("甲"), visit("乙")
    paste(first.open(), sample(1))
    page = second.open()
    expect(page.locator(".first .recent")).to_have_count(0)
    desk = first.page.get_attribute("#bar [data-desk]", "data-desk")
    answer = second.context.request.get(f"{second.url}export/xlsx?desk={desk}")
    assert answer.status == 409
    assert "不是您的" in answer.json()["detail"]


def test_what_is_typed_survives_a_reload(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.fill("#say", "还没有发送的一句话")
    page.reload()
    page.wait_for_selector("#form .zf")
    expect(page.locator("#say")).to_have_value("还没有发送的一句话")


def test_no_word_of_gradio_is_left(visit: Visit) -> None:
    page = visit().open()
    shown = page.inner_text("body")
    for word in ("Gradio", "Built with", "Use via API", "Settings", "Loading", "Drop File Here", "Upload"):
        assert word not in shown
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.get_attribute("html", "translate") == "no"


def test_a_text_that_is_no_table_is_a_notice_that_says_what_to_do(visit: Visit) -> None:
    page = visit().open()
    put_in(page, "今天天气很好\n没有表格")
    notice = page.locator("#notice .notice.error")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("请")
    assert "Traceback" not in page.inner_text("body")
