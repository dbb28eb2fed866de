"""Downloads: each is made when it is asked for, from the owner's own desk, and never touches a shared folder."""

from __future__ import annotations

from fastapi import FastAPI

from ui.session import Office


def add_routes(app: FastAPI, office: Office) -> None:
    """The routes under /export."""
