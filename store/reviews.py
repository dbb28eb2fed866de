"""The reviewer's own scores and opinions, a row beside the unit's; the unit's are never overwritten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit
from store.accounts import REVIEWER, require_user
from store.database import Database
from store.desks import visible, visible_table
from store.errors import Conflict, NotAllowed
from store.history import REVIEWED
from store.schema.base import now
from store.schema.review import Review
from store.schema.work import Table


class Deduction(BaseModel):
    """What was taken off and why: the criterion and its percentage of the row's points."""

    model_config = ConfigDict(frozen=True)
    criterion: str
    percent: Decimal


class RowReview(BaseModel):
    model_config = ConfigDict(frozen=True)
    score: Decimal | None = None
    opinion: str = ""
    deductions: tuple[Deduction, ...] = ()


class Paper(BaseModel):
    """One reviewer's working paper on one table: row number -> review, and the opinion on the whole."""

    model_config = ConfigDict(frozen=True)
    rows: dict[int, RowReview] = {}
    opinion: str = ""
    revision: int = 0


class Reviews:
    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, user_id: str, desk_id: str) -> Paper:
        """The user's paper on a table, empty when none was begun. Raises NotFound for a table not shown to them."""
        with self._database.read() as session:
            visible_table(session, require_user(session, user_id), desk_id)
            row = _row(session, user_id, desk_id)
            return _paper(row) if row else Paper()

    def papers(self, user_id: str) -> dict[str, Paper]:
        """Every paper of the user on a table that is shown to them, by the id of its desk."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            mine = select(Review).join(Table, Table.id == Review.table_id).where(Review.user_id == user_id)
            return {row.table_id: _paper(row) for row in session.scalars(mine.where(visible(user)))}

    def save(self, user_id: str, desk_id: str, paper: Paper) -> Paper:
        """Keep the paper. Raises Conflict when another tab saved first, NotAllowed for one who is no reviewer.

        In single-user mode there is nobody to submit to, so the one user reviews too.
        """
        with self._database.write() as session:
            user = require_user(session, user_id)
            table = visible_table(session, user, desk_id)
            if user.role != REVIEWER and user.password_hash:
                raise NotAllowed("复核得分和意见要由复核人填写。")
            row = _row(session, user_id, desk_id)
            if row is None:
                row = Review(table_id=table.id, user_id=user_id, rows={}, opinion="", revision=0)
                session.add(row)
            if row.revision != paper.revision:
                raise Conflict("复核意见刚在别处改过。已载入最新内容，请核对后再保存一次。")
            before = {"rows": row.rows, "opinion": row.opinion}
            row.rows = {str(number): review.model_dump(mode="json") for number, review in paper.rows.items()}
            row.opinion, row.revision, row.updated_at = paper.opinion, row.revision + 1, now()
            changed = _changed(before, {"rows": row.rows, "opinion": row.opinion})
            audit.append(session, user_id, REVIEWED, desk_id, changed, revision=row.revision)
            return _paper(row)


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What a save of the paper changed: row -> [before, after], and the opinion likewise."""
    numbers = sorted(before["rows"].keys() | after["rows"].keys(), key=int)
    pairs = {n: [before["rows"].get(n), after["rows"].get(n)] for n in numbers}
    told: dict[str, Any] = {"rows": {n: pair for n, pair in pairs.items() if pair[0] != pair[1]}}
    if before["opinion"] != after["opinion"]:
        told["opinion"] = [before["opinion"], after["opinion"]]
    return {name: value for name, value in told.items() if value}


def _row(session: Session, user_id: str, desk_id: str) -> Review | None:
    return session.scalars(select(Review).where(Review.user_id == user_id, Review.table_id == desk_id)).first()


def _paper(row: Review) -> Paper:
    return Paper.model_validate({"rows": row.rows, "opinion": row.opinion, "revision": row.revision})
