"""The steps between unit and reviewer as they are kept: which may follow which, and the record of one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.edit import with_texts
from forms.table import SelfEvaluationTable
from store import audit
from store.schema.accounts import User
from store.schema.review import Step
from store.schema.work import Table

FILLING, RETURNED, MENDING = "填报", "退回", "整改"
OPEN_TO_REVIEW = ("送审", "复核中", RETURNED, MENDING, "再送审", "通过")
CLOSED = ("送审", "复核中", "再送审", "通过")  # the table lies with the reviewer, and its cells stay as they are

# from -> to, and whether the reviewer (or else the unit) takes the step
STEPS: dict[tuple[str, str], bool] = {
    (FILLING, "送审"): False,
    ("送审", FILLING): False,  # taken back before the reviewer began
    ("送审", "复核中"): True,
    ("送审", RETURNED): True,
    ("送审", "通过"): True,
    ("复核中", RETURNED): True,
    ("复核中", "通过"): True,
    (RETURNED, MENDING): False,
    (RETURNED, "再送审"): False,
    (MENDING, "再送审"): False,
    ("再送审", "复核中"): True,
    ("再送审", RETURNED): True,
    ("再送审", "通过"): True,
}


def record(session: Session, user: User, row: Table, to: str, opinion: str = "") -> None:
    """Take the step `to`: the table as it is now is kept with it, and the audit log tells of it."""
    last = session.scalar(select(func.max(Step.number)).where(Step.table_id == row.id)) or 0
    texts = {edit.body["fact"]: edit.body["after"] for edit in row.edits if not edit.undone}
    table = with_texts(SelfEvaluationTable.model_validate(row.original), texts)
    session.add(
        Step(
            table_id=row.id,
            number=last + 1,
            from_state=row.state,
            to_state=to,
            user_id=user.id,
            opinion=opinion,
            snapshot=table.model_dump(mode="json"),
        )
    )
    content = {"opinion": opinion} if opinion else None
    audit.append(session, user.id, to, row.id, content, before=row.state, after=to)
    row.state = to
