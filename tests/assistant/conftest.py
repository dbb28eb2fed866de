"""What all tests of the assistant share."""

from __future__ import annotations

import pytest

from assistant.model import ready


@pytest.fixture(scope="session", autouse=True)
def _client_loaded() -> None:
    """The client library is loaded before a clock runs: on a busy machine that takes longer than a draft may."""
    ready()
