"""The frame around the pages: top bar with the tabs, and the pages that are not 填报."""

from __future__ import annotations

import gradio as gr

from assistant.settings import ModelSettings
from ui.render import render

TABS = (
    ("fill", "填报"),
    ("review", "复核"),
    ("batch", "批量"),
    ("evals", "评测"),
    ("settings", "设置"),
    ("help", "帮助"),
)


def top() -> gr.HTML:
    settings = ModelSettings()
    drafter = f"模型 {settings.model}" if settings.configured else "模板起草 · 未接模型"
    value = render("top", tabs=TABS, drafter=drafter)
    return gr.HTML(value, elem_id="top", apply_default_css=False, js_on_load="")
