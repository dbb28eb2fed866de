"""`ziping ask`: answers a question about the tables of one or more files, from their cells."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    app.command(name="ask", help="回答关于自评表的问题：ziping ask 文件… 问题")(ask)


def ask(
    words: Annotated[list[str], typer.Argument(metavar="FILE… QUESTION", help="一个或多个文件，最后是问题。")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="不用模型，只从单元格作答。")] = False,
) -> None:
    """Answer QUESTION from the cells of the tables in FILE…; exit 0 whenever an answer was given."""
    from assistant.answer import answer
    from forms.read import read_file

    if len(words) < 2:
        raise typer.BadParameter("请给出至少一个文件，最后写问题，例如：ziping ask 接待费.xlsx 执行率多少")
    *files, question = words
    tables = [table for file in files for table in read_file(Path(file)).tables]
    by_model = None
    if not offline and os.environ.get("ZIPING_BASE_URL", "").strip() and os.environ.get("ZIPING_MODEL", "").strip():
        by_model, why = asked_of_model(tables, question)
        if why:
            typer.echo(why, err=True)
    made = by_model or answer(tables, question)
    if as_json:
        typer.echo(json.dumps(document(made), ensure_ascii=False))
        return
    if by_model is not None:
        typer.echo("【模型作答，已与单元格核对】")
    typer.echo(made.text)
    for one in made.citations:
        typer.echo(f"  〔第{one.table}张表 {one.place or one.cell}〕{' '.join(one.text.split())[:80]}")


def asked_of_model(tables: list[Any], question: str) -> tuple[Any, str]:
    """What the configured model answered, held against the cells; or None, with one line why where it was asked."""
    # The agent takes seconds to import; an offline question does without it.
    from assistant.agent import converse_now
    from assistant.conversation.hear import hear
    from assistant.conversation.state import begin
    from assistant.settings import ModelSettings

    state = begin(tables)
    if hear(state, question).intent != "ask":
        return None, ""
    _, said = converse_now(state, question, ModelSettings())
    note = next((turn.text for turn in said[1:] if turn.kind == "note"), "")
    if note or said[0].kind != "answer":
        return None, note.replace("上面是", "给出的是")
    return said[0], ""


def document(made: Any) -> dict[str, Any]:
    """The JSON shape of DESIGN section 7."""
    return {
        "answer": made.text,
        "citations": [{"file": c.file, "table": c.table, "cell": c.cell, "text": c.text} for c in made.citations],
        "claims": [claim.model_dump() for claim in made.claims],
        "answered": made.answered,
    }
