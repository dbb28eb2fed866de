"""Forms drawn with what a person reads in each cell, and the ways in which such a form reaches the program.

A tagged drawing is a drawing (`drawing.py`) in which `text @field` says whose text a cell is (`@o`: one of `other`,
`@any`: anywhere, `@-`: a repetition). `% r: - l1 l2 l3 t a p s n` names the fields of the columns of the indicator rows
that follow (`u`: a unit in front of its target, `m1 m2`: l1 l2 where a blank cell repeats the one above,
`l1=产出指标`: of all of them), `% f: name i a e p r s` those of funds rows, `%` ends them, `%= field text` is what
stands in no cell of its own, `%%` starts the next table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from forms.table import SelfEvaluationTable
from tests.forms.drawing import cells_of, spans_of

ROW_FIELDS = {
    "l1": "level1", "l2": "level2", "m1": "level1", "m2": "level2", "l3": "level3", "t": "target",
    "it": "initial_target", "a": "actual", "p": "points", "s": "score", "n": "deviation_note", "sm": "scoring_method",
    "rs": "review_score", "ro": "review_opinion",
}  # fmt: skip
FUNDS_FIELDS = {
    "name": "name", "i": "initial_budget", "a": "annual_budget", "e": "executed", "p": "points", "r": "execution_rate",
    "s": "score",
}  # fmt: skip
FILLER = re.compile(r"(指标\d+[:：]?|…+)?")
NUMBERED_CLASS = re.compile(r"^(\d+[.、])?\d*(?=\D)")
POINTS_BEHIND = re.compile(r"[（(]\d+分[)）]$")
TAG = re.compile(r" @([a-z_0-9.]+|-)$")


@dataclass
class Tagged:
    """A drawing without its tags, and for each of its tables the texts by field; "" where a cell is blank."""

    drawing: str
    tables: list[dict[str, str]] = field(default_factory=list)


def load(path: Path) -> Tagged:
    """The drawing of a file and what stands in it."""
    lines: list[str] = []
    directives: list[tuple[int, str]] = []
    tags: dict[tuple[int, int], str] = {}
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("%"):
            directives.append((len(lines), line[1:].strip()))
        elif line.strip():
            cells = []
            for column, cell in enumerate(line.split("|")):
                found = TAG.search(cell.rstrip())
                if found:
                    tags[len(lines), column] = found[1]
                cells.append(TAG.sub("", cell.rstrip()).strip())
            lines.append(" | ".join(cells))
    tagged = Tagged("\n".join(lines))
    _expect(tagged, directives, tags)
    return tagged


def _expect(tagged: Tagged, directives: list[tuple[int, str]], tags: dict[tuple[int, int], str]) -> None:
    rows = cells_of(tagged.drawing)
    kind, codes = "", [""]
    count = {"r": 0, "f": 0}
    said: dict[str, str] = {}
    tagged.tables.append(said)
    for number in range(len(rows)):
        for directive in (d for at, d in directives if at == number):
            if directive == "%":
                count = {"r": 0, "f": 0}
                said = {}
                tagged.tables.append(said)
            if directive.startswith("="):
                key, _, text = directive[1:].strip().partition(" ")
                said[key] = text
                continue
            kind, _, names = directive.partition(":")
            codes = names.split()
        if kind in count:
            _row(said, _effective(rows, number, codes), kind, count)
        for (row, column), tag in tags.items():
            if row == number and tag != "-":
                key = f"{tag}{sum(k.startswith(tag) for k in said) + 1}" if tag in {"o", "any"} else tag
                several = key in {"goal", "narrative"} and key in said
                said[key] = f"{said[key]}\n{rows[row][column]}" if several else rows[row][column]


def _effective(rows: list[list[str]], number: int, codes: list[str]) -> list[tuple[str, str]]:
    found = [(code, text) for code, is_given, text in (each.partition("=") for each in codes) if is_given]
    for column, code in enumerate(code for code in codes if "=" not in code):
        at = number
        while (code in {"l1", "l2"} and rows[at][column] == "^") or (code in {"m1", "m2"} and not rows[at][column]):
            at -= 1
        text = rows[at][column]
        if code != "-" and text not in {"<", "^"}:
            found.append((code, text))
    return found


def _row(said: dict[str, str], cells: list[tuple[str, str]], kind: str, count: dict[str, int]) -> None:
    fields = ROW_FIELDS if kind == "r" else FUNDS_FIELDS
    texts = dict(cells)
    if kind == "r" and FILLER.fullmatch(texts["l3"]) and not texts.get("p"):
        return
    count[kind] += 1
    head = f"R{count['r']}." if kind == "r" else f"funds{count['f']}."
    for code, text in cells:
        if code == "o":
            said[f"o{sum(k[0] == 'o' for k in said) + 1}"] = text
        elif code != "u":
            said[head + fields[code]] = said.get(head + fields[code], "") + text
    if texts.get("u") and said[f"{head}target"]:
        said[f"{head}target"] += texts["u"]


def wrongs(expected: dict[str, str], table: SelfEvaluationTable) -> Iterator[tuple[str, str, str | None]]:
    """Each field that a person reads otherwise: its name, the right text and the text read."""
    loose = [entry.text for entry in table.other] + [row.name for row in table.funds]
    loose += [getattr(table, name) or "" for name in ("funds_note", "conclusion", "problems_found", "improvements")]
    loose += [row.deviation_note or "" for row in table.indicators]
    loose += [row.review_opinion or "" for row in table.indicators]
    loose += [getattr(table, name) or "" for name in ("department", "implementing_unit", "total_score")]
    pool = _words("\n".join(loose))
    for key, text in expected.items():
        if re.fullmatch(r"(o|any)\d+", key):
            if _words(text).rpartition("：")[2] not in pool:  # 填报日期：2023年3月6日 has its label in the cell
                yield key, text, None
            continue
        read = table.text(key)
        if _plain(key, read) != _plain(key, text):
            yield key, text, read
    for row in table.indicators:
        for name in ROW_FIELDS.values():
            behind_the_name = name == "points" and POINTS_BEHIND.search(row.level3 or "")
            if f"R{row.row}.{name}" not in expected and _words(getattr(row, name)) and not behind_the_name:
                yield f"R{row.row}.{name}", "", getattr(row, name)
    for index, funds in enumerate(table.funds, 1):
        for name in FUNDS_FIELDS.values():
            beside = name == "name" and not any(key.startswith("funds1.name") for key in expected)
            if not beside and f"funds{index}.{name}" not in expected and _words(getattr(funds, name)):
                yield f"funds{index}.{name}", "", getattr(funds, name)


def _plain(key: str, text: str | None) -> str:
    plain = _words(text)
    if key.endswith(("level1", "level2")):
        plain = NUMBERED_CLASS.sub("", re.sub(r"[（(]?\d+分[）)]?$", "", plain))
    return re.sub("[:：]$", "", plain) if key.endswith(".name") else plain


def _words(text: str | None) -> str:
    return "".join((text or "").split())


def _lines(drawing: str, covered: str | None = "") -> list[list[str]]:
    rows = cells_of(drawing)
    spans = spans_of(rows)
    return [
        [
            text if (r, c) in spans else covered or ""
            for c, text in enumerate(row)
            if (r, c) in spans or covered is not None
        ]
        for r, row in enumerate(rows)
    ]


def as_paste(drawing: str) -> str:
    """Copied out of a spreadsheet: every covered cell is blank; a cell with a line break is quoted."""
    quoted = [[f'"{t}"' if "\n" in t else t for t in row] for row in _lines(drawing)]
    return "\n".join("\t".join(row) for row in quoted)


def as_web_paste(drawing: str) -> str:
    """Copied out of a web page: covered cells are missing."""
    return "\n".join("\t".join(t.replace("\n", " ") for t in row) for row in _lines(drawing, None))


def as_lines(drawing: str) -> str:
    """One cell a line, blank ones as blank lines."""
    return "\n".join(t.replace("\n", "") for row in _lines(drawing, None) for t in row)


def as_filled_lines(drawing: str) -> str:
    """One cell a line, blank ones lost."""
    return "\n".join(t.replace("\n", "") for row in _lines(drawing, None) for t in row if t)


def as_markdown(drawing: str) -> str:
    """A pipe table."""
    rows = [[t.replace("\n", "<br>") for t in row] for row in _lines(drawing)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def as_csv(drawing: str) -> str:
    """Comma separated, covered cells blank."""
    out = io.StringIO()
    csv.writer(out).writerows(_lines(drawing))
    return out.getvalue()


def as_html(drawing: str) -> str:
    """A page with one table with spans."""
    body = html_rows(drawing)
    return f'<html><meta charset="utf-8"><body><p>自评公开</p><table border="1">{body}</table></body></html>'


def html_rows(drawing: str) -> str:
    """The drawing as the rows of a table of a page."""
    rows = cells_of(drawing)
    spans = spans_of(rows)
    body = ""
    for r, row in enumerate(rows):
        body += "<tr>"
        for c, text in enumerate(row):
            if (r, c) in spans:
                down, across = spans[r, c]
                body += f'<td rowspan="{down}" colspan="{across}">{escape(text).replace(chr(10), "<br>")}</td>'
        body += "</tr>"
    return body


def as_docx(drawing: str, path: Path) -> Path:
    """A Word table with merged cells."""
    from docx import Document

    document: Any = Document()
    add_table(document, drawing)
    document.save(path)
    return path


def add_table(document: Any, drawing: str) -> None:
    """The drawing as one more table of a Word document."""
    rows = cells_of(drawing)
    grid = document.add_table(rows=len(rows), cols=len(rows[0]))
    table = [list(row.cells) for row in grid.rows]
    for (r, c), (down, across) in spans_of(rows).items():
        cell = table[r][c]
        if (down, across) != (1, 1):
            cell = cell.merge(table[r + down - 1][c + across - 1])
        cell.text = rows[r][c]
