"""`ziping draft`: the three kinds of text for one table, or for every table of a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.draft.many import Order, Prepared, drafts, prepare
from assistant.draft.task import KIND_NAMES, LENGTHS, Draft, Event, Task
from assistant.draft.template import TemplateDrafter
from assistant.settings import ModelSettings
from forms.errors import FormError
from forms.read import read_file
from forms.table import SelfEvaluationTable
from scoring.claims import WRONG
from scoring.facts import Stated

TARGET_CELLS = {"goal": "goal", "narrative": "narrative"}


class Kind(StrEnum):
    """The kinds of text, as the option names them."""

    goal = "goal"
    narrative = "narrative"
    deviation = "deviation"


class Which(StrEnum):
    """The drafters, as the option names them."""

    template = "template"
    model = "model"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("draft")(draft)


def draft(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="自评表文件")],
    kind: Annotated[Kind, typer.Option("--for", help="写什么：预期目标、实际完成情况、偏差原因分析及改进措施")],
    table: Annotated[int | None, typer.Option(metavar="N", min=1, help="第几张表，从 1 数起")] = None,
    row: Annotated[int | None, typer.Option(metavar="N", min=1, help="第几个指标，从 1 数起")] = None,
    cause: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="补充的原因或措施，可以多次")] = None,
    every: Annotated[bool, typer.Option("--all", help="每张表、每个需要说明的指标")] = False,
    write: Annotated[Path | None, typer.Option(metavar="OUT", help="把草稿填进文件，另存为 OUT")] = None,
    length: Annotated[int, typer.Option(help="实际完成情况约写多少字：100、200 或 400")] = 200,
    drafter: Annotated[Which | None, typer.Option(help="template 只用模板；model 用配置的模型")] = None,
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="评分口径，见 ziping profiles")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> None:
    """起草：数字都来自单元格，起草后逐条核对。有不实之处时退出码为 1。"""
    if length not in LENGTHS:
        raise typer.BadParameter("只能是 100、200 或 400", param_hint="--length")
    made = _drafter(drafter)
    tables = read_file(file).tables
    order = _order(file, tables, kind, table, row, cause, every, length, profile)
    prepared = [prepare(tables, number, order) for number in order.tables]
    total = sum(len(one.tasks) for one in prepared)
    progress = _Progress(total, [t.project_name or "" for t in tables], isinstance(made, TemplateDrafter))
    done = list(drafts(prepared, made, progress.told))
    if not done:
        sys.stderr.write("没有需要说明的偏差。\n")
    if as_json:
        json.dump({"drafts": [as_value(one.number, made) for one, made in done]}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(
            "\n\n".join(_printed(one.number, made, len(done) > 1) for one, made in done) + "\n" * bool(done)
        )
    if write is not None:  # after printing: a file that cannot be written loses no draft
        sys.stdout.flush()
        _write(file, tables, done, write)
        sys.stderr.write(f"已写入 {write.name}\n")
    if any(made.verdict == "unfaithful" for _, made in done):
        raise typer.Exit(1)


def _drafter(which: Which | None) -> Any:
    """The model when an endpoint is configured and the template is not asked for."""
    settings = ModelSettings()
    if which is Which.template or (which is None and not settings.configured):
        return TemplateDrafter()
    if not settings.configured:
        raise typer.BadParameter("没有配置模型：请设置 ZIPING_BASE_URL 和 ZIPING_MODEL", param_hint="--drafter")
    from assistant.draft.model_drafter import ModelDrafter
    from assistant.model import Endpoint

    return ModelDrafter(Endpoint(settings))


def _order(
    file: Path,
    tables: Sequence[SelfEvaluationTable],
    kind: Kind,
    table: int | None,
    row: int | None,
    causes: list[str] | None,
    every: bool,
    length: int,
    profile: str | None,
) -> Order:
    if table is not None and table > len(tables):
        raise FormError(f"只有 {len(tables)} 张表，没有第 {table} 张", file=file.name, todo="请改 --table。")
    if table is None and not every and len(tables) > 1:
        sys.stderr.write(f"文件里有 {len(tables)} 张表，起草第 1 张；其他的用 --table N 或 --all。\n")
    numbers = tuple(range(1, len(tables) + 1)) if every and table is None else (table or 1,)
    if row is not None:
        for number in numbers:
            cells = tables[number - 1].by_row.get(row)
            if cells is None or (kind is Kind.deviation and cells.is_none):
                what = "没有这一行" if cells is None else "这一行是“无”，没有偏差可写"
                raise FormError(what, file=file.name, place=f"第 {number} 张表 第 {row} 个指标", todo="请改 --row。")
    today = date.today().isoformat()  # noqa: DTZ011 - the day as the user's own calendar has it
    said = tuple(Stated(text.strip(), "填报人", today) for text in causes or [] if text.strip())
    return Order(kind.value, numbers, row, length, said, profile)


class _Progress:
    """One line on stderr for each stage, so that stdout holds nothing but the result."""

    def __init__(self, total: int, names: Sequence[str], quiet: bool) -> None:
        self.total, self.names, self.quiet = total, names, quiet
        self.done = 0
        self.stage = ""

    def told(self, number: int, task: Task, event: Event) -> None:
        if event.draft is None and (event.text or self.quiet):
            return  # a preview, or a template that is done at once
        row = f" 第 {task.row} 个指标" if task.row else ""
        line = f"第 {number} 张表 {self.names[number - 1]}{row} {event.stage}"
        if event.draft is not None:
            self.done += 1
        if event.line and event.line not in {"正在起草", "正在核对每个数字和原因"}:
            line += f"：{event.line}"
        if line != self.stage:
            self.stage = line
            count = self.done if event.draft is not None else self.done + 1
            sys.stderr.write(f"[{count}/{self.total}] {line}\n")


def as_value(number: int, made: Draft) -> dict[str, Any]:
    """One element of `drafts`, as DESIGN lays it out, with what led to it."""
    return {
        "table": number,
        "kind": made.task.kind,
        "row": made.task.row,
        "text": made.text,
        "facts": list(made.facts),
        "missing": [
            {"row": m.row, "what": m.what, "question": m.question, "examples": list(m.examples)} for m in made.missing
        ],
        "drafter": made.drafter,
        "verdict": made.verdict,
        "claims": [claim.model_dump(mode="json") for claim in made.claims],
        "note": made.note,
        "repairs": made.repairs,
        "requests": made.requests,
        "proposals": [asdict(one) for one in made.proposals],
    }


def _printed(number: int, made: Draft, several: bool) -> str:
    """The text, what is missing, and what is wrong with it."""
    row = f" 第 {made.task.row} 个指标" if made.task.row else " 预算执行" if made.task.kind == "deviation" else ""
    lines = [f"【第 {number} 张表{row} {KIND_NAMES[made.task.kind]}】"] if several else []
    lines.append(made.text)
    lines += [f"  请补充：{one.question}{_examples(one.examples)}" for one in made.missing]
    lines += [f"  建议（请定）：{one.why}。{one.text}。" for one in made.proposals]
    lines += [f"  不实：“{c.text}”{c.reason}" for c in made.claims if c.verdict in WRONG]
    return "\n".join([*lines, *([f"  {made.note}"] if made.note else [])])


def _examples(examples: Sequence[str]) -> str:
    return f"（举例：{'；'.join(examples)}）" if examples else ""


def _write(
    source: Path, tables: Sequence[SelfEvaluationTable], done: Sequence[tuple[Prepared, Draft]], out: Path
) -> None:
    """The drafts in their cells. Several tables of a workbook are written one after the other into the same copy."""
    from forms.edit import with_texts
    from forms.write import standard_docx, standard_xlsx, write

    changes: dict[int, dict[str, str]] = {}
    for one, made in done:
        cell = TARGET_CELLS.get(made.task.kind) or (
            f"R{made.task.row}.deviation_note" if made.task.row else "funds_note"
        )
        if cell == "funds_note" and tables[one.number - 1].funds_note is None:
            continue  # the form has no place for it
        changes.setdefault(one.number, {})[cell] = made.text
    if source.suffix.lower() == out.suffix.lower():
        last = source
        for number, texts in changes.items() or [(1, {})]:
            write(last, tables[number - 1], texts, out)
            last = out
        return
    changed = [with_texts(t, changes.get(n, {})) for n, t in enumerate(tables, 1)]
    (standard_docx if out.suffix.lower() == ".docx" else standard_xlsx)(changed, out)
