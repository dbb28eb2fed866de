"""`ziping eval`: the eval sets against this program, offline or with a model, held against a stored run."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forms.errors import FormError, NotWritable, UnreadableFile

if TYPE_CHECKING:
    from assistant.evaluate.endpoint import Meter
    from assistant.evaluate.results import SuiteResult
    from assistant.evaluate.run import Plan
    from assistant.evaluate.suite import Suite


@dataclass(frozen=True)
class ModelOptions:
    """How a model is used in a run."""

    model: str | None = None
    unguarded: bool = False
    judge: bool = False
    cache: Path | None = None  # None keeps no answer


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("eval")(evaluate)


def evaluate(
    suite: Annotated[list[str] | None, typer.Option(metavar="NAME", help="只跑这一套，可多次给出")] = None,
    model: Annotated[str | None, typer.Option(metavar="MODEL", help="用模型起草，接口取 ZIPING_BASE_URL")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="每套最多跑几条")] = None,
    repeat: Annotated[int, typer.Option(metavar="N", min=1, help="用模型时每条跑几遍")] = 1,
    concurrency: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="同时跑几条")] = 16,
    unguarded: Annotated[bool, typer.Option("--unguarded", help="只看模型的第一稿：不修改，不改用模板")] = False,
    sets: Annotated[list[Path] | None, typer.Option(metavar="DIR", help="另加的用例文件夹，可多次给出")] = None,
    from_store: Annotated[bool, typer.Option("--from-store", help="把采纳过、改过的草稿做成用例，不跑评测")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="--from-store 的用例写到哪里，默认在数据目录")] = None,
    judge: Annotated[bool, typer.Option("--judge", help="另请模型评判文字，并报告它与标注一致几成")] = False,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="OUT", help="结果写成 JSON，- 为标准输出")] = None,
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="结果写成一个网页")] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="FILE", help="与存下的一次运行比较")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="DIR", help="模型的回答存在哪里，默认在数据目录")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用存下的回答，也不存")] = False,
    price_in: Annotated[float, typer.Option(metavar="元", min=0, help="每百万输入 token 的价格")] = 0,
    price_out: Annotated[float, typer.Option(metavar="元", min=0, help="每百万输出 token 的价格")] = 0,
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录，默认取 ZIPING_DATA")] = None,
) -> None:
    """评测：各套用例跑一遍，逐条打分。比存下的一次退步，或有用例没有跑成，退出码为 1。"""
    if from_store:
        _from_store(data, out)
        return
    from assistant.evaluate.case import sets_folder
    from ui.terminal.evaluate_report import Progress, printed

    stored = _stored(baseline)
    options = ModelOptions(model, unguarded, judge, _cache_folder(cache, data, fresh))
    plan, meter = _plan(options, limit, repeat, concurrency)
    prices = (Decimal(str(price_in)), Decimal(str(price_out)))
    with Progress() as progress:
        results = asyncio.run(_run(_chosen(suite), [sets_folder(), *(sets or [])], plan, meter, progress))
    from assistant.evaluate.compare import compare

    comparison = compare(results, stored) if stored is not None else None
    to_stdout = as_json is not None and str(as_json) == "-"
    printed(results, comparison, prices, sys.stderr if to_stdout else sys.stdout)
    if as_json is not None:
        from assistant.evaluate.results import as_document, as_text

        _write(as_json, as_text(as_document(results)))
    if html is not None:
        from assistant.evaluate.page import page

        _write(html, page(results, comparison, prices))
    broken = any("error" in case.reasons for result in results for case in result.cases)
    if broken or (comparison is not None and comparison.regressions):
        raise typer.Exit(1)


async def _run(suites: list[Suite], roots: list[Path], plan: Plan, meter: Meter, progress: Any) -> list[SuiteResult]:
    from assistant.evaluate.run import cases_of, run_suite

    loaded = [(suite, cases_of(suite, roots, plan)) for suite in suites]  # a bad case file ends it before any work
    return [await run_suite(suite, cases, plan, progress, lambda: meter.spent) for suite, cases in loaded]


def _chosen(names: list[str] | None) -> list[Suite]:
    from assistant.evaluate.suites import DEFAULT, SUITES

    unknown = [name for name in names or [] if name not in SUITES]
    if unknown:
        raise FormError(f"没有“{unknown[0]}”这套用例", todo=f"有 {'、'.join(SUITES)}")
    return [SUITES[name] for name in dict.fromkeys(names or DEFAULT)]


def _plan(options: ModelOptions, limit: int | None, repeat: int, concurrency: int) -> tuple[Plan, Meter]:
    """The plan of the run and the meter of its endpoint. Without a model everything is offline."""
    from assistant.evaluate.endpoint import AnswerCache, CountingEndpoint, Meter
    from assistant.evaluate.run import Plan
    from assistant.evaluate.suite import Solver

    meter = Meter()
    if options.model is None and not options.judge:
        return Plan(limit, repeat, concurrency), meter
    from assistant.draft.model_drafter import ModelDrafter
    from assistant.evaluate.model_judge import ModelJudge
    from assistant.settings import ModelSettings

    settings = ModelSettings(model=options.model) if options.model else ModelSettings()
    if not settings.configured:
        raise FormError("没有配置模型接口", todo="请设置 ZIPING_BASE_URL（和 ZIPING_API_KEY）")
    endpoint = CountingEndpoint(settings, AnswerCache(options.cache), meter)
    judge = ModelJudge(endpoint) if options.judge else None
    if options.model is None:
        return Plan(limit, repeat, concurrency, Solver(judge=judge)), meter
    name = f"{options.model} 第一稿" if options.unguarded else options.model
    return Plan(limit, repeat, concurrency, Solver(name, ModelDrafter(endpoint), options.unguarded, judge)), meter


def _from_store(data: Path | None, out: Path | None) -> None:
    """Make cases of the store's drafts and say where they are."""
    from store.settings import StoreSettings
    from ui.terminal.evaluate_store import write_cases
    from ui.terminal.opened import opened_store

    folder = out or (data or StoreSettings().data) / "evals" / "sets"
    with opened_store(data) as store:
        new, total, path = write_cases(store, folder)
    sys.stdout.write(f"新增 {new} 条用例，共 {total} 条，写在 {path}\n")
    sys.stdout.write(f"交给别人前请看一遍，正文里手写的人名认不出来。运行：ziping eval --suite draft --sets {folder}\n")


def _cache_folder(cache: Path | None, data: Path | None, fresh: bool) -> Path | None:
    if fresh:
        return None
    if cache is not None:
        return cache
    from store.settings import StoreSettings

    return (data or StoreSettings().data) / "evals" / "answers"


def _stored(path: Path | None) -> list[SuiteResult] | None:
    """The run that was stored in a file."""
    if path is None:
        return None
    from assistant.evaluate.results import from_document

    try:
        return from_document(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile("不是存下的评测结果", file=str(path), todo="请用 ziping eval --json 存的文件") from error


def _write(path: Path, text: str) -> None:
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotWritable(f"写不了（{error.strerror}）", file=str(path), todo="请换一个能写的地方") from error
