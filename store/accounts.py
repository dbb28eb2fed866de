"""Units, users and roles; logging in and staying logged in.

Roles: 填报人 (fills in the unit's tables), 复核人 (sees what was submitted to them), 管理员 (manages users; sees no
more tables than a 填报人 of the own unit).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from store import audit, passwords
from store.database import Database
from store.errors import NotAllowed, NotFound, Refused
from store.schema.accounts import LoginAttempt, LoginSession, Unit, User
from store.schema.base import now
from store.schema.work import Table

FILLER, REVIEWER, ADMIN = "填报人", "复核人", "管理员"
ROLES = (FILLER, REVIEWER, ADMIN)
LOCAL = "local"  # the one user of single-user mode
SESSION_HOURS = 12
ATTEMPTS, ATTEMPT_MINUTES = 5, 15  # failures for one name
ADDRESS_ATTEMPTS = 100  # and from one address, whatever the names: a whole office may sit behind it
KEEP_ATTEMPTS = timedelta(days=30)
NAME_LENGTH = 200
CLOCK = timedelta(hours=1)  # by how much a clock may be set back before a session from the time to come is refused
WRONG = "用户名或密码不对。"


@dataclass(frozen=True, slots=True)
class Account:
    """A user, as the rest of the program sees one."""

    id: str
    name: str
    display_name: str
    role: str
    unit: str


class Accounts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def single_user(self) -> Account:
        """The user of single-user mode, made on first use; cannot log in over the network."""
        with self._database.read() as session:
            user = session.get(User, LOCAL)
            if user is not None:
                return _account(session, user)
        with self._database.write() as session:
            user = session.get(User, LOCAL)
            if user is None:
                unit = _unit(session, "本单位")
                user = User(id=LOCAL, name=LOCAL, display_name="", role=FILLER, unit_id=unit.id, password_hash="")
                session.add(user)
                session.flush()
            return _account(session, user)

    def add(self, name: str, password: str, *, unit: str, role: str = FILLER, display_name: str = "") -> Account:
        """A new user; the unit is made when it is new. Raises Refused: name taken, unknown role, weak password."""
        name = name.strip()
        if not name or not name.isprintable():
            raise Refused("用户名不能是空的，也不能有看不见的字符。")
        if role not in ROLES:
            raise Refused(f"没有“{role}”这个角色，可以用：{'、'.join(ROLES)}。")
        kept = passwords.hashed(password)
        with self._database.write() as session:
            if _named(session, name) is not None:
                raise Refused(f"用户名“{name}”已经有人用了。")
            owner = _unit(session, unit.strip() or "本单位")
            user = User(name=name, display_name=display_name, role=role, unit_id=owner.id, password_hash=kept)
            session.add(user)
            session.flush()
            audit.append(session, audit.OPERATOR, "新增用户", user.id, {"name": name}, role=role, unit=owner.name)
            return _account(session, user)

    def set_password(self, name: str, password: str) -> None:
        """Change a password and end the user's sessions. Raises NotFound, Refused."""
        kept = passwords.hashed(password)
        with self._database.write() as session:
            user = _must(session, name)
            user.password_hash = kept
            session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
            audit.append(session, audit.OPERATOR, "改密码", user.id)

    def set_disabled(self, name: str, disabled: bool = True) -> None:
        """Close an account (its sessions end at once) or open it again. Raises NotFound."""
        with self._database.write() as session:
            user = _must(session, name)
            user.disabled = disabled
            session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
            if disabled:
                release(session, user)
            audit.append(session, audit.OPERATOR, "停用" if disabled else "启用", user.id)

    def all(self) -> list[tuple[Account, bool]]:
        """Every user that can log in, with whether the account is closed."""
        with self._database.read() as session:
            users = session.scalars(select(User).where(User.id != LOCAL, User.deleted_at.is_(None)).order_by(User.name))
            return [(_account(session, user), user.disabled) for user in users]

    def get(self, user_id: str) -> Account | None:
        """The user of that id, where it is one that can log in."""
        with self._database.read() as session:
            user = session.get(User, user_id)
            return _account(session, user) if user and user.id != LOCAL and user.deleted_at is None else None

    def find(self, name: str) -> Account:
        """The user of that name, also when the account is closed. Raises NotFound."""
        with self._database.read() as session:
            return _account(session, _must(session, name))

    def any(self) -> bool:
        """Whether somebody can log in: without accounts the app listens on loopback only."""
        with self._database.read() as session:
            query = select(User.id).where(User.id != LOCAL, User.disabled.is_(False)).limit(1)
            return session.scalar(query) is not None

    def log_in(self, name: str, password: str, address: str = "") -> str:
        """A token for the session; `address` is from where it is tried, "" when that is not known.

        Raises Refused: wrong, closed, or too many attempts; never says which of the first two.
        """
        kept, attempt = self._attempt(name[:NAME_LENGTH], address)
        if not passwords.matches(kept, password):  # slow on purpose, so never while others wait to write
            raise Refused(WRONG)
        token = passwords.new_token()
        with self._database.write() as session:
            user = _named(session, name)
            if user is None or user.disabled or user.password_hash != kept:
                raise Refused(WRONG)
            session.execute(update(LoginAttempt).where(LoginAttempt.id == attempt).values(succeeded=True))
            session.execute(delete(LoginSession).where(LoginSession.expires_at < now()))
            session.execute(delete(LoginAttempt).where(LoginAttempt.at < now() - KEEP_ATTEMPTS))
            expires = now() + timedelta(hours=SESSION_HOURS)
            session.add(LoginSession(token_hash=passwords.token_hash(token), user_id=user.id, expires_at=expires))
            audit.append(session, user.id, "登录", user.id)
        return token

    def _attempt(self, name: str, address: str) -> tuple[str, str]:
        """The hash to compare with ("" where nobody can log in), and the id of this attempt, which counts as failed
        until it succeeds, so that many at once do not pass the limit. Raises Refused: too many.

        Attempts of a time to come do not count: a clock that was set back must lock nobody out.
        """
        with self._database.write() as session:
            recent = LoginAttempt.at.between(now() - timedelta(minutes=ATTEMPT_MINUTES), now())
            failed = select(func.count()).select_from(LoginAttempt).where(recent, LoginAttempt.succeeded.is_(False))
            by_name = session.scalar(failed.where(LoginAttempt.name == name)) or 0
            by_address = session.scalar(failed.where(LoginAttempt.address == address)) or 0 if address else 0
            too_many = by_name >= ATTEMPTS or by_address >= ADDRESS_ATTEMPTS
            user = _named(session, name)
            row = LoginAttempt(name=name, at=now(), succeeded=False, address=address)
            session.add(row)
            session.flush()
            found = (user.password_hash if user and not user.disabled else "", row.id)
        if too_many:
            raise Refused(f"错误次数太多，请 {ATTEMPT_MINUTES} 分钟后再试。")
        return found

    def of_token(self, token: str) -> Account | None:
        """Whose session it is; None when it ended, expired or never was."""
        if not token:
            return None
        query = (
            select(LoginSession.expires_at, User, Unit.name)
            .join(User, User.id == LoginSession.user_id)
            .join(Unit, Unit.id == User.unit_id)
            .where(LoginSession.token_hash == passwords.token_hash(token))
        )
        with self._database.read() as session:
            found = session.execute(query).first()
        if found is None:
            return None
        expires, user, unit = found
        if not expires - timedelta(hours=SESSION_HOURS) - CLOCK <= now() < expires:
            return None
        return _known(user, unit) if not user.disabled and user.deleted_at is None else None

    def of_name(self, name: str) -> Account | None:
        """The user that a trusted reverse proxy names; None when there is none or the account is closed."""
        with self._database.read() as session:
            user = _named(session, name)
            return _account(session, user) if user and not user.disabled else None

    def log_out(self, token: str) -> None:
        """End the session of that token, where there is one."""
        hashed = passwords.token_hash(token)
        with self._database.read() as session:
            if session.get(LoginSession, hashed) is None:  # anybody may ask: nothing is written for a stranger
                return
        with self._database.write() as session:
            found = session.get(LoginSession, hashed)
            if found is not None:
                session.delete(found)
                audit.append(session, found.user_id, "退出", found.user_id)

    def reviewers(self) -> list[Account]:
        """Whom a table can be submitted to."""
        with self._database.read() as session:
            able = (User.role == REVIEWER, User.disabled.is_(False), User.deleted_at.is_(None))
            users = session.scalars(select(User).where(*able).order_by(User.name))
            return [_account(session, user) for user in users]


def require_user(session: Session, user_id: str) -> User:
    """The user of that id. Raises NotAllowed when there is none or the account is closed."""
    user = session.get(User, user_id)
    if user is None or user.disabled or user.deleted_at is not None:
        raise NotAllowed("请重新登录。")
    return user


def release(session: Session, reviewer: User) -> None:
    """What was submitted to this reviewer can be taken up by any other from now on."""
    session.execute(update(Table).where(Table.reviewer_id == reviewer.id).values(reviewer_id=None))


def _account(session: Session, user: User) -> Account:
    unit = session.get(Unit, user.unit_id)
    return _known(user, unit.name if unit else "")


def _known(user: User, unit: str) -> Account:
    return Account(user.id, user.name, user.display_name or user.name, user.role, unit)


def _named(session: Session, name: str) -> User | None:
    query = select(User).where(User.name == name, User.id != LOCAL, User.deleted_at.is_(None))
    return session.scalars(query).first()


def _must(session: Session, name: str) -> User:
    user = _named(session, name)
    if user is None:
        raise NotFound(f"没有用户“{name}”。")
    return user


def _unit(session: Session, name: str) -> Unit:
    unit = session.scalars(select(Unit).where(Unit.name == name)).first()
    if unit is None:
        unit = Unit(name=name)
        session.add(unit)
        session.flush()
    return unit
