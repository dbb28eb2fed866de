"""The frame around the pages: top bar with the tabs, and the pages that are not 填报."""

from __future__ import annotations

import gradio as gr

from ui.render import render

TABS = (
    ("fill", "填报"),
    ("review", "复核"),
    ("batch", "批量"),
    ("evals", "评测"),
    ("settings", "设置"),
    ("help", "帮助"),
)


def top(*, profile: str = "", drafter: str = "模板起草 · 未接模型", user: str = "") -> gr.HTML:
    value = render("top", tabs=TABS, profile=profile, drafter=drafter, user=user)
    return gr.HTML(value, elem_id="top", apply_default_css=False, js_on_load="")
