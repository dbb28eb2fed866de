"""`ziping verify`: a text against its table, each claim with its verdict, its cells and the reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer

from forms.errors import FormError, UnreadableFile
from forms.read import read_file
from forms.table import SelfEvaluationTable
from scoring.claims import Claim, TextKind, verdict_of
from scoring.facts import Facts, compile_facts
from scoring.verify import verify as verify_text

KINDS = get_args(TextKind)
COLOURS = {"supported": "\x1b[32m", "contradicted": "\x1b[1;31m", "unsupported": "\x1b[35m", "unchecked": "\x1b[90m"}
MARKS = {"supported": "✓", "contradicted": "✗", "unsupported": "？", "unchecked": "·"}
WORDS = {"supported": "相符", "contradicted": "不符", "unsupported": "无依据", "unchecked": "未核对"}
RESET = "\x1b[0m"


@dataclass(frozen=True)
class Case:
    """One text to be checked. `table` and `row` count from 1."""

    id: str
    table: int
    kind: TextKind
    text: str
    row: int | None = None
    stated: tuple[str, ...] = ()
    year: int | None = None


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("verify")(verify)


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="自评表文件")],
    kind: Annotated[str, typer.Option(metavar="|".join(KINDS), help="文字的种类")] = "narrative",
    table: Annotated[int, typer.Option(metavar="N", help="第几张表，从 1 数起")] = 1,
    row: Annotated[int | None, typer.Option(metavar="N", help="偏差说明是第几个指标的")] = None,
    stated: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="填报人补充的情况，可多次给出")] = None,
    year: Annotated[int | None, typer.Option(metavar="Y", help="表里没写年度时，是哪一年的")] = None,
    text: Annotated[str | None, typer.Option(metavar="T", help="要核对的文字")] = None,
    text_file: Annotated[Path | None, typer.Option(metavar="F", help="要核对的文字所在的文件")] = None,
    cases: Annotated[Path | None, typer.Option(metavar="F.jsonl", help="一行一个 JSON，逐行核对、逐行输出")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档")] = False,
) -> None:
    """核对：一段文字是否与自评表相符，逐处给出依据。有不符或无依据的，退出码为 1。"""
    if sum(given is not None for given in (text, text_file, cases)) != 1:
        raise FormError("请用 --text、--text-file、--cases 中的一个给出要核对的文字")
    tables = _Tables(file)
    default = Case("1", table, _kind(kind, ""), "", row, tuple(stated or ()), year)
    wrong = False
    if cases is not None:
        for case in _read_cases(cases, default):
            claims = tables.claims(case)
            wrong |= verdict_of(claims) == "unfaithful"
            sys.stdout.write(json.dumps(_result(case, claims), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    else:
        said = text if text is not None else _read_text(cast(Path, text_file))
        case = Case("1", table, default.kind, said, row, default.stated, year)
        claims = tables.claims(case)
        wrong = verdict_of(claims) == "unfaithful"
        if as_json:
            sys.stdout.write(json.dumps({"results": [_result(case, claims)]}, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write("\n".join(_lines(said, claims, colour=sys.stdout.isatty())) + "\n")
    if wrong:
        raise typer.Exit(1)


class _Tables:
    """The tables of one file, with the facts of those that were asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.all: tuple[SelfEvaluationTable, ...] = read_file(file).tables
        self._facts = lru_cache(maxsize=256)(self._compiled)

    def claims(self, case: Case) -> list[Claim]:
        """The claims of one case; FormError when it names a table or row that the file does not have."""
        if not 1 <= case.table <= len(self.all):
            raise FormError(f"没有第{case.table}张表，这个文件有{len(self.all)}张", file=str(self.file))
        if case.row is not None and case.row not in self.all[case.table - 1].by_row:
            rows = len(self.all[case.table - 1].indicators)
            raise FormError(f"第{case.table}张表没有第{case.row}个指标，共{rows}个", file=str(self.file))
        return verify_text(self._facts(case.table, case.stated, case.year), case.text, case.kind, case.row)

    def _compiled(self, table: int, stated: tuple[str, ...], year: int | None) -> Facts:
        return compile_facts([self.all[table - 1]], stated=stated, year=year, file=self.all)


def _kind(kind: str, place: str) -> TextKind:
    if kind not in KINDS:
        raise FormError(f"没有“{kind}”这种文字", place=place, todo=f"请用 {'、'.join(KINDS)}")
    return cast(TextKind, kind)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("读不出要核对的文字", file=str(path), todo="请存成 UTF-8 的文本文件") from error


def _read_cases(path: Path, default: Case) -> Iterator[Case]:
    """The cases of a JSON Lines file, read as they are needed; what a line gives wins over the options."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for count, line in enumerate(lines, 1):
                if line.strip():
                    yield _case(line, count, path, default)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("读不出这些文字", file=str(path), todo="请存成 UTF-8，一行一个 JSON") from error


def _case(line: str, count: int, path: Path, default: Case) -> Case:
    place = f"第{count}行"
    try:
        given: Any = json.loads(line)
        row = given.get("row", default.row)
        return Case(
            id=str(given.get("id", count)), table=int(given.get("table", default.table)),
            kind=_kind(str(given.get("kind", default.kind)), place), text=str(given["text"]),
            row=None if row is None else int(row), stated=tuple(map(str, given.get("stated", default.stated))),
            year=given.get("year", default.year),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFile(
            "不是要核对的文字", file=str(path), place=place, todo="每行要有 id、table、kind、text"
        ) from error


def _result(case: Case, claims: list[Claim]) -> dict[str, Any]:
    """One element of `results`."""
    return {
        "id": case.id, "verdict": verdict_of(claims),
        "claims": [claim.model_dump(mode="json") for claim in claims],
    }  # fmt: skip


def _lines(text: str, claims: list[Claim], *, colour: bool) -> Iterator[str]:
    """The text with its claims marked, then a line for each claim that is not plainly supported."""
    yield _marked(text, claims, colour=colour)
    for claim in claims:
        cells = f"（{'、'.join(claim.cells[:6])}）" if claim.cells else ""
        caution = f" 提醒：{claim.caution}。" if claim.caution else ""
        line = f"  {MARKS[claim.verdict]} {WORDS[claim.verdict]} {claim.text.strip()}{cells} {claim.reason}{caution}"
        yield f"{COLOURS[claim.verdict]}{line}{RESET}" if colour else line
    yield "与表相符" if verdict_of(claims) == "faithful" else "与表不符"


def _marked(text: str, claims: list[Claim], *, colour: bool) -> str:
    """The text with every claim in its colour, or in brackets with its mark where there is no colour."""
    pieces: list[str] = []
    at = 0
    for claim in sorted(claims, key=lambda c: (c.start, -c.end)):
        if claim.start < at:
            continue
        pieces.append(text[at : claim.start])
        said = text[claim.start : claim.end]
        pieces.append(f"{COLOURS[claim.verdict]}{said}{RESET}" if colour else f"[{said}{MARKS[claim.verdict]}]")
        at = claim.end
    pieces.append(text[at:])
    return "".join(pieces)
