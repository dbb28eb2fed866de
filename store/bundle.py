"""What belongs to a unit or a user, as files of a zip: for handing it out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from store import rows
from store.errors import Refused, Unavailable
from store.files import Files
from store.history import REVIEWED, Event, events
from store.schema.accounts import AuditEntry, Setting, Unit, User
from store.schema.review import Review, Step
from store.schema.work import StoredFile, Table, Typing


def write(session: Session, files: Files, user: User, out: Path, *, own: bool) -> int:
    """Write the zip `out`, complete or not at all; gives the number of tables. Raises Refused where it cannot be."""
    temporary = out.with_name(out.name + ".part")
    people = [user] if own else list(session.scalars(select(User).where(User.unit_id == user.unit_id)))
    mine = Table.user_id == user.id if own else Table.unit_id == user.unit_id
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            count = _tables(session, files, archive, mine, people)
            _json(archive, "account.json", _account(session, user, people))
            _json(archive, "reviews.json", _papers(session, people))
            _json(archive, "audit.json", _doings(session, people))
            _loose_files(session, files, archive, people)
        temporary.replace(out)
    except OSError as error:
        raise Refused(f"“{out.name}”写不了（{error.strerror}）。请换一个能写的文件夹，或清理磁盘。") from error
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _tables(
    session: Session, files: Files, archive: zipfile.ZipFile, mine: ColumnElement[bool], people: list[User]
) -> int:
    units = {user.unit_id for user in people}
    found = session.scalars(select(Table).where(mine).order_by(Table.position, Table.created_at)).all()
    for table in found:
        folder = f"removed/{table.id}" if table.deleted_at else table.id
        archive.writestr(f"{folder}/desk.json", rows.desk_of(table).model_dump_json(indent=1))
        told = [event for event, unit in events(session, table.id) if unit in units or event.action != REVIEWED]
        _json(archive, f"{folder}/history.json", {"state": table.state, **_steps(session, table), "audit": _told(told)})
        typed = session.scalars(select(Typing).where(Typing.table_id == table.id))
        texts = [{"user": t.user_id, "fact": t.fact, "text": t.text, "at": _text(t.at)} for t in typed]
        if texts:
            _json(archive, f"{folder}/typing.json", texts)
        file = session.get(StoredFile, table.file_id) if table.file_id else None
        if file is not None:
            _file(archive, files, file, f"{folder}/original")
    return len(found)


def _steps(session: Session, table: Table) -> dict[str, Any]:
    steps = session.scalars(select(Step).where(Step.table_id == table.id).order_by(Step.number))
    told = [
        {"from": s.from_state, "to": s.to_state, "opinion": s.opinion, "at": _text(s.at), "table": s.snapshot}
        for s in steps
    ]
    return {"steps": told}


def _account(session: Session, user: User, people: list[User]) -> dict[str, Any]:
    unit = session.get(Unit, user.unit_id)
    return {
        "unit": unit.name if unit else "",
        "users": [
            {
                "id": one.id,
                "name": one.name,
                "display_name": one.display_name,
                "role": one.role,
                "disabled": one.disabled,
                "created": _text(one.created_at),
                "settings": {
                    s.name: s.value for s in session.scalars(select(Setting).where(Setting.user_id == one.id))
                },
            }
            for one in people
        ],
    }


def _papers(session: Session, people: list[User]) -> list[dict[str, Any]]:
    """What these people wrote as reviewers."""
    query = select(Review, Table.file, Table.summary).join(Table, Table.id == Review.table_id)
    found = session.execute(query.where(Review.user_id.in_([one.id for one in people])))
    return [
        {
            "table": review.table_id,
            "file": file,
            "project": summary.get("name", ""),
            "user": review.user_id,
            "rows": review.rows,
            "opinion": review.opinion,
            "at": _text(review.updated_at),
        }
        for review, file, summary in found
    ]


def _doings(session: Session, people: list[User]) -> list[dict[str, Any]]:
    """The entries of the audit log that these people left, wherever."""
    query = select(AuditEntry).where(AuditEntry.user_id.in_([one.id for one in people])).order_by(AuditEntry.number)
    return [
        {"number": e.number, "at": _text(e.at), "user": e.user_id, "action": e.action, "object": e.object_id}
        for e in session.scalars(query)
    ]


def _told(found: list[Event]) -> list[dict[str, Any]]:
    return [
        {"number": e.number, "at": _text(e.at), "user": e.user, "action": e.action, "detail": e.detail, **e.content}
        for e in found
    ]


def _loose_files(session: Session, files: Files, archive: zipfile.ZipFile, people: list[User]) -> None:
    """Files that came in and that no table refers to any more."""
    used = select(Table.file_id).where(Table.file_id.is_not(None))
    query = select(StoredFile).where(StoredFile.user_id.in_([one.id for one in people]), StoredFile.id.not_in(used))
    for file in session.scalars(query):
        _file(archive, files, file, f"files/{file.id}")


def _file(archive: zipfile.ZipFile, files: Files, file: StoredFile, name: str) -> None:
    suffix = Path(file.name).suffix
    try:
        content = files.bytes_of(file)
    except Unavailable as error:
        archive.writestr(f"{name}.missing.txt", str(error))
        return
    archive.writestr(name + (suffix if suffix[1:].isalnum() else ""), content)


def _json(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    archive.writestr(name, json.dumps(value, ensure_ascii=False, indent=1))


def _text(at: Any) -> str:
    return at.isoformat(timespec="seconds")
