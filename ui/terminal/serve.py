"""`ziping serve`: the web app."""

from __future__ import annotations

import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from ui.terminal.opened import refuse


def register(app: typer.Typer) -> None:
    @app.command()
    def serve(
        host: Annotated[str, typer.Option(help="监听的地址；0.0.0.0 让局域网里的人也能打开。")] = "127.0.0.1",
        port: Annotated[int, typer.Option(help="端口；0 由系统挑一个空的。")] = 7860,
        data: Annotated[Path | None, typer.Option(help="数据文件夹；不写就用设置里的。")] = None,
        log: Annotated[str, typer.Option(help="json：每个请求记一行 JSON；text：只记出错的。")] = "text",
    ) -> None:
        """网页版：填报、复核、批量、设置。"""
        import uvicorn

        from app import build_app
        from store.errors import StoreError
        from ui.observe import set_up_logging
        from ui.office import open_office

        set_up_logging(as_json=log == "json")
        try:
            office = open_office(data)
            if not _is_loopback(host) and not office.store.accounts.any():
                refuse("还没有用户，只能监听本机。请先用 ziping user add 新增用户，再监听别的地址。")
        except StoreError as error:
            refuse(str(error))
        listener = listen(host, port)
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{listener.getsockname()[1]}"  # noqa: S104
        server = uvicorn.Server(
            uvicorn.Config(
                build_app(office),
                log_config=None,
                log_level="warning",
                timeout_graceful_shutdown=3,
                proxy_headers=False,  # ui.outer judges them, by our own setting
                server_header=False,
            )
        )
        typer.echo(f"绩效自评助手 {address}（按 Ctrl+C 停止）")
        server.run(sockets=[listener])


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address: a name other than localhost may lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that the printed address is the real one and a port in use is told before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let a second program take a port that is in use
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        typer.echo(f"端口 {port} 打不开（{error.strerror}）：请关掉占用它的程序，或用 --port 换一个。", err=True)
        raise typer.Exit(2) from error
    listener.listen(128)  # who comes before the server is ready waits, and is not turned away
    listener.set_inheritable(True)
    return listener
