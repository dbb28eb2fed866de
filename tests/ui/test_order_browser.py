"""Answers that come in out of order, and panes that are drawn anew under the user's hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import GRADIO, Visitor
from tests.ui.test_fill_browser import paste, sample

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings(GRADIO)]
Visit = Callable[..., Visitor]
ANSWER = """([nav, rev, at, text]) => {
    const {element, props} = window.panes.side;
    const of = document.querySelector('#bar [data-desk]').dataset.desk;
    const mark = `<i hidden data-nav="${nav}" data-of="${of}" data-rev="${rev}" data-at="${at}"></i>`;
    props.value = mark + `<p class="z probe">${text}</p>`;
    const drawn = () => new Promise((done) => setTimeout(done, 100));
    return drawn().then(() => {  // Gradio tells of what Python sent only
        window.dispatchEvent(new CustomEvent('ziping:pane', {detail: {element, props}}));
        return drawn().then(() => element.textContent);
    });
}"""


def listening(page: Page) -> Page:
    """The page with a table open, and the panes within reach of the test."""
    page.evaluate(
        "window.panes = {}; window.addEventListener('ziping:pane', (e) => "
        "{ const el = e.detail.element; if (el.closest('#side')) window.panes.side = e.detail; })"
    )
    paste(page, sample(1))
    page.wait_for_function("window.panes.side")
    return page


def test_an_older_state_never_takes_the_place_of_a_newer_one(visit: Visit) -> None:
    page = listening(visit().open())
    now = page.evaluate("({...document.querySelector('#side [data-at]').dataset})")
    nav, rev, at = int(now["nav"]), int(now["rev"]), int(now["at"])
    assert "新" in page.evaluate(ANSWER, [nav, rev + 1, at + 1, "新"])
    assert "旧" not in page.evaluate(ANSWER, [nav, rev, at + 2_000_000, "旧"])  # later sent, of an older desk
    assert "旧" not in page.evaluate(ANSWER, [nav - 1, rev + 9, at + 2_000_000, "旧"])  # of the table left before
    assert "更新" in page.evaluate(ANSWER, [nav, rev + 1, at + 2_000_000, "更新"])


def test_what_is_typed_into_a_draft_stays_when_the_pane_is_drawn_anew(visit: Visit) -> None:
    page = visit().open()
    paste(page, sample(1))
    page.click('[data-hint="起草实际完成情况"]')
    page.locator("#side .draft.open footer [data-mode=edit]").click()
    area = page.locator("#side [data-draft-text]")
    area.fill("写到一半的话")
    before = page.get_attribute("#side [data-at]", "data-at")
    page.evaluate("zipingTrigger('z_stop', {desk: document.querySelector('#bar [data-desk]').dataset.desk, nav: 1})")
    expect(page.locator("#side [data-at]")).not_to_have_attribute("data-at", before or "")
    expect(area).to_have_value("写到一半的话")
    expect(area).to_be_focused()
    area.press_sequentially("，接着写")
    expect(area).to_have_value("写到一半的话，接着写")


LATE_CLOSE = """
const plain = window.fetch;
window.fetch = async (...args) => {
    const answer = await plain(...args);
    if (!answer.url.includes('/queue/data')) return answer;
    const late = new TransformStream({
        async transform(chunk, out) {
            if (new TextDecoder().decode(chunk).includes('close_stream')) {
                window.closing = true;
                await new Promise((done) => setTimeout(done, 700));
                window.closing = false;
            }
            out.enqueue(chunk);
        },
    });
    return new Response(answer.body.pipeThrough(late), {status: answer.status, headers: answer.headers});
};
"""


def test_an_event_sent_while_the_stream_of_answers_closes_is_answered(visit: Visit) -> None:
    """Gradio's client takes a stream that is closing for an open one, and never hears the answer (js/nudge.js)."""
    visitor = visit()
    visitor.page.add_init_script(LATE_CLOSE)
    page = visitor.open()
    page.click('[data-act="blank"]')
    page.wait_for_selector("#form .zf")
    rows = page.locator("#form tr.indicator").count()
    page.evaluate(
        """() => {
            const row = () => document.querySelector('#form [data-act="row"]').click();
            const watch = setInterval(() => { if (window.closing) { clearInterval(watch); row(); } }, 5);
            row();
        }"""
    )
    expect(page.locator("#form tr.indicator")).to_have_count(rows + 2)
