"""忽略一条: findings that a reviewer sets aside with a reason for the own opinion; the table of the unit stays."""

from __future__ import annotations

from scoring.findings import CheckResult
from store.desk import Desk, Ignored, now
from ui import session
from ui.session import Office, Refusal


def set_aside(office: Office, user: str, desk_id: str) -> tuple[Ignored, ...]:
    """What this user set aside on a table while reviewing it."""
    return office.shelf.kept(user, _name(desk_id), Ignored)


def put_aside(office: Office, user: str, desk_id: str, rule: str, row: int | None, reason: str) -> None:
    if not reason.strip():
        raise Refusal("请写一句忽略的理由，会记在底稿里。")
    session.load(office, user, desk_id)  # only of a table that this user may see
    items = [item for item in set_aside(office, user, desk_id) if (item.rule, item.row) != (rule, row)]
    office.shelf.keep(user, _name(desk_id), [*items, Ignored(rule=rule, row=row, reason=reason.strip(), at=now())])


def take_back(office: Office, user: str, desk_id: str) -> None:
    """Nothing is set aside any more."""
    office.shelf.keep(user, _name(desk_id), ())


def reviewed(office: Office, user: str, desk: Desk) -> CheckResult:
    """The check of a table without what this user set aside."""
    result = session.checked(office, user, desk)
    aside = {(item.rule, item.row) for item in set_aside(office, user, desk.id)}
    if not aside:
        return result
    left = tuple(f for f in result.findings if (f.rule, f.row) not in aside)
    return result.model_copy(update={"findings": left})


def _name(desk_id: str) -> str:
    return f"aside:{desk_id}"
