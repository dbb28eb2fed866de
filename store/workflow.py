"""The way of a table between unit and reviewer: 填报 → 送审 → 退回 (with opinions) → 整改 → 再送审 → 通过."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.table import SelfEvaluationTable
from store.accounts import REVIEWER, require_user
from store.database import Database
from store.desks import visible, visible_table
from store.errors import NotAllowed, NotFound, Refused
from store.schema.accounts import User
from store.schema.review import Step
from store.schema.work import Table
from store.steps import STEPS, record


@dataclass(frozen=True, slots=True)
class Stage:
    """One step that was taken, with the table as it was then."""

    number: int
    from_state: str
    to_state: str
    user: str
    opinion: str
    at: datetime
    table: SelfEvaluationTable


class Workflow:
    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, user_id: str, desk_id: str, to: str, *, opinion: str = "", reviewer_id: str | None = None) -> str:
        """Take one step; gives the new state.

        `reviewer_id` names whom it is submitted to (None: any reviewer). Raises Refused for a step that does not follow
        from the present state or a return without an opinion, NotAllowed for the wrong role, NotFound.
        """
        with self._database.write() as session:
            user = require_user(session, user_id)
            row = visible_table(session, user, desk_id, lock=True)
            by_reviewer = STEPS.get((row.state, to))
            if by_reviewer is None:
                raise Refused(f"这张表现在是“{row.state}”，不能改为“{to}”。")
            alone = not user.password_hash  # single-user mode: nobody else is there to take the other side
            theirs = by_reviewer == (user.role == REVIEWER) or alone
            if not theirs or (not by_reviewer and row.unit_id != user.unit_id):
                raise NotAllowed(f"“{to}”要由{'复核人' if by_reviewer else '填报单位'}来做。")
            if to == "退回" and not opinion.strip():
                raise Refused("退回要写明意见。")
            if to in {"送审", "再送审"} and reviewer_id is not None:
                row.reviewer_id = _reviewer(session, reviewer_id).id
            if by_reviewer and row.reviewer_id is None:
                row.reviewer_id = user.id
            record(session, user, row, to, opinion)
            return to

    def state(self, user_id: str, desk_id: str) -> str:
        with self._database.read() as session:
            return visible_table(session, require_user(session, user_id), desk_id).state

    def states(self, user_id: str) -> dict[str, str]:
        """The state of every table that the user may see, by the id of its desk."""
        with self._database.read() as session:
            user = require_user(session, user_id)
            return {row.id: row.state for row in session.execute(select(Table.id, Table.state).where(visible(user)))}

    def stages(self, user_id: str, desk_id: str) -> list[Stage]:
        """The steps taken so far, oldest first. Raises NotFound."""
        with self._database.read() as session:
            visible_table(session, require_user(session, user_id), desk_id)
            rows = session.execute(
                select(Step, User.name, User.display_name)
                .join(User, User.id == Step.user_id)
                .where(Step.table_id == desk_id)
                .order_by(Step.number)
            )
            return [_stage(step, display or name) for step, name, display in rows]


def _reviewer(session: Session, user_id: str) -> User:
    user = session.get(User, user_id)
    if user is None or user.role != REVIEWER or user.disabled:
        raise NotFound("没有这位复核人。")
    return user


def _stage(step: Step, user: str) -> Stage:
    table = SelfEvaluationTable.model_validate(step.snapshot)
    return Stage(step.number, step.from_state, step.to_state, user, step.opinion, step.at, table)
