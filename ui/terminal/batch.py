"""`ziping batch DIR --out FOLDER`: hundreds of files at once, with progress, resumable."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forms.errors import FormError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from scoring.batch.run import Make, Progress

LIMITS = {"tables": 20_000, "file_bytes": 200_000_000, "sheet_rows": 1_048_576, "cells": 20_000_000}


def register(app: typer.Typer) -> None:
    app.command("batch")(batch)


def batch(
    folder: Annotated[Path, typer.Argument(help="文件夹、压缩包或文件。")],
    out: Annotated[Path, typer.Option(help="结果写到哪个文件夹。")],
    workers: Annotated[int, typer.Option(min=1, help="几个进程同时处理，默认等于 CPU 核数。")] = os.cpu_count() or 1,
    scheduler: Annotated[str, typer.Option(help="已有的 Dask 集群，如 tcp://10.0.0.1:8786。")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没做完的做。")] = False,
    profile: Annotated[str | None, typer.Option(help="评分口径，默认由表自己决定。")] = None,
    details: Annotated[int, typer.Option(min=0, help="工作簿里指标明细最多几行，Parquet 里总是全部。")] = 50_000,
) -> None:
    """检查一个文件夹里的全部自评表，写出工作簿、Parquet 和概览网页。"""
    from forms.limits import DEFAULT_LIMITS
    from scoring.batch.inputs import find
    from scoring.batch.journal import Journal
    from scoring.batch.outputs import write_all
    from scoring.batch.run import run
    from scoring.batch.work import Task
    from scoring.profile import load_profile

    if profile is not None:
        load_profile(profile)
    units, passed = find(folder)
    if not units:
        raise FormError("里没有能读的文件", file=printable(str(folder)), todo="请检查文件夹，或先解压。")
    task = Task(profile=profile, limits=replace(DEFAULT_LIMITS, **LIMITS))
    head = {"version": version("ziping"), "profile": profile or "", "limits": LIMITS}
    with Journal(out, head, resume=resume) as journal, _executors(scheduler) as make, _bar(len(units)) as tell:
        if len(journal):
            sys.stderr.write(f"上次已处理 {len(journal)} 个文件，接着做。\n")
        try:
            run(units, task, journal, make, workers, tell)
        except KeyboardInterrupt:
            sys.stderr.write(f"已停下，做完的 {len(journal)} 个文件留着。接着做请加 --resume。\n")
            raise typer.Exit(130) from None
        found = write_all(journal, units, passed, out, details)
    typer.echo(
        f"{found.files} 个文件，{found.tables} 张表：须改 {found.severities['error']} 处，"
        f"须说明 {found.severities['warning']} 处，没有读成 {len(found.failed)} 个。结果在 {printable(str(out))}"
    )
    if found.severities["error"]:
        raise typer.Exit(1)


@contextmanager
def _executors(scheduler: str) -> Generator[Make]:
    """How executors are made: processes of this machine, or an existing Dask cluster."""
    from scoring.batch.run import processes

    if not scheduler:
        yield processes
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise FormError("没有安装 dask", todo="请安装 ziping[dask]。") from error
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise FormError(f"连不上 Dask 集群 {scheduler}", todo="请检查地址和网络。") from error
    with client:
        yield lambda _workers: client.get_executor(pure=False, retries=2)


@contextmanager
def _bar(total: int) -> Generator[Callable[[Progress], None]]:
    """A progress line on stderr with rate and time left; on a pipe a line now and then."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("读表"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        line = bar.add_task("读表", total=total, told="")

        def tell(progress: Progress) -> None:
            left = "" if progress.left is None else f"约剩 {_span(progress.left)}"
            told = f"{progress.rate:.0f} 个/秒　{left}"
            if console.is_terminal:
                bar.update(line, completed=progress.done, told=told)
            elif progress.done % 500 == 0 or progress.done == total:
                sys.stderr.write(f"读表 {progress.done:,} / {total:,}　{told}\n")

        yield tell


def _span(seconds: float) -> str:
    return f"{seconds:.0f} 秒" if seconds < 90 else f"{seconds / 60:.0f} 分钟"
