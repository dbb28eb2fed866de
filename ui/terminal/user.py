"""`ziping user add|passwd|disable|enable|list|export|removed|bring-back|purge`."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from ui.terminal.opened import Data, opened_store, refuse

Name = Annotated[str, typer.Argument(help="用户名。")]


def register(app: typer.Typer) -> None:
    app.add_typer(commands, name="user")


commands = typer.Typer(help="用户和角色。", no_args_is_help=True)


@commands.command()
def add(
    name: Name,
    unit: Annotated[str, typer.Option(help="单位。")],
    role: Annotated[str, typer.Option(help="填报人、复核人或管理员。")] = "填报人",
    display_name: Annotated[str, typer.Option("--name", help="姓名。")] = "",
    data: Data = None,
) -> None:
    """新增一个用户，密码从键盘或标准输入读。"""
    with opened_store(data) as store:
        account = store.accounts.add(name, _password(), unit=unit, role=role, display_name=display_name)
        typer.echo(f"已新增 {account.name}（{account.role}，{account.unit}）。")


@commands.command()
def passwd(name: Name, data: Data = None) -> None:
    """改密码，原来的登录随即失效。"""
    with opened_store(data) as store:
        store.accounts.set_password(name, _password())
        typer.echo(f"已改 {name} 的密码。")


@commands.command()
def disable(name: Name, data: Data = None) -> None:
    """停用一个用户，原来的登录随即失效。"""
    with opened_store(data) as store:
        store.accounts.set_disabled(name)
        typer.echo(f"已停用 {name}。")


@commands.command()
def enable(name: Name, data: Data = None) -> None:
    """重新启用一个用户。"""
    with opened_store(data) as store:
        store.accounts.set_disabled(name, disabled=False)
        typer.echo(f"已启用 {name}。")


@commands.command("list")
def list_(data: Data = None) -> None:
    """列出用户。"""
    with opened_store(data) as store:
        for account, disabled in store.accounts.all():
            typer.echo(f"{account.name}\t{account.role}\t{account.unit}\t{'已停用' if disabled else ''}".rstrip())


@commands.command()
def export(
    name: Name,
    out: Annotated[Path, typer.Argument(help="写到哪个 zip。")],
    own: Annotated[bool, typer.Option("--own", help="只要这个用户自己的，不要同单位别人的。")] = False,
    data: Data = None,
) -> None:
    """把这个用户所在单位的全部内容（表、草稿、对话、历史、原文件、设置）导出成一个 zip。"""
    with opened_store(data) as store:
        account = store.accounts.find(name)
        typer.echo(f"已导出 {store.belongings.export(account.id, out, own=own)} 张表到 {out.name}。")


@commands.command()
def removed(name: Name, data: Data = None) -> None:
    """列出这个用户所在单位移去的、还没有清除的表。"""
    with opened_store(data) as store:
        for desk_id, file, summary, when in store.desks.removed(store.accounts.find(name).id):
            typer.echo(f"{desk_id}\t{summary.get('name', '')}\t{file}\t{when}")


@commands.command("bring-back")
def bring_back(
    name: Name, tables: Annotated[list[str], typer.Argument(help="表的编号，见 removed。")], data: Data = None
) -> None:
    """恢复移去的表。"""
    with opened_store(data) as store:
        typer.echo(f"已恢复 {store.desks.bring_back(store.accounts.find(name).id, tables)} 张表。")


@commands.command()
def purge(
    name: Annotated[str, typer.Argument(help="用户名；不写则只清除 30 天前删除的表。")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再确认。")] = False,
    data: Data = None,
) -> None:
    """彻底清除：一个用户和他打开的表，或早先删除的表。"""
    if name and not yes and not typer.confirm(f"清除 {name} 和他的全部表，不能恢复。确定吗"):
        raise typer.Exit(1)
    with opened_store(data) as store:
        count = store.belongings.purge_user(name) if name else store.belongings.purge()
        typer.echo(f"已清除 {count} 张表。")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("密码：")
    if first != getpass("再输一次："):
        refuse("两次输入的密码不一样。")
    return first
