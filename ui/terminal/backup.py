"""`ziping backup OUT` and `ziping restore FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.terminal.opened import Data, opened_store


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(out: Annotated[Path, typer.Argument(help="备份写到哪个 zip。")], data: Data = None) -> None:
    """把数据库和原文件备份成一个 zip，不用停服务。"""
    from store import backup as work

    with opened_store(data) as store:
        counts = work.backup(store, out)
    typer.echo(f"已备份到 {out.name}：{counts['evaluation_table']} 张表，{counts['user_account']} 个用户。")


def restore(source: Annotated[Path, typer.Argument(help="备份文件。")], data: Data = None) -> None:
    """把备份恢复到空的数据目录或空的数据库里。"""
    from store import backup as work

    with opened_store(data) as store:
        counts = work.restore(store, source)
    typer.echo(f"已恢复：{counts['evaluation_table']} 张表，{counts['user_account']} 个用户。")
