"""Who uses the program: units, users, their sessions, attempts to log in, settings, and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, new_id, now


class Unit(Base):
    """A budget unit (单位): its users see its tables, and nobody else's."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str] = mapped_column(default="")
    role: Mapped[str]  # 填报人, 复核人, 管理员
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    password_hash: Mapped[str] = mapped_column(default="")  # "": no log-in (the single user, a trusted header)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]


class LoginSession(Base):
    """A log-in that still holds. The token itself is never kept, only its hash."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class LoginAttempt(Base):
    __tablename__ = "login_attempt"
    __table_args__ = (Index(None, "name", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    succeeded: Mapped[bool]
    address: Mapped[str] = mapped_column(default="", server_default="", index=True)  # from where; "": not known


class Setting(Base):
    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    value: Mapped[str]


class AuditEntry(Base):
    """One thing done. Each entry carries the hash of the one before, so that a missing or changed one shows."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    user_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    object_id: Mapped[str] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditContent(Base):
    """The texts of an entry: what a cell said before and after, what was drafted, what was found in it.

    Apart from the entry, which holds only their digest, so that a purge takes the texts away and the chain stays whole.
    """

    __tablename__ = "audit_content"

    number: Mapped[int] = mapped_column(ForeignKey("audit_entry.number"), primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
