"""Ways in: a sample, a paste, a file, a blank form. Each gives the desk that is shown first; what it holds is saved."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import cache
from pathlib import Path

from forms.read import read_file, read_text
from forms.table import Reading
from store import desk as desks
from store.desk import Desk, Origin
from ui.blank import blank_table
from ui.session import Office, Refusal, load, save

SAMPLES = Path(__file__).parent.parent / "eval_sets" / "samples" / "seed.txt"
SAMPLE_FILE = "样例 seed.txt"
MAX_TABLES = 2000  # desks of one owner


@cache
def samples() -> Reading:
    """The sample tables that come with the program."""
    return read_text(SAMPLES.read_text(encoding="utf-8"), name=SAMPLE_FILE)


def open_sample(office: Office, owner: str, number: int) -> Desk:
    """Open one sample (from 1), or all of them (0); one that is open already is shown again."""
    reading = samples()
    there = {item.name: item.id for item in office.shelf.tables(owner) if item.file == SAMPLE_FILE}
    wanted = reading.tables if number == 0 else reading.tables[number - 1 : number]
    if not wanted:
        raise Refusal("没有这个样例。请从列表里选一张。")
    first = ""
    for table in wanted:
        desk_id = there.get((table.project_name or "").strip())
        if desk_id is None:
            desk_id = _put(office, owner, _new("sample", SAMPLE_FILE, Reading(tables=(table,)))[0]).id
        first = first or desk_id
    return load(office, owner, first)


def open_text(office: Office, owner: str, text: str) -> Desk:
    """Open what was pasted: one table or several. Raises FormError when it holds none."""
    name = f"粘贴 {datetime.now().astimezone():%m-%d %H:%M:%S}"
    reading = read_text(text, name="粘贴的文字")
    return _put_all(office, owner, _new("paste", name, reading))


def open_file(office: Office, owner: str, path: Path, name: str) -> Desk:
    """Open an uploaded file: all its tables, with the file kept for writing back. Raises FormError."""
    reading = read_file(path, name=name)
    content = path.read_bytes()
    opened = _new("file", name, reading)
    first = _put_all(office, owner, opened)
    for desk in opened:
        office.shelf.keep_source(owner, desk.id, name, content)
    return first


def _new(origin: Origin, file: str, reading: Reading) -> list[Desk]:
    if not reading.tables:
        raise Refusal("没有找到项目支出绩效自评表。请复制整张表（从表名到总分）再粘贴。", file)
    return [
        desks.Desk(
            id=secrets.token_hex(8),
            origin=origin,
            file=file,
            original=table,
            problems=reading.problems if i == 0 else (),
            saved=desks.now(),
        )
        for i, table in enumerate(reading.tables)
    ]


def _put_all(office: Office, owner: str, opened: list[Desk]) -> Desk:
    if len(office.shelf.tables(owner)) + len(opened) > MAX_TABLES:
        raise Refusal(f"最多同时打开 {MAX_TABLES} 张表。请先移去用不到的表。")
    kept = [_put(office, owner, desk) for desk in opened]
    return load(office, owner, kept[0].id)


def _put(office: Office, owner: str, desk: Desk) -> Desk:
    saved = save(office, owner, desk)
    office.shelf.set_setting(owner, "current", saved.id)
    return saved


def open_blank(office: Office, owner: str) -> Desk:
    """Start from an empty form."""
    return _put(
        office,
        owner,
        desks.Desk(id=secrets.token_hex(8), origin="blank", file="空白表", original=blank_table(), saved=desks.now()),
    )
