"""Gradio's theme: the fonts of this machine and our colours, so that nothing is fetched and nothing flashes."""

from __future__ import annotations

from gradio.themes import Base

_SANS = (
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "sans-serif",
)


def theme() -> Base:
    """A plain theme; the look itself is in ui/static/css."""
    return Base(font=_SANS, font_mono=_SANS).set(
        body_background_fill="#e9ecef",
        body_background_fill_dark="#121519",
        body_text_color="#1a2027",
        body_text_color_dark="#e2e6ea",
    )
