"""What `ziping eval` shows on a terminal: progress on stderr, then a table of suites and what failed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from assistant.evaluate.compare import Change, Comparison, spread
from assistant.evaluate.results import PASSED, SuiteResult
from assistant.evaluate.wording import metric_name

FAILING = 8  # failed cases of a suite that are told one by one
WIDE = 100


class Progress:
    """A bar a suite on a terminal; elsewhere a line when a suite is done."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = Bars(*columns, console=self._console, disable=not self._console.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bars.stop()

    def __call__(self, suite: str, done: int, total: int, _case: str) -> None:
        if not self._console.is_terminal:
            if done == total:
                self._console.print(f"{suite} {done}/{total}")
            return
        if suite not in self._tasks:
            self._tasks[suite] = self._bars.add_task(suite, total=total)
        self._bars.update(self._tasks[suite], completed=done)


def printed(
    results: Sequence[SuiteResult], comparison: Comparison | None, prices: tuple[Decimal, Decimal], out: TextIO
) -> None:
    """The table, the failed cases, the cost, and what changed."""
    console = Console(file=out, highlight=False, width=None if out.isatty() else WIDE)
    console.print(_table(results, comparison))
    for result in results:
        _failures(console, result)
        if result.usage.requests:
            console.print(cost_line(result, prices))
    if comparison is not None:
        _changes(console, comparison)


def cost_line(result: SuiteResult, prices: tuple[Decimal, Decimal]) -> str:
    """What a suite cost, in one line."""
    used = result.usage
    line = f"{result.name}：请求 {used.requests} 次（{used.cached} 次取自存档），"
    line += f"输入 {used.tokens_in}、输出 {used.tokens_out} token"
    line += f"（{used.estimated} 次按字数估计）" if used.estimated else ""
    return line + (f"，约 {used.cost(*prices):.4f} 元" if any(prices) else "")


def _table(results: Sequence[SuiteResult], comparison: Comparison | None) -> Table:
    table = Table(title="评测", title_justify="left")
    for heading in ("套", "起草", "指标", "值", "用例"):
        table.add_column(heading, justify="right" if heading in {"值", "用例"} else "left")
    table.add_column("与基线", justify="right")
    for result in results:
        for metric in result.names:
            column = result.column(metric)
            value = f"{result.metrics[metric]:.3f}" if metric != "characters" else f"{result.metrics[metric]:.0f}"
            if max(len(case.values.get(metric, ())) for case in result.cases) > 1:
                low, high = spread(result, metric)
                value += f" [{low:.3f}—{high:.3f}]"
            change = comparison.change(result.name, metric) if comparison else None
            first = metric == PASSED
            table.add_row(
                result.name if first else "", result.solver if first else "", metric_name(metric), value,
                f"{sum(case.passed for case in result.cases)}/{len(result.cases)}" if first else str(len(column)),
                _difference(change), style="bold" if first else "",
            )  # fmt: skip
        table.add_section()
    return table


def _difference(change: Change | None) -> Text:
    if change is None or abs(change.difference) < 5e-5:
        return Text("")
    style = "red" if change.worse else "green" if change.better else "dim"
    noise = f" [{change.low:+.3f}—{change.high:+.3f}]" if change.low != change.high else ""
    return Text(f"{change.difference:+.3f}{noise}", style=style)


def _failures(console: Console, result: SuiteResult) -> None:
    if result.private or not result.failed:
        return
    console.print(f"[bold]{result.name}[/bold] 没有通过的：")
    for case in [case for case in result.cases if not case.passed][:FAILING]:
        why = "；".join(reason or metric_name(metric) for metric, reason in case.reasons.items())
        console.print(Text(f"  {case.id} {case.asked[:60]} — {why[:200]}"))
    if len(result.failed) > FAILING:
        console.print(f"  还有 {len(result.failed) - FAILING} 条，见 --html 或 --json")


def _changes(console: Console, comparison: Comparison) -> None:
    for change in comparison.regressions:
        line = f"退步：{change.suite} {metric_name(change.metric)} {change.before:.4f} → {change.now:.4f}"
        console.print(Text(line, style="red"))
    for word, cases in (("新失败", comparison.lost), ("新通过", comparison.won)):
        for suite, ids in cases.items():
            if ids:
                console.print(Text(f"{word}：{suite} {'、'.join(ids[:20])}{'…' if len(ids) > 20 else ''}"))
    new = {suite: count for suite, count in comparison.unmatched.items() if count}
    if new:
        console.print("基线里没有的用例：" + "、".join(f"{suite} {count} 条" for suite, count in new.items()))
    if not comparison.regressions:
        console.print("与基线相比没有退步。")
