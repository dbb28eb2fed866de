"""What a reviewer adds: own scores and opinions beside the unit's, and each step of a table between the two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, new_id, now


class Review(Base):
    """One reviewer's working paper on one table; never overwrites what the unit wrote."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("table_id", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    rows: Mapped[dict[str, Any]]  # row number -> {score, opinion, deductions: [{criterion, percent}]}
    opinion: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Step(Base):
    """One step of a table between unit and reviewer, with the table as it was at that moment."""

    __tablename__ = "step"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    table_id: Mapped[str] = mapped_column(ForeignKey("evaluation_table.id"), index=True)
    number: Mapped[int]
    from_state: Mapped[str]
    to_state: Mapped[str]
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    opinion: Mapped[str] = mapped_column(default="")
    snapshot: Mapped[dict[str, Any]]  # SelfEvaluationTable at that moment
    at: Mapped[datetime] = mapped_column(default=now)
