"""`ziping model test`: what the configured endpoint can do."""

from __future__ import annotations

import sys

import typer

from assistant.settings import ModelSettings


def register(app: typer.Typer) -> None:
    """Add the command group to the app."""
    group = typer.Typer(name="model", help="模型接口。", no_args_is_help=True)
    group.callback()(_group)
    group.command("test")(test)
    app.add_typer(group)


def _group() -> None:
    """With a callback Typer keeps a lone command a subcommand."""


def test() -> None:
    """试一试配置的模型接口：能否连通、能否流式、哪种结构化输出可用。密钥不显示。"""
    settings = ModelSettings()
    if not settings.configured:
        sys.stderr.write("没有配置模型：请设置 ZIPING_BASE_URL 和 ZIPING_MODEL（需要密钥的再设 ZIPING_API_KEY）。\n")
        raise typer.Exit(2)
    import asyncio

    from assistant.trial import lines, try_endpoint

    result = asyncio.run(try_endpoint(settings))
    sys.stdout.write("\n".join(lines(settings, result)) + "\n")
    if not result.usable:
        raise typer.Exit(1)
