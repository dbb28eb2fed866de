"""The web app: panels put together into one Gradio page, and that page into one server."""

from __future__ import annotations

import os

# Before Gradio is imported: nothing leaves this machine, and no table of all events is computed after each of them.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "100")

import gradio as gr
from fastapi import FastAPI

from ui.panels import chat, fill, frame, pages
from ui.server import serve_page
from ui.session import Office
from ui.theme import theme

HOUR = 3600


def build_page(office: Office) -> gr.Blocks:
    """The whole page as Gradio blocks; it holds nothing of any user."""
    with (
        gr.Blocks(title="绩效自评助手", analytics_enabled=False, fill_width=True, delete_cache=(HOUR, HOUR)) as page,
        gr.Column(elem_id="page"),
    ):
        frame.top()
        wires = fill.build(office)
        pages.connect(office, wires)
        fill.connect_stop(office, wires)
        fill.on_load(office, wires, page)
        chat.connect()
    page.queue(api_open=False, max_size=256, default_concurrency_limit=16)
    return page


def build_app(office: Office) -> FastAPI:
    """The server: page, static files, exports."""
    return serve_page(office, build_page(office), theme())
