"""A draft by a model is shown as it is written, and 停止 ends it: the model is hung up on, the page is as before."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.assistant.scripted_server import Handler, scripted
from tests.ui.conftest import GRADIO, Visitor
from tests.ui.test_fill_browser import paste, sample

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings(GRADIO)]


def never_done(handler: Handler) -> None:
    """Streams one sentence, then a word now and again until somebody hangs up."""
    handler.open_stream()
    handler.event({"role": "assistant", "content": ""})
    handler.event({"content": "全年完成接待[[R1.actual]]。"})
    while not handler.server.stop.is_set():
        handler.event({"content": "工作"})
        time.sleep(0.1)


def test_a_draft_on_its_way_is_shown_and_can_be_stopped(
    visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit().open()
    paste(page, sample(1))
    with scripted(never_done, forever=True) as server:
        monkeypatch.setenv("ZIPING_BASE_URL", server.url)
        monkeypatch.setenv("ZIPING_MODEL", "scripted")
        monkeypatch.setenv("ZIPING_STRUCTURED_OUTPUT", "text")
        page.click('[data-hint="起草实际完成情况"]')
        writing = page.locator("#side .draft.writing")
        expect(writing).to_contain_text("工作")
        expect(writing.locator("footer button", has_text="采用")).to_be_disabled()
        writing.locator('[data-act="stop"]').click()
        expect(page.locator("#side .draft")).to_have_count(0)
        assert server.hung_up.wait(10)
    expect(page.locator("#side .mine")).to_have_text("起草实际完成情况")
    expect(page.locator('#form td[data-fact="narrative"]')).to_contain_text("本年按照")
