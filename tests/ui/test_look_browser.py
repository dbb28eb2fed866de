"""The page beside the stored pictures: loose, for fonts and wording may move, a lost style sheet or pane may not.

To renew a picture after a wanted change: delete it, run the test, look at it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.ui.conftest import GRADIO, Visitor
from tests.ui.test_fill_browser import paste, sample

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings(GRADIO)]
PICTURES = Path(__file__).parent / "pictures"
CLEARLY, MOST = 60, 0.10  # of 255 in a blurred grey picture; share of such pixels


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("narrow-800", {"width": 800, "height": 900}),
        ("dark-1440", {"width": 1440, "height": 900, "color_scheme": "dark"}),
    ],
)
def test_the_page_looks_as_stored(visit: Callable[..., Visitor], name: str, options: dict[str, Any]) -> None:
    page = visit(**options).open()
    paste(page, sample(1))
    page.click('[data-hint="起草实际完成情况"]')
    page.locator(".draft.open").filter(visible=True).wait_for()
    page.mouse.move(2, 2)
    page.wait_for_timeout(800)
    shot = page.screenshot()
    stored = PICTURES / f"{name}.png"
    if not stored.exists():
        PICTURES.mkdir(exist_ok=True)
        stored.write_bytes(shot)
        pytest.fail(f"stored {stored.name}: look at it, then run again")
    now, then = (_coarse(Image.open(io.BytesIO(data))) for data in (shot, stored.read_bytes()))
    assert now.size == then.size
    different = ImageChops.difference(now, then).point(lambda value: 255 if value > CLEARLY else 0)
    assert different.histogram()[255] / (now.width * now.height) < MOST


def _coarse(picture: Image.Image) -> Image.Image:
    """A quarter of the size in grey: letters become tone, panes and tints stay."""
    return picture.convert("L").resize((picture.width // 4, picture.height // 4))
