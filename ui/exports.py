"""Downloads: each is made when it is asked for, from the user's own desk, and never touches a shared folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response

from forms.errors import FormError
from forms.write import standard_docx, standard_xlsx, write
from forms.writers.checklist import ChecklistRow, checklist_xlsx
from scoring.catalogue import title
from scoring.check import check_all
from scoring.findings import SEVERITY_NAMES, ScoreSheet
from store.desk import Desk
from store.errors import StoreError
from ui import session
from ui.form import show_score
from ui.judged import Judged, name_of
from ui.layout import form_view
from ui.render import render
from ui.reviewing import review_rows
from ui.session import Office, Refusal
from ui.setting_aside import set_aside
from ui.tokens import account_of

FILLABLE = frozenset({".xlsx", ".xlsm", ".docx", ".csv", ".tsv", ".txt", ".md"})
UNCHECKED = "（未核对）"
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Export:
    """A finished file."""

    name: str
    content: bytes


def can_fill(desk: Desk, source: tuple[str, bytes] | None) -> str:
    """The kind of the user's own file when it can be filled in, else ""."""
    kind = Path(source[0]).suffix.lower() if source else ""
    return kind.lstrip(".") if desk.origin == "file" and kind in FILLABLE else ""


def export(office: Office, user: str, kind: str, desk_id: str) -> Export:
    """The file of that kind for a desk. Raises Refusal, FormError, StoreError."""
    make = _MAKERS.get(kind)
    if make is None:
        raise Refusal("没有这种导出。")
    judged = session.judge(office, user, session.load(office, user, desk_id))
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        name, out = make(office, user, judged, Path(folder))
        mark = UNCHECKED if judged.marks.blocking and kind in {"own", "xlsx", "docx"} else ""
        return Export(f"{_safe(name)}{mark}{out.suffix}", out.read_bytes())


Maker = Callable[[Office, str, Judged, Path], tuple[str, Path]]


def _own(office: Office, user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    """The user's own file with the changed cells, of this table and of the others that came with it."""
    desk = judged.desk
    source = office.shelf.source(user, desk.id)
    if source is None or not can_fill(desk, source):
        raise Refusal("这张表没有可以填回的原文件，请导出 Excel 或 Word。")
    name, content = source
    suffix = Path(name).suffix.lower()
    last = folder / f"source{suffix}"
    last.write_bytes(content)
    for number, other in enumerate(_together(office, user, desk)):
        out = folder / f"out{number}{suffix}"
        write(last, other.original, other.changed, out)
        last = out
    return Path(name).stem, last


def _together(office: Office, user: str, desk: Desk) -> list[Desk]:
    """The desks that came from the same opening of the same file and were changed; this one at least."""
    ids = [item.id for item in office.shelf.tables(user) if item.file == desk.file and item.id != desk.id]
    others = (office.shelf.load(user, desk_id) for desk_id in ids)
    source = office.shelf.source(user, desk.id)
    same = [o for o in others if o and o.changed and o.origin == "file" and office.shelf.source(user, o.id) == source]
    return [*same, desk]


def _xlsx(_office: Office, _user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    out = folder / "table.xlsx"
    standard_xlsx([judged.table], out)
    return name_of(judged.table), out


def _docx(_office: Office, _user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    out = folder / "table.docx"
    standard_docx([judged.table], out)
    return name_of(judged.table), out


def _list(_office: Office, _user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    out = folder / "list.xlsx"
    rows = [
        ChecklistRow(
            finding=f"{title(f.rule)}：{f.message}",
            place="、".join(f.cells),
            todo=f.todo,
            source=f.source,
            severity=SEVERITY_NAMES[f.severity],
        )
        for f in judged.marks.findings
    ]
    for line in judged.marks.lines:
        if line.group in {"文字不符", "待补充"}:
            rows.append(
                ChecklistRow(line.text, line.place, "改到与表一致，或补充依据", "", SEVERITY_NAMES[line.severity])
            )
    for item in judged.check.findings:
        if item.ignored:
            rows.append(
                ChecklistRow(item.message, "、".join(item.cells), f"已忽略：{item.ignored.reason}", item.source)
            )
    checklist_xlsx(rows, out)
    return f"{name_of(judged.table)} 复核清单", out


def _all(office: Office, user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    """Scores and findings of every table that is open, with the findings across them."""
    from scoring.report_xlsx import write_xlsx

    desks = [office.shelf.load(user, item.id) for item in office.shelf.tables(user)]
    tables = [desk.table for desk in desks if desk]
    results, across = check_all(tables)
    out = folder / "all.xlsx"
    write_xlsx(tables, results, across, out)
    return f"{judged.desk.file} 等 {len(tables)} 张 汇总和问题清单", out


def _opinion(office: Office, user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    """The reviewer's opinion as a document."""
    from assistant.review.document import opinion_docx

    text = office.store.reviews.load(user, judged.desk.id).opinion
    if not text:
        raise Refusal("还没有意见。请先点“起草”或自己写。")
    out = folder / "opinion.docx"
    out.write_bytes(opinion_docx(text, project=name_of(judged.table)))
    return f"{name_of(judged.table)} 复核意见", out


def _paper(office: Office, user: str, judged: Judged, folder: Path) -> tuple[str, Path]:
    """The working paper: the report of this table with the reviewer's scores and opinions a row."""
    from openpyxl import Workbook

    paper = office.store.reviews.load(user, judged.desk.id)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("复核底稿")
    sheet.append(["行", "三级指标", "指标值", "完成值", "分值", "自评", "复算", "复核", "扣分", "审核意见"])
    for r in review_rows(judged, paper):
        sheet.append(
            [r.label, r.name, r.target, r.actual, r.points, r.stated, r.ours, show_score(r.score), r.taken, r.opinion]
        )
    sheet.append([])
    sheet.append(["意见", paper.opinion])
    for item in set_aside(office, user, judged.desk.id):
        sheet.append(["忽略", title(item.rule), f"第 {item.row} 个指标" if item.row else "", item.reason])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"  # what a cell says is a text, never a formula
    out = folder / "paper.xlsx"
    book.save(out)
    return f"{name_of(judged.table)} 复核底稿", out


_MAKERS: dict[str, Maker] = {
    "own": _own,
    "xlsx": _xlsx,
    "docx": _docx,
    "list": _list,
    "all": _all,
    "opinion": _opinion,
    "paper": _paper,
}


def print_page(office: Office, user: str, desk_id: str) -> str:
    """The form alone as a page of its own, as the unit signs it: nothing of ours on it."""
    desk = session.load(office, user, desk_id)
    view = form_view(desk.table, ScoreSheet(), ours=False)
    return render("print", name=name_of(desk.table), form=view)


def _safe(name: str) -> str:
    """A name that every system accepts for a file."""
    return "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in name)[:80].strip(". ") or "自评表"


def add_routes(app: FastAPI, office: Office) -> None:
    """The routes under /export: the file, or one Chinese line that says why not."""

    @app.get("/print/{desk}")
    async def printed(desk: str, request: Request) -> Response:
        account = await run_in_threadpool(account_of, office.store, request, office.trusted_header)
        if account is None:
            return HTMLResponse("页面已过期，请刷新后再试。", 401)
        try:
            return HTMLResponse(await run_in_threadpool(print_page, office, account.id, desk))
        except (Refusal, StoreError) as error:
            return HTMLResponse(render("refused", text=str(error)), 409)

    @app.get("/export/{kind}")
    async def download(kind: str, desk: str, request: Request) -> Response:
        account = await run_in_threadpool(account_of, office.store, request, office.trusted_header)
        if account is None:
            return JSONResponse({"detail": "页面已过期，请刷新后再试。"}, 401)
        try:
            made = await run_in_threadpool(export, office, account.id, kind, desk)
        except (Refusal, FormError, StoreError) as error:
            return JSONResponse({"detail": error.text if isinstance(error, Refusal) else str(error)}, 409)
        media = _TYPES.get(Path(made.name).suffix, "application/octet-stream")
        disposition = f"attachment; filename*=UTF-8''{quote(made.name)}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
        return Response(made.content, media_type=media, headers=headers)
