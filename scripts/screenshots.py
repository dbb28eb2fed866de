"""The pictures of README and guide, taken from the running app with the samples: `make screenshots`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from app import build_app
from ui.office import open_office
from ui.terminal.serve import listen

OUT = Path(__file__).parent.parent / "docs" / "images"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, NARROW, DARK = (1366, 768), (800, 1000), (1440, 900)


def main() -> None:
    if CHROMIUM is None:
        sys.exit("没有 Chromium：请先 make setup-test。")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        url, stop = served(Path(data))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            shoot(browser, url)
        stop()


def served(data: Path) -> tuple[str, Callable[[], None]]:
    """A server on a free port of this machine, and the way to end it."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(build_app(open_office(data)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.1)

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    return f"http://127.0.0.1:{listener.getsockname()[1]}/", stop


def shoot(browser: Browser, url: str) -> None:
    """One picture a page; the order matters, for every page shows what was done before."""
    page = opened(browser, url, WIDE)
    keep(page, "first")
    page.click('[data-sample="0"]')
    page.wait_for_selector("#form .zf")
    page.hover('#form td[data-fact="R1.score"] .lane')
    page.wait_for_selector("#layer .hover")
    keep(page, "finding")
    page.mouse.move(600, 60)
    page.click('[data-hint="起草实际完成情况"]')
    page.wait_for_selector("#side .draft.open")
    keep(page, "draft")
    page.locator("#side .draft .claim").nth(2).hover()
    page.wait_for_selector("#layer .hover")
    keep(page, "claim")
    page.mouse.move(600, 60)
    page.fill("#say", "为什么扣分")
    page.press("#say", "Enter")
    page.wait_for_selector("#side .answer")
    keep(page, "answer")
    page.click('[data-open="pick"]')
    keep(page, "picker")
    page.keyboard.press("Escape")
    page.click('[data-open="export"]')
    keep(page, "export")
    page.keyboard.press("Escape")
    reviewed(page)
    for tab, ready in (("settings", "#settings h1"), ("help", "#help .tour")):
        page.click(f'.top [data-tab="{tab}"]')
        page.wait_for_selector(ready)
        keep(page, tab)
    keep(opened(browser, url, NARROW), "narrow")
    keep(opened(browser, url, DARK, dark=True), "dark")


def reviewed(page: Page) -> None:
    """复核: the list with an opinion, questions about all tables, what was changed after a return, the history."""
    page.click('.top [data-tab="review"]')
    page.click('#review [data-do="write"]')
    page.wait_for_selector("#review .opinion .letter")
    keep(page, "review")
    page.click('#review [data-act="review-mode"][data-mode="ask"]')
    page.fill("#ask-all", "执行率最低的三个是哪些？")
    page.press("#ask-all", "Enter")
    page.wait_for_selector("#review .asked .answer")
    keep(page, "ask")
    page.click('#review .right [data-act="review-mode"]')
    for step, then in (("送审", "退回"), ("退回", "再送审")):
        page.click(f'#review [data-do="{step}"]')
        page.wait_for_selector(f'#review [data-do="{then}"]')
    page.click("#review .right header [data-go]")
    for fact, text in (("R1.score", "13.50"), ("total_score", "95.4")):
        page.locator(f'#form td[data-fact="{fact}"]').dblclick()
        page.fill(".editor textarea", text)
        page.press(".editor textarea", "Enter")
        page.locator("#bar .saved", has_text="已保存").wait_for()
    page.click('#bar [data-act="past"]')
    page.wait_for_selector("#layer .past")
    keep(page, "past")
    page.keyboard.press("Escape")
    page.click('.top [data-tab="review"]')
    page.click("#review .since summary")
    keep(page, "changed")


def opened(browser: Browser, url: str, size: tuple[int, int], *, dark: bool = False) -> Page:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="zh-CN"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("html[data-open=no] .first, html[data-open=yes] #form .zf")
    return page


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(700)  # hover cards and smooth scrolling come to rest
    page.screenshot(path=OUT / f"{name}.png")
    print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
