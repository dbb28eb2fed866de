"""The tables of the database. Importing this package registers all of them with `Base.metadata`."""

from store.schema import accounts, review, work
from store.schema.base import Base

__all__ = ["Base", "accounts", "review", "work"]
