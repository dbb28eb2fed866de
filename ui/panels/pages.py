"""The pages beside 填报: each is drawn when it is shown."""

from __future__ import annotations

import time
from typing import Any

from ui.panels.batch import BatchPage, EvalsPage
from ui.panels.help import HelpPage
from ui.panels.review import ReviewPage
from ui.panels.settings import SettingsPage
from ui.panels.wire import Shown, Wires
from ui.session import Office, Refusal


def connect(office: Office, wires: Wires) -> None:
    """Connect the events of the pages."""
    helps, settings, review = HelpPage(office), SettingsPage(office), ReviewPage(office)
    drawn = {
        "settings": settings.show,
        "help": helps.show,
        "review": review.show,
        "batch": BatchPage(office).show,
        "evals": EvalsPage(office).show,
    }

    def page(owner: str, data: dict[str, Any]) -> Shown:
        name = str(data.get("page", ""))
        if name not in drawn:
            raise Refusal("没有这一页。")
        at = time.time_ns()
        return Shown({name: drawn[name](owner)}, at=at)

    wires.on("z_page", page)
    wires.on("z_help", helps.open)
    wires.on("z_review", review.act)
    wires.on_stream("z_query", review.ask)
    wires.on("z_set", settings.set)
    wires.on_stream("z_test", settings.test)
