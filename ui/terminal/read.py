"""`ziping read`: what the program understood of some files, with the places of the cells."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from forms.read import read_file
from forms.table import Problem, Reading, SelfEvaluationTable

_HEAD = (
    ("project_name", "项目名称"),
    ("project_amount", "项目金额"),
    ("department", "主管部门"),
    ("implementing_unit", "实施单位"),
)
_TEXTS = (
    ("goal", "预期目标"),
    ("narrative", "实际完成情况"),
    ("funds_note", "资金说明"),
    ("conclusion", "结论"),
    ("problems_found", "存在问题"),
    ("improvements", "改进措施"),
)
_ROW = (
    ("initial_target", "年初指标值"),
    ("target", "年度指标值"),
    ("actual", "实际完成值"),
    ("points", "分值"),
    ("score", "得分"),
    ("deviation_note", "偏差原因"),
    ("scoring_method", "评分标准"),
    ("review_score", "复核得分"),
    ("review_opinion", "审核意见"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="自评表文件，可以多个")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> None:
    """读表：显示读到的内容和各格的位置。"""
    readings = [read_file(path) for path in files]
    if as_json:
        json.dump(as_json_value(readings), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    for reading in readings:
        sys.stdout.writelines(f"{_flat(line)}\n" for line in text_lines(reading))


def as_json_value(readings: Iterable[Reading]) -> dict[str, Any]:
    """The document of `read --json` as plain values: the tables of all files, and what was not understood."""
    tables: list[Any] = []
    problems: list[Any] = []
    for reading in readings:
        tables.extend(table.model_dump(mode="json") for table in reading.tables)
        problems.extend(problem.model_dump(mode="json") for problem in reading.problems)
    return {"tables": tables, "problems": problems}


def text_lines(reading: Reading) -> Iterator[str]:
    """A reading for a person: a table after the other, a field a line, each with its place."""
    for table in reading.tables:
        yield from _table(table)
    yield from _problems(reading.problems)


def _table(table: SelfEvaluationTable) -> Iterator[str]:
    sheet = f"，工作表 {table.source.sheet}" if table.source.sheet else ""
    yield f"第{table.source.index}张表 {table.project_name or '（没有项目名称）'}  [{table.source.file}{sheet}]"
    year = f"{table.year} 年" if table.year else "表上没有年度"
    yield f"  {year} · 金额单位 {table.unit} · 指标 {len(table.indicators)} 条"
    for field, label in (*_HEAD, *_TEXTS):
        yield from _field(table, field, label)
    for number, row in enumerate(table.funds, 1):
        figures = (
            ("年初", row.initial_budget),
            ("全年", row.annual_budget),
            ("执行", row.executed),
            ("分值", row.points),
            ("执行率", row.execution_rate),
            ("得分", row.score),
        )
        place = table.cells.get("funds.executed" if number == 1 else f"funds{number}.executed", "")
        yield f"  {place:<5} {row.name}：" + "，".join(f"{label} {text}" for label, text in figures if text)
    for row in table.indicators:
        level = f"{row.level1} {row.level2}".strip()
        texts = ((field, label, getattr(row, field)) for field, label in _ROW)
        shown = "；".join(f"{label} {text}（{row.cells.get(field, '')}）" for field, label, text in texts if text)
        yield f"  R{row.row} {level} {row.level3 or '（没有指标名称）'}：{shown}"
    for field, label in (
        ("total_points", "总分值"),
        ("total_score", "总分"),
        ("total_review_score", "复核总分"),
        ("stated_grade", "等级"),
    ):
        yield from _field(table, field, label)
    for entry in table.other:
        yield f"  {entry.place:<5} {entry.label}：{entry.text}"


def _field(table: SelfEvaluationTable, field: str, label: str) -> Iterator[str]:
    text = getattr(table, field)
    if text is not None:
        yield f"  {table.cells.get(field, ''):<5} {label}：{text or '（空）'}"


def _problems(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield f"读表提示 {problem.place} {problem.message}"


def _flat(text: str) -> str:
    """A text on one line, without characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
