"""Values to HTML: the one Jinja environment. Autoescape is on for every template, so a cell's text is never markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scoring.findings import SEVERITY_NAMES
from ui.form import short_place
from ui.texts import compare

HERE = Path(__file__).parent
CONFIDENCE = {"sure": "确定", "likely": "疑似"}
VERDICT = {"supported": "相符", "contradicted": "不符", "unsupported": "无依据", "unchecked": "未核"}
BRIEF = {"分数不符": "分数", "文字不符": "文字", "前后矛盾": "矛盾", "待补充": "补充", "须说明": "说明"}
MARK = {"error": "◆", "warning": "▲", "info": "○"}


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["place"] = short_place
    env.globals.update(
        SEVERITY=SEVERITY_NAMES, CONFIDENCE=CONFIDENCE, VERDICT=VERDICT, MARK=MARK, BRIEF=BRIEF, compare=compare
    )
    return env


def render(template: str, **values: object) -> str:
    """The template `ui/templates/<template>.html` filled with `values`."""
    return _environment().get_template(f"{template}.html").render(values)
