"""`ziping doctor`: database, disk, fonts, endpoint, versions."""

from __future__ import annotations

import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import typer

from ui.terminal.opened import Data, opened_store

if TYPE_CHECKING:
    from store.health import Answer

PACKAGES = ("gradio", "langchain", "openai", "pandas", "SQLAlchemy", "python-calamine", "lxml", "pdfplumber")
MARKS = {True: "✓", False: "✗", None: "·"}


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(data: Data = None) -> None:
    """检查数据库、磁盘、字体、模型设置和版本，有一项不行就返回 1。"""
    from store.health import examine

    with opened_store(data) as store:
        answers = examine(store)
    answers += [_fonts(), _office(), _endpoint(), *_versions()]
    for answer in answers:
        typer.echo(f"{MARKS[answer.good]} {answer.name}　{answer.text}")
    if any(answer.good is False for answer in answers):
        raise typer.Exit(1)


def _fonts() -> Answer:
    from store.health import Answer

    if not shutil.which("fc-list"):
        return Answer("中文字体", None, "由浏览器所在的电脑提供")
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(",")[0] for line in listed.splitlines() if line})
    return Answer("中文字体", None, f"{len(names)} 种" if names else "本机没有，浏览器所在的电脑有就行")


def _office() -> Answer:
    from store.health import Answer

    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Answer(
        "LibreOffice", None, "已安装，可读 .doc 和 .wps" if found else "没有安装，.doc 和 .wps 请先另存为 .docx"
    )


def _endpoint() -> Answer:
    from assistant.settings import ModelSettings
    from store.health import Answer

    settings = ModelSettings()
    if not settings.configured:
        return Answer("模型", None, "没有设置，用模板起草")
    return Answer("模型", None, f"{settings.model}，用 ziping model test 检查")


def _versions() -> list[Answer]:
    from store.health import Answer

    found: list[str] = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            return [Answer("程序", False, f"缺少 {name}，请重新安装")]
    own = Answer("程序", None, f"ziping {version('ziping')}，Python {platform.python_version()}")
    return [own, Answer("程序库", None, "，".join(found))]
