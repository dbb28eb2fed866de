"""What a unit works on: files as they came, tables, edits, drafts with versions, the conversation, stated facts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.schema.base import Base, new_id, now


class StoredFile(Base):
    """A file as it came. The bytes lie in the data folder under their hash, per user."""

    __tablename__ = "stored_file"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True)
    sha256: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]


class Table(Base):
    """One self-evaluation table on a desk: as it came, and where it stands between unit and reviewer."""

    __tablename__ = "evaluation_table"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    reviewer_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    file_id: Mapped[str | None] = mapped_column(ForeignKey("stored_file.id"))
    position: Mapped[int]  # order in which the unit opened its tables
    origin: Mapped[str]
    file: Mapped[str]  # the name that the user knows
    original: Mapped[dict[str, Any]]  # SelfEvaluationTable
    problems: Mapped[list[Any]]
    profile: Mapped[str | None]
    summary: Mapped[dict[str, Any]]  # what a list shows without loading the table
    state: Mapped[str] = mapped_column(default="填报")
    saved: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]

    edits: Mapped[list[Edit]] = relationship(order_by="Edit.position", cascade="all, delete-orphan")
    drafts: Mapped[list[Draft]] = relationship(order_by="Draft.position", cascade="all, delete-orphan")
    messages: Mapped[list[Message]] = relationship(order_by="Message.position", cascade="all, delete-orphan")
    stated: Mapped[list[StatedFact]] = relationship(order_by="StatedFact.position", cascade="all, delete-orphan")
    ignored: Mapped[list[IgnoredFinding]] = relationship(
        order_by="IgnoredFinding.position", cascade="all, delete-orphan"
    )


class Edit(Base):
    """One edit of one cell, in order; one that was taken back stays, marked `undone`, so that it can be redone."""

    __tablename__ = "edit"
    __table_args__ = (UniqueConstraint("table_id", "undone", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    position: Mapped[int]
    undone: Mapped[bool] = mapped_column(default=False)
    body: Mapped[dict[str, Any]]  # fact, before, after, at


class Draft(Base):
    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any]]  # the card without its versions
    versions: Mapped[list[DraftVersion]] = relationship(order_by="DraftVersion.number", cascade="all, delete-orphan")


class DraftVersion(Base):
    """One state of a draft: text, author, and what verification said of it. Versions are added, never changed."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), index=True)
    number: Mapped[int]
    body: Mapped[dict[str, Any]]


class Message(Base):
    __tablename__ = "message"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any]]


class StatedFact(Base):
    """What a user said of a table (a cause, a measure, a number), kept with its source."""

    __tablename__ = "stated_fact"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any]]


class IgnoredFinding(Base):
    """A finding that somebody set aside, with the reason; shown as ignored, never dropped."""

    __tablename__ = "ignored_finding"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any]]


class Typing(Base):
    """What is being typed and not yet saved, so that a lost connection or a restart loses nothing."""

    __tablename__ = "typing"
    __table_args__ = (UniqueConstraint("user_id", "table_id", "fact"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    fact: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
